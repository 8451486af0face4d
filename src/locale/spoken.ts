/**
 * What stands on a screen, as people say it: 「0.2 积分」 is 「零点二积分」, 「15:00」 「下午三点」, a number of a
 * phone is told figure by figure, and list marks are not spelled. For voices, which read what is written.
 */
import type { Lang } from "./lang.ts";

/** The text for a voice; what has no sound is left out. */
export function spokenText(text: string, lang: Lang): string {
  const bare = text
    .replace(/https?:\/\/\S+/gu, lang === "zh" ? "一个链接" : "a link")
    .replace(/^\s*[-–—*•·●▪]\s*/gmu, "")
    .replace(/[•●▪★☆→←›‹✓「」『』《》【】]/gu, "");
  return (lang === "zh" ? chinese(bare) : english(bare)).replace(/[ \t]{2,}/gu, " ").trim();
}

/** A clock, a masked or a whole number, with its sign. */
const FIGURES = /[+\-−]?\d+(?:[:：]\d{2}){1,2}|\d+\*+\d+|[+\-−]?\d+(?:\.\d+)?%?/gu;

function chinese(text: string): string {
  return text
    .replace(/·{3}|⋯{1,2}/gu, "三个点")
    .replace(/……?|——/gu, "，")
    .replace(/\s*·\s*/gu, "，")
    .replace(/(\S)\s*[–—~～]\s*(\S)/gu, "$1到$2")
    .replace(/^\s*(\d{1,2})(?:[、)]\s*|\.\s+)/gmu, "第$1，")
    .replace(FIGURES, (figures, at: number, whole: string) =>
      sayFigures(figures, whole.slice(0, at), whole.slice(at + figures.length)),
    )
    .replace(/(\p{Script=Han})[ \t]+(?=\p{Script=Han})/gu, "$1");
}

/** Numbers that are known by their figures, where somebody is to dial them. */
const HOTLINES: ReadonlySet<string> = new Set(["110", "119", "120", "122", "12345"]);
/** Figures that are told one by one: from here on it is the number of a phone. */
const LONG = 7;
/** Before these, two is 两. */
const COUNTED = /^\s*(?:个|件|条|位|次|天|小时|分钟|栋|户|张|步|笔|袋|家|人|遍|种|点|份|样)/u;

function sayFigures(figures: string, before: string, after: string): string {
  if (/[:：]/u.test(figures)) return sayClock(figures, before);
  if (figures.includes("*")) return `尾号${oneByOne(figures.slice(figures.lastIndexOf("*") + 1), true)}`;
  const sign = /^[+\-−]/u.exec(figures)?.[0] ?? "";
  const plain = figures.slice(sign.length);
  const said = sayPlain(plain, before, after);
  if (sign === "") return said;
  if (sign === "-" && /\S$/u.test(before)) return `到${said}`;
  return (sign === "+" ? "加" : "减") + said;
}

function sayPlain(plain: string, before: string, after: string): string {
  if (plain.endsWith("%")) return `百分之${sayNumber(plain.slice(0, -1))}`;
  if (/^\d{11}$/u.test(plain))
    return [plain.slice(0, 3), plain.slice(3, 7), plain.slice(7)]
      .map((part) => oneByOne(part, true))
      .join("，");
  const isDialled = /(?:打|或)\s*$/u.test(before) || /^\s*(?:急救|报警|火警|热线|或|$)/u.test(after);
  if (HOTLINES.has(plain) && isDialled) return oneByOne(plain, true);
  if (/^\d+$/u.test(plain) && (plain.length >= LONG || /^\s*(?:室|房)/u.test(after)))
    return oneByOne(plain, true);
  if (/^\d{4}$/u.test(plain) && /^\s*年/u.test(after)) return oneByOne(plain, false);
  if (plain === "2" && COUNTED.test(after) && !/第\s*$/u.test(before)) return "两";
  return sayNumber(plain);
}

