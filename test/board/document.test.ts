import { expect, test } from "vitest";
import { sha256 } from "../../crypto/hash.ts";
import {
  communityOf,
  type DocumentName,
  doc8Of,
  formatDocumentName,
  overflowOf,
  parseDocumentName,
} from "../../src/board/document.ts";
import { epochOf, isInMonth, openMonths, phaseOf } from "../../src/board/epoch.ts";
import { COMMUNITY, JUNE } from "./cast.ts";

const C = JUNE.community;
const BEIJING = 480;

test.each([
  `board/${C}/3/2026-06`,
  `board/${C}/3/2026-06.2`,
  `board/${C}/tower12b/2026-12.99`,
  `list/${C}/3/2026`,
  `people/${C}/3/2026`,
  `shop/${C}/yaodian/2026-06`,
])("[G1] %s names a document, and is its only text", (text) => {
  const name = parseDocumentName(text);
  expect(name.ok && formatDocumentName(name.value)).toBe(text);
  expect(name.ok && communityOf(name.value)).toEqual(COMMUNITY);
});

test.each([
  ["", "nothing"],
  ["board", "one part"],
  [`board/${C}/3`, "no month"],
  [`board/${C}/3/2026-06/x`, "a part too many"],
  [`board/${C}/3/2026-13`, "month 13"],
  [`board/${C}/3/2026-6`, "one digit"],
  [`board/${C}/3/2026`, "a year"],
  [`board/${C}/3/2026-06.1`, "the first part has no suffix"],
  [`board/${C}/3/2026-06.02`, "a leading zero"],
  [`board/${C}/3/2026-06.100`, "too many parts"],
  [`board/${C}/3/2026-06.2.2`, "two suffixes"],
  [`board/${C}/三号楼/2026-06`, "letters beyond a-z"],
  [`board/${C}/tower12bc/2026-06`, "nine characters"],
  [`board/${C}//2026-06`, "no building"],
  [`board/${C.toUpperCase()}/3/2026-06`, "upper case"],
  [`board/${C.slice(1)}/3/2026-06`, "25 characters"],
  [`board/${C.slice(0, 25)}b/3/2026-06`, "spare bits that are not zero"],
  [`list/${C}/3/2026-06`, "a month for a list"],
  [`list/${C}/3/2026.2`, "a list has no overflow"],
  [`shop/${C}/yaodian/2026-06.2`, "a shop has no overflow"],
  [`notes/${C}/3/`, "a note without an id"],
  [`chat/${C}/3/2026-06`, "another kind"],
  [`../${C}/3/2026-06`, "a way up"],
])("[G1] %j names nothing (%s)", (text) => {
  expect(parseDocumentName(text)).toEqual({ ok: false, error: "no_such_document" });
});

test("[G1] the stewards' notes are a document, but no board", () => {
  expect(parseDocumentName(`notes/${C}/3/minutes07`)).toEqual({ ok: false, error: "not_a_board" });
});

test("[G2] a month and its overflow share doc8; another month does not", () => {
  const second = overflowOf(JUNE as DocumentName & { kind: "board" });
  expect(second && formatDocumentName(second)).toBe(`board/${C}/3/2026-06.2`);
  expect(second && doc8Of(second)).toEqual(doc8Of(JUNE));
  expect(doc8Of(JUNE)).toEqual(sha256(new TextEncoder().encode(`board/${C}/3/2026-06`)).slice(0, 8));
  expect(doc8Of({ ...JUNE, month: "2026-07" } as DocumentName)).not.toEqual(doc8Of(JUNE));
  expect(overflowOf({ ...JUNE, part: 99 } as DocumentName & { kind: "board" })).toBeNull();
});

test.each([
  ["board", Date.UTC(2026, 5, 30, 15, 59), "2026-06"],
  ["board", Date.UTC(2026, 5, 30, 16), "2026-07"],
  ["shop", Date.UTC(2026, 11, 31, 16), "2027-01"],
  ["list", Date.UTC(2026, 11, 31, 15, 59), "2026"],
  ["people", Date.UTC(2026, 11, 31, 16), "2027"],
] as const)("[G3] %s at %i belongs to %s in Beijing", (kind, moment, epoch) => {
  expect(epochOf(kind, moment, BEIJING)).toBe(epoch);
});

test("[G3] a moment is in the month that it belongs to, from its first millisecond to its last, and in no other", () => {
  const [first, next] = [Date.UTC(2026, 4, 31, 16), Date.UTC(2026, 5, 30, 16)];
  for (const moment of [first - 1, first, next - 1, next])
    for (const month of ["2026-05", "2026-06", "2026-07"])
      expect(isInMonth(month, moment, BEIJING)).toBe(epochOf("board", moment, BEIJING) === month);
});

test("[G3] west of Greenwich the new month comes later", () => {
  expect(epochOf("board", Date.UTC(2026, 6, 1, 3), -240)).toBe("2026-06");
});

const JULY_1 = Date.UTC(2026, 5, 30, 16); // midnight in Beijing
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
test.each([
  [JULY_1 - HOUR - 1, "unopened"],
  [JULY_1 - HOUR, "needs"],
  [JULY_1 + 31 * DAY + 26 * HOUR - 1, "needs"],
  [JULY_1 + 31 * DAY + 26 * HOUR, "answers"],
  [JULY_1 + 91 * DAY - 1, "answers"],
  [JULY_1 + 91 * DAY, "frozen"],
] as const)("[G3] July at %i: %s", (moment, phase) => {
  expect(phaseOf("2026-07", moment, BEIJING)).toBe(phase);
});

test.each([
  [Date.UTC(2026, 6, 15), ["2026-07"], ["2026-07", "2026-06", "2026-05"]],
  [JULY_1 + 25 * HOUR, ["2026-07", "2026-06"], ["2026-07", "2026-06", "2026-05"]],
  [JULY_1 - 1, ["2026-07", "2026-06"], ["2026-07", "2026-06", "2026-05"]],
  // A short February: December is still open for answers on the first of March.
  [Date.UTC(2026, 2, 1), ["2026-03", "2026-02"], ["2026-03", "2026-02", "2026-01", "2025-12"]],
])("[G3] open months at %i", (moment, needs, answers) => {
  expect(openMonths(moment, BEIJING)).toEqual({ needs, answers });
});
