/** How long a need has waited in the hours when people are awake (policy-defaults 11: nights 22–8 do not count). */
import type { NeedView } from "../../domain/need.ts";
import { DAY, HOUR, type Moment } from "../../domain/units.ts";
import { offsetMinutes } from "../../domain/zone.ts";

const MORNING = 8 * HOUR;
const NIGHT = 22 * HOUR;

/** Seconds between two moments that lie between 8 and 22 o'clock on the community's wall. */
export function awakeSeconds(from: Moment, to: Moment, timeZone: string): number {
  const [start, end] = [wallOf(from, timeZone), wallOf(to, timeZone)];
  return Math.max(0, awakeUntil(end) - awakeUntil(start));
}

/** Whether nobody has taken it for as long as the policy allows. */
export const isUnclaimed = (need: NeedView, now: Moment, limit: number, timeZone: string): boolean =>
  need.status === "open" && awakeSeconds(need.at, now, timeZone) >= limit;

/** Awake seconds since day 0 until a second on the wall. */
function awakeUntil(wall: number): number {
  const day = Math.floor(wall / DAY);
  const second = wall - day * DAY;
  return day * (NIGHT - MORNING) + Math.min(Math.max(second - MORNING, 0), NIGHT - MORNING);
}

const wallOf = (at: Moment, timeZone: string): number => at + offsetMinutes(timeZone, at * 1000) * 60;
