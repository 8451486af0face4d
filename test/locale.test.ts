/** Words that people read: points, moments, titles, consents, and the code of a poster. */
import { expect, test } from "vitest";
import { bytesToHex, utf8ToBytes } from "../crypto/bytes.ts";
import { sha256 } from "../crypto/hash.ts";
import { presetPolicy } from "../src/domain/policy.ts";
import { LEAF_STATUS } from "../src/domain/refusal.ts";
import type { Moment } from "../src/domain/units.ts";
import { CONSENT_CODES, CONSENTS, consentTo } from "../src/locale/consents.ts";
import { faultText } from "../src/locale/faults.ts";
import { pointsOf } from "../src/locale/points.ts";
import {
  agoWords,
  dayWords,
  greeting,
  lengthWords,
  momentOf,
  type When,
  windowWords,
} from "../src/locale/time.ts";
import { titleOf } from "../src/screens/deeds.ts";
import { windowsFrom } from "../src/screens/need/windows.ts";
import { readPosterCode } from "../src/screens/poster_code.ts";

/** Saturday, 21 November 2026, 14:20 in Beijing. */
const NOW = 1_795_242_000 as Moment;
const when = (now: number, lang: When["lang"] = "zh"): When => ({
  now: now as Moment,
  timeZone: "Asia/Shanghai",
  lang,
});
const HERE = when(NOW);
const later = (minutes: number): Moment => (NOW + minutes * 60) as Moment;

test.each([
  ["building_start", 720, "0.2", "积分"],
  ["building_start", 45_000, "12.5", "积分"],
  ["building_start", 36, "0.01", "积分"],
  ["government_pilot", 3600, "1", "时间积分"],
  ["haoxin_maoming", 720, "10", "好心分"],
  ["haoxin_maoming", 72, "1", "好心分"],
] as const)("in %s %i seconds are %s %s", (preset, seconds, value, unit) => {
  expect(pointsOf(seconds, { preset, policy: presetPolicy(preset) }, "zh")).toEqual({ value, unit });
});

test.each([
  [0, 220, "今天下午"],
  [220, 430, "今天晚上"],
  [1060, 1300, "明天上午"],
  [1360, 1660, "明天下午"],
  [0, 430, "今天"],
  [1120, 1150, "明天上午 9:00"],
  [0, 3 * 1440 + 430, "今天 – 周二"],
] as const)("from %i to %i minutes is %s", (from, to, words) => {
  expect(windowWords(later(from), later(to), HERE)).toBe(words);
});

test.each([
  [3, "不到1分钟"],
  [600, "10分钟"],
  [3600, "1小时"],
  [5400, "1小时30分钟"],
  [200_000, "2天"],
] as const)("%i seconds are %s", (seconds, words) => {
  expect(lengthWords(seconds, "zh")).toBe(words);
});

test("days have names near today, dates further away", () => {
  const days = [-1, 0, 1, 2, 4, 9].map((day) => dayWords(later(day * 1440), HERE));
  expect(days).toEqual(["昨天", "今天", "明天", "后天", "周三", "11月30日"]);
  expect([agoWords(later(0), HERE), agoWords(later(-5), HERE)]).toEqual(["刚刚", "5分钟前"]);
});

test("a greeting fits the hour of the community, wherever the phone thinks it is", () => {
  const at = (hour: number) => greeting(when(momentOf(HERE, 0, hour)));
  expect([3, 8, 12.5, 15, 20].map(at)).toEqual(["夜深了", "早上好", "中午好", "下午好", "晚上好"]);
});

test("a new need offers the rest of this part of the day first, then the next three, then any day", () => {
  const labels = (hour: number) => {
    const from = when(momentOf(HERE, 0, hour));
    return windowsFrom(from).map((one) => windowWords(one.from, one.to, from));
  };
  expect(labels(14).slice(0, 4)).toEqual(["今天下午", "今天晚上", "明天上午", "明天下午"]);
  expect(labels(21.2)[0]).toBe("明天上午");
  expect(labels(6)[0]).toBe("今天上午");
  const [first] = windowsFrom(HERE);
  expect(first?.from).toBe(NOW);
  expect(windowsFrom(HERE)).toHaveLength(5);
});

test.each([
  ["errand", "酱油，生抽一瓶，放门口即可", "代买酱油"],
  ["errand", "买鸡蛋", "代买鸡蛋"],
  ["errand", "", "代买"],
  ["errand", "明天早上要是有空请帮我带一瓶酱油", "代买"],
  ["other", "换个灯泡", "换个灯泡"],
  ["parcel", "中通，小件", "取快递"],
] as const)("%s with 「%s」 is called %s", (type, words, title) => {
  expect(titleOf({ type, words }, "zh")).toBe(title);
});

const COMMUNITY = "aaaaaaaaaaaaaaaaaaaaaaaaaa";

test("a poster's code is read in capitals and in small letters, and only whole", () => {
  const small = `${COMMUNITY}5abcdef`;
  const read = { community: COMMUNITY, building: "5", code: "abcdef" };
  expect(readPosterCode(small)).toEqual(read);
  expect(readPosterCode(small.toUpperCase())).toEqual(read);
  expect(readPosterCode(`${COMMUNITY}east12abcdef`)?.building).toBe("east12");
  for (let end = 0; end <= COMMUNITY.length + 6; end += 1)
    expect(readPosterCode(small.slice(0, end))).toBe(null);
  expect(readPosterCode(`${COMMUNITY}123456789abcdef`)).toBe(null);
  expect(readPosterCode(`1${small.slice(1)}`)).toBe(null);
});

test("what is signed is the hash of exactly what is shown", () => {
  for (const code of CONSENT_CODES) {
    for (const lang of ["zh", "en"] as const) {
      const text = CONSENTS[code].text[lang];
      expect(consentTo(code, lang).sha256).toBe(bytesToHex(sha256(utf8ToBytes(text))));
    }
  }
  expect([...CONSENTS.first_notice.text.zh].length).toBeLessThanOrEqual(120);
  expect(CONSENTS.sync_notice.text.zh).toContain("您发的需求会存到本楼邻居手机里");
  expect(CONSENTS.points_notice.text.zh).toContain("不是钱，不能买、不能取现、不生息");
});

test("every refusal has a sentence in both languages", () => {
  for (const refusal of LEAF_STATUS) {
    expect(faultText(refusal, "zh")).toMatch(/\p{Script=Han}/u);
    expect(faultText(refusal, "en")).toMatch(/^[A-Z]/);
  }
});
