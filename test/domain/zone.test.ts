import { expect, test } from "vitest";
import { isTimeZone, offsetMinutes } from "../../src/domain/zone.ts";

test.each([
  ["Asia/Shanghai", Date.UTC(2026, 0, 1), 480],
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
