/** Another page of the same browser sleeps with every lock in its hand (P39). */
import { afterAll, beforeAll, expect, test } from "vitest";
import { lockTaken } from "../../src/peer/mutex.ts";
import type { Locks } from "../../src/peer/platform.ts";
import { foundTown, needIn, soySauce, type Town } from "./community.ts";
import { closeAll, faultOf, must, until } from "./phones.ts";

let town: Town;
beforeAll(async () => {
  town = await foundTown();
});
afterAll(async () => {
  await closeAll();
  await town.started.close();
});

const ASLEEP: Locks = { request: (name) => Promise.reject(lockTaken(name)) };

test("[P39] beside a page that sleeps the station opens, reads and hears, and says why it cannot sign", async () => {
  const { clock } = town;
  const 李姐 = await town.neighbour("李姐");
  const 赵叔 = await town.neighbour("赵叔");
  await 李姐.tab.close();
  const tab = await 李姐.phone.open({ locks: ASLEEP });
  expect(tab.view()).toMatchObject({ phase: "ready", me: { name: "李姐" } });
  const need = await must(赵叔.tab.acts.publish(soySauce(赵叔.account, clock)));
  await until(() => needIn({ ...李姐, tab }, need)?.status === "open");
  expect(await faultOf(tab.acts.take(need))).toBe("other_page");
  await tab.close();
  const awake = await 李姐.phone.open();
  await until(() => needIn({ ...李姐, tab: awake }, need)?.status === "open");
  await must(awake.acts.take(need));
});
