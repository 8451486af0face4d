import { afterAll, beforeAll, expect, test } from "vitest";
import { foundTown, type Town } from "./community.ts";
import { closeAll, createPhone, faultOf, until } from "./phones.ts";

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

test("[P3] the key is never made inside WeChat", async () => {
  const phone = createPhone("路人", { url: town.url, nowMs: () => town.clock.ms });
  const tab = await phone.open({ userAgent: "Mozilla/5.0 MicroMessenger/8.0" });
  const invite = { community: town.community, building: "3", code: "aaaaaa" };
  expect(await faultOf(tab.acts.join(invite, "路人"))).toBe("in_wechat");
  expect(tab.view().phase).toBe("empty");
});
