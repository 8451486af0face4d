/** A station in memory that answers every act at once, for looking at screens and for trying their taps. */
import type { NeedView } from "../../src/domain/need.ts";
import { type Id, type Moment, roundUpToStep } from "../../src/domain/units.ts";
import { maskPhone } from "../../src/domain/words.ts";
import type {
  Acts,
  Answer,
  Contact,
  DeviceShown,
  Fault,
  Notice,
  Recovering,
  Station,
  StationView,
  SyncWord,
  Waiting,
  Wallet,
  WalletLine,
} from "../../src/peer/station.ts";
import {
  CHEN,
  COMMUNITY,
  DEVICES,
  idOf,
  LI,
  meOf,
  NEEDS,
  PEOPLE,
  START,
  WANG,
  WANGJIE,
  type Who,
  ZHANG,
  ZHOU,
} from "./people.ts";

export interface FakeOptions {
  readonly who: Who | "nobody" | "lost" | "recovering" | "opening";
  readonly sync?: SyncWord;
  readonly nowMs: () => number;
  /** Nothing has happened yet on this phone. */
  readonly isBare?: boolean;
  /** Every act is refused with it. */
  readonly fault?: Fault;
  readonly change?: Partial<StationView>;
}

const at = (minutes: number): Moment => (START + minutes * 60) as Moment;
const yes = <T>(value: T): Promise<Answer<T>> => Promise.resolve({ ok: true, value });

const line = (
  index: number,
  what: WalletLine["what"],
  seconds: number,
  minutes: number,
  more: Partial<WalletLine>,
): WalletLine => ({
  index,
  what,
  seconds,
  at: at(minutes),
  other: null,
  need: null,
  entry: null,
  isAutomatic: false,
  ...more,
});

const WALLET: Wallet = {
  available: 45_000,
  held: 720,
  lines: [
    line(1430, "reserved", 720, -120, { need: idOf(10) }),
    line(1412, "earned", 720, -1480, { other: ZHANG, need: idOf(16) }),
    line(1360, "earned", 3600, -4400, { other: WANG, need: idOf(12), isAutomatic: true }),
    line(1288, "paid", 1800, -7300, { other: WANG, need: idOf(11) }),
    line(1201, "returned", 360, -9000, { need: idOf(19) }),
    line(960, "welcome", 3600, -40 * 1440, {}),
  ],
};

const notice = (key: string, what: Notice["what"], minutes: number, more: Partial<Notice>): Notice => ({
  key,
  what,
  at: at(minutes),
  need: null,
  other: null,
  seconds: null,
  isNew: false,
  ...more,
});

const NOTICES: readonly Notice[] = [
  notice("n1", "ended", -178, { need: idOf(15), other: LI, seconds: 720, isNew: true }),
  notice("n2", "taken", -200, { need: idOf(13), other: LI, isNew: true }),
  notice("n3", "confirmed", -1480, { need: idOf(16), other: ZHANG, seconds: 720 }),
  notice("n4", "thanked", -1470, { need: idOf(16), other: ZHANG }),
  notice("n5", "second_in_line", -1600, { need: idOf(13), other: LI }),
  notice("n6", "welcome", -40 * 1440, { seconds: 3600 }),
  notice("n7", "vouched", -40 * 1440 - 2, { other: WANGJIE }),
];

const waiting = (key: string, kind: string, minutes: number, more: Partial<Waiting>): Waiting => ({
  key,
  kind,
  what: "board",
  need: null,
  since: at(minutes),
  state: "waiting",
  fault: null,
  takeBackUntil: null,
  ...more,
});

const WAITING: readonly Waiting[] = [
  waiting("w1", "need", -3, { what: "need", need: idOf(21) }),
  waiting("w2", "hold", -3, { what: "entry", need: idOf(21), state: "trying" }),
  waiting("w3", "take", -40, { what: "entry", need: idOf(12), state: "refused", fault: "already_taken" }),
];

const RECOVERING: Recovering = {
  link: `https://yz.example/recover/${COMMUNITY.id}/5#${"dsr".repeat(43).slice(1)}`,
  account: LI,
  since: at(-60),
  activeAt: at(71 * 60),
};

