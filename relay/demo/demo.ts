/**
 * `npm start -- --demo`: a populated community in a folder of its own (docs/spec/relay.md, Y70…). The first start
 * makes it, a later one finds it; where its newest need is older than a day the story is told on to today.
 *
 * It is made in `<folder>.making` and moved into place when it is whole, so half a demo is never served.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Logger } from "pino";
import { bytesToBase32 } from "../../crypto/bytes.ts";
import type { RandomBytes } from "../../crypto/keys.ts";
import { stewardsOf } from "../../src/domain/authority.ts";
import { type DemoPage, type DemoPerson, demoCode } from "../../src/domain/demo.ts";
import type { Hold } from "../../src/domain/hold.ts";
import type { Ledger } from "../../src/domain/ledger_state.ts";
import { type Id, keyText } from "../../src/domain/units.ts";
import type { House } from "../house.ts";
import { createRelay } from "../relay.ts";
import type { Company } from "./company.ts";
import { type Actor, masterFromText, masterToText, randomFrom } from "./keys.ts";
import { actorsOf, STORY_DAYS, tellOn, tellStory } from "./story.ts";

export interface DemoOptions {
  /** The folder. */
  readonly data: string;
  /** Unix milliseconds. */
  readonly nowMs: number;
  readonly random: RandomBytes;
  readonly log: Logger;
  /** Days of history; 28 unless told otherwise. */
  readonly days?: number;
}

export interface Demo {
  /** For `createRelay`. */
  readonly page: (house: House) => DemoPage | null;
  /** What the rules refused while the story was told; empty when nothing was told. */
  readonly refusals: readonly string[];
  readonly told: "new" | "on" | "not";
}

const SEED_FILE = "demo.json";
const DAY_MS = 86_400_000;
/** A year of delegations ends then, and nobody watches a demo for so long. */
const STORY_DAYS_MAX = 300;

/** Makes or continues the folder. Throws when it holds something else. */
export async function prepareDemo(options: DemoOptions): Promise<Demo> {
  const { data } = options;
  const kept = readMaster(data);
  if (kept !== null) return continueDemo(options, kept);
  if (existsSync(data) && readdirSync(data).length > 0)
    throw new Error(`${data} holds something that is no demo: choose another folder with --data`);
  return makeDemo(options, options.random(32));
}

