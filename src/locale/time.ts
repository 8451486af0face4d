/** Moments and lengths in words: 今天下午, 明天上午 9:00, 约10分钟. Always in the community's time zone. */

import { DAY, HOUR, MINUTE, type Moment } from "../domain/units.ts";
import { offsetMinutes } from "../domain/zone.ts";
import { dictionary, inLang, type Lang, langTag } from "./lang.ts";

/** From where a moment is looked at. */
export interface When {
  readonly now: Moment;
  readonly timeZone: string;
  readonly lang: Lang;
}

const words = dictionary({
  zh: {
    today: "今天",
    tomorrow: "明天",
    after: "后天",
    yesterday: "昨天",
    parts: ["凌晨", "上午", "中午", "下午", "晚上"],
    greetings: ["夜深了", "早上好", "中午好", "下午好", "晚上好"],
    wholeDay: (day: string) => day,
    part: (day: string, part: string) => `${day}${part}`,
    clock: (day: string, part: string, clock: string) => `${day}${part} ${clock}`,
    about: (length: string) => `约${length}`,
    moment: "不到1分钟",
    minutes: (count: number) => `${count}分钟`,
    hours: (count: number) => `${count}小时`,
    hoursMinutes: (hours: number, minutes: number) => `${hours}小时${minutes}分钟`,
    days: (count: number) => `${count}天`,
    now: "刚刚",
    ago: (length: string) => `${length}前`,
  },
  en: {
    today: "today",
    tomorrow: "tomorrow",
    after: "the day after tomorrow",
    yesterday: "yesterday",
    parts: ["night", "morning", "noon", "afternoon", "evening"],
    greetings: ["Good evening", "Good morning", "Hello", "Good afternoon", "Good evening"],
    wholeDay: (day) => day,
    part: (day, part) => {
      if (part === "noon" || part === "night") return `${day} at ${part}`;
      return day === "today" ? `this ${part}` : `${day} ${part}`;
    },
    clock: (day, _part, clock) => `${day} ${clock}`,
    about: (length) => `about ${length}`,
    moment: "less than a minute",
    minutes: (count) => `${count} min`,
    hours: (count) => (count === 1 ? "1 hour" : `${count} hours`),
    hoursMinutes: (hours, minutes) => `${hours} h ${minutes} min`,
    days: (count) => (count === 1 ? "1 day" : `${count} days`),
    now: "just now",
    ago: (length) => `${length} ago`,
  },
});

/** Seconds since midnight, and the day's number, on the wall of the community. */
function wall(at: number, timeZone: string): { readonly day: number; readonly second: number } {
  const local = at + offsetMinutes(timeZone, at * 1000) * 60;
  const day = Math.floor(local / DAY);
  return { day, second: local - day * DAY };
}

/** The moment of an hour on a day counted from today: (1, 9) is tomorrow at nine. */
export function momentOf(from: When, days: number, hour: number): Moment {
  const { second } = wall(from.now, from.timeZone);
  return (from.now - second + days * DAY + hour * HOUR) as Moment;
}

/** The hour on the wall, 0–23. */
export const hourOf = (at: Moment, timeZone: string): number => Math.floor(wall(at, timeZone).second / HOUR);

const partAt = (second: number): number => {
  const hour = second / HOUR;
  if (hour < 6) return 0;
  if (hour < 12) return 1;
  if (hour < 13) return 2;
  return hour < 18 ? 3 : 4;
};

export const greeting = (from: When): string =>
  inLang(words, from.lang).greetings[partAt(wall(from.now, from.timeZone).second)] ?? "";

/** 今天, 明天, 周三, 11月21日. */
export function dayWords(at: Moment, from: When): string {
  const t = inLang(words, from.lang);
  const away = wall(at, from.timeZone).day - wall(from.now, from.timeZone).day;
  if (away === 0) return t.today;
  if (away === 1) return t.tomorrow;
  if (away === 2) return t.after;
  if (away === -1) return t.yesterday;
  const near: Intl.DateTimeFormatOptions =
    away > 2 && away < 7 ? { weekday: "short" } : { month: "long", day: "numeric" };
  return intl(at, from, near);
}

/** 2026年11月21日, for paper, which is read in other years. */
export const dateWords = (at: Moment, from: When): string => intl(at, from, { dateStyle: "long" });

/** 14:05, by arithmetic: every list has clocks, and a formatter's first use is dear. */
export function clockWords(at: Moment, from: When): string {
  const { second } = wall(at, from.timeZone);
  const two = (count: number): string => String(Math.floor(count)).padStart(2, "0");
  return `${Math.floor(second / HOUR)}:${two((second % HOUR) / MINUTE)}`;
}

/** 今天下午 14:05, 11月3日上午 9:20. */
export const momentWords = (at: Moment, from: When): string => {
  const t = inLang(words, from.lang);
  const part = t.parts[partAt(wall(at, from.timeZone).second)] ?? "";
  return t.clock(dayWords(at, from), part, clockWords(at, from));
};

/** A sentence's first letter, where letters have sizes. */
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** A window of time: 今天下午 where it is half a day, 今天 where it is long, 今天下午 15:00 where it is short. */
export function windowWords(start: Moment, end: Moment, from: When): string {
  const t = inLang(words, from.lang);
  const [a, b] = [wall(start, from.timeZone), wall(end - 1, from.timeZone)];
  const day = dayWords(start, from);
  if (a.day !== b.day) return capital(`${day} – ${dayWords((end - 1) as Moment, from)}`);
  const [first, last] = [partAt(a.second), partAt(b.second)];
  if (end - start <= HOUR) return capital(momentWords(start, from));
  return capital(first === last ? t.part(day, t.parts[first] ?? "") : t.wholeDay(day));
}

/** 不到1分钟, 10分钟, 1小时30分钟. */
export function lengthWords(seconds: number, lang: Lang): string {
  const t = inLang(words, lang);
  const minutes = Math.round(seconds / MINUTE);
  if (minutes < 1) return t.moment;
  if (minutes < 60) return t.minutes(minutes);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours >= 48) return t.days(Math.floor(hours / 24));
  return rest === 0 ? t.hours(hours) : t.hoursMinutes(hours, rest);
}

export const aboutWords = (seconds: number, lang: Lang): string =>
  inLang(words, lang).about(lengthWords(seconds, lang));

/** 刚刚, 5分钟前, then the day and the clock. */
export function agoWords(at: Moment, from: When): string {
  const t = inLang(words, from.lang);
  const past = from.now - at;
  if (past < MINUTE) return t.now;
  if (past < HOUR) return t.ago(lengthWords(past, from.lang));
  return momentWords(at, from);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function intl(at: Moment, { lang, timeZone }: When, format: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify([lang, timeZone, format]);
  const formatter = formatters.get(key) ?? new Intl.DateTimeFormat(langTag(lang), { timeZone, ...format });
  formatters.set(key, formatter);
  return formatter.format(at * 1000);
}
