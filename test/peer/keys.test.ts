/** An account that outlives its phones: 恢复码, a second phone, a move, a steward and a witness, and thieves. */
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { parsePaperCode } from "../../crypto/paper.ts";
import type { Community } from "../../relay/house.ts";
import { POSTS_PER_DEVICE_MAX } from "../../relay/limits.ts";
import type { DeviceKey } from "../../src/domain/keys_held.ts";
import { DAY, HOUR, type Id, type KeyText, type Moment } from "../../src/domain/units.ts";
import { type IdentityKept, openVault } from "../../src/peer/vault.ts";
import { foundTown, type Member, needIn, soySauce, type Town } from "./community.ts";
import { createHouse, type RelayHouse } from "./house.ts";
import { closeAll, createPhone, faultOf, must, type Phone, type Tab, until } from "./phones.ts";

let house: RelayHouse;
let town: Town;
let 王姐: Member;
let 老周: Member;

beforeAll(async () => {
  house = await createHouse();
  town = await foundTown(house);
  王姐 = await town.steward("王姐");
  老周 = await town.neighbour("老周");
});
afterAll(async () => {
  await closeAll();
  await house.remove();
});

const opened: Tab[] = [];
afterEach(async () => {
  for (const tab of opened.splice(0)) await tab.close();
});

const blank = (owner: string): Phone => createPhone(owner, { url: town.url, nowMs: () => town.clock.ms });
async function open(phone: Phone): Promise<Tab> {
  const tab = await phone.open();
  opened.push(tab);
  return tab;
}
const codeOf = (tab: Tab): string => tab.view().me?.recoveryCode as string;
const devices = (tab: Tab) => tab.view().me?.devices ?? [];
const thisKey = (tab: Tab): string => devices(tab).find(({ isThis }) => isThis)?.key as string;
const notices = (tab: Tab) => tab.view().notices.map(({ what }) => what);

/** The old phone's link, opened on a new one. */
async function moveTo(from: Tab, owner: string): Promise<Tab> {
  const { link } = await must(from.acts.makeMoveLink());
  const [, community = "", secret = ""] = /\/move\/([a-z2-7]{26})#([0-9A-Z]{28})$/.exec(link) ?? [];
  const tab = await open(blank(owner));
  await must(tab.acts.move(community, secret));
  return tab;
}

/** Steward and witness give an account to the phone that shows this link. */
async function giveBack(account: Id, link: string, steward = 王姐, witness = 老周): Promise<void> {
  const keys = link.slice(link.indexOf("#") + 1);
  const { entry, link: cosign } = await must(steward.tab.acts.recoverFor(account, keys));
  expect(cosign).toBe(`${town.url}/cosign#${town.community}${entry}`);
  await until(() => witness.tab.asked(entry));
  await must(witness.tab.acts.cosign(town.community, entry));
}

test("[P70] a phone that lost its store greets its owner, and her 恢复码 brings account, wallet and needs back", async () => {
  const 李姐 = await town.neighbour("李姐");
  const code = codeOf(李姐.tab);
  const need = await must(李姐.tab.acts.publish(soySauce(李姐.account, town.clock)));
  await until(() => needIn(李姐, need)?.status === "open" && 李姐.tab.view().sync.waiting.length === 0);
  await 李姐.tab.close();
  李姐.phone.clean();
  const tab = await open(李姐.phone);
  expect(tab.view()).toMatchObject({
    phase: "lost",
    me: null,
    lostMarker: { community: town.community, building: "3", name: "李姐" },
  });
  expect(await must(tab.acts.restore(code.toLowerCase(), null))).toBe(李姐.account);
  await until(() => tab.view().me?.name === "李姐" && tab.view().wallet?.held === 720);
  await until(() => tab.view().needs.find(({ id }) => id === need)?.status === "open");
  expect(tab.view()).toMatchObject({ phase: "ready", lostMarker: null, storage: "kept" });
  expect(tab.view().me).toMatchObject({ id: 李姐.account, standing: "vouched", recoveryCode: code });
  expect(devices(tab).map(({ isThis, state }) => [isThis, state])).toEqual([
    [false, "live"],
    [true, "live"],
  ]);
  // A second time: the store goes again, and the numbers of the paper's key go on.
  await tab.close();
  李姐.phone.clean();
  const again = await open(李姐.phone);
  await must(again.acts.restore(code, town.community));
  await must(again.acts.withdraw(need));
  await until(() => again.view().wallet?.held === 0);
});

