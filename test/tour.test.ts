/** The tour of the demo: what a visitor is told next follows from the need and from whose phone she holds. */
import { expect, test } from "vitest";
import type { NeedStatus, NeedView } from "../src/domain/need.ts";
import type { Id } from "../src/domain/units.ts";
import type { StationView } from "../src/peer/station.ts";
import {
  hasTour,
  keepTour,
  leaveTour,
  numberOf,
  readTour,
  stepOf,
  turnOf,
} from "../src/screens/demo/tour_step.ts";
import { createShelf } from "../src/screens/shelf.ts";

const [NEED, ZHANG, LI, OTHER] = ["n", "z", "l", "o"] as Id[] as [Id, Id, Id, Id];
const TOUR = { need: NEED, requester: ZHANG, helper: LI };
const LINE = { index: 7, need: NEED, what: "earned" };
const COUNTDOWN = { need: NEED, kind: "confirm" };

const viewOf = (
  me: Id,
  status: NeedStatus | null,
  { helper = LI, lines = [LINE], waiting = [] as object[] } = {},
): StationView =>
  ({
    me: { id: me },
    needs: status === null ? [] : [{ id: NEED, status, helper } as NeedView],
    wallet: { lines },
    sync: { waiting },
  }) as unknown as StationView;

test.each([
  // me     status          where           more                        step       turn
  [LI, null, "/", {}, null, null],
  [LI, "open", "/", {}, "look", LI],
  [LI, "waiting_points", "/", {}, "look", LI],
  [LI, "open", `/needs/${NEED}`, {}, "take", LI],
  [ZHANG, "open", "/", {}, null, null],
  [LI, "taken", `/needs/${NEED}`, {}, "serve", LI],
  [ZHANG, "running", "/", {}, "serve", LI],
  [LI, "taken", "/", { helper: OTHER }, "gone", null],
  [LI, "ended", "/", {}, "confirm", ZHANG],
  [ZHANG, "ended", "/", { waiting: [COUNTDOWN] }, "wait", ZHANG],
  [ZHANG, "done", "/", {}, "proof", null],
  [LI, "done", "/wallet/7", {}, "end", null],
  [LI, "done", "/", { lines: [] }, null, null],
  [LI, "withdrawn", "/", {}, "gone", null],
  [LI, "expired", "/", {}, "gone", null],
  [LI, "disputed", "/", {}, "gone", null],
] as const)("[Y74] %s, %s, at %s %j: %s", (me, status, path, more, step, turn) => {
  const found = stepOf(viewOf(me, status, more as object), TOUR, path);
  expect(found?.step ?? null).toBe(step);
  expect(found === null ? null : turnOf(found, TOUR)).toBe(turn);
});

test("[Y74] five steps are counted in their order", () => {
  const steps = ["look", "take", "serve", "confirm", "wait", "end"] as const;
  expect(steps.map((step) => numberOf({ step }))).toEqual([1, 2, 3, 4, 4, 5]);
  expect(numberOf({ step: "proof", index: 1 })).toBe(5);
});

test("[Y74] a tour that was left stays left, and can be taken up again", () => {
  const kept = new Map<string, string>();
  const shelf = createShelf({
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as unknown as Storage);
  expect([hasTour(shelf), readTour(shelf)]).toEqual([false, null]);
  keepTour(shelf, TOUR);
  expect(readTour(shelf)).toEqual(TOUR);
  leaveTour(shelf);
  expect([hasTour(shelf), readTour(shelf)]).toEqual([true, null]);
  keepTour(shelf, TOUR);
  expect(readTour(shelf)).toEqual(TOUR);
});
