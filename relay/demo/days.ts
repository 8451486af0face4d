/** The rhythm of the demo: which day sees how many needs, of whom, at which hour. */
import { DAY_MS, HOUR_MS } from "./company.ts";
import type { Chance } from "./keys.ts";
import { ASKINGS, type Asking } from "./words.ts";

export interface Planned {
  readonly asking: Asking;
  /** Unix milliseconds. */
  readonly atMs: number;
}

/** Minutes east of UTC: Beijing, all year. */
const ZONE_MS = 8 * HOUR_MS;
/** Hours of the last day that belong to what is open now. */
const TODAY_MS = 8 * HOUR_MS;

const PARTS: Readonly<Record<Asking["part"], readonly [from: number, to: number]>> = {
  morning: [7.5, 10.5],
  noon: [11, 13],
  afternoon: [13.5, 16.5],
  evening: [17.5, 20],
};

/** First millisecond of a day in Beijing. */
export const dayOf = (ms: number): number => Math.floor((ms + ZONE_MS) / DAY_MS) * DAY_MS - ZONE_MS;

/** Everything that is asked for between two moments, the earliest first. */
export function planDays(fromMs: number, toMs: number, chance: Chance): readonly Planned[] {
  const planned: Planned[] = [];
  const lastByAsking = new Map<Asking, number>();
  for (let day = dayOf(fromMs); day < toMs; day += DAY_MS) {
    const isRain = chance.isTrue(0.28);
    const weekday = new Date(day + ZONE_MS).getUTCDay();
    const isWeekend = weekday === 0 || weekday === 6;
    const askers = new Set<string>();
    for (let left = chance.between(4, 5) + (isWeekend ? 2 : 0) - (isRain ? 1 : 0); left > 0; left--) {
      const asking = chance.pick(
        ASKINGS.filter(
          (one) =>
            fits(one, isRain, isWeekend) &&
            !askers.has(one.who) &&
            day - (lastByAsking.get(one) ?? Number.NEGATIVE_INFINITY) > 5 * DAY_MS,
        ),
      );
      if (asking === null) break;
      askers.add(asking.who);
      const [low, high] = PARTS[asking.part];
      const atMs = day + Math.round((low + (high - low) * chance.next()) * 60) * 60_000;
      if (atMs <= fromMs || atMs >= toMs - TODAY_MS) continue;
      lastByAsking.set(asking, day);
      planned.push({ asking, atMs });
    }
  }
  return planned.sort((a, b) => a.atMs - b.atMs);
}

function fits({ on }: Asking, isRain: boolean, isWeekend: boolean): boolean {
  switch (on) {
    case undefined:
      return true;
    case "rain":
      return isRain;
    case "dry":
      return !isRain;
    case "weekend":
      return isWeekend;
    case "weekday":
      return !isWeekend;
    default:
      return on satisfies never;
  }
}
