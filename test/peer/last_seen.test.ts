import { afterAll, beforeAll, expect, test } from "vitest";
import { createLastSeen, SEEN_CHARACTERS_MAX, SEEN_NEEDS_MAX } from "../../src/peer/last_seen.ts";
import type { StationView } from "../../src/peer/station.ts";
import { createComingStation } from "../../src/screens/coming_station.ts";
import { foundTown, type Member, needIn, soySauce, type Town } from "./community.ts";
import { BUILD, closeAll, createStorage, must, type Phone, type TestStorage, until } from "./phones.ts";

let town: Town;
let 张阿姨: Member;
let 李姐: Member;
beforeAll(async () => {
  town = await foundTown();
  张阿姨 = await town.neighbour("张阿姨");
  李姐 = await town.neighbour("李姐");
  await must(李姐.tab.acts.setContact(李姐.account, { way: "phone", number: "13800138000" }));
  const need = await must(张阿姨.tab.acts.publish(soySauce(张阿姨.account, town.clock)));
  await until(() => needIn(李姐, need)?.status === "open");
  await must(李姐.tab.acts.take(need));
  await until(() => needIn(张阿姨, need)?.status === "taken");
}, 60_000);
afterAll(async () => {
  await closeAll();
  await town.started.close();
});

const KEY = "yizhan/seen";
const textOn = (storage: TestStorage): string | null => storage.getItem(KEY);
const recalled = (phone: Phone): StationView | null =>
  createLastSeen(phone.storage, BUILD).recall(town.clock.ms);

/** The page hides until the picture is there: what was kept a moment ago may be of before. */
const kept = (member: Member, look: (view: StationView) => boolean): Promise<StationView> =>
  until(() => {
    member.phone.hide();
    const view = recalled(member.phone);
    return view !== null && look(view) && view;
  });

/** A view with so many open needs of hers and of a neighbour. */
function crowded(view: StationView, count: number, words = "酱油"): StationView {
  const [need] = view.needs;
  if (need === undefined) throw new Error("a need is there");
  const needs = Array.from({ length: count }, (_, place) => ({
    ...need,
    id: `${place}` as typeof need.id,
    requester: place === count - 1 ? 李姐.account : 张阿姨.account,
    helper: null,
    status: "open" as const,
    words,
  }));
  return { ...view, needs };
}

test("[P90] the picture draws home and list, and tells nothing that they do not draw", async () => {
  const seen = await kept(李姐, (view) => view.needs[0]?.status === "taken" && view.wallet !== null);
  const live = 李姐.tab.view();
  expect(seen.phase).toBe("remembered");
  expect(seen.needs).toEqual(live.needs);
  expect(seen.wallet).toEqual({ ...live.wallet, lines: [] });
  expect(seen.me?.name).toBe("李姐");
  expect(seen.people.get(张阿姨.account)?.name).toBe("张阿姨");
  expect(seen.people.has(town.operator.account)).toBe(false);
  expect(live.me?.contact).not.toBeNull();
  expect(live.me?.recoveryCode).toBeTruthy();
  const text = textOn(李姐.phone.storage) ?? "";
  expect(text).not.toContain("13800138000");
  expect(text).not.toContain(live.me?.recoveryCode);
  expect(seen.me?.contact).toBeNull();
  expect(seen.sync.waiting).toEqual([]);
  expect([...seen.newcomers, ...seen.pending, ...seen.identities]).toEqual([]);
});

test("[P90] of many needs the newest are kept, and those that she is part of before all", () => {
  const storage = createStorage();
  createLastSeen(storage, BUILD).keep(crowded(李姐.tab.view(), 100), town.clock.ms);
  const seen = createLastSeen(storage, BUILD).recall(town.clock.ms);
  expect(seen?.needs.length).toBe(SEEN_NEEDS_MAX);
  expect(seen?.needs.at(-1)?.requester).toBe(李姐.account);
  expect(seen?.needs.slice(0, -1).map(({ id }) => id)).toEqual(
    Array.from({ length: SEEN_NEEDS_MAX - 1 }, (_, place) => `${place}`),
  );
});