function firstView(options: FakeOptions): StationView {
  const { who } = options;
  const isSomebody = who !== "nobody" && who !== "lost" && who !== "opening" && who !== "recovering";
  const isSteward = who === "wangjie";
  const isBare = options.isBare === true;
  return {
    phase: isSomebody ? "ready" : who === "nobody" ? "empty" : who,
    community: isSomebody ? COMMUNITY : null,
    me: isSomebody ? meOf(who) : null,
    storage: isSomebody ? "kept" : "unknown",
    recovering: who === "recovering" ? RECOVERING : null,
    lostMarker: who === "lost" ? { community: COMMUNITY.id, building: "5", name: "李姐" } : null,
    sync: {
      word: options.sync ?? "synced",
      reach: options.sync === "synced" || options.sync === undefined ? "reached" : "network",
      at: at(0),
      waiting: options.sync === "waiting" ? WAITING : [],
    },
    needs: isSomebody && !isBare ? NEEDS : [],
    people: new Map(PEOPLE.map((one) => [one.id, one])),
    wallet: !isSomebody || isBare ? { available: 0, held: 0, lines: [] } : WALLET,
    notices: isSomebody && !isBare ? NOTICES : [],
    elders: isSteward ? PEOPLE.filter((one) => one.id === ZHANG) : [],
    newcomers: isSteward ? PEOPLE.filter((one) => one.id === CHEN || one.id === ZHOU) : [],
    pending: isSteward
      ? [
          {
            entry: idOf(90),
            what: "register",
            name: "吴奶奶",
            link: `https://yz.example/cosign#${COMMUNITY.id}${idOf(90)}`,
            since: at(-60),
          },
          {
            entry: idOf(91),
            what: "recover",
            name: "李姐",
            link: `https://yz.example/cosign#${COMMUNITY.id}${idOf(91)}`,
            since: at(-10),
          },
        ]
      : [],
    identities: isSomebody
      ? [{ community: COMMUNITY.id, account: meOf(who).id, name: meOf(who).name ?? "", isCurrent: true }]
      : [],
    rosterAgeDays: 0,
    isTestClock: false,
    isDemo: false,
    isClientTooOld: false,
    keyFault: null,
    now: START,
    ...options.change,
  };
}

/** What the acts of the station in memory share. */
interface World {
  readonly view: () => StationView;
  readonly change: (part: Partial<StationView>) => void;
  readonly changeNeed: (id: Id, part: Partial<NeedView>) => Promise<Answer>;
  readonly needBy: (id: Id) => NeedView;
  readonly me: () => Id;
  readonly now: () => Moment;
  readonly nextId: () => Id;
}

function createWorld(options: FakeOptions): World & { readonly listeners: Set<() => void> } {
  const listeners = new Set<() => void>();
  const startedMs = options.nowMs();
  let view = firstView(options);
  let made = 150;
  const now = (): Moment => (START + Math.floor((options.nowMs() - startedMs) / 1000)) as Moment;
  const change = (part: Partial<StationView>): void => {
    view = { ...view, ...part, now: now() };
    for (const listener of listeners) listener();
  };
  return {
    listeners,
    view: () => view,
    change,
    changeNeed: (id, part) => {
      change({ needs: view.needs.map((need) => (need.id === id ? { ...need, ...part } : need)) });
      return yes(null);
    },
    needBy: (id) => view.needs.find((need) => need.id === id) as NeedView,
    me: () => view.me?.id as Id,
    now,
    nextId: () => idOf(made++),
  };
}

export function createFakeStation(options: FakeOptions): Station {
  const world = createWorld(options);
  const { listeners, view, needBy } = world;
  const acts = { ...needActs(world), ...ownActs(world), ...keyActs(world), ...staffActs(world) };
  const refuse = options.fault;
  const refusing = Object.fromEntries(
    Object.keys(acts).map((name) => [name, () => Promise.resolve({ ok: false, fault: refuse })]),
  ) as unknown as Acts;
  return {
    view,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    acts:
      refuse === undefined ? acts : { ...refusing, retry: acts.retry, markNoticesRead: acts.markNoticesRead },
    contactFor: (need) => {
      const contact: Contact = { way: "phone", number: "13800001234" };
      return needBy(need)?.helper === null
        ? { state: "none" }
        : { state: "known", contact, masked: maskPhone(contact.number) };
    },
    asked: (entry) =>
      entry === idOf(91)
        ? { what: "recover", account: LI, by: WANGJIE }
        : { what: "register", account: entry, by: WANGJIE },
    devicesOf: (account) => (account === view().me?.id ? (view().me?.devices ?? []) : DEVICES.slice(1)),
    close: () => Promise.resolve(),
  };
}