/** A new folder with a seed of the caller's choosing: tests want the same story twice. */
export async function makeDemo(options: DemoOptions, master: Uint8Array): Promise<Demo> {
  const { data, nowMs, log, days = STORY_DAYS } = options;
  const making = `${data}.making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true, mode: 0o700 });
  const clock = { ms: nowMs };
  const relay = await createRelay({
    ...{ now: () => clock.ms, random: randomFrom(master, "relay"), data: making, origin: null, log },
    isDraft: true,
  });
  const company = await tellStory({ house: relay.house, clock, master, nowMs, days });
  await relay.close();
  writeFileSync(join(making, SEED_FILE), JSON.stringify({ seed: masterToText(master) }), { mode: 0o600 });
  syncAll(making);
  if (existsSync(data)) rmdirSync(data);
  renameSync(making, data);
  return demoOf(master, company, "new");
}

async function continueDemo(
  { data, nowMs, log, days = STORY_DAYS }: DemoOptions,
  master: Uint8Array,
): Promise<Demo> {
  // Nothing is due before the clock stands where the ledger ended.
  const clock = { ms: 0 };
  const random = randomFrom(master, `relay/${nowMs}`);
  const relay = await createRelay({ now: () => clock.ms, random, data, origin: null, log });
  try {
    const ledger = relay.house.community?.clerk.ledger;
    if (ledger === undefined) throw new Error(`${data} holds half a demo: remove the folder`);
    const newestMs = Math.max(0, ...[...ledger.holds.values()].map(({ at }) => at)) * 1000;
    const firstMs = Math.min(
      ...[...ledger.authority.accounts.values()].map(({ registeredAt }) => registeredAt),
    );
    const isOver = nowMs - firstMs * 1000 > STORY_DAYS_MAX * DAY_MS;
    if (isOver)
      log.warn(`the demo in ${data} is older than ${STORY_DAYS_MAX} days: remove the folder for a new one`);
    if (isOver || nowMs - newestMs < DAY_MS) return demoOf(master, null, "not");
    clock.ms = ledger.time * 1000;
    return demoOf(master, await tellOn({ house: relay.house, clock, master, nowMs, days }), "on");
  } finally {
    await relay.close();
  }
}

function demoOf(master: Uint8Array, company: Company | null, told: Demo["told"]): Demo {
  const actors = company?.actors ?? actorsOf(master);
  return { page: (house) => pageOf(house, actors), refusals: company?.stage.refusals ?? [], told };
}

function pageOf({ community }: House, actors: ReadonlyMap<string, Actor>): DemoPage | null {
  if (community === null) return null;
  const { ledger } = community.clerk;
  const accountOf = (key: string): Id | null => {
    const actor = actors.get(key);
    const device = actor === undefined ? undefined : keyText(actor.signer.publicKey);
    return device === undefined ? null : (ledger.authority.keys.get(device)?.account ?? null);
  };
  const people = [...actors.values()].flatMap(
    ({ key, name, building, about, seed, isElder }): DemoPerson[] => {
      const account = accountOf(key);
      if (account === null) return [];
      return [{ account, name, building, about, seed: bytesToBase32(seed), isElder: isElder === true }];
    },
  );
  const tour = tourOf(ledger, people, accountOf("lijie"));
  return tour === null ? null : { community: community.id, people, tour };
}

/** An open need of somebody who can be entered, and who may go: 李姐 in her house. Another visitor may have been first. */
function tourOf(ledger: Ledger, people: readonly DemoPerson[], first: Id | null): DemoPage["tour"] | null {
  const canEnter = (account: Id): boolean => people.some((person) => person.account === account);
  const helperFor = ({ payer, by }: Hold): Id | null => {
    const building = ledger.authority.accounts.get(payer)?.building;
    const likely = [...people].sort((a, b) => Number(b.account === first) - Number(a.account === first));
    return (
      likely.find(
        (person) =>
          person.building === building &&
          person.account !== payer &&
          person.account !== by &&
          ledger.consents.get(person.account)?.has("pledge") === true &&
          stewardsOf(ledger.authority, person.building, ledger.time).every(({ id }) => id !== person.account),
      )?.account ?? null
    );
  };
  const holds = [...ledger.holds.values()]
    .filter(({ payer, seconds, named }) => seconds > 0 && named === null && canEnter(payer))
    .reverse();
  const open = holds.filter(({ phase }) => phase.phase === "open");
  const errand = open.find(({ type, by, payer }) => type === "errand" && by !== payer);
  for (const hold of errand === undefined ? [...open, ...holds] : [errand]) {
    const helper = helperFor(hold);
    if (helper !== null) return { need: hold.need, requester: hold.payer, helper };
  }
  return null;
}

/** A link and a line for each person, as the terminal shows them. */
export function demoLinks(page: DemoPage, origin: string): string {
  const lines = page.people.map(
    (person) =>
      `  ${person.name}：${person.about.zh} · ${person.about.en}\n    ${origin}/demo#${demoCode(person)}`,
  );
  return `\n演示 · demo: ${origin}/demo\n\n${lines.join("\n")}\n`;
}

function readMaster(folder: string): Uint8Array | null {
  const path = join(folder, SEED_FILE);
  if (!existsSync(path)) return null;
  const kept: unknown = JSON.parse(readFileSync(path, "utf8"));
  const seed = typeof kept === "object" && kept !== null && "seed" in kept ? kept.seed : null;
  const master = typeof seed === "string" ? masterFromText(seed) : null;
  if (master === null) throw new Error(`${path} cannot be read`);
  return master;
}

/** What a draft did not wait for. */
function syncAll(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = openSync(join(entry.parentPath, entry.name), "r+");
    fsyncSync(file);
    closeSync(file);
  }
}
