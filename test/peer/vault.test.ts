import { IDBFactory } from "fake-indexeddb";
import { describe, expect, test } from "vitest";
import type { Id, Moment } from "../../src/domain/units.ts";
import { type LeafKept, openVault, type SaidKept, type Vault, type Written } from "../../src/peer/vault.ts";
import { createMemoryVault } from "../../src/peer/vault_memory.ts";
import { createPhone } from "./phones.ts";

const 明湖 = "minghu" as Id;
const 张阿姨 = "zhang" as Id;
const BOARD = "board/minghu/3/2026-05";

const leaf = (index: number, community = 明湖, more: Partial<LeafKept> = {}): LeafKept => ({
  key: `${community}/${index}`,
  community,
  index,
  leaf: Uint8Array.of(index),
  receipt: new Uint8Array(),
  ...more,
});

const said = (id: string, document: string, state: SaidKept["state"], account = 张阿姨): SaidKept => ({
  id: id as Id,
  community: 明湖,
  account,
  document,
  kind: "need",
  need: null,
  bytes: new Uint8Array(),
  since: 0 as Moment,
  state,
  fault: null,
});

describe.each([
  ["on disk", (): Vault => openVault({ indexedDB: new IDBFactory(), broadcast: null })],
  ["that forgets", createMemoryVault],
])("[P98] a vault %s gives", (_, open) => {
  test("the newest leaves of a community below an index, by number and not by text", async () => {
    const vault = open();
    const indices = [3, 20, 100, 9, 1_000];
    await vault.write({ leaves: [...indices.map((index) => leaf(index)), leaf(50, "nanhu" as Id)] });
    const below = async (index: number, countMax: number) =>
      (await vault.leavesBelow(明湖, index, countMax)).map((row) => row.index);
    expect(await below(Number.POSITIVE_INFINITY, 2)).toEqual([1_000, 100]);
    expect(await below(100, 2)).toEqual([20, 9]);
    expect(await below(100, 1)).toEqual([20]);
    expect(await below(20, 9)).toEqual([9, 3]);
    expect(await below(3, 9)).toEqual([]);
  });

  test("the leaves that are marked as consents", async () => {
    const vault = open();
    await vault.write({
      leaves: [
        leaf(1, 明湖, { consentOf: 明湖 }),
        leaf(2),
        leaf(3, "nanhu" as Id, { consentOf: "nanhu" as Id }),
      ],
    });
    expect((await vault.consents(明湖)).map(({ index }) => index)).toEqual([1]);
  });

  test("what an account said in some documents and their parts, and what has no receipt", async () => {
    const vault = open();
    await vault.write({
      said: [
        said("this month", BOARD, "saved"),
        said("its second part", `${BOARD}.2`, "saved"),
        said("long ago", "board/minghu/3/2021-05", "saved"),
        said("long ago and waiting", "board/minghu/3/2021-05", "waiting"),
        said("long ago and refused", "board/minghu/3/2021-05", "refused"),
        said("in another building", "board/minghu/31/2026-05", "saved"),
        said("by somebody else", BOARD, "waiting", "li" as Id),
      ],
    });
    const ids = async (documents: readonly string[]) =>
      (await vault.said(张阿姨, documents)).map(({ id }) => id).sort();
    expect(await ids([])).toEqual(["long ago and refused", "long ago and waiting"]);
    expect(await ids([BOARD])).toEqual([
      "its second part",
      "long ago and refused",
      "long ago and waiting",
      "this month",
    ]);
  });

  test("which of some keys it has, and their rows", async () => {
    const vault = open();
    await vault.write({ leaves: [leaf(1), leaf(2)] });
    const keys = [1, 7, 2].map((index) => leaf(index).key);
    expect([...(await vault.held("leaves", keys))]).toEqual([leaf(1).key, leaf(2).key]);
    expect((await vault.some("leaves", keys)).map(({ index }) => index)).toEqual([1, 2]);
  });
});

test("[P98] another tab is told which rows were written and which are gone", async () => {
  const phone = createPhone("张阿姨", { url: "http://127.0.0.1:9", nowMs: () => 0 });
  const tabs = new Set<{ onmessage: ((event: { data: unknown }) => void) | null }>();
  const broadcast = () => {
    const channel = {
      onmessage: null as ((event: { readonly data: unknown }) => void) | null,
      postMessage: (data: unknown) => {
        for (const other of tabs) if (other !== channel) other.onmessage?.({ data: structuredClone(data) });
      },
      close: () => void tabs.delete(channel),
    };
    tabs.add(channel);
    return channel;
  };
  const open = (): Vault => openVault({ indexedDB: phone.indexedDB, broadcast });
  const [here, there] = [open(), open()];
  const heard: Written[] = [];
  there.onForeignWrite((written) => void heard.push(written));
  await here.write({ leaves: [leaf(1), leaf(2)] }, { said: ["gone"] });
  expect(heard).toEqual([
    new Map([
      ["said", ["gone"]],
      ["leaves", [leaf(1).key, leaf(2).key]],
    ]),
  ]);
  // A tab of an older program says less.
  for (const tab of tabs) tab.onmessage?.({ data: ["leaves"] });
  expect(heard.length).toBe(1);
  await Promise.all([here.close(), there.close()]);
});
