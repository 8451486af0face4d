/** A phone in words that its owner knows it by. */
import { expect, test } from "vitest";
import type { Moment } from "../src/domain/units.ts";
import { phonesWords } from "../src/locale/phones.ts";
import type { DeviceShown } from "../src/peer/keeping.ts";
import { type Here, phoneKindOf, phoneLines } from "../src/screens/phones.ts";

const ANDROID =
  "Mozilla/5.0 (Linux; Android 12; V2166A) AppleWebKit/537.36 Chrome/110.0 Mobile Safari/537.36";

test.each([
  [ANDROID, false, "android"],
  [
    "Mozilla/5.0 (Linux; Android 13; SM-X200) AppleWebKit/537.36 Chrome/120.0 Safari/537.36",
    false,
    "androidTablet",
  ],
  [
    "Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 Chrome/114.0 ArkWeb/4.1 Mobile",
    false,
    "harmony",
  ],
  [
    "Mozilla/5.0 (Linux; Android 10; HarmonyOS; LIO-AN00) Chrome/99.0 HuaweiBrowser/13 Mobile",
    false,
    "harmony",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile/15E148 Safari/604.1",
    true,
    "iphone",
  ],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.5 Safari/605.1.15", true, "ipad"],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.5 Safari/605.1.15", false, "computer"],
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120.0 Safari/537.36", false, "computer"],
  ["", false, "computer"],
] as const)("[P83] %s, Apple touch %s, is a %s", (userAgent, isApple, kind) => {
  expect(phoneKindOf({ userAgent, isApple })).toBe(kind);
});

/** Saturday, 21 November 2026, 14:20 in Beijing. */
const NOW = 1_795_242_000 as Moment;
const DAY = 86_400;
const when = { now: NOW, timeZone: "Asia/Shanghai", lang: "zh" } as const;
const here: Here = { userAgent: ANDROID, isApple: false, isInstalled: false };
const phone = (daysAgo: number, more: Partial<DeviceShown>): DeviceShown => ({
  ...{ key: `${daysAgo}${more.came}${more.name}`, addedAt: (NOW - daysAgo * DAY) as Moment, isThis: false },
  ...{ came: "link", name: null, state: "live", until: null },
  ...more,
});
const told = (devices: readonly DeviceShown[], at: Here | null = here) =>
  phoneLines(devices, at, phonesWords.zh, when).map(({ title, note }) => `${title}：${note}`);

test("[P83] this phone says what it is, the others how they came; a name of one's own comes first", () => {
  expect(
    told([
      phone(400, { came: "register" }),
      phone(200, { came: "paper" }),
      phone(20, { came: "link", name: "孙女的旧平板" }),
      phone(10, { came: "steward" }),
      phone(1, { came: "phone" }),
      phone(0, { isThis: true, name: "不用它" }),
    ]),
  ).toEqual([
    "加入时用的手机：2025年10月17日加入",
    "用恢复码接回的手机：2026年5月5日加入",
    "孙女的旧平板：扫码加的 · 2026年11月1日加入",
    "楼长帮着接回的手机：2026年11月11日加入",
    "后来加的手机：昨天加入",
    "这部手机：安卓手机 · 今天加入",
  ]);
});

test("[P83] a tablet, a computer and an iPhone's own desktop say so; a neighbour's phones are none of them", () => {
  const mine = [phone(0, { isThis: true, came: "register" })];
  expect(told(mine, { userAgent: "Windows", isApple: false, isInstalled: false })).toEqual([
    "这台电脑：今天加入",
  ]);
  expect(told(mine, { userAgent: "iPhone", isApple: true, isInstalled: true })).toEqual([
    "这部手机：苹果手机（桌面图标） · 今天加入",
  ]);
  expect(told(mine, { userAgent: "Macintosh", isApple: true, isInstalled: false })[0]).toMatch(/^这台平板/);
  expect(told(mine, null)).toEqual(["加入时用的手机：今天加入"]);
});

test("[P83] two that would read alike tell the hour", () => {
  const twins = [phone(3, {}), phone(3.1, {}), phone(30, {})];
  expect(told(twins)).toEqual([
    "扫码加的手机：11月18日下午 14:20加入",
    "扫码加的手机：11月18日上午 11:56加入",
    "扫码加的手机：2026年10月22日加入",
  ]);
});
