/**
 * A hold: points reserved for one need, and the service it pays for, as a state machine.
 *
 *   open ──take──▶ taken ──start──▶ running ──end──▶ ended ──confirm / auto_confirm / resolve──▶ posted
 *    ▲               │
 *    └──give_back────┘        void, lapse: any time the table allows ──▶ voided, lapsed
 */
import { unreachable } from "../../crypto/result.ts";
import type { ServiceType } from "./service.ts";
import { addSeconds, type Id, type Moment, roundUpToStep, type Seconds } from "./units.ts";
import type { Lot } from "./wallet.ts";

export type HoldPhase =
  | { readonly phase: "open" }
  | { readonly phase: "taken"; readonly helper: Id; readonly takenAt: Moment }
  | { readonly phase: "running"; readonly helper: Id; readonly takenAt: Moment; readonly startedAt: Moment }
  | {
      readonly phase: "ended";
      readonly helper: Id;
      readonly takenAt: Moment;
      readonly startedAt: Moment;
      readonly endedAt: Moment;
      /** What the helper is due: her seconds rounded up to the step, at most the hold. */
      readonly served: Seconds;
    }
  | {
      readonly phase: "over";
      readonly end: "posted" | "voided" | "lapsed";
      readonly helper: Id | null;
      readonly posted: Seconds;
      readonly at: Moment;
    };

export interface Hold {
  readonly id: Id;
  readonly need: Id;
  readonly payer: Id;
  /** The account that signed: the payer, or her proxy. */
  readonly by: Id;
  readonly type: ServiceType;
  /** 0 = 不计分. */
  readonly seconds: Seconds;
  readonly lots: readonly Lot[];
  /** Only this helper may take it; null: the first who is eligible. */
  readonly named: Id | null;
  readonly from: Moment;
  readonly to: Moment;
  readonly lapses: Moment;
  readonly at: Moment;
  /** Rules under which it was booked; a stricter policy does not reach it. */
  readonly stepSeconds: number;
  readonly voidNoticeSeconds: number;
  readonly autoConfirmSeconds: number;
  readonly disputedAt: Moment | null;
  readonly phase: HoldPhase;
}

export const helperOf = (hold: Hold): Id | null => (hold.phase.phase === "open" ? null : hold.phase.helper);

/** Seconds that a service of this length is worth under this hold (D10). */
export const dueFor = (hold: Hold, servedSeconds: number): Seconds =>
  hold.seconds === 0
    ? (0 as Seconds)
    : (Math.min(roundUpToStep(servedSeconds, hold.stepSeconds), hold.seconds) as Seconds);

/**
 * What auto_confirm would post, and when; null where it must not happen: a dispute, no end, or a start that was not
 * in the log at least one step before the end. It never pays more than the log saw pass (invariant 8).
 */
export function autoConfirmOf(hold: Hold): { readonly at: Moment; readonly seconds: Seconds } | null {
  const { phase } = hold;
  if (phase.phase !== "ended" || hold.disputedAt !== null) return null;
  const elapsed = phase.endedAt - phase.startedAt;
  if (elapsed < hold.stepSeconds) return null;
  return {
    at: addSeconds(phase.endedAt, hold.autoConfirmSeconds),
    seconds: Math.min(phase.served, dueFor(hold, elapsed)) as Seconds,
  };
}

/** Ended long ago, and neither confirmed nor able to confirm itself: the steward is asked. */
export const isStuck = (hold: Hold, now: Moment): boolean =>
  hold.phase.phase === "ended" &&
  hold.disputedAt === null &&
  autoConfirmOf(hold) === null &&
  now >= addSeconds(hold.phase.endedAt, hold.autoConfirmSeconds);

/** Whether the hold lapses at its date: only what never reached an end does. */
export function lapsesUnserved(hold: Hold): boolean {
  switch (hold.phase.phase) {
    case "open":
    case "taken":
    case "running":
      return hold.disputedAt === null;
    case "ended":
    case "over":
      return false;
    default:
      return unreachable(hold.phase);
  }
}