function needActs({ view, change, changeNeed, needBy, me, now, nextId }: World) {
  const undoBySaid = new Map<string, () => Promise<Answer>>();
  const saidAs = (undo: () => Promise<Answer>): Promise<Answer<Id>> => {
    const id = nextId();
    undoBySaid.set(id, undo);
    return yes(id);
  };
  return {
    publish: (draft) => {
      const id = nextId();
      const need: NeedView = {
        ...(NEEDS[0] as NeedView),
        ...draft,
        id,
        at: now(),
        by: me(),
        helper: null,
        status: "open",
      };
      change({ needs: [need, ...view().needs] });
      return yes(id);
    },
    withdraw: (need) => changeNeed(need, { status: "withdrawn" }),
    take: (need) => changeNeed(need, { status: "taken", helper: me() }),
    giveBack: (need) => changeNeed(need, { status: "open", helper: null }),
    standBy: (need) => changeNeed(need, { standbys: [...needBy(need).standbys, me()] }),
    standDown: (need) => changeNeed(need, { standbys: needBy(need).standbys.filter((one) => one !== me()) }),
    start: (need) => changeNeed(need, { status: "running", startedAt: now() }),
    end: (need) => {
      const served = roundUpToStep(now() - (needBy(need).startedAt ?? now()), 360);
      return changeNeed(need, {
        status: "ended",
        endedAt: now(),
        served: Math.min(served, needBy(need).seconds),
      });
    },
    confirm: (need, seconds) =>
      changeNeed(need, { status: "done", posted: seconds ?? needBy(need).served, doneAt: now() }),
    dispute: (need) => changeNeed(need, { status: "disputed" }),
    resolve: (need, seconds) => changeNeed(need, { status: "done", posted: seconds, doneAt: now() }),
    voidHold: (need) => changeNeed(need, { status: "withdrawn", hold: null }),
    thank: (need, code, words) => {
      void changeNeed(need, { thanks: [...needBy(need).thanks, { by: me(), code, words }] });
      return saidAs(() => changeNeed(need, { thanks: needBy(need).thanks.filter(({ by }) => by !== me()) }));
    },
    rate: (need) => {
      void changeNeed(need, { rated: [...needBy(need).rated, me()] });
      return saidAs(() => changeNeed(need, { rated: needBy(need).rated.filter((by) => by !== me()) }));
    },
    takeBack: (key) => {
      const back = undoBySaid.get(key);
      if (back !== undefined) return back();
      change({ sync: { ...view().sync, waiting: view().sync.waiting.filter((one) => one.key !== key) } });
      return yes(null);
    },
  } satisfies Partial<Acts>;
}

function ownActs({ view, change }: World) {
  return {
    seeInvite: (community, building) =>
      yes({ community: community as Id, name: COMMUNITY.name, building, buildingName: `${building}号楼` }),
    join: (_invite, name) => {
      const somebody = { ...meOf("chen"), name, consents: [], contact: null, standing: "waiting" as const };
      change({ phase: "ready", community: COMMUNITY, me: somebody, needs: NEEDS });
      return yes(somebody.id);
    },
    consent: (texts) => {
      const me = view().me;
      if (me) change({ me: { ...me, consents: [...me.consents, ...texts.map((one) => one.text)] } });
      return yes(null);
    },
    rename: (account, name) => {
      const me = view().me;
      if (me?.id === account) change({ me: { ...me, name } });
      return yes(null);
    },
    setContact: (account, contact) => {
      const me = view().me;
      if (me?.id === account) change({ me: { ...me, contact } });
      return yes(null);
    },
    switchTo: () => yes(null),
    exportBundle: () =>
      yes({ bytes: new Uint8Array(2048), name: "5号楼-1121.yzb", needs: view().needs.length }),
    importBundle: () => yes({ added: 3, waiting: 1, refused: 0 }),
    proof: (index) =>
      yes({
        index,
        at: at(-1480),
        isValid: true,
        leafHash: "9f2c".repeat(16),
        path: ["a31b", "77d0", "04ee", "c9a1"].map((part) => part.repeat(16)),
        size: 1431,
        root: "5be7".repeat(16),
        checkpoint: `yizhan/${COMMUNITY.id}\n1431\nW+dW51vnVudb51bnW+dW51vnVudb51bnW+dW51vnVuc=\n`,
      }),
    markNoticesRead: () => {
      change({ notices: view().notices.map((one) => ({ ...one, isNew: false })) });
      return Promise.resolve();
    },
    retry: () => Promise.resolve(),
    seeDemo: () => Promise.resolve({ ok: false, fault: "no_demo" }),
    enterDemo: () => Promise.resolve({ ok: false, fault: "no_demo" }),
    leave: () => yes(null),
  } satisfies Partial<Acts>;
}

