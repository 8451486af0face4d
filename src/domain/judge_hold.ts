/**
 * Decides what may happen to a hold and the service it pays for (docs/spec/ledger.md, L1…). Pure: changes or a refusal.
 * Each judge reads from the top: who may say it, then what state it needs, then what it does.
 */
import { err, ok, type Result } from "../../crypto/result.ts";
import {
  type Account,
  delegationOf,
  isAdult,
  isOperator,
  isStewardOf,
  isTooClose,
  policyAt,
  speaksFor,
  standing,
} from "./authority.ts";
import { type EntryKind, type EntryOf, SCOPE } from "./entry.ts";
import { dueFor, type Hold, helperOf, isStuck } from "./hold.ts";
import { currentHold, type Ledger, type LedgerChange, walletOf } from "./ledger_state.ts";
import type { Refusal } from "./refusal.ts";
import { SERVICES } from "./service.ts";
import { addSeconds, DAY, type Id, type Moment, type Seconds } from "./units.ts";
import { credit, type Lot, release, reserve, takeLots } from "./wallet.ts";

export interface HoldJudging {
  readonly ledger: Ledger;
  /** The account whose device signed. */
  readonly speaker: Account;
  /** The account spoken for: the speaker herself, or somebody she is a proxy of with the kind's scope. */
  readonly as: Id;
  /** Leaf time. */
  readonly now: Moment;
  /** The leaf index that the entry would get. */
  readonly index: number;
}

export type HoldKind =
  | "hold"
  | "take"
  | "give_back"
  | "service_start"
  | "service_end"
  | "confirm"
  | "dispute"
  | "resolve"
  | "void";
type Verdict = Result<readonly LedgerChange[], Refusal>;
type Judge<K extends EntryKind> = (entry: EntryOf<K>, judging: HoldJudging) => Verdict;

/** Which scope of a delegation lets a proxy say this for somebody; null: nobody but oneself. */
export const PROXY_SCOPE: Readonly<Record<HoldKind, number | null>> = {
  hold: SCOPE.hold,
  take: null,
  give_back: null,
  service_start: null,
  service_end: null,
  confirm: SCOPE.confirm,
  dispute: SCOPE.confirm,
  resolve: null,
  void: SCOPE.hold,
};

const LAPSE_SLACK_SECONDS = DAY;

