/**
 * Who may read the roster (docs/spec/authority.md, A25). Besides members these are the keys by which somebody comes
 * back: with only a paper, a link, or a steward's word that is not complete, a phone finds its account and checks it.
 */
import type { Authority } from "./authority.ts";
import { moveStanding, recoveryStanding } from "./keys_held.ts";
import { type Id, type KeyText, keyText, type Moment } from "./units.ts";

/** Whether this key may read the roster now. A phone that is silent may: it must be able to veto (A23). */
export function mayLookUp(authority: Authority, key: KeyText, now: Moment): boolean {
  const { keys, recoveries, moves, accounts } = authority;
  const device = keys.get(key);
  const recovery = recoveries.get(key);
  const move = moves.get(key);
  const account = accounts.get((device ?? recovery ?? move)?.account ?? ("" as Id));
  if (account === undefined) return isAskedFor(authority, key);
  if (account.revokedAt !== null) return false;
  if (device !== undefined) return device.removedAt === null;
  if (recovery !== undefined) return recoveryStanding(authority, recovery, now) === "live";
  return move !== undefined && moveStanding(authority, move, now) === "open";
}

/** The phone of which a steward said whose it is, before the witness has. */
const isAskedFor = ({ pending }: Authority, key: KeyText): boolean =>
  [...pending.values()].some(
    ({ state, entry }) =>
      state === "waiting" && entry.kind === "recover" && keyText(entry.body.device) === key,
  );
