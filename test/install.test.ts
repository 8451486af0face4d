/** Which way to the home screen a browser has, by its own line; and the public page that everybody may read. */
import { expect, test } from "vitest";
import { installWords } from "../src/locale/install.ts";
import { readPublicPage } from "../src/screens/building/public_page.ts";
import { keepInvite, keptInvite } from "../src/screens/invite_kept.ts";
import { INSTALL_WAYS, type InstallWay, installWayOf, SPOT_OF } from "../src/screens/me/install_ways.ts";
import type { Shelf } from "../src/screens/shelf.ts";

const ANDROID = "Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 (KHTML, like Gecko)";
const WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)";
const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)";

test.each<readonly [InstallWay, string]>([
  ["chrome", `${ANDROID} Chrome/120.0.0.0 Mobile Safari/537.36`],
  ["huawei", `${ANDROID} Chrome/114.0.5735.196 HuaweiBrowser/15.0.4.312 Mobile Safari/537.36`],
  [
    "huawei",
    "Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile HuaweiBrowser/5.0.4.300",
  ],
  [
    "xiaomi",
    `${ANDROID} Version/4.0 Chrome/100.0.4896.127 Mobile Safari/537.36 XiaoMi/MiuiBrowser/17.6.110521`,
  ],
  ["oppo", `${ANDROID} Version/4.0 Chrome/90.0.4430.61 Mobile Safari/537.36 HeyTapBrowser/40.8.10.1`],
  ["vivo", `${ANDROID} Version/4.0 Chrome/87.0.4280.141 Mobile Safari/537.36 VivoBrowser/13.8.2.0`],
  ["samsung", `${ANDROID} SamsungBrowser/23.0 Chrome/115.0.0.0 Mobile Safari/537.36`],
  ["edge", `${ANDROID} Chrome/120.0.0.0 Mobile Safari/537.36 EdgA/120.0.2210.141`],
  ["firefox", "Mozilla/5.0 (Android 14; Mobile; rv:123.0) Gecko/123.0 Firefox/123.0"],
  ["chinese", `${ANDROID} Version/4.0 Chrome/98.0.4758.102 MQQBrowser/14.6 Mobile Safari/537.36`],
  ["chinese", `${ANDROID} Version/4.0 Chrome/100.0.4896.58 Quark/6.8.5.442 Mobile Safari/537.36`],
  ["chrome_desktop", `${WINDOWS} Chrome/122.0.0.0 Safari/537.36`],
  ["edge_desktop", `${WINDOWS} Chrome/122.0.0.0 Safari/537.36 Edg/122.0.0.0`],
  ["safari_desktop", `${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15`],
  ["bookmark", `${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Safari/605.1.15`],
  ["bookmark", "Mozilla/5.0 (Windows NT 10.0; rv:123.0) Gecko/20100101 Firefox/123.0"],
  ["unknown", "SomethingNew/1.0"],
  ["unknown", ""],
])("%s: %s", (way, line) => {
  expect(installWayOf(line, false)).toBe(way);
});

test("an iPad that says to be a Mac is an Apple device with fingers on it", () => {
  expect(
    installWayOf(`${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15`, true),
  ).toBe("apple");
});

test.each(INSTALL_WAYS)("%s leads somewhere: a place to begin and three steps in both languages", (way) => {
  expect(SPOT_OF[way]).toBeTruthy();
  for (const words of [installWords.zh, installWords.en]) expect(words.steps[way]).toHaveLength(3);
});

test("the public page is read as far as it makes sense, and nonsense is none", () => {
  expect(readPublicPage("<html>")).toBeNull();
  expect(readPublicPage('{"name":1,"buildings":[]}')).toBeNull();
  const open = [{ type: "errand", from: 1, to: 2 }, { type: "gold", from: 1, to: 2 }, null];
  const page = readPublicPage(
    JSON.stringify({
      name: "花园",
      stewards: ["a"],
      members: -1,
      buildings: [{ id: "5", name: "5号楼", open }, 7],
    }),
  );
  expect(page).toMatchObject({ name: "花园", stewards: 1, members: 0, timeZone: "Asia/Shanghai" });
  expect(page?.buildings).toEqual([
    { id: "5", name: "5号楼", members: 0, open: [{ type: "errand", from: 1, to: 2 }] },
  ]);
});

test("an invite waits on the shelf until it is used, and nothing else does", () => {
  const kept = new Map<string, string | null>();
  const shelf: Shelf = {
    get: (key) => kept.get(key) ?? null,
    set: (key, value) => void kept.set(key, value),
  };
  const code = `${"a".repeat(26)}5ABCDEF`;
  keepInvite(shelf, code);
  expect(keptInvite(shelf)).toBe(code.toLowerCase());
  keepInvite(shelf, null);
  expect(keptInvite(shelf)).toBeNull();
  keepInvite(shelf, "../../ops");
  expect(keptInvite(shelf)).toBeNull();
});
