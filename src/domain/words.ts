/**
 * Words that people write. `isCleanText` is what every stored text must be (W4); `findRisks` is the local check
 * before a need is sent (experience.md, P4): it points things out, it never forbids.
 */

// C0/C1 but newline, zero-width, bidi controls, line separators, byte order mark: invisible ways to cheat a reader.
const UNSEEN_RANGES =
  "\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff";
const UNSEEN = new RegExp(`[${UNSEEN_RANGES}]`, "u");
const UNSEEN_ALL = new RegExp(`[${UNSEEN_RANGES}]`, "gu");

/** NFC, well formed, without invisible characters. */
export const isCleanText = (text: string): boolean =>
  text.isWellFormed() && text.normalize("NFC") === text && !UNSEEN.test(text);

/** What a person typed, made clean: NFC, invisible characters and outer spaces removed. */
export const cleanText = (text: string): string =>
  text.toWellFormed().normalize("NFC").replace(UNSEEN_ALL, "").trim();

export type Risk = "phone" | "id_number" | "door" | "illness" | "child_name";

const RISKS: readonly (readonly [Risk, RegExp])[] = [
  ["id_number", /\d{17}[\dXx]|(?<!\d)\d{15}(?!\d)/],
  ["phone", /(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d){8}(?!\d)|(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)/],
  ["door", /(?<!\d)\d{3,4}\s*(?:室|房|号房)|\d+\s*单元\s*\d+|门牌|门禁密码|\d{1,2}楼\s*\d{3,4}(?!\d)/],
  ["illness", /癌|肿瘤|糖尿病|高血压|心脏病|抑郁|精神病|艾滋|乙肝|肝炎|中风|痴呆|透析|残疾|化疗|病历|胰岛素/],
  ["child_name", /(?:孩子|宝宝|小朋友|儿子|女儿|孙子|孙女)(?:名字)?(?:叫|名叫)/],
];

/** Kinds of private things that these words seem to tell the whole building, in a fixed order, each once. */
export const findRisks = (text: string): readonly Risk[] =>
  RISKS.filter(([, shape]) => shape.test(text.normalize("NFKC"))).map(([risk]) => risk);

// 银保监规〔2022〕18号: a product or community must not call itself a bank (policy-defaults 25).
const REFUSED_NAMES = ["信用合作社", "信用社", "银行"] as const;

/** The word for which a community's name is refused, or null. Spaces and look-alike widths do not help. */
export function refusedWordIn(name: string): string | null {
  const bare = name.normalize("NFKC").replace(/[\s·.\-_]/gu, "");
  return REFUSED_NAMES.find((word) => bare.includes(word)) ?? null;
}

/** 138****1234: the middle four digits are not shown in lists (C4). */
export const maskPhone = (number: string): string =>
  number.replace(/\D/gu, "").length === 11
    ? number.replace(/\D/gu, "").replace(/^(\d{3})\d{4}(\d{4})$/u, "$1****$2")
    : number.replace(/\d(?=\d{2})/gu, "*");
