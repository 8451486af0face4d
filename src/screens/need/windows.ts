/** The windows of time that a new need offers, filled in already: the rest of this part of the day comes first. */
import { DAY, HOUR, type Moment } from "../../domain/units.ts";
import { hourOf, momentOf, type When } from "../../locale/time.ts";

export interface Window {
  /** Day counted from today and part: 0a is this morning, 1p tomorrow afternoon; "days" is any of three days. */
  readonly key: string;
  readonly from: Moment;
  readonly to: Moment;
}

/** Morning, afternoon, evening: first hour, last hour. */
const PARTS = [
  ["a", 8, 12],
  ["p", 13, 18],
  ["e", 18, 21.5],
] as const;

/** A part with less than this left is not offered any more, in hours. */
const LEFT_MIN = 0.75;
const WINDOWS = 4;

export function windowsFrom(when: When): readonly Window[] {
  const hour = hourOf(when.now, when.timeZone) + (when.now % HOUR) / HOUR;
  const windows: Window[] = [];
  for (let day = 0; windows.length < WINDOWS; day += 1) {
    for (const [part, first, last] of PARTS) {
      if (day === 0 && hour > last - LEFT_MIN) continue;
      const start = momentOf(when, day, first);
      windows.push({
        key: `${day}${part}`,
        from: start < when.now ? when.now : start,
        to: momentOf(when, day, last),
      });
    }
  }
  const first = windows[0] as Window;
  return [
    ...windows.slice(0, WINDOWS),
    { key: "days", from: first.from, to: (momentOf(when, 0, 21.5) + 3 * DAY) as Moment },
  ];
}
