/** Our people, for looking at screens without a relay: building 5 and 3 of 茂名·好心花园. */

import type { NeedView } from "../../src/domain/need.ts";
import { presetPolicy } from "../../src/domain/policy.ts";
import { bytesToId, type Id, type Moment, roundUpToStep } from "../../src/domain/units.ts";
import type { Community, DeviceShown, Me, Person } from "../../src/peer/station.ts";

/** An id out of a short number, the same at every run. */
export function idOf(number: number): Id {
  const bytes = new Uint8Array(16).map((_, at) => (number * 37 + at * 101) & 255);
  bytes[0] = number;
  return bytesToId(bytes) as Id;
}

/** Saturday, 21 November 2026, 14:20 in Maoming. */
export const START = 1_795_242_000 as Moment;

export const COMMUNITY: Community = {
  id: idOf(200),
  name: "茂名·好心花园",
  timeZone: "Asia/Shanghai",
  buildings: [
    { id: "5", name: "5号楼", lat: 216_630_000, lon: 1_109_250_000, households: 96 },
    { id: "3", name: "3号楼", lat: 216_640_000, lon: 1_109_260_000, households: 72 },
    { id: "a1", name: "A座", lat: 216_650_000, lon: 1_109_270_000, households: 120 },
  ],
  policy: presetPolicy("building_start"),
  preset: "building_start",
};

export const ZHANG = idOf(1);
export const LI = idOf(2);
export const WANG = idOf(3);
export const WANGJIE = idOf(4);
export const CHEN = idOf(5);
export const ZHOU = idOf(6);

const person = (id: Id, name: string | null, building: string, more: Partial<Person> = {}): Person => ({
  id,
  name,
  building,
  isSteward: false,
  isVouched: true,
  isAdult: true,
  isKept: false,
  household: idOf(100 + id.charCodeAt(0)),
  registeredAt: (START - 40 * 86_400) as Moment,
  ...more,
});

export const PEOPLE: readonly Person[] = [
  person(ZHANG, "张阿姨", "5", { isKept: true }),
  person(LI, "李姐", "5"),
  person(WANG, "王师傅", "3"),
  person(WANGJIE, "王姐", "5", { isSteward: true }),
  person(CHEN, "小陈", "5", { isVouched: false, isAdult: false, registeredAt: (START - 5400) as Moment }),
  person(ZHOU, "周伯", "5", { isVouched: false, isAdult: false, registeredAt: (START - 600) as Moment }),
];

export type Who = "zhang" | "li" | "wang" | "wangjie" | "chen";
const ACCOUNTS: Readonly<Record<Who, Id>> = {
  zhang: ZHANG,
  li: LI,
  wang: WANG,
  wangjie: WANGJIE,
  chen: CHEN,
};

/** Two phones: this one, and one in a drawer. */
export const DEVICES: readonly DeviceShown[] = [
  {
    key: "a".repeat(43),
    addedAt: (START - 40 * 86_400) as Moment,
    came: "register",
    name: null,
    isThis: true,
    state: "live",
    until: null,
  },
  {
    key: "b".repeat(43),
    addedAt: (START - 9 * 86_400) as Moment,
    came: "link",
    name: null,
    isThis: false,
    state: "live",
    until: null,
  },
];

export function meOf(who: Who): Me {
  const found = PEOPLE.find((one) => one.id === ACCOUNTS[who]) as Person;
  return {
    ...found,
    standing: found.isVouched ? "vouched" : "registered",
    roles:
      who === "wangjie"
        ? [
            { role: "steward", building: "5" },
            { role: "operator", building: "" },
          ]
        : [],
    isOperator: who === "wangjie",
    consents: ["first_notice", "sync_notice", "points_notice", "pledge"],
    contact: { way: "phone", number: "13812345678" },
    recoveryCode: "7EBF 2K57 09EV G4VE S4J7 ZPHN J0M0",
    devices: who === "chen" ? DEVICES.slice(0, 1) : DEVICES,
  };
}

const HOUR = 3600;