test("[P33] a mark that was cleaned alone comes back, and an empty browser is a welcome", async () => {
  const 小林 = await town.join("小林");
  小林.phone.marker.text = null;
  await 小林.tab.close();
  const tab = await open(小林.phone);
  expect(tab.view().phase).toBe("ready");
  expect(小林.phone.marker.text).toContain("小林");
  await must(tab.acts.leave());
  expect(小林.phone.marker.text).toBeNull();
  expect((await open(blank("路人"))).view()).toMatchObject({ phase: "empty", lostMarker: null });
});

test("[P33] keys that the browser kept and cannot use are lost keys, and the paper brings the account back", async () => {
  const 小史 = await town.join("小史");
  const code = codeOf(小史.tab);
  await until(() => 小史.tab.view().sync.waiting.length === 0);
  await 小史.tab.close();
  const vault = openVault({ indexedDB: 小史.phone.indexedDB, broadcast: null });
  const [kept] = await vault.all("identities");
  const wrapKey = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["decrypt"]);
  await vault.write({ identities: [{ ...kept, wrapKey } as IdentityKept] });
  await vault.close();
  const tab = await open(小史.phone);
  expect(tab.view()).toMatchObject({ phase: "lost", lostMarker: { name: "小史" } });
  await must(tab.acts.askRecovery(null, null));
  expect(tab.view().phase).toBe("recovering");
  expect(await must(tab.acts.restore(code, null))).toBe(小史.account);
  expect(tab.view()).toMatchObject({ phase: "ready", recovering: null, lostMarker: null });
});

test("[P71] wrong papers: of nobody, mistyped, of another community", async () => {
  const tab = await open(blank("路人"));
  expect(await faultOf(tab.acts.restore("000G 40R4 0M30 E209 185G R38E 1WHQ", null))).toBe("code_unknown");
  expect(await faultOf(tab.acts.restore("000G 40R4 0M30 E209 185G R38E 1WHP", null))).toBe("code_wrong");
  expect(await faultOf(tab.acts.restore(codeOf(老周.tab), "a".repeat(26)))).toBe("other_community");
  expect(await faultOf(tab.acts.move(town.community, "000G40R40M30E209185GR38E1WHQ"))).toBe("move_expired");
  expect(tab.view().phase).toBe("empty");
});

test("[P72] two phones of one person: what one signs the other shows, and their numbers never clash", async () => {
  const 小张 = await town.neighbour("小张");
  const second = await moveTo(小张.tab, "小张的平板");
  expect(second.view().me).toMatchObject({ id: 小张.account, recoveryCode: null });
  await until(() => devices(小张.tab).length === 2 && notices(小张.tab).includes("device_added"));
  expect(notices(second)).not.toContain("device_added");
  const [one, other] = await Promise.all([
    must(小张.tab.acts.publish(soySauce(小张.account, town.clock))),
    must(second.acts.publish(soySauce(小张.account, town.clock, { words: "盐一包" }))),
  ]);
  for (const tab of [小张.tab, second])
    for (const need of [one, other])
      await until(() => tab.view().needs.find(({ id }) => id === need)?.status === "open");
  await until(() => 小张.tab.view().wallet?.held === 1440 && second.view().wallet?.held === 1440);
  // What the first published, the second withdraws.
  await must(second.acts.withdraw(one));
  await until(() => 小张.tab.view().wallet?.held === 720);
});

