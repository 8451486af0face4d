/** A community founded from a phone, and its people: 小陈 operates, 王姐 is steward, 李姐 helps. */
import type { Id, Moment } from "../../src/domain/units.ts";
import type { NeedDraft } from "../../src/peer/station.ts";
import { type Clock, MORNING_MS, type Started, startRelay } from "../relay/start.ts";
import { createPhone, must, type Phone, type PhoneOptions, type Tab, until } from "./phones.ts";

export const BUILDINGS = [
  { id: "3", name: "3号楼", lat: 304_000_000, lon: 1_203_000_000, households: 48 },
  { id: "5", name: "5号楼", lat: 304_001_000, lon: 1_203_001_000, households: 60 },
];

export interface Member {
  readonly phone: Phone;
  readonly tab: Tab;
  readonly account: Id;
}

export interface Town {
  readonly started: Started;
  readonly clock: Clock;
  readonly url: string;
  readonly community: Id;
  readonly operator: Member;
  /** Registered with the poster of building 3. */
  join(name: string, options?: Partial<PhoneOptions>): Promise<Member>;
  /** Registered, vouched as an adult by the operator, with the pledge signed. */
  neighbour(name: string, options?: Partial<PhoneOptions>): Promise<Member>;
  /** A neighbour whom the operator made steward of building 3. */
  steward(name: string): Promise<Member>;
}

/** Runs like a clock, and can be moved ahead. */
export function createRunningClock(): Clock {
  let offset = MORNING_MS - performance.now();
  return {
    get ms() {
      return Math.floor(offset + performance.now());
    },
    advance(seconds) {
      offset += seconds * 1000;
    },
  };
}

const PLEDGE = { text: "pledge", version: 1, lang: "zh", sha256: "ab".repeat(32) } as const;

export async function foundTown(started?: Started): Promise<Town> {
  const clock = started?.clock ?? createRunningClock();
  const relay = started ?? (await startRelay({}, clock));
  const { url } = relay;
  const nowMs = (): number => clock.ms;
  const phone = createPhone("小陈", { url, nowMs });
  const tab = await phone.open();
  const codes = await must(tab.acts.openSetup(relay.relay.setupSecret() as string));
  const community = await must(
    tab.acts.found(
      {
        name: "明湖花园",
        timeZone: "Asia/Shanghai",
        preset: "building_start",
        operatorName: "小陈",
        buildings: BUILDINGS,
      },
      { root: codes.rootCode, second: codes.secondCode },
    ),
  );
  const operator = { phone, tab, account: tab.view().me?.id as Id };
  const poster = await must(tab.acts.makeInvite("3", "poster"));

  async function join(name: string, options: Partial<PhoneOptions> = {}): Promise<Member> {
    const hers = createPhone(name, { url, nowMs, ...options });
    const station = await hers.open();
    const account = await must(station.acts.join({ community, building: "3", code: poster.code }, name));
    return { phone: hers, tab: station, account };
  }

  async function neighbour(name: string, options: Partial<PhoneOptions> = {}): Promise<Member> {
    const member = await join(name, options);
    await until(() => tab.view().people.has(member.account));
    await must(tab.acts.vouch(member.account, { household: null, isAdult: true }));
    await until(() => member.tab.view().me?.isAdult);
    await must(member.tab.acts.consent([PLEDGE]));
    await until(
      () => member.tab.view().wallet?.available === 3600,
      () => member.tab.view().wallet,
    );
    return member;
  }

  async function steward(name: string): Promise<Member> {
    const member = await neighbour(name);
    await must(tab.acts.appoint(member.account, "steward", "3"));
    await until(() => member.tab.view().me?.isSteward);
    return member;
  }

  return { started: relay, clock, url, community, operator, join, neighbour, steward };
}

/** 代买酱油: ten minutes, within the next two hours. */
export const soySauce = (requester: Id, clock: Clock, changes: Partial<NeedDraft> = {}): NeedDraft => ({
  requester,
  type: "errand",
  from: Math.floor(clock.ms / 1000) as Moment,
  to: (Math.floor(clock.ms / 1000) + 7200) as Moment,
  seconds: 600,
  place: "door",
  words: "酱油一瓶",
  gender: 0,
  points: true,
  ...changes,
});

export const needIn = (member: Member, need: Id) =>
  member.tab.view().needs.find(({ id }) => id === need) ?? null;
