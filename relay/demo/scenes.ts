/** What stands open in the demo when somebody looks: one need in each state that a neighbour can meet. */

import { isStewardOf, stewardsOf } from "../../src/domain/authority.ts";
import { addSeconds, DAY, HOUR, type Moment, roundUpToStep } from "../../src/domain/units.ts";
import { NEWCOMERS } from "./cast.ts";
import {
  type Asked,
  actorOf,
  ask,
  type Company,
  dispute,
  end,
  HOUR_MS,
  MINUTE_MS,
  type Script,
  STEP_SECONDS,
  start,
  take,
  voiceOf,
  type Words,
} from "./company.ts";
import type { Actor } from "./keys.ts";

type State = "open" | "taken" | "running" | "ended" | "disputed";

interface Scene extends Words {
  readonly who: string;
  /** Minutes before now at which each thing happens, the asking first. */
  readonly ago: readonly number[];
  readonly state: State;
  readonly helper?: string;
  /** Its minutes are hours of the day: the desk counts no nights. */
  readonly isLong?: true;
}

/** The need of the tour: 王姐 asks it for 张阿姨. */
const SOY: Scene = {
  ...{ who: "zhang", type: "errand", minutes: 10, words: "酱油，生抽一瓶，放门口就行" },
  ...{ ago: [35], state: "open" },
};

const SCENES: readonly Scene[] = [
  SOY,
  {
    ...{ who: "wangayi", type: "walk", minutes: 30, words: "陪我去社区医院取药，包子管够", place: "lobby" },
    ...{ ago: [6 * 60 + 40], state: "open", isLong: true },
  },
  {
    ...{ who: "xiaozhang", type: "parcel", minutes: 10, words: "顺丰，文件袋，今天加班" },
    ...{ ago: [100, 40], state: "taken", helper: "zhoumin" },
  },
  {
    ...{ who: "chenbo", type: "trash", minutes: 10, words: "家里垃圾帮带下去，他腿脚慢" },
    ...{ ago: [90, 50, 6], state: "running", helper: "xiaozhang" },
  },
  {
    ...{ who: "lijie", type: "parcel", minutes: 10, words: "中通，小件，白天家里没人" },
    ...{ ago: [300, 270, 250, 240], state: "ended", helper: "zhang" },
  },
  {
    ...{ who: "zhoumin", type: "other", minutes: 30, words: "亲子手工缺一个人帮剪纸", isUnpaid: true },
    ...{ ago: [200], state: "open", place: "lobby" },
  },
  {
    ...{ who: "liayi", type: "other", minutes: 30, words: "修水龙头，关不紧" },
    ...{ ago: [1860, 1810, 1780, 1752, 1700], state: "disputed", helper: "wangshifu" },
  },
  {
    ...{ who: "linlaoshi", type: "other", minutes: 20, words: "换灯泡，凳子我有，够不着" },
    ...{ ago: [7 * 60 + 10], state: "open", isLong: true },
  },
  {
    ...{ who: "afang", type: "childcare", minutes: 20, words: "放学接到活动室等我，奶奶在", place: "lobby" },
    ...{ ago: [65], state: "open" },
  },
  {
    ...{ who: "wangshifu", type: "phone_help", minutes: 20, words: "挂号要在手机上约，教我一遍" },
    ...{ ago: [150, 70], state: "taken", helper: "linlaoshi" },
  },
  {
    ...{ who: "zhengnainai", type: "errand", minutes: 10, words: "小米一斤，红枣半斤" },
    ...{ ago: [50], state: "open" },
  },
  {
    ...{ who: "heshu", type: "other", minutes: 60, words: "扫楼道落叶，扫完一起喝糖水", isUnpaid: true },
    ...{ ago: [260], state: "open", place: "lobby" },
  },
  {
    ...{ who: "laoliang", type: "bills", minutes: 20, words: "在工地，帮我把电费缴了" },
    ...{ ago: [320, 290, 260, 243], state: "ended", helper: "xiaohuang" },
  },
  {
    ...{ who: "wujie", type: "trash", minutes: 10, words: "婴儿床纸箱，有点大" },
    ...{ ago: [120], state: "open" },
  },
];

