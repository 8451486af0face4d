/** Time zones of communities: minutes east of UTC, as the documents' epochs need them (Beijing +480). */

/** China's one time, without summer time since 15 September 1991 (tz database, asia: "PRC" rules end there). */
const BEIJING = 480;
const BEIJING_ZONE = "Asia/Shanghai";
const BEIJING_STEADY_MS = Date.UTC(1991, 8, 15);

/** Offsets that were asked for already; zones change their offset on whole hours. */
const known = new Map<string, number>();
const KNOWN_MAX = 4096;
const HOUR_MS = 3_600_000;

/** Offset of an IANA zone at a moment in unix milliseconds; 480 where this runtime does not know the zone. */
export function offsetMinutes(timeZone: string, ms: number): number {
  // A formatter's first use loads names of zones: a tenth of a second on a cheap phone, before the first list.
  if (timeZone === BEIJING_ZONE && ms >= BEIJING_STEADY_MS) return BEIJING;
  const key = `${timeZone}/${Math.floor(ms / HOUR_MS)}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= KNOWN_MAX) known.clear();
  const offset = readOffset(timeZone, Math.floor(ms / HOUR_MS) * HOUR_MS);
  known.set(key, offset);
  return offset;
}

const formatterByZone = new Map<string, Intl.DateTimeFormat>();

function readOffset(timeZone: string, ms: number): number {
  try {
    const formatter =
      formatterByZone.get(timeZone) ??
      new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
    formatterByZone.set(timeZone, formatter);
    const name = formatter.formatToParts(ms).find((part) => part.type === "timeZoneName")?.value;
    const match = /^GMT(?:([+-])(\d{2}):(\d{2}))?$/.exec(name ?? "");
    if (match === null) return BEIJING;
    const size = Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0);
    return match[1] === "-" ? -size : size;
  } catch {
    return BEIJING;
  }
}

/** Whether this runtime knows the zone. */
export function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone });
    return true;
  } catch {
    return false;
  }
}