test("[P73] a link works once and for a quarter of an hour", async () => {
  const 小赵 = await town.join("小赵");
  const { link } = await must(小赵.tab.acts.makeMoveLink());
  const secret = link.slice(link.indexOf("#") + 1);
  const [first, second, third] = [await open(blank("甲")), await open(blank("乙")), await open(blank("丙"))];
  expect(await must(first.acts.move(town.community, secret))).toBe(小赵.account);
  expect(await faultOf(second.acts.move(town.community, secret))).toBe("move_expired");
  const late = await must(小赵.tab.acts.makeMoveLink());
  town.clock.advance(15 * 60 + 1);
  expect(await faultOf(third.acts.move(town.community, late.link.slice(late.link.indexOf("#") + 1)))).toBe(
    "move_expired",
  );
  expect(third.view().phase).toBe("empty");
  // A phone that has just been started asks whether the relay is there, and does not guess that it is not.
  await 小赵.tab.close();
  let answer: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const slow = await 小赵.phone.open({ fetch: (...given) => held.then(() => fetch(...given)) });
  const making = slow.acts.makeMoveLink();
  answer();
  await must(making);
});

test("[P74] 搬家: the old phone goes; what it says later is refused with a reason, what it said before stands", async () => {
  const 小孙 = await town.neighbour("小孙");
  const need = await must(小孙.tab.acts.publish(soySauce(小孙.account, town.clock)));
  await until(() => 小孙.tab.view().sync.waiting.length === 0);
  const next = await moveTo(小孙.tab, "小孙的新手机");
  await until(() => next.view().needs.some(({ id }) => id === need));
  await must(next.acts.removeDevice(thisKey(小孙.tab)));
  await until(() => devices(小孙.tab).length > 0 && !devices(小孙.tab).some(({ isThis }) => isThis));
  expect(
    await faultOf(
      小孙.tab.acts.consent([{ text: "other", version: 1, lang: "zh", sha256: "ab".repeat(32) }]),
    ),
  ).toBe("key_removed");
  expect(next.view().needs.find(({ id }) => id === need)).toMatchObject({ status: "open", by: 小孙.account });
  expect(notices(next)).not.toContain("device_removed");
  // The old one comes back by its paper, with a new key, into the same store.
  expect(await must(小孙.tab.acts.restore(codeOf(小孙.tab), null))).toBe(小孙.account);
  await until(() => devices(小孙.tab).some(({ isThis, state }) => isThis && state === "live"));
});

test("[P75] a phone that takes itself out keeps nothing", async () => {
  const 小吴 = await town.join("小吴");
  const tab = await moveTo(小吴.tab, "小吴的平板");
  await must(小吴.tab.acts.removeDevice(thisKey(小吴.tab)));
  expect(小吴.tab.view()).toMatchObject({ phase: "empty", me: null });
  await until(() => devices(tab).length === 1 && notices(tab).includes("device_removed"));
});