/** Seconds that somebody keeps for what she asks today. */
export const reserveOf = (who: string): number =>
  SCENES.filter((scene) => scene.who === who && scene.isUnpaid !== true)
    .map(({ minutes }) => roundUpToStep(minutes * 60, STEP_SECONDS))
    .reduce((sum, seconds) => sum + seconds, 0);

export const sceneScripts = (company: Company, nowMs: number): readonly Script[] => [
  ...SCENES.map((scene) => play(company, scene, nowMs)),
  wait(company, nowMs - 80 * MINUTE_MS),
];

async function* play(company: Company, scene: Scene, nowMs: number): Script {
  const [askedAgo = 0, ...later] = scene.ago;
  yield scene.isLong === true ? awakeAgo(nowMs, askedAgo) : nowMs - askedAgo * MINUTE_MS;
  const voice = voiceOf(company, scene.who);
  if (voice === null) return;
  const by = scene === SOY ? actorOf(company, "wangjie") : voice.by;
  const { stage } = company;
  const until = addSeconds(Math.floor(nowMs / 1000) as Moment, scene.isLong === true ? DAY : 4 * HOUR);
  const window = { from: stage.now(), to: until };
  // Who has no points left, as an elder who cannot earn any, asks without: 不计分.
  const asked =
    (await ask(company, { ...voice, by }, scene, window)) ??
    (await ask(company, { ...voice, by }, { ...scene, isUnpaid: true }, window));
  if (asked === null) return;
  await tellContact(company, asked);
  if (scene.helper === undefined) return;
  const helper = actorOf(company, scene.helper);
  const [takenAgo = 0, startedAgo, endedAgo, disputedAgo] = later;
  yield nowMs - takenAgo * MINUTE_MS;
  if ((await take(company, helper, asked)) === null) return;
  company.busyUntil.set(stage.accountOf(helper), nowMs);
  await exchange(company, asked, helper);
  if (startedAgo === undefined) return;
  yield nowMs - startedAgo * MINUTE_MS;
  await start(company, helper, asked);
  if (endedAgo === undefined) return;
  yield nowMs - endedAgo * MINUTE_MS;
  await end(company, helper, asked, (startedAgo - endedAgo) * 60);
  if (disputedAgo === undefined) return;
  yield nowMs - disputedAgo * MINUTE_MS;
  await dispute(company, asked);
}

/** Her contact goes to whoever will pass it on: who speaks for her, and the stewards of her building. */
async function tellContact({ stage }: Company, { need, requester, by }: Asked): Promise<void> {
  const building = stage.ledger.authority.accounts.get(requester)?.building ?? "";
  const others = stewardsOf(stage.ledger.authority, building, stage.now()).map(({ id }) => id);
  const self = stage.accountOf(by);
  for (const to of new Set([requester, ...others]))
    if (to !== self) await stage.post(by, to, { need, account: requester });
}

/** After the take each of the two learns how to reach the other. */
async function exchange({ stage }: Company, { need, requester, by }: Asked, helper: Actor): Promise<void> {
  const account = stage.accountOf(helper);
  await stage.post(by, account, { need, account: requester });
  for (const to of new Set([requester, stage.accountOf(by)])) await stage.post(helper, to, { need, account });
}

/** Somebody new asks before anybody has vouched for her: 等积分. */
async function* wait(company: Company, atMs: number): Script {
  yield atMs;
  const { stage } = company;
  const by = actorOf(company, NEWCOMERS[0]?.key ?? "");
  const requester = stage.accountOf(by);
  if (isStewardOf(stage.ledger.authority, requester, by.building, stage.now())) return;
  const window = { from: stage.now(), to: addSeconds(stage.now(), DAY) };
  const draft = { type: "parcel", requester, ...window, seconds: 600, place: "door" } as const;
  const words = "刚搬来，不认得驿站在哪";
  await stage.say(by, "need", { building: by.building }, { ...draft, words, gender: 0, points: true }, []);
}

/** So many minutes ago on a clock that stands still between 22 and 8 in Beijing. */
function awakeAgo(nowMs: number, minutes: number): number {
  let ms = nowMs;
  for (let left = minutes; left > 0; ms -= MINUTE_MS) {
    const hour = Math.floor(ms / HOUR_MS + 8) % 24;
    if (hour >= 8 && hour < 22) left--;
  }
  return ms;
}