const FIGURE = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"] as const;

/** 幺二零: aloud, one is 幺 where figures stand alone. */
const oneByOne = (figures: string, isDialled: boolean): string =>
  [...figures].map((figure) => (isDialled && figure === "1" ? "幺" : FIGURE[Number(figure)])).join("");

/** 零点二, 十二点五, 一千零二十. */
function sayNumber(plain: string): string {
  const [whole = "", parts] = plain.split(".");
  const said = sayWhole(Number(whole));
  return parts === undefined ? said : `${said}点${oneByOne(parts, false)}`;
}

function sayWhole(value: number): string {
  if (value >= 10_000) {
    const rest = value % 10_000;
    const gap = rest > 0 && rest < 1000 ? "零" : "";
    return `${sayWhole(Math.floor(value / 10_000))}万${gap}${rest > 0 ? sayWhole(rest) : ""}`;
  }
  if (value === 0) return "零";
  let said = "";
  for (const [unit, word] of [
    [1000, "千"],
    [100, "百"],
    [10, "十"],
    [1, ""],
  ] as const) {
    const figure = Math.floor(value / unit) % 10;
    if (figure > 0) said += (FIGURE[figure] ?? "") + word;
    else if (said !== "" && !said.endsWith("零") && value % unit > 0) said += "零";
  }
  return said.startsWith("一十") ? said.slice(1) : said;
}

const PARTS = /(?:凌晨|早上|上午|中午|下午|晚上)\s*$/u;

/** 下午三点, 上午九点二十分, 下午三点半. */
function sayClock(figures: string, before: string): string {
  const [hour = 0, minute = 0] = figures.split(/[:：]/u).map(Number);
  const part = PARTS.test(before) ? "" : partOf(hour);
  const shown = hour > 12 ? hour - 12 : hour;
  const said = shown === 2 ? "两" : sayWhole(shown);
  return `${part}${said}点${minutesAfter(minute)}`;
}

function minutesAfter(minute: number): string {
  if (minute === 0) return "";
  if (minute === 30) return "半";
  return `${minute < 10 ? "零" : ""}${sayWhole(minute)}分`;
}

function partOf(hour: number): string {
  if (hour < 6) return "凌晨";
  if (hour < 12) return "上午";
  if (hour < 13) return "中午";
  return hour < 18 ? "下午" : "晚上";
}

function english(text: string): string {
  return text
    .replace(/\s*·\s*/gu, ", ")
    .replace(/(\S)\s+[–—]\s+(\S)/gu, "$1 to $2")
    .replace(/(\d)\s*min\b/gu, "$1 minutes")
    .replace(/(\d)\s*h\b/gu, "$1 hours")
    .replace(/(\d)\s*s\b/gu, "$1 seconds")
    .replace(FIGURES, (figures) => sayInEnglish(figures));
}

function sayInEnglish(figures: string): string {
  if (/[:：]/u.test(figures)) {
    const [hour = 0, minute = 0] = figures.split(/[:：]/u).map(Number);
    const tail = minute === 0 ? "" : `:${String(minute).padStart(2, "0")}`;
    return `${hour % 12 === 0 ? 12 : hour % 12}${tail} ${hour < 12 ? "am" : "pm"}`;
  }
  if (figures.includes("*")) return `ending in ${[...figures.slice(figures.lastIndexOf("*") + 1)].join(" ")}`;
  const sign = /^[+−]/u.exec(figures)?.[0] ?? "";
  const plain = figures.slice(sign.length);
  const word = sign === "" ? "" : sign === "+" ? "plus " : "minus ";
  if (/^\d{7,}$/u.test(plain)) return word + [...plain].join(" ");
  const [whole, parts] = plain.split(".");
  return (
    word + (parts === undefined ? plain : `${whole === "0" ? "zero" : whole} point ${[...parts].join(" ")}`)
  );
}
