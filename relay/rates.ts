/**
 * How fast an author may say new things on boards (board.md, "Roster and quota"): backlogs wait, they are not
 * refused, until somebody is two minutes ahead of her rate. One bucket an account, over all documents.
 */
import { isOperator, isStewardOf, policyAt } from "../src/domain/authority.ts";
import type { Ledger } from "../src/domain/ledger.ts";
import type { Id, KeyText, Moment } from "../src/domain/units.ts";
import { type Bucket, createBucket } from "./bucket.ts";
import { AUTHOR_DEBT_SECONDS } from "./limits.ts";

export interface Rates {
  /** Counts a new statement of this key; milliseconds until its author is within her rate again. */
  count(key: KeyText): number;
  /** Whether this key's author is so far ahead that she is told `rate`. */
  isTooFast(key: KeyText): boolean;
}

/** Bursts: a phone that was offline for a day, and a steward's import. */
const BURST = 300;
const BURST_STEWARD = 1_000;

export function createRates(ledger: Ledger, nowMs: () => number): Rates {
  const bucketByAccount = new Map<Id, Bucket>();

  function bucketOf(key: KeyText): Bucket | null {
    const account = ledger.authority.keys.get(key)?.account;
    if (account === undefined) return null;
    const bucket = bucketByAccount.get(account) ?? makeBucket(account);
    bucketByAccount.set(account, bucket);
    return bucket;
  }

  function makeBucket(account: Id): Bucket {
    const { authority } = ledger;
    const now = Math.floor(nowMs() / 1000) as Moment;
    const { policy } = policyAt(authority, now);
    const building = authority.accounts.get(account)?.building ?? "";
    return isStewardOf(authority, account, building, now) || isOperator(authority, account, now)
      ? createBucket(BURST_STEWARD, policy.rate_minute_steward / 60)
      : createBucket(BURST, policy.rate_minute / 60);
  }

  return {
    count: (key) => bucketOf(key)?.borrow(1, nowMs()) ?? 0,
    isTooFast: (key) => (bucketOf(key)?.borrow(0, nowMs()) ?? 0) > AUTHOR_DEBT_SECONDS * 1000,
  };
}
