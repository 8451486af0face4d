/** Who lives in the demo: the people of the founding documents and their neighbours, and what each can do. */
import type { ServiceType } from "../../src/domain/service.ts";

export interface Role {
  /** Their keys follow from it. */
  readonly key: string;
  readonly name: string;
  readonly building: string;
  readonly about: { readonly zh: string; readonly en: string };
  /** The day on which she joined, counted from the founding. */
  readonly day: number;
  readonly isElder?: true;
  readonly helps: readonly ServiceType[];
  /** How readily, compared with others. */
  readonly eager: number;
}

export const DEMO_NAME = "明湖花园（演示）";
export const DEMO_ZONE = "Asia/Shanghai";

/** Three houses of a block in Maoming; positions in 1e-7 degrees, WGS-84. */
export const DEMO_BUILDINGS = [
  { id: "3", name: "3号楼", lat: 216_603_400, lon: 1_109_187_200, households: 66 },
  { id: "5", name: "5号楼", lat: 216_606_900, lon: 1_109_193_800, households: 72 },
  { id: "7", name: "7号楼", lat: 216_599_300, lon: 1_109_196_100, households: 54 },
];

export const OPERATOR: Role = {
  key: "xiaozhao",
  name: "运营小赵",
  building: "5",
  about: {
    zh: "社区运营：看账、看规则，调解纠纷",
    en: "Operator: watches books and rules, settles disputes",
  },
  day: 0,
  helps: [],
  eager: 0,
};

/** One for each building, in its order. */
export const STEWARDS: readonly Role[] = [
  {
    key: "wangjie",
    name: "楼长王姐",
    building: "3",
    about: {
      zh: "3号楼楼长，替没有手机的陈伯办事",
      en: "Steward of building 3; speaks for Uncle Chen, who has no phone",
    },
    day: 0,
    helps: ["walk", "trash", "other"],
    eager: 2,
  },
  {
    key: "liujie",
    name: "刘姐",
    building: "5",
    about: { zh: "5号楼楼长，广场舞领队", en: "Steward of building 5, leads the square dancers" },
    day: 0,
    helps: ["walk", "parcel", "other"],
    eager: 2,
  },
  {
    key: "heshu",
    name: "何叔",
    building: "7",
    about: {
      zh: "7号楼楼长，正等人为黎婆婆作见证",
      en: "Steward of building 7, waits for a witness for Granny Li",
    },
    day: 0,
    helps: ["walk", "trash", "other"],
    eager: 2,
  },
];

