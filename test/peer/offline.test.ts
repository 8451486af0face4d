import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { foundTown, needIn, soySauce, type Town } from "./community.ts";
import { createHouse, type RelayHouse } from "./house.ts";
import { closeAll, must, until } from "./phones.ts";

let house: RelayHouse;
let town: Town;
beforeEach(async () => {
  house = await createHouse();
  town = await foundTown(house);
});
afterEach(async () => {
  await closeAll();
  await house.remove();
});

test("[P10] without the relay: read, publish, a second tab, a file to a neighbour; then exactly once", async () => {
  const { clock } = town;
  const 李姐 = await town.neighbour("李姐");
  const 赵叔 = await town.neighbour("赵叔");
  const before = await must(李姐.tab.acts.publish(soySauce(李姐.account, clock, { words: "第一件" })));
  await until(() => needIn(赵叔, before)?.status === "open");
  await until(
    () => 李姐.tab.view().sync.word === "synced",
    () => 李姐.tab.view().sync,
  );

  await house.stop();
  await until(
    () => 李姐.tab.view().sync.word === "offline",
    () => 李姐.tab.view().sync,
  );
  // 李姐 still reads, asks once more, and her second tab shows it
  const second = await 李姐.phone.open();
  expect(second.view().needs.some(({ id }) => id === before)).toBe(true);
  const need = await must(李姐.tab.acts.publish(soySauce(李姐.account, clock, { words: "第二件" })));
  await until(() => second.view().needs.some(({ id }) => id === need));
  expect(李姐.tab.view().sync.word).toBe("waiting");
  const kinds = 李姐.tab.view().sync.waiting.map(({ kind }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(["need", "hold"]));
  await until(() => second.view().sync.waiting.length >= 2);

  // by hand to 赵叔, twice
  const file = await must(李姐.tab.acts.exportBundle());
  expect(file.needs).toBe(2);
  const first = await must(赵叔.tab.acts.importBundle(file.bytes));
  expect(first).toMatchObject({ added: 1, waiting: 0, refused: 0 });
  expect(await must(赵叔.tab.acts.importBundle(file.bytes))).toMatchObject({ added: 0, refused: 0 });
  expect(needIn(赵叔, need)?.status).toBe("waiting_points");

  // the page closes and opens again, still without the relay
  await second.close();
  await 李姐.tab.close();
  const again = await 李姐.phone.open();
  expect(again.view().needs.map(({ id }) => id)).toEqual(expect.arrayContaining([before, need]));
  expect(again.view().sync.waiting.length).toBeGreaterThanOrEqual(2);

  // the relay is back: neighbour and author both bring it
  await house.start();
  await Promise.all([again.acts.retry(), 赵叔.tab.acts.retry()]);
  await until(
    () => needIn(赵叔, need)?.status === "open",
    () => needIn(赵叔, need),
  );
  await until(
    () => again.view().sync.word === "synced",
    () => again.view().sync,
  );
  const 王姐 = await town.neighbour("王姐");
  await until(
    () => needIn(王姐, need)?.status === "open",
    () => 王姐.tab.view().needs,
  );
  expect(王姐.tab.view().needs.filter(({ words }) => words === "第二件")).toHaveLength(1);
  await until(
    () => again.view().wallet?.held === 1440,
    () => again.view().wallet,
  );
});

test("[P11] guard 33: a relay that lost its boards is refilled by the phones", async () => {
  const { clock } = town;
  const 李姐 = await town.neighbour("李姐");
  const need = await must(李姐.tab.acts.publish(soySauce(李姐.account, clock)));
  await until(
    () => 李姐.tab.view().sync.word === "synced",
    () => 李姐.tab.view().sync,
  );
  await house.stop();
  for (const end of ["", "-wal", "-shm"]) rmSync(join(house.data, `boards.sqlite${end}`), { force: true });
  await house.start();
  await 李姐.tab.acts.retry();
  await until(
    () => 李姐.tab.view().sync.word === "synced",
    () => 李姐.tab.view().sync,
  );
  const 赵叔 = await town.neighbour("赵叔");
  await until(
    () => needIn(赵叔, need)?.status === "open",
    () => 赵叔.tab.view().needs,
  );
  expect(赵叔.tab.view().people.get(李姐.account)?.name).toBe("李姐");
});

test("[P12] guard 37: an empty ledger makes no phone delete anything", async () => {
  const { clock } = town;
  const 李姐 = await town.neighbour("李姐");
  const need = await must(李姐.tab.acts.publish(soySauce(李姐.account, clock)));
  await until(() => needIn(town.operator, need)?.status === "open");
  await until(() => 李姐.tab.view().sync.word === "synced");
  const before = 李姐.tab.view();
  await house.stop();
  await house.startEmpty();
  await 李姐.tab.acts.retry();
  await until(
    () => 李姐.tab.view().sync.word === "relay_down",
    () => 李姐.tab.view().sync,
  );
  const { wallet, people, needs } = 李姐.tab.view();
  expect(wallet).toEqual(before.wallet);
  expect([...people.keys()]).toEqual([...before.people.keys()]);
  expect(needs.map(({ id }) => id)).toContain(need);
  await 李姐.tab.close();
  const again = await 李姐.phone.open();
  expect(again.view().needs.map(({ id }) => id)).toContain(need);
  expect(again.view().me?.standing).toBe("vouched");
});
