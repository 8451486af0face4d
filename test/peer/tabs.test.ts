import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parseBundle } from "../../src/board/bundle.ts";
import { formatDocumentName } from "../../src/board/document.ts";
import { parseUpdate } from "../../src/board/update.ts";
import { foundTown, needIn, soySauce, type Town } from "./community.ts";
import { createHouse, type RelayHouse } from "./house.ts";
import { closeAll, createPhone, must, type Tab, until } from "./phones.ts";

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

/** Keys of all statements that a tab holds, by document. */
async function heldBy(tab: Tab): Promise<Record<string, readonly string[]>> {
  const { bytes } = await must(tab.acts.exportBundle());
  const parsed = parseBundle(bytes);
  if (!parsed.ok) throw new Error(parsed.error);
  return Object.fromEntries(
    [...parsed.value]
      .sort((a, b) => (formatDocumentName(a.name) < formatDocumentName(b.name) ? -1 : 1))
      .map(({ name, updates }) => [
        formatDocumentName(name),
        updates
          .flatMap((update) => {
            const slots = parseUpdate(update);
            return slots.ok ? slots.value.map(({ key }) => key) : ["misfit"];
          })
          .sort(),
      ]),
  );
}

test("[P30] guard 19: three tabs of two people, cut in the middle, hold the same in the end", async () => {
  const { clock } = town;
  const 李姐 = await town.neighbour("李姐");
  const 赵叔 = await town.neighbour("赵叔");
  const second = await 李姐.phone.open();
  const free = { points: false };
  for (const words of ["一", "二", "三"]) {
    await must(李姐.tab.acts.publish(soySauce(李姐.account, clock, { words, ...free })));
    await must(赵叔.tab.acts.publish(soySauce(赵叔.account, clock, { words, ...free })));
  }
  await house.stop();
  for (const words of ["四", "五", "六"]) {
    await must(second.acts.publish(soySauce(李姐.account, clock, { words, ...free })));
    await must(赵叔.tab.acts.publish(soySauce(赵叔.account, clock, { words, ...free })));
    await must(李姐.tab.acts.publish(soySauce(李姐.account, clock, { words, ...free })));
  }
  await house.start();
  await Promise.all([李姐.tab, second, 赵叔.tab].map((tab) => tab.acts.retry()));
  for (const tab of [李姐.tab, second, 赵叔.tab]) {
    await until(
      () => tab.view().needs.length === 15,
      () => tab.view().needs.length,
    );
    await until(
      () => tab.view().sync.word === "synced",
      () => tab.view().sync,
    );
    await until(
      () => tab.view().needs.every(({ status }) => status === "open"),
      () => tab.view().needs,
    );
  }
  await until(async () => {
    const [first, other, theirs] = await Promise.all([李姐.tab, second, 赵叔.tab].map(heldBy));
    expect(Object.values(first ?? {}).flat()).not.toContain("misfit");
    return (
      JSON.stringify(first) === JSON.stringify(other) && JSON.stringify(first) === JSON.stringify(theirs)
    );
  });
});

test("[P31] two tabs of one person never use the same number", async () => {
  const { clock } = town;
  const 李姐 = await town.neighbour("李姐");
  const second = await 李姐.phone.open();
  const drafts = ["甲", "乙", "丙", "丁"].map((words) =>
    soySauce(李姐.account, clock, { words, points: false }),
  );
  const needs = await Promise.all(
    drafts.flatMap((draft) => [李姐.tab, second].map((tab) => must(tab.acts.publish(draft)))),
  );
  await until(
    () => needs.every((need) => needIn(李姐, need)?.status === "open"),
    () => 李姐.tab.view().sync,
  );
  const refused = [李姐.tab, second].flatMap((tab) =>
    tab.view().sync.waiting.filter(({ state }) => state === "refused"),
  );
  expect(refused).toEqual([]);
});

test("[P32] where the browser has no Ed25519 the seed is wrapped, and the phone works the same", async () => {
  const 赵叔 = await town.neighbour("赵叔", { useWebCryptoKeys: false });
  const need = await must(赵叔.tab.acts.publish(soySauce(赵叔.account, town.clock)));
  await until(() => needIn(town.operator, need)?.status === "open");
  await 赵叔.tab.close();
  const again = await 赵叔.phone.open();
  expect(again.view().me?.recoveryCode).toMatch(/^[0-9A-Z]{4}( [0-9A-Z]{4}){6}$/);
  await until(
    () => again.view().sync.word === "synced",
    () => again.view().sync,
  );
});

test("[P33] a browser that threw the vault away is told from one that never had a key", async () => {
  const 李姐 = await town.join("李姐");
  await 李姐.tab.close();
  const emptied = await 李姐.phone.open({ indexedDB: new IDBFactory() });
  expect(emptied.view().phase).toBe("lost");
  const other = createPhone("路人", { url: town.url, nowMs: () => town.clock.ms });
  expect((await other.open()).view().phase).toBe("empty");
});

test("[P34] a phone whose clock is hours off is put right by the first answer, and signs again", async () => {
  const 赵叔 = await town.neighbour("赵叔", { skewMs: 3 * 86_400_000 });
  const need = await must(赵叔.tab.acts.publish(soySauce(赵叔.account, town.clock)));
  await until(() => needIn(town.operator, need)?.status === "open");
  // offline, somebody sets the phone's clock two hours ahead
  await 赵叔.tab.close();
  await house.stop();
  const tab = await 赵叔.phone.open({ now: () => town.clock.ms + 3 * 86_400_000 + 7_200_000 });
  const late = await must(tab.acts.publish(soySauce(赵叔.account, town.clock, { words: "晚一点" })));
  await house.start();
  await tab.acts.retry();
  await until(
    () => needIn({ ...赵叔, tab }, late)?.status === "open",
    () => tab.view().sync,
  );
});

test("[P35] 我是谁: two people on one phone, and one leaves", async () => {
  const 李姐 = await town.neighbour("李姐");
  const { tab } = 李姐;
  const poster = await must(town.operator.tab.acts.makeInvite("3", "personal"));
  const invite = { community: town.community, building: "3", code: poster.code };
  expect((await tab.acts.seeInvite(invite.community, invite.building, invite.code)).ok).toBe(true);
  const 女儿 = await must(tab.acts.join(invite, "女儿"));
  expect(tab.view().me?.id).toBe(女儿);
  expect(
    tab
      .view()
      .identities.map(({ name }) => name)
      .sort(),
  ).toEqual(["女儿", "李姐"]);
  await must(tab.acts.switchTo(town.community, 李姐.account));
  expect(tab.view().me?.name).toBe("李姐");
  await must(tab.acts.leave());
  await until(() => tab.view().me?.id === 女儿);
  expect(tab.view().identities).toHaveLength(1);
});

test("[P36] a points act that the page did not live to sign is signed at the next start", async () => {
  const { clock } = town;
  const 李姐 = await town.neighbour("李姐");
  const 赵叔 = await town.neighbour("赵叔");
  const need = await must(李姐.tab.acts.publish(soySauce(李姐.account, clock)));
  await until(() => needIn(赵叔, need)?.status === "open");
  await must(赵叔.tab.acts.take(need));
  await must(赵叔.tab.acts.start(need));
  await must(赵叔.tab.acts.end(need));
  await until(() => needIn(李姐, need)?.status === "ended");
  await must(李姐.tab.acts.confirm(need, null));
  await 李姐.tab.close();
  clock.advance(60);
  const again = await 李姐.phone.open();
  await until(
    () => needIn({ ...李姐, tab: again }, need)?.status === "done",
    () => again.view().sync,
  );
});
