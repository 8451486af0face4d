/**
 * Who signed a registry entry and what that person may touch. Shared by the judges of `registry.ts` and `enrol.ts`.
 */
import { err, ok, type Result } from "../../crypto/result.ts";
import { type Account, type Authority, isOperator, isStewardOf, type RegistryChange } from "./authority.ts";
import type { Entry } from "./entry.ts";
import { deviceStanding, moveStanding, recoveryStanding } from "./keys_held.ts";
import type { Refusal } from "./refusal.ts";
import type { Id, KeyText, Moment } from "./units.ts";

/** Who signed, once the key is known. */
export type Speaker =
  | { readonly by: "root" | "second" }
  | { readonly by: "newcomer" }
  | { readonly by: "device" | "recovery"; readonly account: Account }
  /** The key of a link: it adds one phone (A18). */
  | { readonly by: "move"; readonly account: Account }
  /** A key that is silent, or does not count yet: it may say `key_remove` of one that waits (A21, A23). */
  | { readonly by: "suspended" | "waiting"; readonly account: Account };

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

/** Whose key signed an entry. The ledger's order counts here, not the entry's own time (A2): `now` is leaf time. */
export function findSpeaker(authority: Authority, entry: Entry, now: Moment): Result<Speaker, Refusal> {
  const { founding, keys, recoveries, moves, accounts } = authority;
  if (entry.key === founding.rootKey) return ok({ by: "root" });
  if (entry.key === founding.secondKey) return ok({ by: "second" });
  const held = keys.get(entry.key) ?? recoveries.get(entry.key) ?? moves.get(entry.key);
  const account = accounts.get(held?.account ?? ("" as Id));
  if (account === undefined)
    return entry.kind === "register" && entry.as === null ? ok({ by: "newcomer" }) : err("unknown_key");
  const by = voiceOf(authority, entry.key, now);
  if (!by.ok) return by;
  if (account.revokedAt !== null) return err("revoked");
  if (by.value === "suspended" && entry.kind !== "key_remove") return err("key_suspended");
  if (by.value === "waiting" && entry.kind !== "key_remove") return err("key_waiting");
  return ok({ by: by.value, account });
}

/** What a key is, when it may say anything at all. */
export type Voice = "device" | "recovery" | "move" | "suspended" | "waiting";

/** In which of its voices a key of this community speaks now, or why it does not. */
export function voiceOf(authority: Authority, key: KeyText, now: Moment): Result<Voice, Refusal> {
  const device = authority.keys.get(key);
  if (device !== undefined) {
    const stands = deviceStanding(device, now);
    if (stands === "removed") return err("key_removed");
    return ok(stands === "live" ? "device" : stands);
  }
  const recovery = authority.recoveries.get(key);
  if (recovery !== undefined) {
    const stands = recoveryStanding(authority, recovery, now);
    if (stands === "live") return ok("recovery");
    return err(stands === "waiting" ? "key_waiting" : "code_replaced");
  }
  const move = authority.moves.get(key);
  if (move === undefined) return err("unknown_key");
  const stands = moveStanding(authority, move, now);
  if (stands === "open") return ok("move");
  return err(stands === "used" ? "already_done" : "lapsed");
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
  authority.moves.has(key) ||
  key === authority.founding.rootKey ||
  key === authority.founding.secondKey;

export const put = (...changes: readonly RegistryChange[]): Verdict => ok(changes);
