/**
 * The demo: a made-up community whose people's keys are public. What a demo relay and the app must agree on: how a
 * person's keys follow from her seed, the code in a link, and the page that names everybody (docs/spec/relay.md, Y70…).
 * A relay that is no demo has no such page, and the app takes no code without it.
 */
import { base32ToBytes, bytesToBase32 } from "../../crypto/bytes.ts";
import { deriveBytes } from "../../crypto/hash.ts";
import { SEED_BYTES } from "../../crypto/keys.ts";
import { PAPER_BYTES } from "../../crypto/paper.ts";
import { type Id, parseId } from "./units.ts";

export interface DemoPerson {
  readonly account: Id;
  /** 称呼. */
  readonly name: string;
  readonly building: string;
  /** 32 bytes in base32: the device key and the key for sealed post come from it. */
  readonly seed: string;
  /** One line: who that is. */
  readonly about: { readonly zh: string; readonly en: string };
  /** Somebody who would use the app in 长者模式. */
  readonly isElder: boolean;
}

/** What a demo relay tells everybody. */
export interface DemoPage {
  readonly community: Id;
  readonly people: readonly DemoPerson[];
  /** The need that a visitor is led through, and who asks and who helps in it. */
  readonly tour: { readonly need: Id; readonly requester: Id; readonly helper: Id };
}

/** Where a demo relay tells it; 404 at every other. */
export const DEMO_PAGE_PATH = "/demo/people";

/** The paper recovery code of a demo person's account: 16 bytes. */
export const demoPaper = (seed32: Uint8Array): Uint8Array =>
  deriveBytes("yizhan/demo/paper/v1", seed32).slice(0, PAPER_BYTES);

/** What stands behind `/demo#`: seed and account. */
export const demoCode = ({ seed, account }: Pick<DemoPerson, "seed" | "account">): string =>
  `${seed}${account}`;

/** The account that a code names; null: not a code. The seed is compared with the relay's page, never trusted alone. */
export function readDemoCode(code: string): Pick<DemoPerson, "seed" | "account"> | null {
  const [seed, account] = [code.slice(0, -ID_CHARACTERS), parseId(code.slice(-ID_CHARACTERS))];
  return account !== null && seedOf(seed) !== null ? { seed, account } : null;
}

const ID_CHARACTERS = 26;

/** 32 bytes of a person's seed; null for anything else. */
export function seedOf(text: string): Uint8Array | null {
  const bytes = base32ToBytes(text);
  return bytes !== null && bytes.length === SEED_BYTES && bytesToBase32(bytes) === text ? bytes : null;
}

/** Reads the page; null: not one. */
export function readDemoPage(value: unknown): DemoPage | null {
  const page = value as Partial<DemoPage> | null;
  if (typeof page !== "object" || page === null || !Array.isArray(page.people)) return null;
  const isId = (id: unknown): boolean => typeof id === "string" && parseId(id) !== null;
  const { need, requester, helper } = (page.tour ?? {}) as Partial<DemoPage["tour"]>;
  const isGood = [page.community, need, requester, helper].every(isId) && page.people.every(isPerson);
  return isGood ? (page as DemoPage) : null;
}

function isPerson(value: unknown): boolean {
  const { account, name, building, seed, about, isElder } = (value ?? {}) as Partial<DemoPerson>;
  return (
    typeof account === "string" &&
    parseId(account) !== null &&
    typeof seed === "string" &&
    seedOf(seed) !== null &&
    [name, building, about?.zh, about?.en].every((text) => typeof text === "string") &&
    typeof isElder === "boolean"
  );
}