export const RESIDENTS: readonly Role[] = [
  {
    key: "zhang",
    name: "张阿姨",
    building: "3",
    about: {
      zh: "65岁，喜欢大字；也请王姐代她办",
      en: "Is 65 and likes large letters; Wang also acts for her",
    },
    day: 1,
    isElder: true,
    helps: ["parcel", "childcare"],
    eager: 3,
  },
  {
    key: "lijie",
    name: "李姐",
    building: "3",
    about: { zh: "最热心的邻居，常帮人跑腿", en: "The readiest neighbour, runs errands for everybody" },
    day: 1,
    helps: ["errand", "parcel", "walk", "bills"],
    eager: 5,
  },
  {
    key: "wangayi",
    name: "王阿姨",
    building: "3",
    about: { zh: "72岁，一个人住，会包包子", en: "Is 72, lives alone, makes the best buns" },
    day: 1,
    isElder: true,
    helps: ["parcel", "other"],
    eager: 2,
  },
  {
    key: "xiaozhang",
    name: "小张",
    building: "3",
    about: {
      zh: "上班的小伙子，帮忙拎菜、教手机",
      en: "Young, works all day; carries bags, explains phones",
    },
    day: 2,
    helps: ["errand", "trash", "phone_help", "other"],
    eager: 4,
  },
  {
    key: "zhoumin",
    name: "周敏",
    building: "3",
    about: { zh: "年轻妈妈，宝妈群群主", en: "A young mother, keeps the mothers' group" },
    day: 2,
    helps: ["childcare", "phone_help", "parcel", "bills"],
    eager: 3,
  },
  {
    key: "wangshifu",
    name: "王师傅",
    building: "5",
    about: { zh: "修家电的好手，这两天有一笔争议", en: "Repairs anything; one service of his is in dispute" },
    day: 1,
    helps: ["other", "trash"],
    eager: 5,
  },
  {
    key: "liayi",
    name: "李阿姨",
    building: "5",
    about: { zh: "退休在家，家里有闲置轮椅", en: "Retired; has a wheelchair to lend" },
    day: 1,
    isElder: true,
    helps: ["childcare", "parcel"],
    eager: 3,
  },
  {
    key: "linlaoshi",
    name: "林老师",
    building: "5",
    about: { zh: "退休教师，帮看作业，教手机", en: "A retired teacher: homework and phones" },
    day: 2,
    helps: ["childcare", "phone_help", "parcel"],
    eager: 3,
  },
  {
    key: "afang",
    name: "阿芳",
    building: "5",
    about: { zh: "双职工，下午三点接不了孩子", en: "Both parents work; nobody can fetch the child at three" },
    day: 3,
    helps: ["errand", "phone_help", "walk"],
    eager: 2,
  },
  {
    key: "yaodian",
    name: "便民药店小陈",
    building: "5",
    about: {
      zh: "便民药店店员，下班顺路帮人带东西",
      en: "Works at the pharmacy, brings things on the way home",
    },
    day: 4,
    helps: ["errand", "bills", "trash"],
    eager: 4,
  },
  {
    key: "laoliang",
    name: "电工老梁",
    building: "7",
    about: { zh: "电工，换灯泡、看插座", en: "An electrician: bulbs and sockets" },
    day: 1,
    helps: ["other", "trash"],
    eager: 4,
  },
  {
    key: "wujie",
    name: "吴姐",
    building: "7",
    about: { zh: "月嫂，带孩子放心", en: "A maternity nurse; children are safe with her" },
    day: 2,
    helps: ["childcare", "errand", "walk"],
    eager: 3,
  },
  {
    key: "xiaohuang",
    name: "小黄",
    building: "7",
    about: { zh: "大学生志愿者", en: "A student who volunteers" },
    day: 2,
    helps: ["phone_help", "errand", "trash", "walk", "bills"],
    eager: 5,
  },
  {
    key: "chaoshi",
    name: "明湖超市阿强",
    building: "7",
    about: {
      zh: "明湖超市理货员，帮老人把米面送上楼",
      en: "Stocks shelves at Minghu market, carries rice upstairs",
    },
    day: 4,
    helps: ["errand", "parcel", "other"],
    eager: 4,
  },
  {
    key: "zhengnainai",
    name: "郑奶奶",
    building: "7",
    about: {
      zh: "78岁，白天在家，替大家收快递",
      en: "Is 78 and at home all day: takes everybody's parcels in",
    },
    day: 5,
    isElder: true,
    helps: ["parcel"],
    eager: 4,
  },
];

/** They have registered, and nobody has vouched for them yet. */
export const NEWCOMERS: readonly Role[] = [
  {
    key: "xiaohe",
    name: "小何",
    building: "3",
    about: { zh: "刚搬来，等楼长见证", en: "Has just moved in, waits for a vouch" },
    day: 27,
    helps: [],
    eager: 0,
  },
  {
    key: "sunjie",
    name: "孙姐",
    building: "5",
    about: { zh: "刚加入，等楼长见证", en: "Has just joined, waits for a vouch" },
    day: 27,
    helps: [],
    eager: 0,
  },
];

/** Without a phone: her steward opened the account. */
export const KEPT = { name: "陈伯", steward: "wangjie", witness: "zhoumin" } as const;
/** Opened, and no witness yet. */
export const UNWITNESSED = { steward: "heshu" } as const;

/** The three of the tour first. */
const FIRST = ["lijie", "zhang", "wangjie"];
const place = ({ key }: Role): number => (FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length);
export const EVERYBODY: readonly Role[] = [...STEWARDS, ...RESIDENTS, ...NEWCOMERS, OPERATOR].sort(
  (a, b) => place(a) - place(b),
);
