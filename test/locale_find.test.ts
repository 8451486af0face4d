/** The word that somebody has for a page leads to it. */
import { expect, test } from "vitest";
import { findPages } from "../src/locale/find.ts";

const BIG = [
  "长辈版",
  "亲情版",
  "关爱版",
  "关怀版",
  "老年版",
  "长者模式",
  "大字",
  "字太小",
  "适老",
  "elder",
  "Elder mode",
  "Large letters",
  "senior",
];

test.each(BIG)("「%s」 finds the large letters first", (word) => {
  expect(findPages(word, "zh")[0]?.to).toBe("/elder");
  expect(findPages(` ${word} `, "en").map(({ to }) => to)).toContain("/me/look");
});

test.each([
  ["恢复码", "/me/code"],
  ["换手机", "/me/code"],
  ["换手机", "/me/move"],
  ["搬家", "/me/move"],
  ["手机丢了", "/me/safety"],
  ["password", "/me/code"],
  ["我的积分", "/wallet"],
  ["余额还有多少", "/wallet"],
  ["深色", "/me/look"],
  ["隐私", "/me/texts"],
  ["改名", "/me/name"],
  ["120", "/help"],
  ["安装", "/me/install"],
] as const)("「%s」 leads to %s", (word, to) => {
  expect(findPages(word, "zh").map((page) => page.to)).toContain(to);
});

test("nothing typed and nonsense find nothing", () => {
  expect(findPages("  ", "zh")).toEqual([]);
  expect(findPages("魑魅", "zh")).toEqual([]);
});