test("[P76] steward, witness and 72 hours give the account to a new phone; its former paper is over", async () => {
  const 小钱 = await town.neighbour("小钱");
  const paper = codeOf(小钱.tab);
  await 小钱.tab.close();
  小钱.phone.clean();
  const tab = await open(小钱.phone);
  const { link } = await must(tab.acts.askRecovery(null, null));
  expect(link).toMatch(new RegExp(`^${town.url}/recover/${town.community}/3#[A-Za-z0-9_-]{128}$`));
  expect(tab.view()).toMatchObject({
    phase: "recovering",
    recovering: { link, account: null, activeAt: null },
  });
  const keys = link.slice(link.indexOf("#") + 1);
  expect(await faultOf(老周.tab.acts.recoverFor(小钱.account, keys))).toBe("wrong_role");
  const { entry } = await must(王姐.tab.acts.recoverFor(小钱.account, keys));
  await until(() => 王姐.tab.view().pending.some((one) => one.entry === entry && one.what === "recover"));
  expect(王姐.tab.view().pending).toMatchObject([{ entry, what: "recover", name: "小钱" }]);
  await tab.acts.retry();
  expect(tab.view().recovering).toMatchObject({ account: 小钱.account, activeAt: null });
  await until(() => 老周.tab.asked(entry)?.what === "recover");
  expect(老周.tab.asked(entry)).toEqual({ what: "recover", account: 小钱.account, by: 王姐.account });
  expect(await faultOf(王姐.tab.acts.cosign(town.community, entry))).toBe("same_person");
  await must(老周.tab.acts.cosign(town.community, entry));
  await tab.acts.retry();
  // The page is closed meanwhile; the request is in the vault.
  await tab.close();
  const waiting = await open(小钱.phone);
  await waiting.acts.retry();
  expect(waiting.view()).toMatchObject({ phase: "recovering", recovering: { account: 小钱.account } });
  const activeAt = waiting.view().recovering?.activeAt ?? 0;
  expect(activeAt - town.clock.ms / 1000).toBeGreaterThan(71 * HOUR);
  town.clock.advance(72 * HOUR);
  await waiting.acts.retry();
  await until(() => waiting.view().phase === "ready" && waiting.view().me?.name === "小钱");
  expect(waiting.view().me?.recoveryCode).not.toBe(paper);
  expect(await faultOf((await open(blank("小偷"))).acts.restore(paper, null))).toBe("code_replaced");
  // A phone that came back takes a need, serves, and is paid.
  const need = await must(王姐.tab.acts.publish(soySauce(王姐.account, town.clock)));
  await until(() => waiting.view().needs.find(({ id }) => id === need)?.status === "open");
  const before = waiting.view().wallet?.available ?? 0;
  await must(waiting.acts.take(need));
  await must(waiting.acts.start(need));
  town.clock.advance(600);
  await must(waiting.acts.end(need));
  await until(() => needIn(王姐, need)?.status === "ended");
  await must(王姐.tab.acts.confirm(need, null));
  王姐.phone.hide();
  await until(() => (waiting.view().wallet?.available ?? 0) === before + 720);
});

test("[P77] whoever still has a phone of the account says no within the 72 hours", async () => {
  const 小冯 = await town.neighbour("小冯");
  const thief = await open(blank("骗子"));
  const { link } = await must(thief.acts.askRecovery(town.community, "3"));
  await giveBack(小冯.account, link);
  await until(() => notices(小冯.tab).includes("device_waiting"));
  const waits = await until(() => devices(小冯.tab).find(({ state }) => state === "waiting"));
  // The steward's phone hears of it in its own time.
  await until(() => 王姐.tab.devicesOf(小冯.account).some(({ state }) => state === "waiting"));
  await must(小冯.tab.acts.removeDevice(waits.key));
  await until(() => devices(小冯.tab).length === 1);
  await thief.acts.retry();
  expect(thief.view()).toMatchObject({ phase: "empty", recovering: null });
  town.clock.advance(73 * HOUR);
  await thief.acts.retry();
  expect(thief.view().phase).toBe("empty");
});

test("[P78] a request is taken back, and another one may follow", async () => {
  const 小陈嫂 = await town.neighbour("陈嫂");
  const tab = await open(blank("陈嫂的新手机"));
  const { link } = await must(tab.acts.askRecovery(null, "3"));
  expect(await must(tab.acts.askRecovery(null, "5"))).toEqual({ link });
  await giveBack(小陈嫂.account, link);
  await tab.acts.retry();
  await must(tab.acts.cancelRecovery());
  expect(tab.view()).toMatchObject({ phase: "empty", recovering: null });
  await until(() => 王姐.tab.devicesOf(小陈嫂.account).length === 1);
  expect(await faultOf(tab.acts.cancelRecovery())).toBe("already_done");
  const next = await must(tab.acts.askRecovery(null, "3"));
  expect(next.link).not.toBe(link);
  // She finds her paper after all: the request is over.
  await must(tab.acts.restore(codeOf(小陈嫂.tab), null));
  expect(tab.view()).toMatchObject({ phase: "ready", recovering: null });
});