test("[P91] until the station comes its picture is shown, and acts wait for the station", async () => {
  const seen = await kept(李姐, () => true);
  let arrive: (station: Member["tab"]) => void = () => undefined;
  const coming = new Promise<Member["tab"]>((resolve) => {
    arrive = resolve;
  });
  const station = createComingStation(coming, () => town.clock.ms, seen);
  expect(station.view().phase).toBe("remembered");
  let isAnswered = false;
  const answer = station.acts.take("nothing" as never).then((given) => {
    isAnswered = true;
    return given;
  });
  await Promise.resolve();
  expect(isAnswered).toBe(false);
  arrive(李姐.tab);
  expect(await answer).toEqual({ ok: false, fault: "no_such_need" });
  expect(station.view().phase).toBe("ready");
});

test("[P91] remembered time goes on as the relay's", async () => {
  const seen = await kept(李姐, () => true);
  const later = createLastSeen(李姐.phone.storage, BUILD).recall(town.clock.ms + 3_600_000);
  expect((later?.now ?? 0) - seen.now).toBeGreaterThanOrEqual(3599);
});

test("[P92] leaving drops the picture, and no tab brings it back", async () => {
  const 赵叔 = await town.neighbour("赵叔");
  await kept(赵叔, () => true);
  const other = await 赵叔.phone.open();
  await until(() => other.view().phase === "ready");
  const removed: string[] = [];
  const { removeItem } = 赵叔.phone.storage;
  赵叔.phone.storage.removeItem = (key) => {
    removed.push(key);
    removeItem(key);
  };
  const left = 赵叔.tab.acts.leave();
  await until(() => removed.length > 0);
  expect(textOn(赵叔.phone.storage)).toBeNull();
  await must(left);
  // The other tab still has her session: what it keeps at hiding it must not keep.
  removed.length = 0;
  赵叔.phone.hide();
  await until(() => removed.length > 0);
  expect(textOn(赵叔.phone.storage)).toBeNull();
});

test("[P93] whoever starts as somebody else does not see the other's picture", async () => {
  const storage = 张阿姨.phone.storage;
  await kept(张阿姨, () => true);
  createLastSeen(storage, BUILD).dropUnless(张阿姨.account);
  expect(textOn(storage)).not.toBeNull();
  createLastSeen(storage, BUILD).dropUnless(李姐.account);
  expect(textOn(storage)).toBeNull();
});

test("[P93] a start at which nobody is here drops what was seen", async () => {
  const 陌生人 = await town.join("陌生人");
  const text = JSON.stringify({ ...JSON.parse(textOn(李姐.phone.storage) ?? "null") });
  await must(陌生人.tab.acts.leave());
  陌生人.phone.storage.setItem(KEY, text);
  await 陌生人.phone.open();
  expect(textOn(陌生人.phone.storage)).toBeNull();
});

test.each([
  ["nonsense", "{"],
  ["null", "null"],
  ["the fields of another program", JSON.stringify({ build: "before", view: { me: {} }, people: [] })],
  ["nobody in it", JSON.stringify({ build: BUILD, view: { me: null }, people: [] })],
])("[P94] a picture with %s is thrown away", (_, text) => {
  const storage = createStorage();
  storage.setItem(KEY, text);
  expect(createLastSeen(storage, BUILD).recall(0)).toBeNull();
  expect(textOn(storage)).toBeNull();
});

test("[P95] only a view that is ready is kept, none that is too large, and refused storage is no fault", () => {
  const storage = createStorage();
  const seen = createLastSeen(storage, BUILD);
  const view = 李姐.tab.view();
  for (const phase of ["opening", "remembered", "empty", "lost"] as const)
    seen.keep({ ...view, phase }, town.clock.ms);
  expect(textOn(storage)).toBeNull();
  seen.keep(view, town.clock.ms);
  expect(textOn(storage)).not.toBeNull();
  seen.keep(crowded(view, SEEN_NEEDS_MAX, "长".repeat(SEEN_CHARACTERS_MAX / SEEN_NEEDS_MAX)), town.clock.ms);
  expect(textOn(storage)).toBeNull();
  const refuse = (): never => {
    throw new DOMException("full", "QuotaExceededError");
  };
  const refused = createLastSeen({ getItem: refuse, setItem: refuse, removeItem: refuse }, BUILD);
  refused.keep(view, town.clock.ms);
  refused.drop();
  expect(refused.recall(0)).toBeNull();
});
