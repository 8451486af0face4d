/** What somebody calls her phones: for her own eyes, on the phone on which she wrote it, and gone with the account. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { openVault } from "../../src/peer/vault.ts";
import { foundTown, type Member, type Town } from "./community.ts";
import { closeAll, createPhone, faultOf, must, type Tab, until } from "./phones.ts";

let town: Town;
let 李姐: Member;
let tablet: Tab;
/** Everything that left or was about to leave: bodies of requests, words in documents, entries. */
let left: string[];

beforeAll(async () => {
  town = await foundTown();
  李姐 = await town.neighbour("李姐");
  const { link } = await must(李姐.tab.acts.makeMoveLink());
  const [, community = "", secret = ""] = /\/move\/([a-z2-7]{26})#([0-9A-Z]{28})$/.exec(link) ?? [];
  tablet = await createPhone("李姐的平板", { url: town.url, nowMs: () => town.clock.ms }).open();
  await must(tablet.acts.move(community, secret));
  await until(() => devices(李姐.tab).length === 2);
});
afterAll(async () => {
  await closeAll();
  await town.started.close();
});

const devices = (tab: Tab) => tab.view().me?.devices ?? [];
const names = (tab: Tab) => devices(tab).map(({ name }) => name);
const other = (tab: Tab): string => devices(tab).find(({ isThis }) => !isThis)?.key as string;
const NAME = "孙女的旧平板";

test("[P83] how each phone came is told by the roster, the same on both", async () => {
  await until(() => devices(tablet).length === 2);
  for (const tab of [李姐.tab, tablet])
    expect(devices(tab).map(({ came, name }) => [came, name])).toEqual([
      ["register", null],
      ["link", null],
    ]);
  await until(() => town.operator.tab.devicesOf(李姐.account).length === 2);
  expect(town.operator.tab.devicesOf(李姐.account).map(({ came, name }) => [came, name])).toEqual([
    ["register", null],
    ["link", null],
  ]);
});

test("[P84] a name is kept in this phone's vault, seen in its other tabs, and by nobody else", async () => {
  left = [];
  const realFetch = globalThis.fetch;
  const second = await 李姐.phone.open({
    fetch: (input, init) => {
      left.push(String(input), init?.body instanceof Uint8Array ? hex(init.body) : String(init?.body));
      return realFetch(input, init);
    },
  });
  const before = second.view().sync.waiting.length;
  await must(second.acts.nameDevice(other(second), NAME));
  expect(names(second)).toEqual([null, NAME]);
  await until(() => names(李姐.tab)[1] === NAME);
  expect(second.view().sync.waiting).toHaveLength(before);
  await second.acts.retry();
  const file = await must(second.acts.exportBundle());
  const wanted = hex(new TextEncoder().encode(NAME));
  expect(hex(file.bytes)).not.toContain(wanted);
  expect(left.length).toBeGreaterThan(0);
  expect(left.filter((text) => text.includes(NAME) || text.includes(wanted))).toEqual([]);
  const seen = await until(() => {
    李姐.phone.hide();
    const text = 李姐.phone.storage.getItem("yizhan/seen");
    return text?.includes('"came":"link"') === true && text;
  });
  expect(seen).not.toContain(NAME);
  expect(names(tablet)).toEqual([null, null]);
  await second.close();
  const again = await 李姐.phone.open();
  expect(names(again)).toEqual([null, NAME]);
  await again.close();
});

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

test("[P84] a name has at most twelve characters, none forgets it, and only her own phones have one", async () => {
  const { acts } = 李姐.tab;
  expect(await faultOf(acts.nameDevice(other(李姐.tab), "一二三四五六七八九十一二三"))).toBe("name_length");
  expect(names(李姐.tab)).toEqual([null, NAME]);
  const [strange] = town.operator.tab.view().me?.devices ?? [];
  expect(await faultOf(acts.nameDevice(strange?.key ?? "", "别人的"))).toBe("no_such_account");
  await must(acts.nameDevice(other(李姐.tab), "  "));
  expect(names(李姐.tab)).toEqual([null, null]);
});

test("[P84] names go with the phone that had them, and with the account", async () => {
  const { acts } = 李姐.tab;
  await must(acts.nameDevice(other(李姐.tab), NAME));
  const rows = async (): Promise<unknown> => {
    const vault = openVault({ indexedDB: 李姐.phone.indexedDB, broadcast: null });
    try {
      return await vault.kept(`phones/${李姐.account}`);
    } finally {
      await vault.close();
    }
  };
  expect(Object.values((await rows()) ?? {})).toEqual([NAME]);
  await must(acts.removeDevice(other(李姐.tab)));
  await until(() => devices(李姐.tab).length === 1);
  await must(acts.nameDevice(devices(李姐.tab)[0]?.key ?? "", "我的"));
  expect(Object.values((await rows()) ?? {})).toEqual(["我的"]);
  await must(acts.leave());
  expect(await rows()).toBeUndefined();
});
