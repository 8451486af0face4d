/** What people of the demo ask for and how they say thank you, in their own words: no names, doors or numbers. */
import type { Place } from "../../src/domain/said.ts";
import type { ServiceType } from "../../src/domain/service.ts";

export interface Asking {
  /** Key of the person; `chenbo` is spoken for by his steward. */
  readonly who: string;
  readonly type: ServiceType;
  readonly minutes: number;
  readonly words: string;
  /** Part of the day in which it is said and done. */
  readonly part: "morning" | "noon" | "afternoon" | "evening";
  readonly place?: Place;
  /** Only on such days. */
  readonly on?: "rain" | "dry" | "weekend" | "weekday";
  /** 不计分. */
  readonly isUnpaid?: true;
}

const ask = (
  who: string,
  type: ServiceType,
  minutes: number,
  part: Asking["part"],
  words: string,
  more: Pick<Asking, "place" | "on" | "isUnpaid"> = {},
): Asking => ({ who, type, minutes, part, words, ...more });

export const ASKINGS: readonly Asking[] = [
  // 3号楼
  ask("zhang", "errand", 10, "afternoon", "酱油，生抽一瓶，放门口就行"),
  ask("zhang", "errand", 10, "morning", "鸡蛋，十个，路上慢点不着急"),
  ask("zhang", "trash", 10, "evening", "两袋垃圾有点沉，帮我带下去", { on: "rain" }),
  ask("zhang", "phone_help", 20, "afternoon", "手机字太小，帮我调大一点"),
  ask("zhang", "walk", 30, "morning", "天好，陪我到湖边走一圈", { on: "dry", place: "lobby" }),
  ask("lijie", "parcel", 10, "evening", "中通，小件，今天加班回来晚"),
  ask("lijie", "bills", 20, "noon", "帮看一下燃气缴费单，我不会用那个机器"),
  ask("lijie", "childcare", 20, "evening", "下楼开个会，大人在家，帮看一会儿孩子写字"),
  ask("wangayi", "walk", 60, "morning", "陪我去社区医院取药，包子管够", { place: "lobby" }),
  ask("wangayi", "errand", 10, "morning", "五花肉一斤，要肥瘦相间的", { on: "weekend" }),
  ask("wangayi", "trash", 10, "morning", "下雨路滑，帮带一袋厨余", { on: "rain" }),
  ask("wangayi", "phone_help", 20, "evening", "想跟外地的妹妹视频，不会点"),
  ask("xiaozhang", "parcel", 10, "noon", "京东，中等大小，白天家里没人"),
  ask("xiaozhang", "parcel", 10, "afternoon", "顺丰，文件袋，麻烦代收到晚上"),
  ask("xiaozhang", "other", 30, "evening", "装书架，搭把手扶一下", { on: "weekday" }),
  ask("zhoumin", "childcare", 10, "afternoon", "取个快递十分钟，帮看一下宝宝", { place: "home" }),
  ask("zhoumin", "childcare", 20, "morning", "外婆在家，有人搭把手就行", { on: "weekend", place: "home" }),
  ask("zhoumin", "errand", 20, "noon", "纸尿裤一包，楼下超市有", { on: "rain" }),
  ask("zhoumin", "parcel", 10, "evening", "驿站两件，奶粉，有点重"),
  ask("wangjie", "other", 30, "morning", "搬桌子到活动室，周六用", { on: "weekend", place: "lobby" }),
  ask("chenbo", "errand", 20, "morning", "挂面两把，青菜一把"),
  ask("chenbo", "trash", 10, "evening", "家里垃圾帮带下去，他腿脚慢"),
  ask("chenbo", "walk", 20, "afternoon", "陪陈伯在楼下坐坐、走走", { on: "dry", place: "lobby" }),
  ask("chenbo", "bills", 20, "morning", "代缴水电费，单子在王姐这里"),
  // 5号楼
  ask("wangshifu", "phone_help", 20, "evening", "挂号要在手机上约，教我一遍"),
  ask("wangshifu", "parcel", 10, "noon", "配件到了，小箱子，在外面干活取不了"),
  ask("wangshifu", "errand", 20, "evening", "米一袋，十斤的", { on: "weekday" }),
  ask("liayi", "other", 30, "morning", "修水龙头，关不紧", { place: "home" }),
  ask("liayi", "errand", 10, "morning", "豆腐两块，再带点葱"),
  ask("liayi", "walk", 30, "afternoon", "陪我去取体检单", { on: "dry", place: "lobby" }),
  ask("liayi", "trash", 10, "evening", "旧纸箱太多，帮搬到楼下", { on: "dry" }),
  ask("linlaoshi", "other", 20, "evening", "换灯泡，凳子我有，够不着"),
  ask("linlaoshi", "errand", 20, "noon", "稿纸和胶水，学校旁边那家", { on: "weekday" }),
  ask("linlaoshi", "trash", 10, "evening", "下雨不敢下台阶，两袋", { on: "rain" }),
  ask("afang", "childcare", 30, "afternoon", "三点放学，接到活动室等我，奶奶在", {
    on: "weekday",
    place: "lobby",
  }),
  ask("afang", "parcel", 10, "noon", "圆通，两件，放门卫也行", { on: "weekday", place: "gate" }),
  ask("afang", "childcare", 20, "evening", "帮听一遍课文背诵", { on: "weekday" }),
  ask("afang", "other", 30, "morning", "洗衣机不排水，帮看看", { on: "weekend" }),
  ask("yaodian", "parcel", 10, "afternoon", "店里走不开，帮取个小件"),
  ask("yaodian", "childcare", 20, "evening", "晚班，老人在家，帮陪孩子吃口饭", { on: "weekday" }),
  ask("liujie", "phone_help", 30, "afternoon", "跳舞的音乐要剪短，我不会弄"),
  ask("liujie", "other", 20, "evening", "音箱没声音，帮查查线"),
  ask("xiaozhao", "other", 60, "morning", "周六茶话会摆椅子，来两个人", {
    on: "weekend",
    isUnpaid: true,
    place: "lobby",
  }),
  // 7号楼
  ask("laoliang", "bills", 20, "noon", "在工地，帮我把电费缴了"),
  ask("laoliang", "parcel", 10, "noon", "五金件，一小盒，挺沉"),
  ask("laoliang", "phone_help", 20, "evening", "电子发票怎么转给别人，教教我"),
  ask("wujie", "parcel", 10, "morning", "上门带娃去了，帮收个件"),
  ask("wujie", "other", 20, "evening", "插座松了，帮看一眼", { on: "weekday" }),
  ask("wujie", "trash", 10, "evening", "婴儿床纸箱，有点大"),
  ask("xiaohuang", "other", 30, "afternoon", "搬书，从宿舍拉回来两箱", { on: "weekend" }),
  ask("xiaohuang", "parcel", 10, "afternoon", "在上课，帮收一下，小件"),
  ask("xiaohuang", "errand", 20, "evening", "晚上赶作业，带一份白粥"),
  ask("chaoshi", "parcel", 10, "noon", "工服到了，在驿站"),
  ask("chaoshi", "bills", 20, "evening", "宽带续费，帮我在手机上弄好"),
  ask("zhengnainai", "errand", 10, "morning", "小米一斤，红枣半斤"),
  ask("zhengnainai", "trash", 10, "evening", "天黑看不清，帮带一袋", { on: "weekday" }),
  ask("zhengnainai", "walk", 20, "afternoon", "想晒晒太阳，陪我坐半小时", { on: "dry", place: "lobby" }),
  ask("zhengnainai", "phone_help", 20, "morning", "手机老响，帮我关掉那些广告"),
  ask("zhengnainai", "other", 20, "evening", "门口的灯不亮了，帮换一个", { place: "home" }),
  ask("chaoshi", "childcare", 20, "evening", "盘点走不开，奶奶在，帮陪孩子写字", { on: "weekday" }),
  ask("chaoshi", "other", 20, "morning", "电饭煲不跳闸，帮看看"),
  ask("heshu", "phone_help", 20, "morning", "楼里接龙怎么导出来"),
  ask("heshu", "errand", 20, "afternoon", "打印纸一包，活动室用"),
  ask("heshu", "other", 60, "morning", "扫楼道落叶，扫完一起喝糖水", {
    on: "weekend",
    isUnpaid: true,
    place: "lobby",
  }),
];

export const THANKS: readonly (readonly ["thanks" | "warm" | "quick" | "careful", string])[] = [
  ["quick", "来得真快"],
  ["warm", "帮了大忙，谢谢您"],
  ["careful", "东西摆得整整齐齐"],
  ["warm", "有您在，我放心"],
  ["thanks", "下次我来帮您"],
  ["thanks", ""],
  ["quick", "话刚说完人就到了"],
  ["warm", "包子记得趁热吃"],
  ["careful", "比我自己弄得还好"],
  ["warm", "改天来家里坐坐"],
];

/** About a helper, and about who asked. */
export const RATINGS: readonly (readonly [stars: number, words: string])[] = [
  [5, "准时，实在"],
  [5, "耐心，讲得明白"],
  [5, ""],
  [4, "晚了几分钟，先打过招呼"],
  [5, "做事细"],
];
export const RATINGS_BACK: readonly (readonly [stars: number, words: string])[] = [
  [5, "说得清楚，好找"],
  [5, "很客气，还倒了茶"],
  [5, ""],
  [4, ""],
];