export const HOLD_JUDGES: { readonly [K in HoldKind]: Judge<K> } = {
  hold: (entry, judging) => {
    const { ledger, speaker, as, now } = judging;
    const { policy } = policyAt(ledger.authority, now);
    const { type, seconds, helper, from, to, lapses } = entry.body;
    const need = entry.refs[0];
    if (need === undefined || entry.refs.length !== 1) return err("bad_statement");
    if (standing(ledger.authority, as, now) !== "vouched") return err("not_vouched");
    if (SERVICES[type].stage > policy.stage) return err("switched_off");
    const before = currentHold(ledger, need, as);
    if (before !== undefined && before.phase.phase !== "over") return err("already_covered");
    if (before?.phase.phase === "over" && before.phase.end === "posted") return err("hold_over");
    if (seconds % policy.step_seconds !== 0) return err("amount_wrong");
    if (to < from || lapses <= now || lapses > addSeconds(now, policy.need_seconds + LAPSE_SLACK_SECONDS))
      return err("out_of_bounds");
    const proxied =
      speaker.id === as ? null : delegationOf(ledger.authority, as, speaker.id, SCOPE.hold, now);
    if (proxied !== null && spentToday(judging) + seconds > proxied.holdSecondsADay) return err("above_cap");
    const reserved = reserve(walletOf(ledger, as), seconds as Seconds, now);
    if (!reserved.ok) return reserved;
    const hold: Hold = {
      id: entry.id,
      need,
      payer: as,
      by: speaker.id,
      type,
      seconds: seconds as Seconds,
      lots: reserved.value.lots,
      named: helper,
      from,
      to,
      lapses,
      at: now,
      stepSeconds: policy.step_seconds,
      voidNoticeSeconds: policy.void_notice_seconds,
      autoConfirmSeconds: autoConfirmSeconds(judging),
      disputedAt: null,
      phase: { phase: "open" },
    };
    const changes: LedgerChange[] = [
      { put: "wallet", value: reserved.value.wallet },
      { put: "hold", value: hold },
    ];
    if (proxied === null) return ok(changes);
    return ok([
      ...changes,
      {
        put: "proxy_spending",
        value: { elder: as, proxy: speaker.id, spending: { at: now, seconds: seconds as Seconds } },
      },
    ]);
  },
  take: (entry, judging) => {
    const { ledger, speaker, now } = judging;
    const [need, payer] = entry.refs;
    if (need === undefined || payer === undefined || entry.refs.length !== 2) return err("bad_statement");
    const hold = currentHold(ledger, need, payer);
    if (hold === undefined) return err("ref_missing");
    const fault = helperFault(hold, judging);
    if (fault !== null) return err(fault);
    if (hold.phase.phase === "over") return err("hold_over");
    if (hold.phase.phase !== "open")
      return err(hold.phase.helper === speaker.id ? "already_done" : "already_taken");
    return ok([
      { put: "hold", value: { ...hold, phase: { phase: "taken", helper: speaker.id, takenAt: now } } },
    ]);
  },
  give_back: (entry, judging) =>
    asHelper(entry, judging, (hold) => {
      if (hold.phase.phase !== "taken") return err("already_started");
      return ok([{ put: "hold", value: { ...hold, phase: { phase: "open" } } }]);
    }),
  service_start: (entry, judging) =>
    asHelper(entry, judging, (hold) => {
      if (hold.phase.phase !== "taken")
        return err(hold.phase.phase === "running" ? "already_started" : "already_ended");
      const { helper, takenAt } = hold.phase;
      return ok([
        {
          put: "hold",
          value: { ...hold, phase: { phase: "running", helper, takenAt, startedAt: judging.now } },
        },
      ]);
    }),
  service_end: (entry, judging) =>
    asHelper(entry, judging, (hold) => {
      if (hold.phase.phase !== "running")
        return err(hold.phase.phase === "taken" ? "not_started" : "already_ended");
      const served = dueFor(hold, entry.body.seconds);
      return ok([
        {
          put: "hold",
          value: { ...hold, phase: { ...hold.phase, phase: "ended", endedAt: judging.now, served } },
        },
      ]);
    }),
  confirm: (entry, judging) =>
    asPayer(entry, judging, (hold) => {
      if (hold.phase.phase === "open") return err("not_taken");
      if (hold.phase.phase !== "ended") return err("not_ended");
      const amount = entry.body.seconds ?? hold.phase.served;
      // Zero is not a confirmation: who owes nothing says why, by a dispute.
      const fits =
        hold.seconds === 0 ? amount === 0 : amount > 0 && amount <= hold.phase.served && amount % 36 === 0;
      return fits ? ok(postHold(judging.ledger, hold, amount as Seconds, judging)) : err("amount_wrong");
    }),
  dispute: (entry, judging) => {
    const found = holdOf(entry, judging);
    if (!found.ok) return found;
    const hold = found.value;
    const isParty =
      judging.as === hold.payer || (judging.as === judging.speaker.id && helperOf(hold) === judging.as);
    if (!isParty) return err("not_yours_to_say");
    if (hold.phase.phase === "open") return err("not_taken");
    if (hold.phase.phase === "over") return err("hold_over");
    return hold.disputedAt === null
      ? ok([{ put: "hold", value: { ...hold, disputedAt: judging.now } }])
      : err("already_done");
  },
  resolve: (entry, judging) => {
    const found = holdOf(entry, judging);
    if (!found.ok) return found;
    const hold = found.value;
    const fault = arbiterFault(hold, judging);
    if (fault !== null) return err(fault);
    if (hold.phase.phase === "over") return err("hold_over");
    if (hold.disputedAt === null && !isStuck(hold, judging.now)) return err("not_disputed");
    const { seconds } = entry.body;
    if (seconds > hold.seconds || seconds % 36 !== 0) return err("amount_wrong");
    return ok(
      seconds > 0
        ? postHold(judging.ledger, hold, seconds as Seconds, judging)
        : endHold(judging.ledger, hold, "voided", judging.now),
    );
  },
  void: (entry, judging) => {
    const found = holdOf(entry, judging);
    if (!found.ok) return found;
    const hold = found.value;
    if (hold.phase.phase === "over") return err("hold_over");
    const byHelper = judging.as === judging.speaker.id && helperOf(hold) === judging.as;
    if (!byHelper && judging.as !== hold.payer) return err("not_yours_to_say");
    const fault = byHelper ? null : payerVoidFault(hold, entry.body.reason, judging.now);
    return fault === null ? ok(endHold(judging.ledger, hold, "voided", judging.now)) : err(fault);
  },
};

/** Moves `amount` of the hold to the helper as a new lot; the rest returns with its old expiry. */
export function postHold(
  ledger: Ledger,
  hold: Hold,
  amount: Seconds,
  { now, index }: { readonly now: Moment; readonly index: number },
): readonly LedgerChange[] {
  const helper = helperOf(hold);
  if (helper === null) throw new Error("only a taken hold is posted");
  const { rest } = takeLots(hold.lots, amount);
  const over: Hold = {
    ...hold,
    lots: [],
    disputedAt: null,
    phase: { phase: "over", end: "posted", helper, posted: amount, at: now },
  };
  const payer = release(walletOf(ledger, hold.payer), hold.seconds, rest);
  const changes: LedgerChange[] = [
    { put: "wallet", value: payer },
    { put: "hold", value: over },
  ];
  if (amount === 0) return changes;
  const lot: Lot = {
    origin: index,
    expires: addSeconds(now, policyAt(ledger.authority, now).policy.lot_seconds),
    remaining: amount,
  };
  const paid = credit(walletOf(ledger, helper), lot).wallet;
  return [
    ...changes,
    { put: "wallet", value: { ...paid, served: (paid.served + amount) as Seconds } },
    { put: "posted", value: amount },
  ];
}

