/**
 * Who signed a registry entry and what that person may touch. Shared by the judges of `registry.ts` and `enrol.ts`.
 */
import { err, ok, type Result } from "../../crypto/result.ts";
import { type Account, type Authority, isOperator, isStewardOf, type RegistryChange } from "./authority.ts";
import type { Entry } from "./entry.ts";
import type { Refusal } from "./refusal.ts";
import type { Id, KeyText, Moment } from "./units.ts";

/** Who signed, once the key is known. */
export type Speaker =
  | { readonly by: "root" | "second" }
  | { readonly by: "newcomer" }
  | { readonly by: "device" | "recovery"; readonly account: Account };

export interface Judging {
  readonly authority: Authority;
  readonly speaker: Speaker;
  /** Leaf time. */
  readonly now: Moment;
  /** The leaf index that the entry would get. */
  readonly index: number;
}

/** What an entry changes, or why not. */
export type Verdict = Result<readonly RegistryChange[], Refusal>;

/** Whose key signed an entry. The ledger's order counts here, not the entry's own time (A2). */
export function findSpeaker(authority: Authority, entry: Entry): Result<Speaker, Refusal> {
  const { founding } = authority;
  if (entry.key === founding.rootKey) return ok({ by: "root" });
  if (entry.key === founding.secondKey) return ok({ by: "second" });
  const device = authority.keys.get(entry.key);
  const owner = authority.accounts.get(device?.account ?? authority.recoveries.get(entry.key) ?? ("" as Id));
  if (owner === undefined)
    return entry.kind === "register" && entry.as === null ? ok({ by: "newcomer" }) : err("unknown_key");
  if (device !== undefined && device.removedAt !== null) return err("key_removed");
  if (owner.revokedAt !== null) return err("revoked");
  return ok({ by: device === undefined ? "recovery" : "device", account: owner });
}

/** The account that signed, speaking for itself. */
export function ownAccount(entry: Entry, { speaker }: Judging): Result<Account, Refusal> {
  if (speaker.by !== "device" && speaker.by !== "recovery") return err("wrong_role");
  return entry.as === speaker.account.id ? ok(speaker.account) : err("not_yours_to_say");
}

export const isCouncil = (entry: Entry, { authority, speaker }: Judging): boolean =>
  speaker.by === "root" && entry.as === authority.founding.community;

export function isOwnOperator(entry: Entry, judging: Judging): boolean {
  const account = ownAccount(entry, judging);
  return account.ok && isOperator(judging.authority, account.value.id, judging.now);
}

export const mayKeepBuilding = ({ authority, now }: Judging, account: Account, building: string): boolean =>
  isStewardOf(authority, account.id, building, now) || isOperator(authority, account.id, now);

export const isKeyUsed = (authority: Authority, key: KeyText): boolean =>
  authority.keys.has(key) ||
  authority.recoveries.has(key) ||
  key === authority.founding.rootKey ||
  key === authority.founding.secondKey;

export const put = (...changes: readonly RegistryChange[]): Verdict => ok(changes);
