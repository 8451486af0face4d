/** What a person has filled in for a new need, and what it becomes when it is sent. */

import type { NeedView } from "../../domain/need.ts";
import { PLACES, type Place } from "../../domain/said.ts";
import { SERVICES, type ServiceType } from "../../domain/service.ts";
import type { Id } from "../../domain/units.ts";
import { cleanText } from "../../domain/words.ts";
import type { NeedDraft, StationView } from "../../peer/station.ts";
import type { Window } from "./windows.ts";

export interface Filled {
  readonly requester: string;
  readonly window: string;
  readonly place: Place;
  readonly seconds: number;
  readonly words: string;
  readonly gender: number;
  readonly points: boolean;
}

/** What an empty form shows: everything but the words. */
export function firstFilled(view: StationView, type: ServiceType, forWhom: string | undefined): Filled {
  const elder = view.elders.find((one) => one.id === forWhom);
  return {
    requester: elder?.id ?? view.me?.id ?? "",
    window: "",
    place: SERVICES[type].place,
    seconds: SERVICES[type].seconds,
    words: "",
    gender: 0,
    points: true,
  };
}

/** The same as an older need, at a new time. */
export const filledAgain = (need: NeedView): Filled => ({
  requester: need.requester,
  window: "",
  place: need.place,
  seconds: need.seconds,
  words: need.words,
  gender: need.gender,
  points: need.points,
});

export function isFilled(kept: unknown): kept is Filled {
  if (typeof kept !== "object" || kept === null) return false;
  const { requester, window, place, seconds, words, gender, points } = kept as Record<keyof Filled, unknown>;
  return (
    typeof requester === "string" &&
    typeof window === "string" &&
    PLACES.some((one) => one === place) &&
    typeof seconds === "number" &&
    typeof words === "string" &&
    typeof gender === "number" &&
    typeof points === "boolean"
  );
}

export const draftOf = (type: ServiceType, filled: Filled, window: Window): NeedDraft => ({
  requester: filled.requester as Id,
  type,
  from: window.from,
  to: window.to,
  seconds: filled.seconds,
  place: filled.place,
  words: cleanText(filled.words),
  gender: filled.gender,
  points: filled.points,
});
