/**
 * Facts: what follows from the log and the time alone. No key signs them, anybody can derive them again (ledger.md).
 */
import { err, ok, type Result } from "../../crypto/result.ts";
import { policyAt } from "./authority.ts";
import { autoConfirmOf, lapsesUnserved } from "./hold.ts";
import { endHold, postHold } from "./judge_hold.ts";
import type { Fact } from "./leaf.ts";
import { type Ledger, type LedgerChange, pendingLapses, poolOf, walletOf } from "./ledger_state.ts";
import type { Timer } from "./timers.ts";
import { addSeconds, DAY, type Id, type Moment, type Seconds } from "./units.ts";
import { sumOf } from "./wallet.ts";

/** The next fact that is due, or null. Timers whose hour passed without a fact are forgotten on the way. */
export function nextFact(ledger: Ledger, now: Moment): Fact | null {
  const welcome = nextWelcome(ledger, now);
  if (welcome !== null) return welcome;
  for (
    let timer = ledger.timers.peek();
    timer !== undefined && timer.at <= now;
    timer = ledger.timers.peek()
  ) {
    const fact = factOf(ledger, timer, now);
    if (fact !== null) return fact;
    ledger.timers.pop();
    if (timer.due === "expire") unmark(ledger, timer);
  }
  return null;
}

function unmark(ledger: Ledger, { at, id }: Timer): void {
  const marked = ledger.expiryMarks.get(at);
  marked?.delete(id);
  if (marked?.size === 0) ledger.expiryMarks.delete(at);
}

/** What a fact changes; the reason when it is not true of this ledger at this moment. */
export function judgeFact(
  ledger: Ledger,
  fact: Fact,
  now: Moment,
  index: number,
): Result<readonly LedgerChange[], string> {
  switch (fact.fact) {
    case "auto_confirm": {
      const hold = ledger.holds.get(fact.hold);
      const due = hold === undefined ? null : autoConfirmOf(hold);
      if (hold === undefined || due === null || now < due.at) return err("auto_confirm is not due");
      return due.seconds === fact.seconds
        ? ok(postHold(ledger, hold, due.seconds, { now, index }))
        : err("auto_confirm of another amount");
    }
    case "lapse": {
      const hold = ledger.holds.get(fact.hold);
      if (hold === undefined || now < hold.lapses || !lapsesUnserved(hold)) return err("lapse is not due");
      return ok(endHold(ledger, hold, "lapsed", now));
    }
    case "lapse_pending": {
      const pending = ledger.authority.pending.get(fact.entry);
      if (pending?.state !== "waiting" || now < pendingLapses(ledger.authority, pending.at))
        return err("lapse_pending is not due");
      return ok([{ put: "pending", value: { ...pending, state: "lapsed" } }]);
    }
    case "welcome": {
      const due = nextWelcome(ledger, now);
      if (due?.fact !== "welcome" || due.account !== fact.account || due.seconds !== fact.seconds)
        return err("welcome is not due");
      return ok(welcomeChanges(ledger, fact.account, fact.seconds, now, index));
    }
    case "expire":
      return expiredSeconds(ledger, fact.account, now) === fact.seconds && fact.seconds > 0
        ? ok(expireChanges(ledger, fact.account, now, index))
        : err("expire of another amount");
    default:
      return fact satisfies never;
  }
}

function factOf(ledger: Ledger, { due, id }: Timer, now: Moment): Fact | null {
  switch (due) {
    case "auto_confirm": {
      const hold = ledger.holds.get(id);
      const auto = hold === undefined ? null : autoConfirmOf(hold);
      return auto !== null && now >= auto.at
        ? { fact: "auto_confirm", hold: id, seconds: auto.seconds }
        : null;
    }
    case "lapse": {
      const hold = ledger.holds.get(id);
      return hold !== undefined && now >= hold.lapses && lapsesUnserved(hold)
        ? { fact: "lapse", hold: id }
        : null;
    }
    case "lapse_pending": {
      const pending = ledger.authority.pending.get(id);
      return pending?.state === "waiting" && now >= pendingLapses(ledger.authority, pending.at)
        ? { fact: "lapse_pending", entry: id }
        : null;
    }
    case "expire": {
      const seconds = expiredSeconds(ledger, id, now);
      return seconds > 0 ? { fact: "expire", account: id, seconds } : null;
    }
    default:
      return due satisfies never;
  }
}

const WELCOME_WINDOW_SECONDS = 30 * DAY;

/** The welcome hour of the person who waits longest, while the budget of 30 days and the cap of ISSUE last (E10). */
function nextWelcome(ledger: Ledger, now: Moment): Fact | null {
  const account = ledger.welcomeQueue[0];
  const { policy } = policyAt(ledger.authority, now);
  const seconds = policy.welcome_seconds as Seconds;
  if (account === undefined || seconds === 0) return null;
  while (ledger.welcomes[0] !== undefined && ledger.welcomes[0].at <= now - WELCOME_WINDOW_SECONDS)
    ledger.welcomes.shift();
  const spent = ledger.welcomes.reduce((sum, past) => sum + past.seconds, 0);
  const isWithin =
    spent + seconds <= policy.welcome_budget_seconds && ledger.issued + seconds <= policy.issue_cap_seconds;
  return isWithin ? { fact: "welcome", account, seconds } : null;
}

function welcomeChanges(
  ledger: Ledger,
  account: Id,
  seconds: Seconds,
  now: Moment,
  index: number,
): readonly LedgerChange[] {
  const wallet = walletOf(ledger, account);
  const lot = {
    origin: index,
    expires: addSeconds(now, policyAt(ledger.authority, now).policy.lot_seconds),
    remaining: seconds,
  };
  return [
    { put: "wallet", value: { ...wallet, lots: [...wallet.lots, lot] } },
    { put: "issued", value: seconds },
    { put: "welcomed", value: { account, spending: { at: now, seconds } } },
  ];
}

const expiredSeconds = (ledger: Ledger, account: Id, now: Moment): Seconds =>
  account === poolOf(ledger)
    ? (0 as Seconds)
    : sumOf(walletOf(ledger, account).lots.filter((lot) => lot.expires <= now));

/** Nothing vanishes: what expired is the pool's from now on (policy 9). */
function expireChanges(ledger: Ledger, account: Id, now: Moment, index: number): readonly LedgerChange[] {
  const wallet = walletOf(ledger, account);
  const pool = walletOf(ledger, poolOf(ledger));
  const seconds = expiredSeconds(ledger, account, now);
  const forPool = { origin: index, expires: Number.MAX_SAFE_INTEGER as Moment, remaining: seconds };
  return [
    { put: "wallet", value: { ...wallet, lots: wallet.lots.filter((lot) => lot.expires > now) } },
    { put: "wallet", value: { ...pool, lots: [...pool.lots, forPool] } },
    { put: "expired", value: seconds },
  ];
}