test("[P79] a stolen phone is silenced: it says nothing, keeps its history, and speaks again when it was found", async () => {
  const 小何 = await town.neighbour("小何");
  const need = await must(小何.tab.acts.publish(soySauce(小何.account, town.clock)));
  await until(() => 小何.tab.view().sync.waiting.length === 0);
  expect(await faultOf(老周.tab.acts.suspendDevice(小何.account, "all", 3))).toBe("wrong_role");
  await must(王姐.tab.acts.suspendDevice(小何.account, "all", 7));
  await until(() => devices(小何.tab)[0]?.state === "suspended");
  expect(await faultOf(小何.tab.acts.publish(soySauce(小何.account, town.clock)))).toBeNull();
  await until(() => 小何.tab.view().sync.waiting.some(({ fault }) => fault === "key_suspended"));
  expect(needIn(王姐, need)?.status).toBe("open");
  expect(await faultOf(小何.tab.acts.suspendDevice(小何.account, "all", 0))).toBe("key_suspended");
  await must(王姐.tab.acts.suspendDevice(小何.account, "all", 0));
  await until(async () => {
    await 小何.tab.acts.retry();
    return devices(小何.tab)[0]?.state === "live";
  });
  expect(await faultOf(王姐.tab.acts.suspendDevice(小何.account, "all", 0))).toBe("already_done");
  const again = await must(小何.tab.acts.publish(soySauce(小何.account, town.clock, { words: "醋一瓶" })));
  await until(() => needIn(王姐, again)?.status === "open");
});

test("[P80] a thief with the phone makes a new 恢复码; the owner's old paper takes everything back", async () => {
  const 小高 = await town.neighbour("小高");
  const paper = codeOf(小高.tab);
  const thiefs = await must(小高.tab.acts.renewRecoveryCode());
  expect(parsePaperCode(thiefs).ok).toBe(true);
  expect(thiefs).not.toBe(paper);
  expect(codeOf(小高.tab)).toBe(thiefs);
  town.clock.advance(2 * DAY);
  const owner = await open(blank("小高的新手机"));
  await must(owner.acts.restore(paper, null));
  const lost = await until(() => devices(owner).find(({ isThis }) => !isThis));
  await must(owner.acts.removeDevice(lost.key));
  // Her paper is not shown as good for long: it was replaced.
  expect(owner.view().me?.recoveryCode).toBeNull();
  const renewed = await must(owner.acts.renewRecoveryCode());
  expect(owner.view().me?.recoveryCode).toBe(renewed);
  await until(() => !devices(小高.tab).some(({ isThis }) => isThis));
  expect(await faultOf(小高.tab.acts.makeMoveLink())).toBe("key_removed");
  town.clock.advance(3 * DAY + 60);
  expect(await faultOf((await open(blank("又一部"))).acts.restore(paper, null))).toBe("code_replaced");
  // The thief's own paper is over only 72 hours after the owner's new one.
  expect(await faultOf((await open(blank("贼机"))).acts.restore(thiefs, null))).toBe("code_replaced");
  expect(await must((await open(blank("再一部"))).acts.restore(renewed, null))).toBe(小高.account);
});

test("[P80] while her session is opened anew for a new 恢复码, nobody sees an empty house", async () => {
  const { tab } = await town.join("小石");
  const phases = new Set<string>();
  let isRenewing = true;
  const renewed = tab.acts.renewRecoveryCode().finally(() => {
    isRenewing = false;
  });
  while (isRenewing) {
    // Whatever makes the screens look again.
    await tab.acts.markNoticesRead();
    phases.add(tab.view().phase);
  }
  await must(renewed);
  expect([...phases]).toEqual(["ready"]);
});

test("[P81] the other side's contact reaches a phone that joined after it was sent", async () => {
  const [小袁, 小邓] = [await town.neighbour("小袁"), await town.neighbour("小邓")];
  const number = (last: number) => ({ way: "phone", number: `1380000000${last}` }) as const;
  await must(小袁.tab.acts.setContact(小袁.account, number(1)));
  await must(小邓.tab.acts.setContact(小邓.account, number(2)));
  const need = await must(小袁.tab.acts.publish(soySauce(小袁.account, town.clock)));
  await until(() => needIn(小邓, need)?.status === "open");
  await must(小邓.tab.acts.take(need));
  await until(
    () => 小邓.tab.contactFor(need).state === "known" && 小袁.tab.contactFor(need).state === "known",
  );
  const helpers = await moveTo(小邓.tab, "小邓的平板");
  const requesters = await moveTo(小袁.tab, "小袁的平板");
  await until(() => helpers.contactFor(need).state === "known");
  await until(() => requesters.contactFor(need).state === "known");
  expect(helpers.contactFor(need)).toMatchObject({ contact: number(1) });
  expect(requesters.contactFor(need)).toMatchObject({ contact: number(2) });
});

