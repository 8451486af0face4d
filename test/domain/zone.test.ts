import { expect, test } from "vitest";
import { isTimeZone, offsetMinutes } from "../../src/domain/zone.ts";

test.each([
  ["Asia/Shanghai", Date.UTC(2026, 0, 1), 480],
  ["Asia/Shanghai", Date.UTC(1991, 8, 15), 480],
  ["Asia/Shanghai", Date.UTC(1991, 6, 1), 540],
  ["Asia/Urumqi", Date.UTC(2026, 0, 1), 360],
  ["Asia/Kathmandu", Date.UTC(2026, 0, 1), 345],
  ["America/New_York", Date.UTC(2026, 2, 8, 6, 59), -300],
  ["America/New_York", Date.UTC(2026, 2, 8, 7), -240],
  ["UTC", Date.UTC(2026, 0, 1), 0],
  ["Nowhere/Here", Date.UTC(2026, 0, 1), 480],
])("%s at %i is %i minutes east", (zone, ms, minutes) => {
  expect(offsetMinutes(zone, ms)).toBe(minutes);
  expect(offsetMinutes(zone, ms)).toBe(minutes);
});

test("a zone is one that this runtime knows", () => {
  expect([isTimeZone("Asia/Shanghai"), isTimeZone("Nowhere/Here")]).toEqual([true, false]);
});

test("Beijing's time, which is not asked of the runtime, is what the runtime says", () => {
  const formatter = new Intl.DateTimeFormat("en-US", {
    timeZone: "Asia/Shanghai",
    timeZoneName: "longOffset",
  });
  for (let ms = Date.UTC(1991, 8, 15); ms < Date.UTC(2045, 0, 1); ms += 7 * 86_400_000 + 3_600_000) {
    const name = formatter.formatToParts(ms).find(({ type }) => type === "timeZoneName")?.value;
    expect(name, new Date(ms).toISOString()).toBe("GMT+08:00");
    expect(offsetMinutes("Asia/Shanghai", ms)).toBe(480);
  }
});