/** All lots return to the payer. */
export function endHold(
  ledger: Ledger,
  hold: Hold,
  end: "voided" | "lapsed",
  now: Moment,
): readonly LedgerChange[] {
  const over: Hold = {
    ...hold,
    lots: [],
    disputedAt: null,
    phase: { phase: "over", end, helper: helperOf(hold), posted: 0 as Seconds, at: now },
  };
  return [
    { put: "wallet", value: release(walletOf(ledger, hold.payer), hold.seconds, hold.lots) },
    { put: "hold", value: over },
  ];
}

/** The hold that an entry names in `[need, hold]`. */
function holdOf(entry: { readonly refs: readonly Id[] }, { ledger }: HoldJudging): Result<Hold, Refusal> {
  const [need, id] = entry.refs;
  if (need === undefined || id === undefined || entry.refs.length !== 2) return err("bad_statement");
  const hold = ledger.holds.get(id);
  if (hold === undefined) return err("ref_missing");
  return hold.need === need ? ok(hold) : err("bad_statement");
}

function asHelper(
  entry: { readonly refs: readonly Id[] },
  judging: HoldJudging,
  then: (hold: Hold) => Verdict,
): Verdict {
  const found = holdOf(entry, judging);
  if (!found.ok) return found;
  const hold = found.value;
  if (hold.phase.phase === "open") return err("not_taken");
  if (helperOf(hold) !== judging.speaker.id || judging.as !== judging.speaker.id)
    return err("not_the_helper");
  if (hold.phase.phase === "over") return err("hold_over");
  return hold.disputedAt === null ? then(hold) : err("disputed");
}

function asPayer(
  entry: { readonly refs: readonly Id[] },
  judging: HoldJudging,
  then: (hold: Hold) => Verdict,
): Verdict {
  const found = holdOf(entry, judging);
  if (!found.ok) return found;
  if (found.value.payer !== judging.as) return err("not_yours_to_say");
  return found.value.phase.phase === "over" ? err("hold_over") : then(found.value);
}

/** Why this person may not take the hold, in order: who she is to the requester, then what she still lacks. */
function helperFault(hold: Hold, { ledger, speaker, as, now }: HoldJudging): Refusal | null {
  if (as !== speaker.id) return "not_yours_to_say";
  if (standing(ledger.authority, speaker.id, now) !== "vouched") return "not_vouched";
  if (hold.by === speaker.id || isTooClose(ledger.authority, speaker.id, hold.payer, now)) return "own_need";
  if (hold.named !== null && hold.named !== speaker.id) return "not_the_helper";
  if (!isAdult(speaker, SERVICES[hold.type].age, now)) return "not_eligible";
  return ledger.consents.get(speaker.id)?.has("pledge") ? null : "pledge_missing";
}

function payerVoidFault(hold: Hold, reason: string, now: Moment): Refusal | null {
  switch (hold.phase.phase) {
    case "open":
      return null;
    case "taken":
      if (reason === "no_show" && now >= hold.to) return null;
      return now + hold.voidNoticeSeconds <= hold.from ? null : "notice_too_short";
    default:
      return "already_started";
  }
}

/** Arbitrators are the building's steward, then an operator; never a party, nor one close to a party (policy 14). */
function arbiterFault(hold: Hold, { ledger, speaker, as, now }: HoldJudging): Refusal | null {
  const { authority } = ledger;
  const building = authority.accounts.get(hold.payer)?.building ?? "";
  if (as !== speaker.id) return "not_yours_to_say";
  if (!isStewardOf(authority, speaker.id, building, now) && !isOperator(authority, speaker.id, now))
    return "wrong_role";
  const helper = helperOf(hold);
  const isParty =
    hold.by === speaker.id ||
    speaksFor(authority, speaker.id, hold.payer, SCOPE.confirm, now) ||
    isTooClose(authority, speaker.id, hold.payer, now) ||
    (helper !== null && (helper === speaker.id || isTooClose(authority, speaker.id, helper, now)));
  return isParty ? "same_person" : null;
}

/** Seconds that this proxy reserved for this person within the last 24 hours. */
const spentToday = ({ ledger, speaker, as, now }: HoldJudging): number =>
  (ledger.proxySpending.get(`${as}/${speaker.id}`) ?? [])
    .filter((past) => past.at > now - DAY)
    .reduce((sum, past) => sum + past.seconds, 0);

const PROXY_AUTO_CONFIRM_SECONDS = 3 * DAY;

/** 24 h; 72 h for accounts without a phone where the community switched that on (policy 10). */
function autoConfirmSeconds({ ledger, as, now }: HoldJudging): number {
  const { policy } = policyAt(ledger.authority, now);
  const isKept = ledger.authority.accounts.get(as)?.keeper !== null;
  return policy.proxy_auto_confirm_72h === 1 && isKept
    ? PROXY_AUTO_CONFIRM_SECONDS
    : policy.auto_confirm_seconds;
}
