/** Where a visitor of the demo stands in the tour: told by the need itself, so it goes on wherever it was left. */
import type { DemoPage } from "../../domain/demo.ts";
import type { Id } from "../../domain/units.ts";
import type { StationView } from "../../peer/station.ts";
import type { Shelf } from "../shelf.ts";

export type TourParts = DemoPage["tour"];

/** What is next. */
export type TourStep =
  | { readonly step: "look" | "take" | "serve" | "confirm" | "wait" }
  | { readonly step: "proof"; readonly index: number }
  | { readonly step: "end" }
  /** Somebody else went, or it was withdrawn. */
  | { readonly step: "gone" };

/** Steps that are counted, in order. */
export const TOUR_STEPS = ["look", "take", "serve", "confirm", "proof"] as const;

/** The number of a step, from 1. */
export function numberOf({ step }: TourStep): number {
  const counted = step === "wait" ? "confirm" : step === "end" ? "proof" : step;
  return (TOUR_STEPS as readonly string[]).indexOf(counted) + 1;
}

/** Null while there is nothing to say, or the boards are still on their way. */
export function stepOf(view: StationView, tour: TourParts, path: string): TourStep | null {
  const need = view.needs.find(({ id }) => id === tour.need);
  if (need === undefined) return null;
  switch (need.status) {
    case "waiting_points":
    case "open":
      // Who chose to be somebody else is not led before she has begun.
      if (view.me?.id !== tour.helper) return null;
      return { step: path.startsWith(`/needs/${tour.need}`) ? "take" : "look" };
    case "taken":
    case "running":
      return { step: need.helper === tour.helper ? "serve" : "gone" };
    case "ended":
      return { step: isCounting(view, tour.need) ? "wait" : "confirm" };
    case "done": {
      const line = view.wallet?.lines.find(
        ({ need: about, what }) => about === tour.need && (what === "earned" || what === "paid"),
      );
      if (line === undefined) return null;
      return path === `/wallet/${line.index}` ? { step: "end" } : { step: "proof", index: line.index };
    }
    case "disputed":
    case "withdrawn":
    case "expired":
      return { step: "gone" };
    default:
      return need.status satisfies never;
  }
}

const isCounting = (view: StationView, need: Id): boolean =>
  view.sync.waiting.some((one) => one.need === need && one.kind === "confirm");

/** Whose turn it is; null where it may be either. */
export function turnOf({ step }: TourStep, tour: TourParts): Id | null {
  switch (step) {
    case "look":
    case "take":
    case "serve":
      return tour.helper;
    case "confirm":
    case "wait":
      return tour.requester;
    case "proof":
    case "end":
    case "gone":
      return null;
    default:
      return step satisfies never;
  }
}

const KEY = "demo.tour";

/** The tour as kept on this phone; null when there is none, or it was left. */
export function readTour(shelf: Shelf): TourParts | null {
  const [need, requester, helper] = (shelf.get(KEY) ?? "").split(" ") as Id[];
  return need && requester && helper ? { need, requester, helper } : null;
}

export const keepTour = (shelf: Shelf, { need, requester, helper }: TourParts): void =>
  shelf.set(KEY, `${need} ${requester} ${helper}`);

/** It was left: it does not begin by itself again. */
export const leaveTour = (shelf: Shelf): void => shelf.set(KEY, "-");

/** Whether this browser has met the tour before. */
export const hasTour = (shelf: Shelf): boolean => shelf.get(KEY) !== null;
