import { expect, test } from "vitest";
import type { Moment } from "../../src/domain/units.ts";
import type { StationView } from "../../src/peer/station.ts";
import { buildingsOf, housemates, queueOf } from "../../src/screens/steward/queue.ts";
import { isRecused } from "../../src/screens/steward/recused.ts";
import { awakeSeconds, isUnclaimed } from "../../src/screens/steward/unclaimed.ts";
import { createFakeStation } from "../screens/fake_station.ts";
import { idOf, LI, needOf, WANGJIE, ZHANG } from "../screens/people.ts";
import { staffView } from "./people.ts";

const HOUR = 3600;
/** An hour of a day in Maoming, 21 November 2026 being day 0. */
const at = (day: number, hour: number): Moment => (Date.UTC(2026, 10, 21 + day, hour - 8) / 1000) as Moment;
const steward = (): StationView =>
  createFakeStation({ who: "wangjie", nowMs: () => 0, change: staffView("steward") }).view();

test.each([
  // from        to            awake hours
  [at(0, 9), at(0, 15), 6],
  [at(0, 20), at(1, 10), 4],
  [at(0, 23), at(1, 7), 0],
  [at(0, 22), at(1, 8), 0],
  [at(0, 21), at(3, 9), 1 + 14 + 14 + 1],
  [at(1, 9), at(0, 9), 0],
] as const)("[C6] nights from 22 to 8 do not count: %i to %i is %i hours", (from, to, hours) => {
  expect(awakeSeconds(from, to, "Asia/Shanghai")).toBe(hours * HOUR);
});

test("[C6] a night counts by the community's clock, not by this device's", () => {
  expect(awakeSeconds(at(0, 20), at(1, 10), "Asia/Urumqi")).toBe(4 * HOUR);
  expect(awakeSeconds(at(0, 23), at(1, 1), "Asia/Urumqi")).toBe(HOUR);
});

test("[C6] six awake hours make an open need hers, and only an open one", () => {
  const need = needOf(70, { requester: LI, type: "errand", at: at(0, 18) });
  const isHers = (now: Moment, status: typeof need.status = "open"): boolean =>
    isUnclaimed({ ...need, status }, now, 6 * HOUR, "Asia/Shanghai");
  expect(isHers(at(1, 9))).toBe(false);
  expect(isHers((at(1, 10) - 1) as Moment)).toBe(false);
  expect(isHers(at(1, 10))).toBe(true);
  expect(isHers(at(1, 10), "taken")).toBe(false);
});

test("[G1] her desk holds her building's matters, and those of people she speaks for come first", () => {
  const view = steward();
  const queue = queueOf(view);
  expect(buildingsOf(view)).toEqual(["5"]);
  expect(queue.unclaimed.map(({ requester }) => requester)).toEqual([ZHANG, idOf(39)]);
  expect(queue.toConfirm.map(({ requester }) => requester)).toEqual([ZHANG, idOf(39)]);
  expect(queue.disputed.map(({ id }) => id)).toEqual([idOf(58)]);
  expect(queue.newcomers.every(({ building }) => building === "5")).toBe(true);
});

test("[F1] a household is chosen among vouched people of the same building, never the newcomer herself", () => {
  const names = housemates(steward(), "5", ZHANG).map(({ name }) => name);
  expect(names).toContain("李姐");
  expect(names).not.toContain("张阿姨");
  expect(names).not.toContain("小陈");
  expect(names).not.toContain("王师傅");
});

test.each([
  // requester, helper          by          recused
  [ZHANG, idOf(39), WANGJIE, true],
  [idOf(39), ZHANG, idOf(39), true],
  [WANGJIE, idOf(39), WANGJIE, true],
  [idOf(39), WANGJIE, idOf(39), true],
  [idOf(39), idOf(36), idOf(39), false],
] as const)(
  "[M11] a steward is no judge in her own matter: %s, %s, %s",
  (requester, helper, by, expected) => {
    const need = needOf(71, { requester, helper, by, type: "walk", status: "disputed" });
    expect(isRecused(steward(), need)).toBe(expected);
  },
);
