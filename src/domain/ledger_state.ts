/**
 * What the ledger remembers. It is rebuilt from the journal at every boot and compared, never stored as truth.
 * Judges return changes (whole records); `applyChange` is the only writer.
 */
import { invariant } from "../../crypto/result.ts";
import {
  type Authority,
  applyRegistryChange,
  emptyAuthority,
  policyAt,
  type RegistryChange,
} from "./authority.ts";
import type { Founding } from "./founding.ts";
import { autoConfirmOf, type Hold, lapsesUnserved } from "./hold.ts";
import { createTimers, type Timers } from "./timers.ts";
import { addSeconds, DAY, type Id, type KeyText, type Moment, type Seconds } from "./units.ts";
import { emptyWallet, sumOf, type Wallet } from "./wallet.ts";

export interface Consent {
  readonly version: number;
  readonly at: Moment;
  /** Its leaf. */
  readonly index: number;
}

/** One hold that a proxy signed, for her daily cap. */
export interface ProxySpending {
  readonly at: Moment;
  readonly seconds: Seconds;
}

export interface Ledger {
  readonly founding: Founding;
  readonly authority: Authority;
  readonly wallets: Map<Id, Wallet>;
  readonly holds: Map<Id, Hold>;
  /** The newest hold of a need by a payer: key `need/payer`. */
  readonly holdByNeed: Map<string, Id>;
  readonly consents: Map<Id, ReadonlyMap<string, Consent>>;
  /** Key `elder/proxy`. */
  readonly proxySpending: Map<string, readonly ProxySpending[]>;
  /** Leaf of each entry that was logged, posted or rejected. */
  readonly indexById: Map<Id, number>;
  readonly seqsByKey: Map<KeyText, Set<number>>;
  /** Indices of the leaves that touch an account, oldest first. */
  readonly leavesByAccount: Map<Id, number[]>;
  /** Accounts that were vouched for and wait for their welcome hour, oldest first. */
  readonly welcomeQueue: Id[];
  /** Welcome hours issued within the last 30 days. */
  readonly welcomes: ProxySpending[];
  readonly timers: Timers;
  /** By the moment of an expiry timer: the accounts that have one there already. */
  readonly expiryMarks: Map<Moment, Set<Id>>;
  /** Number of leaves. */
  size: number;
  /** Leaf time of the newest leaf; never falls. */
  time: Moment;
  issued: number;
  /** Seconds that ever passed from a payer to a helper. */
  posted: number;
  expired: number;
}

export type LedgerChange =
  | RegistryChange
  | { readonly put: "wallet"; readonly value: Wallet }
  | { readonly put: "hold"; readonly value: Hold }
  | {
      readonly put: "consent";
      readonly value: { readonly account: Id; readonly text: string; readonly consent: Consent };
    }
  | {
      readonly put: "proxy_spending";
      readonly value: { readonly elder: Id; readonly proxy: Id; readonly spending: ProxySpending };
    }
  | { readonly put: "welcome_due"; readonly value: Id }
  | { readonly put: "welcomed"; readonly value: { readonly account: Id; readonly spending: ProxySpending } }
  | { readonly put: "issued"; readonly value: Seconds }
  | { readonly put: "posted"; readonly value: Seconds }
  | { readonly put: "expired"; readonly value: Seconds };

/** The state before leaf 0. */
export const foundLedger = (founding: Founding): Ledger => ({
  founding,
  authority: emptyAuthority(founding),
  wallets: new Map(),
  holds: new Map(),
  holdByNeed: new Map(),
  consents: new Map(),
  proxySpending: new Map(),
  indexById: new Map(),
  seqsByKey: new Map(),
  leavesByAccount: new Map(),
  welcomeQueue: [],
  welcomes: [],
  timers: createTimers(),
  expiryMarks: new Map(),
  size: 0,
  time: 0 as Moment,
  issued: 0,
  posted: 0,
  expired: 0,
});

export const walletOf = (ledger: Ledger, account: Id): Wallet =>
  ledger.wallets.get(account) ?? emptyWallet(account);