test("[P81] the full box of a phone in a drawer keeps nobody's contact back", async () => {
  const [小卢, 小丁] = [await town.neighbour("小卢"), await town.neighbour("小丁")];
  await must(小卢.tab.acts.setContact(小卢.account, { way: "phone", number: "13800000003" }));
  const drawer = await moveTo(小丁.tab, "抽屉里的手机");
  const key = thisKey(drawer);
  await drawer.close();
  await until(() => devices(小丁.tab).length === 2);
  const { box } = house.relay.house.community as Community;
  const { authority } = (house.relay.house.community as Community).clerk.ledger;
  const { seal } = authority.keys.get(key as KeyText) as DeviceKey;
  const now = Math.floor(town.clock.ms / 1000) as Moment;
  const junk = [{ seal, ciphertext: new Uint8Array(1) }];
  for (let n = 0; n < POSTS_PER_DEVICE_MAX; n++)
    box.put(小丁.account, `路人${n}` as Id, junk, (now + DAY) as Moment, now);
  const need = await must(小卢.tab.acts.publish(soySauce(小卢.account, town.clock)));
  await until(() => needIn(小丁, need)?.status === "open");
  await must(小丁.tab.acts.take(need));
  await until(() => 小丁.tab.contactFor(need).state === "known");
});

test("[P82] the browser is asked to keep the store after the first signed act, and what it says is shown", async () => {
  const asked: string[] = [];
  const changes = (kept: boolean) => ({
    persist: async () => {
      asked.push("persist");
      return kept;
    },
    persisted: async () => {
      asked.push("persisted");
      return kept;
    },
  });
  const phone = blank("小谢");
  const tab = await phone.open(changes(false));
  opened.push(tab);
  await until(() => tab.view().storage === "may_be_cleaned");
  expect(asked).toEqual(["persisted"]);
  const { code } = await must(town.operator.tab.acts.makeInvite("3", "poster"));
  await must(tab.acts.join({ community: town.community, building: "3", code }, "小谢"));
  expect(asked).toEqual(["persisted", "persist"]);
  await tab.close();
  const kept = await phone.open(changes(true));
  opened.push(kept);
  await until(() => kept.view().storage === "kept");
  const silent = await phone.open({ persisted: async () => null });
  opened.push(silent);
  expect(silent.view().storage).toBe("unknown");
});

test("[P80] a new 恢复码 whose answer was lost on the way is not lost with it", async () => {
  const 小卫 = await town.join("小卫");
  await 小卫.tab.close();
  let isLost = false;
  const losing: typeof fetch = async (url, request) => {
    const answer = await fetch(url, request);
    const isEntry = request?.method === "POST" && String(url).endsWith("/entries");
    if (isEntry && isLost) throw new TypeError("the line broke");
    return answer;
  };
  for (const again of ["asked", "opened"] as const) {
    const tab = await 小卫.phone.open({ fetch: losing });
    opened.push(tab);
    await until(() => tab.view().sync.word === "synced");
    const before = codeOf(tab);
    isLost = true;
    expect(await faultOf(tab.acts.renewRecoveryCode()), again).toBe("relay_unreachable");
    isLost = false;
    await until(async () => {
      await tab.acts.retry();
      return tab.view().me?.recoveryCode === null;
    });
    if (again === "asked") {
      const code = await must(tab.acts.renewRecoveryCode());
      expect(tab.view().me?.recoveryCode).toBe(code);
      expect(code).not.toBe(before);
      await tab.close();
      continue;
    }
    await tab.close();
    const next = await open(小卫.phone);
    const code = await until(async () => {
      await next.acts.retry();
      return codeOf(next) !== before && codeOf(next);
    });
    expect(await must((await open(blank("小卫的平板"))).acts.restore(code, null))).toBe(小卫.account);
  }
});
