/**
 * What others may ask of the ledger: totals, one account, and whether the books balance.
 */
import type { Cbor } from "../../crypto/cbor.ts";
import { type Hold, helperOf } from "./hold.ts";
import { type Ledger, poolOf, walletOf } from "./ledger_state.ts";
import { type Id, idToBytes, type Moment } from "./units.ts";
import { availableAt, sumOf } from "./wallet.ts";

/** Totals in seconds of service, but `members` and `leaves`. */
export interface Totals {
  readonly issued: number;
  readonly posted: number;
  readonly available: number;
  readonly held: number;
  readonly expired: number;
  readonly pool: number;
  /** Vouched accounts. */
  readonly members: number;
  readonly leaves: number;
}

export function totals(ledger: Ledger): Totals {
  const wallets = [...ledger.wallets.values()];
  return {
    issued: ledger.issued,
    posted: ledger.posted,
    available: wallets.reduce((sum, wallet) => sum + sumOf(wallet.lots), 0),
    held: wallets.reduce((sum, wallet) => sum + wallet.held, 0),
    expired: ledger.expired,
    pool: sumOf(walletOf(ledger, poolOf(ledger)).lots),
    members: [...ledger.authority.accounts.values()].filter(
      (account) => account.vouchedAt !== null && account.revokedAt === null,
    ).length,
    leaves: ledger.size,
  };
}

/** Invariants 1–4, 9 and 11 of ledger.md over the whole state; null when all hold, else the first that does not. */
export function checkInvariants(ledger: Ledger): string | null {
  const heldByAccount = new Map<Id, number>();
  for (const hold of ledger.holds.values()) {
    const fault = holdFault(hold);
    if (fault !== null) return `${fault} in hold ${hold.id}`;
    if (hold.phase.phase !== "over")
      heldByAccount.set(hold.payer, (heldByAccount.get(hold.payer) ?? 0) + hold.seconds);
  }
  let sum = 0;
  for (const wallet of ledger.wallets.values()) {
    const available = sumOf(wallet.lots);
    if (available < 0 || wallet.held < 0 || wallet.debt < 0)
      return `a negative amount in wallet ${wallet.account}`;
    if (wallet.debt > 0 && available > 0) return `debt beside points in wallet ${wallet.account}`;
    if ((heldByAccount.get(wallet.account) ?? 0) !== wallet.held)
      return `held differs from the open holds of ${wallet.account}`;
    sum += available + wallet.held - wallet.debt;
  }
  return sum === ledger.issued ? null : `points: ${sum} in wallets, ${ledger.issued} issued`;
}

function holdFault(hold: Hold): string | null {
  const reserved = sumOf(hold.lots);
  if (hold.phase.phase !== "over") return reserved === hold.seconds ? null : "lots differ from the amount";
  if (reserved !== 0) return "an ended hold keeps lots";
  if (hold.phase.posted > hold.seconds) return "more was posted than held";
  return hold.phase.helper !== hold.payer ? null : "a payer was paid by herself";
}

/** Newest holds of an account, as payer or helper, the newest first. */
export const holdsOf = (ledger: Ledger, account: Id, countMax: number): readonly Hold[] =>
  [...ledger.holds.values()]
    .filter((hold) => hold.payer === account || helperOf(hold) === account)
    .sort((a, b) => b.at - a.at)
    .slice(0, countMax);

const HOLDS_SHOWN = 50;

/**
 * `[account, available, held, debt, [[origin, expires, remaining]…], [[hold, need, phase, seconds, helper | null]…]]`:
 * the answer of `GET accounts/<id>` but its last leaves.
 */
export function accountAnswer(ledger: Ledger, account: Id, now: Moment): readonly Cbor[] {
  const wallet = walletOf(ledger, account);
  return [
    idToBytes(account),
    availableAt(wallet, now),
    wallet.held,
    wallet.debt,
    wallet.lots.map((lot) => [lot.origin, lot.expires, lot.remaining]),
    holdsOf(ledger, account, HOLDS_SHOWN).map((hold) => [
      idToBytes(hold.id),
      idToBytes(hold.need),
      hold.phase.phase === "over" ? hold.phase.end : hold.phase.phase,
      hold.seconds,
      helperBytes(hold),
    ]),
  ];
}

function helperBytes(hold: Hold): Uint8Array | null {
  const helper = helperOf(hold);
  return helper === null ? null : idToBytes(helper);
}

/** Indices of the last leaves that touch an account, oldest first. */
export const lastLeavesOf = (ledger: Ledger, account: Id): readonly number[] =>
  ledger.leavesByAccount.get(account) ?? [];

/** Leaves by which an account agreed to a text: a phone that is new to the account asks nobody to sign it again. */
export const consentLeavesOf = (ledger: Ledger, account: Id): readonly number[] =>
  [...(ledger.consents.get(account)?.values() ?? [])].map(({ index }) => index);
