/** Names live in the people of a year (P45): what a new year finds, and what it says again. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { foundTown, type Town } from "./community.ts";
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

/** Seconds until the first hour of the next year is over, in Beijing. */
const untilNewYear = (ms: number): number =>
  Math.ceil((Date.UTC(new Date(ms + 8 * 3_600_000).getUTCFullYear() + 1, 0, 1, -7) - ms) / 1000);

test("[P45] in a new year neighbours keep their names, and each phone says its own again, once", async () => {
  const 李姐 = await town.neighbour("李姐");
  const 赵叔 = await town.neighbour("赵叔");
  await until(() => 李姐.tab.view().people.get(赵叔.account)?.name === "赵叔");
  await 李姐.tab.close();
  await 赵叔.tab.close();

  town.clock.advance(untilNewYear(town.clock.ms));
  // A new neighbour's phone reads the names of those who have not been here since.
  const 新邻居 = await town.neighbour("新邻居");
  await until(
    () => 新邻居.tab.view().people.get(赵叔.account)?.name === "赵叔",
    () => [...新邻居.tab.view().people.values()].map(({ name }) => name),
  );
  const again = await 李姐.phone.open();
  await until(() => again.view().sync.word === "synced" && again.view().sync.waiting.length === 0);
  expect(again.view().people.get(赵叔.account)?.name).toBe("赵叔");
  const third = await 李姐.phone.open();
  await until(() => third.view().sync.word === "synced");
  // Her name stands once in each year, however often she came in.
  const { bytes } = await must(third.acts.exportBundle());
  expect(Buffer.from(bytes).toString("latin1").split(Buffer.from("李姐").toString("latin1")).length - 1).toBe(
    2,
  );
});
