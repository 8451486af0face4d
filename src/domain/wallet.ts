/**
 * Lots and wallets: points are kept first in, first out, each lot with its own expiry (E6). All functions are pure.
 */
import { err, invariant, ok, type Result } from "../../crypto/result.ts";
import type { Id, Moment, Seconds } from "./units.ts";

/** Points that came from one leaf. */
export interface Lot {
  /** Index of the leaf that made it. */
  readonly origin: number;
  readonly expires: Moment;
  readonly remaining: Seconds;
}

export interface Wallet {
  readonly account: Id;
  /** Spendable lots, the one that expires first in front. */
  readonly lots: readonly Lot[];
  /** Seconds that stand in open holds. */
  readonly held: Seconds;
  /** What a clawback could not take; later credits repay it first. */
  readonly debt: Seconds;
  /** Lifetime seconds earned by service (levels, A6). */
  readonly served: Seconds;
}

export const emptyWallet = (account: Id): Wallet => ({
  account,
  lots: [],
  held: 0 as Seconds,
  debt: 0 as Seconds,
  served: 0 as Seconds,
});

export const sumOf = (lots: readonly Lot[]): Seconds =>
  lots.reduce((sum, lot) => sum + lot.remaining, 0) as Seconds;
/** Seconds that the wallet could spend at this moment. */
export const availableAt = (wallet: Wallet, now: Moment): Seconds =>
  sumOf(wallet.lots.filter((lot) => lot.expires > now));

const byExpiry = (a: Lot, b: Lot): number => a.expires - b.expires || a.origin - b.origin;

/** Takes an amount out of lots, first expiring first. The amount must be there. */
export function takeLots(
  lots: readonly Lot[],
  amount: number,
): { readonly taken: readonly Lot[]; readonly rest: readonly Lot[] } {
  const taken: Lot[] = [];
  const rest: Lot[] = [];
  let missing = amount;
  for (const lot of lots) {
    const part = Math.min(missing, lot.remaining);
    if (part > 0) taken.push({ ...lot, remaining: part as Seconds });
    if (lot.remaining > part) rest.push({ ...lot, remaining: (lot.remaining - part) as Seconds });
    missing -= part;
  }
  invariant(missing === 0, "lots are taken only after they were counted");
  return { taken, rest };
}

/** Moves an amount from the spendable lots into a hold. */
export function reserve(
  wallet: Wallet,
  amount: Seconds,
  now: Moment,
): Result<{ readonly wallet: Wallet; readonly lots: readonly Lot[] }, "not_enough_points"> {
  if (wallet.debt > 0 && amount > 0) return err("not_enough_points");
  const live = wallet.lots.filter((lot) => lot.expires > now);
  if (sumOf(live) < amount) return err("not_enough_points");
  const { taken, rest } = takeLots(live, amount);
  const dead = wallet.lots.filter((lot) => lot.expires <= now);
  return ok({
    wallet: { ...wallet, lots: [...dead, ...rest], held: (wallet.held + amount) as Seconds },
    lots: taken,
  });
}

/** Ends a hold of `amount` in the payer's wallet; `back` returns with its old expiry. */
export const release = (wallet: Wallet, amount: Seconds, back: readonly Lot[]): Wallet => ({
  ...wallet,
  held: (wallet.held - amount) as Seconds,
  lots: [...wallet.lots, ...back].sort(byExpiry),
});

/** A new lot; a debt is repaid first. Returns what went to the debt, too. */
export function credit(wallet: Wallet, lot: Lot): { readonly wallet: Wallet; readonly repaid: Seconds } {
  const repaid = Math.min(wallet.debt, lot.remaining) as Seconds;
  const kept = { ...lot, remaining: (lot.remaining - repaid) as Seconds };
  const lots = kept.remaining > 0 ? [...wallet.lots, kept].sort(byExpiry) : wallet.lots;
  return { wallet: { ...wallet, lots, debt: (wallet.debt - repaid) as Seconds }, repaid };
}
