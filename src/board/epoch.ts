// Months and years of the documents, in the community's time zone.
//
//   epochOf("board", Date.UTC(2026, 5, 30, 16), 480)  =  "2026-07"     half past midnight of July in Beijing
//
// The zone comes as minutes east of UTC, Beijing +480 (the opposite sign of JavaScript's getTimezoneOffset).
// Around a month, for the relay:
//
//   unopened | 1 h before: needs ──────────── 26 h after its end | answers ──── 60 days after its end | frozen
//
// The hour and the 26 hours let phones whose clock or zone is off, or that were offline overnight, say a
// need into the month that they believe in.
import { invariant, unreachable } from "../../crypto/result.ts";
import type { DocumentKind } from "./document.ts";

/** What the relay still takes into a month: needs and answers, answers only, or nothing. */
export type MonthPhase = "unopened" | "needs" | "answers" | "frozen";

/** Months that are open, the newest first. A month that takes needs takes answers too. */
export interface OpenMonths {
  readonly needs: readonly string[];
  readonly answers: readonly string[];
}

const HOUR_MS = 3_600_000;
const OPENS_BEFORE_MS = HOUR_MS;
const NEEDS_AFTER_MS = 26 * HOUR_MS;
const ANSWERS_AFTER_MS = 60 * 24 * HOUR_MS;

/** The epoch that a moment (unix milliseconds) falls in: `yyyy-mm` or `yyyy`, as the kind of document has it. */
export function epochOf(kind: DocumentKind, momentMs: number, timeZoneOffsetMinutes: number): string {
  const month = monthAt(momentMs, timeZoneOffsetMinutes, 0);
  switch (kind) {
    case "board":
    case "shop":
      return month;
    case "list":
    case "people":
      return month.slice(0, 4);
    default:
      return unreachable(kind);
  }
}

/** Whether a moment (unix milliseconds) falls into a month: `epochOf` of a board, without making a text of it. */
export function isInMonth(month: string, momentMs: number, timeZoneOffsetMinutes: number): boolean {
  const [start, end] = boundsOf(month, timeZoneOffsetMinutes);
  return momentMs >= start && momentMs < end;
}

/** What a month takes at a moment (unix milliseconds). */
export function phaseOf(month: string, momentMs: number, timeZoneOffsetMinutes: number): MonthPhase {
  const [start, end] = boundsOf(month, timeZoneOffsetMinutes);
  if (momentMs < start - OPENS_BEFORE_MS) return "unopened";
  if (momentMs < end + NEEDS_AFTER_MS) return "needs";
  return momentMs < end + ANSWERS_AFTER_MS ? "answers" : "frozen";
}

/** The months that take something at a moment (unix milliseconds). */
export function openMonths(momentMs: number, timeZoneOffsetMinutes: number): OpenMonths {
  // 60 days reach over a whole February, so a month can be open for answers in the third month after it.
  const months = [1, 0, -1, -2, -3].map((step) => monthAt(momentMs, timeZoneOffsetMinutes, step));
  const inPhase = (...phases: readonly MonthPhase[]): readonly string[] =>
    months.filter((month) => phases.includes(phaseOf(month, momentMs, timeZoneOffsetMinutes)));
  return { needs: inPhase("needs"), answers: inPhase("needs", "answers") };
}

/** The month of a moment, moved by whole months. */
function monthAt(momentMs: number, offsetMinutes: number, step: number): string {
  const local = new Date(momentMs + offsetMinutes * 60_000);
  const moved = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + step, 1));
  invariant(
    moved.getUTCFullYear() >= 1970 && moved.getUTCFullYear() <= 9999,
    "a moment has a four-digit year",
  );
  return moved.toISOString().slice(0, 7);
}

/** First millisecond of a month, and of the next. */
function boundsOf(month: string, offsetMinutes: number): readonly [start: number, end: number] {
  const year = Number(month.slice(0, 4));
  const index = Number(month.slice(5)) - 1;
  const shift = offsetMinutes * 60_000;
  return [Date.UTC(year, index, 1) - shift, Date.UTC(year, index + 1, 1) - shift];
}