/** The pool 公益池 is kept under the community's own id. */
export const poolOf = (ledger: Ledger): Id => ledger.founding.community;

export const needKey = (need: Id, payer: Id): string => `${need}/${payer}`;

/** The newest hold of a need by this payer; undefined where there is none. */
export const currentHold = (ledger: Ledger, need: Id, payer: Id): Hold | undefined =>
  ledger.holds.get(ledger.holdByNeed.get(needKey(need, payer)) ?? ("" as Id));

const worth = (wallet: Wallet): number => sumOf(wallet.lots) + wallet.held - wallet.debt;

/** Puts all changes of one leaf in place. No leaf makes or loses a second (invariant 1). */
export function applyChanges(ledger: Ledger, changes: readonly LedgerChange[]): void {
  let balance = 0;
  for (const change of changes) {
    if (change.put === "wallet")
      balance += worth(change.value) - worth(walletOf(ledger, change.value.account));
    if (change.put === "issued") balance -= change.value;
    applyChange(ledger, change);
  }
  invariant(balance === 0, "no leaf makes or loses a second");
}

function applyChange(ledger: Ledger, change: LedgerChange): void {
  switch (change.put) {
    case "wallet":
      invariant(change.value.held >= 0 && change.value.debt >= 0, "held and debt are never negative");
      ledger.wallets.set(change.value.account, change.value);
      addExpiryTimers(ledger, change.value);
      return;
    case "hold":
      putHold(ledger, change.value);
      return;
    case "consent": {
      const before = ledger.consents.get(change.value.account) ?? new Map();
      ledger.consents.set(change.value.account, new Map(before).set(change.value.text, change.value.consent));
      return;
    }
    case "proxy_spending": {
      const key = `${change.value.elder}/${change.value.proxy}`;
      const recent = (ledger.proxySpending.get(key) ?? []).filter(
        (past) => past.at > change.value.spending.at - DAY,
      );
      ledger.proxySpending.set(key, [...recent, change.value.spending]);
      return;
    }
    case "welcome_due":
      ledger.welcomeQueue.push(change.value);
      return;
    case "welcomed":
      ledger.welcomeQueue.splice(ledger.welcomeQueue.indexOf(change.value.account), 1);
      ledger.welcomes.push(change.value.spending);
      return;
    case "issued":
      ledger.issued += change.value;
      return;
    case "posted":
      ledger.posted += change.value;
      return;
    case "expired":
      ledger.expired += change.value;
      return;
    case "pending":
      applyRegistryChange(ledger.authority, change);
      if (change.value.state === "waiting") {
        ledger.timers.add({
          at: pendingLapses(ledger.authority, change.value.at),
          due: "lapse_pending",
          id: change.value.id,
        });
      }
      return;
    default:
      applyRegistryChange(ledger.authority, change);
  }
}

/** When something that waits for a second key lapses (identity.md: 7 days). */
export const pendingLapses = (authority: Authority, since: Moment): Moment =>
  addSeconds(since, policyAt(authority, since).policy.pending_seconds);

/** Lots stop being spendable to the second; the fact that books them away follows within the day, once an account and day. */
function addExpiryTimers(ledger: Ledger, wallet: Wallet): void {
  for (const lot of wallet.lots) {
    const at = (Math.ceil(lot.expires / DAY) * DAY) as Moment;
    const marked = ledger.expiryMarks.get(at) ?? new Set();
    if (marked.has(wallet.account)) continue;
    ledger.expiryMarks.set(at, marked.add(wallet.account));
    ledger.timers.add({ at, due: "expire", id: wallet.account });
  }
}

function putHold(ledger: Ledger, hold: Hold): void {
  ledger.holds.set(hold.id, hold);
  ledger.holdByNeed.set(needKey(hold.need, hold.payer), hold.id);
  const auto = autoConfirmOf(hold);
  if (auto !== null) ledger.timers.add({ at: auto.at, due: "auto_confirm", id: hold.id });
  if (hold.phase.phase === "open" && lapsesUnserved(hold))
    ledger.timers.add({ at: hold.lapses, due: "lapse", id: hold.id });
}
