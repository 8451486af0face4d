/** Time zones of communities: minutes east of UTC, as the documents' epochs need them (Beijing +480). */

/** Offset of an IANA zone at a moment in unix milliseconds; 480 where this runtime does not know the zone. */
export function offsetMinutes(timeZone: string, ms: number): number {
  try {
    const name = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" })
      .formatToParts(ms)
      .find((part) => part.type === "timeZoneName")?.value;
    const match = /^GMT(?:([+-])(\d{2}):(\d{2}))?$/.exec(name ?? "");
    if (match === null) return BEIJING;
    const size = Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0);
    return match[1] === "-" ? -size : size;
  } catch {
    return BEIJING;
  }
}

const BEIJING = 480;

/** Whether this runtime knows the zone. */
export function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone });
    return true;
  } catch {
    return false;
  }
}
