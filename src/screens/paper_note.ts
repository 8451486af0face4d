/** Whether the recovery code stands on paper: noted per code, by its two check characters, so that a new code is new. */
import type { StationView } from "../peer/station.ts";
import type { Shelf } from "./shelf.ts";

const NUDGED = "code.nudged";
const keyOf = (code: string): string => `code.wrote.${code.slice(-2)}`;

export const isOnPaper = (shelf: Shelf, code: string): boolean => shelf.get(keyOf(code)) !== null;
export const notePaper = (shelf: Shelf, code: string): void => shelf.set(keyOf(code), "yes");

/** The first receipt: from then on there is something to lose. */
export const hasReceipt = (view: StationView): boolean =>
  view.wallet?.lines.some(({ what }) => what === "earned" || what === "paid") === true;

/** Asked once, and only where the browser may clear what the paper would bring back. */
export function owesNudge(view: StationView, shelf: Shelf): boolean {
  const code = view.me?.recoveryCode ?? null;
  if (code === null || view.storage === "kept" || !hasReceipt(view)) return false;
  return !isOnPaper(shelf, code) && shelf.get(NUDGED) === null;
}

export const noteNudged = (shelf: Shelf): void => shelf.set(NUDGED, "yes");
