/** A community in its second month, as its steward and its operator see it. */
import type { NeedView } from "../../src/domain/need.ts";
import type { Id, Moment } from "../../src/domain/units.ts";
import type { Community, Person, StationView } from "../../src/peer/station.ts";
import {
  CHEN,
  COMMUNITY,
  idOf,
  LI,
  meOf,
  needOf,
  PEOPLE,
  START,
  WANG,
  WANGJIE,
  ZHANG,
  ZHOU,
} from "../screens/people.ts";

const minutesAgo = (minutes: number): Moment => (START - minutes * 60) as Moment;
const hoursAgo = (hours: number): Moment => minutesAgo(hours * 60);

const person = (id: number, name: string, building: string, more: Partial<Person> = {}): Person => ({
  id: idOf(id),
  name,
  building,
  isSteward: false,
  isVouched: true,
  isAdult: true,
  isKept: false,
  household: idOf(id),
  registeredAt: hoursAgo(24 * (60 - id)),
  ...more,
});

const WU = person(31, "吴奶奶", "5", { isKept: true });
const LIU = person(32, "刘伯", "5", { isKept: true });
const NEWCOMERS: readonly Person[] = [
  ...PEOPLE.filter((one) => one.id === CHEN || one.id === ZHOU),
  person(33, "小何", "3", { isVouched: false, isAdult: false, registeredAt: hoursAgo(20) }),
  person(34, "便民药店老板娘", "a1", { isVouched: false, isAdult: false, registeredAt: hoursAgo(31) }),
];
const OTHERS: readonly Person[] = [
  WU,
  LIU,
  person(35, "李老师", "3", { isSteward: true }),
  person(36, "阿强", "3"),
  person(37, "邓姨", "a1"),
  person(38, "小林", "a1"),
  person(39, "莫师傅", "5"),
  person(40, "黄阿婆", "3", { isKept: true }),
];

const NEEDS: readonly NeedView[] = [
  needOf(50, {
    requester: ZHANG,
    by: WANGJIE,
    type: "errand",
    words: "生抽一瓶，放门口即可",
    at: hoursAgo(7),
    seconds: 720,
  }),
  needOf(51, {
    requester: idOf(39),
    type: "walk",
    words: "去社区医院取药",
    at: hoursAgo(30),
    seconds: 3600,
    from: minutesAgo(-1200),
    to: minutesAgo(-1300),
  }),
  needOf(52, {
    requester: LI,
    type: "childcare",
    words: "下午开会，请人陪着写作业",
    at: hoursAgo(2),
    seconds: 1800,
  }),
  needOf(53, {
    requester: ZHANG,
    by: WANGJIE,
    type: "bills",
    words: "水费电费",
    status: "ended",
    helper: LI,
    startedAt: minutesAgo(190),
    endedAt: minutesAgo(178),
    served: 720,
    seconds: 1080,
    at: hoursAgo(9),
  }),
  needOf(54, {
    requester: idOf(39),
    type: "phone_help",
    status: "ended",
    helper: idOf(36),
    startedAt: minutesAgo(400),
    endedAt: minutesAgo(370),
    served: 1800,
    seconds: 1800,
    at: hoursAgo(12),
  }),
  needOf(55, {
    requester: WANG,
    type: "other",
    words: "换个灯泡",
    status: "disputed",
    helper: LI,
    startedAt: minutesAgo(3000),
    endedAt: minutesAgo(2970),
    served: 1800,
    seconds: 3600,
    at: hoursAgo(52),
    place: "home",
  }),
  needOf(56, {
    requester: idOf(32),
    by: WANGJIE,
    type: "walk",
    status: "taken",
    helper: idOf(39),
    at: hoursAgo(4),
    seconds: 1800,
    from: minutesAgo(-60),
    to: minutesAgo(-120),
  }),
  needOf(57, {
    requester: idOf(40),
    by: idOf(35),
    type: "parcel",
    status: "ended",
    helper: idOf(36),
    startedAt: minutesAgo(2900),
    endedAt: minutesAgo(2890),
    served: 720,
    seconds: 720,
    at: hoursAgo(50),
  }),
  needOf(58, {
    requester: idOf(39),
    type: "errand",
    words: "米十斤",
    status: "disputed",
    helper: idOf(36),
    startedAt: minutesAgo(1500),
    endedAt: minutesAgo(1485),
    served: 1080,
    seconds: 1080,
    at: hoursAgo(27),
  }),
];

const MOUNTED: Community = {
  ...COMMUNITY,
  buildings: [
    ...COMMUNITY.buildings,
    { id: "a2", name: "B座（东门）", lat: 216_660_000, lon: 1_109_280_000, households: 108 },
  ],
};

const all = [...PEOPLE, ...OTHERS, ...NEWCOMERS];
const link = (id: Id): string => `https://yz.example/cosign#${COMMUNITY.id}${id}`;

/** What 王姐 sees at her desk, or what the operator sees of the whole community. */
export function staffView(who: "steward" | "operator"): Partial<StationView> {
  const me = meOf("wangjie");
  const isOperator = who === "operator";
  return {
    community: MOUNTED,
    me: {
      ...me,
      name: isOperator ? "梁工" : me.name,
      id: isOperator ? idOf(30) : me.id,
      household: isOperator ? idOf(30) : me.household,
      roles: isOperator ? [{ role: "operator", building: "" }] : [{ role: "steward", building: "5" }],
      isOperator,
      isSteward: !isOperator,
    },
    people: new Map(all.map((one) => [one.id, one])),
    needs: NEEDS,
    elders: isOperator ? [] : [PEOPLE.find((one) => one.id === ZHANG) as Person, WU, LIU],
    newcomers: isOperator ? NEWCOMERS : NEWCOMERS.filter((one) => one.building === "5"),
    pending: isOperator
      ? []
      : [{ entry: idOf(90), what: "register", name: "何婆婆", link: link(idOf(90)), since: minutesAgo(70) }],
  };
}

/** The day after founding: nobody and nothing yet. */
export const bareView = (who: "steward" | "operator"): Partial<StationView> => ({
  ...staffView(who),
  people: new Map(),
  needs: [],
  elders: [],
  newcomers: [],
  pending: [],
});