/** A phone that comes back: 李姐, with one more device, and a 恢复码 only where it was typed. */
function keyActs({ view, change, now, nextId }: World) {
  const comeBack = (code: string | null): Promise<Answer<Id>> => {
    const li = meOf("li");
    const here: DeviceShown = {
      ...{
        key: "n".repeat(43),
        addedAt: now(),
        came: "paper",
        name: null,
        isThis: true,
        state: "live",
        until: null,
      },
    };
    const devices = [...li.devices.map((one) => ({ ...one, isThis: false })), here];
    const me = { ...li, recoveryCode: code, devices };
    change({ phase: "ready", community: COMMUNITY, me, needs: NEEDS, wallet: WALLET, recovering: null });
    return yes(li.id);
  };
  const changeDevices = (to: (one: DeviceShown) => DeviceShown | null): Promise<Answer> => {
    const me = view().me;
    if (me) change({ me: { ...me, devices: me.devices.flatMap((one) => to(one) ?? []) } });
    return yes(null);
  };
  return {
    restore: (code) => comeBack(code),
    makeMoveLink: () =>
      yes({
        link: `https://yz.example/move/${COMMUNITY.id}#7K3MP2QX9DTC4HNV8RWB6YFA1E5J`,
        expires: (now() + 900) as Moment,
        key: "m".repeat(43),
      }),
    move: () => comeBack(null),
    askRecovery: () => {
      change({
        phase: "recovering",
        recovering: { ...RECOVERING, account: null, since: now(), activeAt: null },
      });
      return yes({ link: RECOVERING.link });
    },
    cancelRecovery: () => {
      change({ phase: "lost", recovering: null });
      return yes(null);
    },
    recoverFor: () => {
      const entry = nextId();
      return yes({ entry, link: `https://yz.example/cosign#${COMMUNITY.id}${entry}` });
    },
    removeDevice: (key) => changeDevices((one) => (one.key === key ? null : one)),
    suspendDevice: (_account, key, days) =>
      changeDevices((one) => {
        if (key !== "all" && one.key !== key) return one;
        const until = (now() + days * 86_400) as Moment;
        return days === 0 ? { ...one, state: "live", until: null } : { ...one, state: "suspended", until };
      }),
    nameDevice: (key, name) =>
      changeDevices((one) => (one.key === key ? { ...one, name: name === "" ? null : name } : one)),
    renewRecoveryCode: () => {
      const code = "4HNV 8RWB 6YFA 1E5J 7K3M P2QX 9DTC";
      const me = view().me;
      if (me) change({ me: { ...me, recoveryCode: code } });
      return yes(code);
    },
  } satisfies Partial<Acts>;
}

function staffActs({ view, change, now, nextId }: World) {
  const expires = at(7 * 1440);
  return {
    openSetup: () =>
      yes({
        rootCode: "000G 40R4 0M30 E209 185G R38E 1WHQ",
        secondCode: "7K3M P2QX 9DTC 4HNV 8RWB 6YFA 1E5J",
      }),
    found: () => yes(COMMUNITY.id),
    saveBuildings: (buildings) => {
      change({ community: { ...COMMUNITY, buildings } });
      return yes(null);
    },
    makeInvite: (building) => {
      const code = "7K3MP2";
      return yes({
        code,
        building,
        link: `HTTPS://YZ.EXAMPLE/J/${COMMUNITY.id}${building}${code}`.toUpperCase(),
        expires,
      });
    },
    appoint: () => yes(null),
    revoke: () => yes(null),
    vouch: (account) => {
      change({ newcomers: view().newcomers.filter((one) => one.id !== account) });
      return yes(null);
    },
    openFor: (draft) => {
      const entry = nextId();
      const link = `https://yz.example/cosign#${COMMUNITY.id}${entry}`;
      change({
        pending: [...view().pending, { entry, what: "register", name: draft.name, link, since: now() }],
      });
      return yes({ entry, link });
    },
    cosign: () => yes(null),
  } satisfies Partial<Acts>;
}
