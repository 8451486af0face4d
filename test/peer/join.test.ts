import { afterAll, beforeAll, expect, test } from "vitest";
import type { KeyFault } from "../../src/peer/container.ts";
import type { StationDeps } from "../../src/peer/platform.ts";
import { foundTown, type Town } from "./community.ts";
import { closeAll, createPhone, faultOf, must, until } from "./phones.ts";

let town: Town;
beforeAll(async () => {
  town = await foundTown();
});
afterAll(async () => {
  await closeAll();
  await town.started.close();
});

test("[P1] 小陈 founds a community and is its operator", async () => {
  const { tab } = town.operator;
  const view = tab.view();
  expect(view.phase).toBe("ready");
  expect(view.me).toMatchObject({ name: "小陈", standing: "vouched", isOperator: true });
  expect(view.community).toMatchObject({ name: "明湖花园", preset: "building_start" });
  expect(view.community?.buildings.map(({ id }) => id)).toEqual(["3", "5"]);
  await until(
    () => tab.view().sync.word === "synced",
    () => tab.view().sync,
  );
});

test("[P2] 李姐 joins from the poster and is vouched for: the welcome hour arrives", async () => {
  const 李姐 = await town.join("李姐");
  expect(李姐.tab.view().me).toMatchObject({ name: "李姐", standing: "registered" });
  const seen = await until(() =>
    town.operator.tab.view().newcomers.find(({ id, name }) => id === 李姐.account && name === "李姐"),
  );
  expect(seen.isVouched).toBe(false);
  await town.operator.tab.acts.vouch(李姐.account, { household: null, isAdult: true });
  await until(() => 李姐.tab.view().me?.standing === "vouched");
  const wallet = await until(() => {
    const { wallet } = 李姐.tab.view();
    return wallet?.available === 3600 && wallet.lines.length > 0 && wallet;
  });
  expect(wallet.lines[0]).toMatchObject({ what: "welcome", seconds: 3600, isAutomatic: true });
  await until(
    () => 李姐.tab.view().sync.word === "synced",
    () => 李姐.tab.view().sync,
  );
});

const NOBODY: readonly (readonly [where: string, changes: Partial<StationDeps>, fault: KeyFault])[] = [
  ["in WeChat", { userAgent: "Mozilla/5.0 MicroMessenger/8.0" }, "in_container"],
  ["in DingTalk", { userAgent: "Mozilla/5.0 AliApp(DingTalk/7.0.0)" }, "in_container"],
  ["without a service worker", { lacks: ["serviceWorker"] }, "cannot_keep"],
  ["without crypto.subtle", { lacks: ["subtle"], subtle: undefined as never }, "cannot_keep"],
  ["without locks", { lacks: ["locks"], locks: null }, "cannot_keep"],
  ["without IndexedDB", { lacks: ["indexedDB"], indexedDB: undefined as never }, "cannot_keep"],
  ["with an IndexedDB that only says it is there", { indexedDB: brokenDb() }, "cannot_keep"],
];

test.each(NOBODY)("[P3] %s no key is made, and one may look around", async (_, changes, fault) => {
  const phone = createPhone("路人", { url: town.url, nowMs: () => town.clock.ms });
  const tab = await phone.open(changes);
  const { code } = await must(town.operator.tab.acts.makeInvite("3", "poster"));
  const invite = { community: town.community, building: "3", code };
  expect(await tab.acts.seeInvite(invite.community, invite.building, invite.code)).toMatchObject({
    ok: true,
  });
  expect(await faultOf(tab.acts.join(invite, "路人"))).toBe(fault);
  expect(await faultOf(tab.acts.openSetup("secret"))).toBe(fault);
  const { acts, view } = town.operator.tab;
  expect(await faultOf(tab.acts.restore(view().me?.recoveryCode ?? "", town.community))).toBe(fault);
  const { link } = await must(acts.makeMoveLink());
  expect(await faultOf(tab.acts.move(town.community, link.split("#")[1] ?? ""))).toBe(fault);
  expect(await faultOf(tab.acts.askRecovery(town.community, "3"))).toBe(fault);
  expect(tab.view()).toMatchObject({ phase: "empty", keyFault: fault, me: null });
});

test("[P3] a vault that does not open is no empty house for whoever had an account here", async () => {
  const phone = createPhone("李姐", { url: town.url, nowMs: () => town.clock.ms });
  phone.marker.text = "1";
  await expect(phone.open({ indexedDB: brokenDb() })).rejects.toThrow("refused");
});

function brokenDb(): IDBFactory {
  return {
    open() {
      throw new Error("refused");
    },
  } as unknown as IDBFactory;
}
