/** What a start costs a phone that was used for years, counted and never timed. */
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import type { StationView, WalletLine } from "../../src/peer/station.ts";
import type { LeafKept } from "../../src/peer/vault.ts";
import { foundTown, type Member, needIn, soySauce, type Town } from "./community.ts";
import {
  aged,
  asVersion1,
  copyDisk,
  countRows,
  type Database,
  diskOf,
  rowsIn,
  SERVICES_A_MONTH,
} from "./old_phone.ts";
import { closeAll, must, type Tab, until } from "./phones.ts";

const decoded = vi.hoisted(() => ({ count: 0 }));
vi.mock("../../crypto/cbor.ts", async (original) => {
  const real = await original<typeof import("../../crypto/cbor.ts")>();
  const decodeCbor: typeof real.decodeCbor = (bytes) => {
    decoded.count++;
    return real.decodeCbor(bytes);
  };
  return { ...real, decodeCbor };
});

let town: Town;
let 李姐: Member;
let today: readonly Database[];
let seen: StationView;

beforeAll(async () => {
  town = await foundTown();
  const 张阿姨 = await town.neighbour("张阿姨");
  李姐 = await town.neighbour("李姐");
  for (const words of ["酱油", "米"]) {
    const need = await must(张阿姨.tab.acts.publish(soySauce(张阿姨.account, town.clock, { words })));
    await until(() => needIn(李姐, need)?.status === "open");
    await must(李姐.tab.acts.take(need));
    await must(李姐.tab.acts.start(need));
    town.clock.advance(600);
    await must(李姐.tab.acts.end(need));
    await until(() => needIn(张阿姨, need)?.status === "ended");
    await must(张阿姨.tab.acts.confirm(need, null));
    张阿姨.phone.hide();
    await until(() => needIn(李姐, need)?.status === "done");
  }
  await until(() => earned(李姐.tab.view()).length === 2);
  // Everything that she can prove is shown: a start has nothing left to say.
  await 李姐.tab.acts.retry();
  seen = 李姐.tab.view();
  await 李姐.tab.close();
  today = await copyDisk(李姐.phone.indexedDB);
  await closeAll();
  await town.started.close();
});
afterEach(closeAll);

const earned = (view: StationView): readonly WalletLine[] =>
  (view.wallet?.lines ?? []).filter(({ what }) => what === "earned");

/** 李姐's phone, started without a network on that disk, and what its first view costs. */
async function start(disk: readonly Database[]) {
  const indexedDB = await diskOf(disk);
  const cost = { rows: 0, checks: 0, decodes: 0 };
  const subtle = new Proxy(crypto.subtle, {
    get: (real, name: keyof SubtleCrypto) => {
      if (name === "verify") cost.checks++;
      return (real[name] as (...given: unknown[]) => unknown).bind(real);
    },
  });
  const counted = countRows();
  decoded.count = 0;
  const tab = await 李姐.phone.open({ indexedDB, subtle });
  tab.view();
  Object.assign(cost, { rows: counted.rows(), decodes: decoded.count });
  counted.stop();
  await until(
    () => tab.view().sync.reach === "network",
    () => tab.view().sync,
  );
  return { tab, indexedDB, cost };
}

/** What does not follow the time of day. */
const shownBy = (tab: Tab) => {
  const { me, needs, notices, community } = tab.view();
  return { me, needs, notices, community };
};

test("[P98] a start after 60 months reads, checks and decodes what it does after two, and shows the same", async () => {
  const [young, old] = [await aged(today, 2), await aged(today, 60)];
  const extra = rowsIn(old, "leaves").length - rowsIn(young, "leaves").length;
  expect(extra).toBeGreaterThan(1_000);
  expect(rowsIn(old, "said").length - rowsIn(young, "said").length).toBeGreaterThan(1_000);
  const [first, later] = [await start(young), await start(old)];
  // One more for each month more would be 58.
  const SLACK = 29;
  expect(first.cost.rows).toBeGreaterThan(40);
  expect(later.cost.rows).toBeLessThan(first.cost.rows + SLACK);
  expect(first.cost.decodes).toBeGreaterThan(40);
  expect(later.cost.decodes).toBeLessThan(first.cost.decodes + extra / 4);
  expect(later.cost.checks).toBe(first.cost.checks);
  expect(shownBy(later.tab)).toEqual(shownBy(first.tab));
  expect(shownBy(later.tab).needs).toEqual(seen.needs);
});

test("[P98] the wallet shows every line of 60 months after a while, and an old leaf its proof at once", async () => {
  const old = await aged(today, 60);
  const { tab } = await start(old);
  const oldest = rowsIn<LeafKept>(old, "leaves").reduce((a, b) => (a.index < b.index ? a : b));
  expect(await tab.acts.proof(oldest.index)).toMatchObject({ ok: true });
  const services = earned(seen).length + 60 * SERVICES_A_MONTH;
  await until(
    () => earned(tab.view()).length === services,
    () => earned(tab.view()).length,
  );
});

test("[P100] a vault of the first program is brought to today's form, and nothing in it is lost", async () => {
  const old = await aged(today, 3);
  const before = asVersion1(old);
  expect(before.find(({ name }) => name === "yizhan-vault")?.version).toBe(1);
  const { tab, indexedDB } = await start(before);
  expect(shownBy(tab)).toEqual(shownBy((await start(old)).tab));
  expect(tab.view().me?.consents).toEqual(["pledge"]);
  await tab.close();
  const after = await copyDisk(indexedDB);
  for (const store of ["leaves", "said", "identities", "roster", "outbox", "contacts", "intents"]) {
    const rows = byKey(after, store);
    for (const [key, row] of byKey(old, store)) expect(rows.get(key), `${store} ${key}`).toEqual(row);
  }
  expect([...byKey(after, "kept").keys()]).toEqual(expect.arrayContaining([...byKey(before, "kept").keys()]));
  expect(after.map(({ name }) => name).sort()).toEqual(before.map(({ name }) => name).sort());
});

const byKey = (databases: readonly Database[], store: string): ReadonlyMap<string, unknown> =>
  new Map(
    rowsIn<{ key?: string; id?: string; account?: string }>(databases, store).map((row) => [
      row.key ?? row.id ?? row.account ?? "",
      row,
    ]),
  );