/** A need with everything that did not happen yet. */
export const needOf = (
  id: number,
  more: Partial<NeedView> & Pick<NeedView, "requester" | "type">,
): NeedView => {
  const seconds = more.seconds ?? 600;
  return {
    id: idOf(id),
    at: (START - 2 * HOUR - id * 60) as Moment,
    by: more.requester,
    from: (START - 80 * 60) as Moment,
    to: (START + 220 * 60) as Moment,
    seconds,
    place: "door",
    words: "",
    gender: 0,
    points: true,
    status: "open",
    hold:
      more.points === false
        ? null
        : { id: idOf(id + 100), index: 1400 + id, seconds: roundUpToStep(seconds, 360) },
    helper: null,
    startedAt: null,
    endedAt: null,
    served: null,
    posted: null,
    doneAt: null,
    standbys: [],
    ratings: [],
    rated: [],
    thanks: [],
    noShows: [],
    ...more,
  };
};

const at = (minutes: number): Moment => (START + minutes * 60) as Moment;

/** What the building's board shows: one need in every state. */
export const NEEDS: readonly NeedView[] = [
  needOf(10, {
    standbys: [WANG],
    requester: ZHANG,
    by: WANGJIE,
    type: "errand",
    words: "酱油，生抽一瓶，放门口即可",
    seconds: 720,
  }),
  needOf(11, {
    requester: WANG,
    type: "phone_help",
    words: "想学发微信红包",
    seconds: 1800,
    place: "home",
    from: at(1120),
    to: at(1300),
  }),
  needOf(12, {
    requester: WANG,
    type: "walk",
    words: "去社区医院取药，再慢慢走回来",
    seconds: 3600,
    place: "lobby",
    from: at(3 * 1440 - 320),
    to: at(3 * 1440 - 260),
    gender: 1,
  }),
  needOf(13, {
    requester: ZHANG,
    by: WANGJIE,
    type: "parcel",
    words: "中通，小件",
    status: "taken",
    helper: LI,
    standbys: [WANG],
  }),
  needOf(14, {
    requester: ZHANG,
    by: WANGJIE,
    type: "walk",
    status: "running",
    helper: LI,
    startedAt: at(-12),
    seconds: 1800,
    place: "lobby",
  }),
  needOf(15, {
    requester: ZHANG,
    by: WANGJIE,
    type: "bills",
    words: "水费电费",
    status: "ended",
    helper: LI,
    startedAt: at(-190),
    endedAt: at(-178),
    served: 720,
    seconds: 1080,
  }),
  needOf(16, {
    requester: ZHANG,
    type: "trash",
    status: "done",
    helper: LI,
    startedAt: at(-1500),
    endedAt: at(-1490),
    served: 720,
    posted: 720,
    doneAt: at(-1480),
    seconds: 720,
    hold: { id: idOf(116), index: 1412, seconds: 720 },
    thanks: [{ by: ZHANG, code: "warm", words: "" }],
    rated: [ZHANG, LI],
    ratings: [
      { by: ZHANG, about: LI, stars: 5, words: "" },
      { by: LI, about: ZHANG, stars: 4, words: "" },
    ],
  }),
  needOf(17, {
    requester: ZHANG,
    by: WANGJIE,
    type: "other",
    words: "换个灯泡",
    status: "disputed",
    helper: WANG,
    startedAt: at(-3000),
    endedAt: at(-2970),
    served: 1800,
    seconds: 1800,
    place: "home",
  }),
  needOf(18, {
    requester: ZHANG,
    type: "childcare",
    words: "我在家，帮忙看一眼",
    status: "waiting_points",
    seconds: 1200,
    place: "home",
    hold: null,
  }),
  needOf(19, { requester: WANG, type: "errand", words: "米十斤", status: "withdrawn" }),
  needOf(20, { requester: WANG, type: "parcel", status: "expired", points: false }),
  needOf(21, {
    requester: LI,
    type: "childcare",
    words: "下午开会，想请人陪着写作业",
    seconds: 1800,
    place: "home",
    from: at(1440 - 320),
    to: at(1440 + 220),
  }),
];
