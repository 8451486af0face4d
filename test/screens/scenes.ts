/** Every screen of residents, and how to get there by taps. */
import type { Page } from "@playwright/test";
import { COMMUNITY, DEVICES, idOf, LI, meOf, START } from "./people.ts";

const poster = `/j/${COMMUNITY.id}5abcdef`;
const need = (number: number, step = ""): string => `/needs/${idOf(number)}${step}`;

export interface Scene {
  readonly name: string;
  readonly path: string;
  readonly who?: string;
  readonly query?: string;
  readonly hash?: string;
  /** Taps before the picture is taken. */
  readonly act?: (page: Page) => Promise<void>;
}

const press = (name: string) => async (page: Page) => {
  await page.getByRole("button", { name, exact: true }).first().click();
};

/** The public page of a relay, for the station in memory has none. */
async function seePublic(page: Page): Promise<void> {
  const from = Math.floor(Date.now() / 3_600_000) * 3_600 + 7_200;
  const open = ["errand", "walk"].map((type, place) => ({ type, from, to: from + 14_400 + place * 86_400 }));
  await page.route("**/c/*/public", (route) =>
    route.fulfill({
      json: {
        ...{ name: "茂名·好心花园", timeZone: "Asia/Shanghai", members: 41, stewards: ["a", "b"] },
        policy: { point_seconds: 3600 },
        buildings: [
          { id: "5", name: "5号楼", members: 23, open },
          { id: "6", name: "6号楼", members: 18, open: open.slice(1) },
        ],
      },
    }),
  );
  await page.reload();
  await page.getByText("代买").waitFor();
}

const CODE = meOf("li").recoveryCode ?? "";
/** A view with other parts than its owner has. */
const changed = (part: object): string => `&change=${encodeURIComponent(JSON.stringify(part))}`;
const WAITING = {
  key: "c".repeat(43),
  addedAt: START,
  came: "steward",
  name: null,
  isThis: false,
  state: "waiting",
  until: START + 71 * 3600,
};
const LOST_PHONE = { ...DEVICES[1], state: "suspended", until: START + 5 * 86_400 };
const liWith = (devices: readonly object[]): string => changed({ me: { ...meOf("li"), devices } });
const REQUEST = {
  link: `https://yz.example/recover/${COMMUNITY.id}/5#${"dsr".repeat(43).slice(1)}`,
  account: null,
  since: START - 3600,
  activeAt: null,
};

/** Keeping and recovering an account. */
const KEEPING: readonly Scene[] = [
  { name: "safety", path: "/me/safety" },
  { name: "safety-cleaned", path: "/me/safety", query: changed({ storage: "may_be_cleaned" }) },
  { name: "safety-veto", path: "/me/safety", query: liWith([...DEVICES, WAITING]) },
  {
    name: "safety-veto-sure",
    path: "/me/safety",
    query: liWith([...DEVICES, WAITING]),
    act: press("不是我"),
  },
  { name: "safety-suspended", path: "/me/safety", query: liWith([DEVICES[0] ?? {}, LOST_PHONE]) },
  {
    name: "safety-phone",
    path: "/me/safety",
    act: async (page) => {
      await page.getByRole("button", { name: /扫码加的手机/ }).click();
    },
  },
  {
    name: "safety-phone-named",
    path: "/me/safety",
    act: async (page) => {
      await page.getByRole("button", { name: /扫码加的手机/ }).click();
      await page.getByText("给它起个名字").click();
      await page.getByRole("radio", { name: "平板" }).check({ force: true });
      await press("存好")(page);
      await page.getByText("记下了：平板").waitFor();
    },
  },
  { name: "home-veto", path: "/", query: liWith([...DEVICES, WAITING]) },
  { name: "home-removed", path: "/", query: liWith(DEVICES.slice(1)) },
  { name: "home-nudge", path: "/", query: changed({ storage: "may_be_cleaned", needs: [] }) },
  {
    name: "home-nudge-later",
    path: "/",
    query: changed({ storage: "may_be_cleaned", needs: [] }),
    act: press("以后再说"),
  },
  { name: "code", path: "/me/code" },
  { name: "code-shown", path: "/me/code", act: press("给我看") },
  { name: "code-none", path: "/me/code", query: changed({ me: { ...meOf("li"), recoveryCode: null } }) },
  { name: "move", path: "/me/move" },
  { name: "move-code", path: "/me/move", act: press("做一个码") },
  { name: "moved", path: "/moved" },
  { name: "lost", path: "/", who: "lost" },
  { name: "lost-empty", path: "/lost", who: "nobody" },
  { name: "lost-phone", path: "/lost/phone", who: "lost" },
  { name: "lost-steward", path: "/lost/steward", who: "nobody" },
  { name: "recovering-show", path: "/", who: "recovering", query: changed({ recovering: REQUEST }) },
  {
    name: "recovering-witness",
    path: "/",
    who: "recovering",
    query: changed({ recovering: { ...REQUEST, account: LI } }),
  },
  { name: "recovering", path: "/", who: "recovering" },
  { name: "restore", path: "/restore", who: "lost" },
  {
    name: "restore-slip",
    path: "/restore",
    who: "lost",
    act: async (page) => {
      await page.getByRole("textbox").fill(`${CODE.slice(0, -1)}9`);
    },
  },
  { name: "restore-scanned", path: `/restore/${COMMUNITY.id}`, hash: CODE.replaceAll(" ", ""), who: "lost" },
  {
    name: "restore-done",
    path: `/restore/${COMMUNITY.id}`,
    hash: CODE.replaceAll(" ", ""),
    who: "lost",
    act: press("接回我的账户"),
  },
  {
    name: "restore-unknown",
    path: `/restore/${COMMUNITY.id}`,
    hash: CODE.replaceAll(" ", ""),
    who: "lost",
    query: "&fault=code_unknown",
    act: press("接回我的账户"),
  },
  { name: "arrive", path: `/move/${COMMUNITY.id}`, hash: "secret", who: "nobody" },
  {
    name: "arrive-done",
    path: `/move/${COMMUNITY.id}`,
    hash: "secret",
    who: "nobody",
    act: press("接到这部手机"),
  },
  {
    name: "arrive-over",
    path: `/move/${COMMUNITY.id}`,
    hash: "secret",
    who: "nobody",
    query: "&fault=move_expired",
    act: press("接到这部手机"),
  },
  { name: "arrive-broken", path: `/move/${COMMUNITY.id}`, who: "nobody" },
  { name: "apple", path: `/move/${COMMUNITY.id}`, query: "&to=home", hash: "secret", who: "nobody" },
  { name: "desk", path: "/desk", who: "wangjie" },
  { name: "desk-lost", path: "/desk/lost", who: "wangjie" },
  {
    name: "desk-lost-phone",
    path: "/desk/lost",
    who: "wangjie",
    act: async (page) => {
      await page.getByRole("button", { name: /李姐/ }).click();
    },
  },
  { name: "recover-pick", path: `/recover/${COMMUNITY.id}/5`, hash: "keys", who: "wangjie" },
  {
    name: "recover-sign",
    path: `/recover/${COMMUNITY.id}/5`,
    hash: "keys",
    who: "wangjie",
    act: async (page) => {
      await page.getByRole("button", { name: /李姐/ }).click();
    },
  },
  {
    name: "recover-witness",
    path: `/recover/${COMMUNITY.id}/5`,
    hash: "keys",
    who: "wangjie",
    act: async (page) => {
      await page.getByRole("button", { name: /李姐/ }).click();
      await page.getByRole("checkbox").check();
      await press("我签字")(page);
    },
  },
  { name: "recover-not-steward", path: `/recover/${COMMUNITY.id}/5`, hash: "keys" },
  { name: "cosign-recover", path: "/cosign", hash: `${COMMUNITY.id}${idOf(91)}` },
  { name: "cosign-open", path: "/cosign", hash: `${COMMUNITY.id}${idOf(90)}` },
];

/** A camera as this browser would have it: a bare wall, or what it says instead. */
const openCamera = (fault?: string) => async (page: Page) => {
  await page.evaluate((name) => {
    const wall = document.createElement("canvas");
    // Nothing is captured of a canvas that nobody has drawn on.
    wall.getContext("2d")?.fillRect(0, 0, wall.width, wall.height);
    navigator.mediaDevices.getUserMedia = () =>
      name === undefined ? Promise.resolve(wall.captureStream()) : Promise.reject(new DOMException("", name));
  }, fault);
  await press("打开相机")(page);
  await page.getByRole("heading", { name: "扫驿站的码" }).or(page.getByText("不用相机")).first().waitFor();
};

const paste = (text: string) => async (page: Page) => {
  await page.getByText("不用相机").click();
  await page.getByRole("textbox").fill(text);
  await press("打开")(page);
};

/** 扫一扫. */
const SCANNING: readonly Scene[] = [
  { name: "scan", path: "/scan" },
  { name: "scan-paper", path: "/scan", who: "lost", query: "&for=paper" },
  {
    name: "scan-looking",
    path: "/scan",
    act: async (page) => {
      await openCamera()(page);
      await page.locator("video").waitFor();
    },
  },
  { name: "scan-refused", path: "/scan", act: openCamera("NotAllowedError") },
  { name: "scan-none", path: "/scan", act: openCamera("NotFoundError") },
  { name: "scan-busy", path: "/scan", act: openCamera("NotReadableError") },
  { name: "scan-pay", path: "/scan", act: paste("wxp://f2f0AbCdEf") },
  {
    name: "scan-elsewhere",
    path: "/scan",
    act: paste(`HTTPS://GARDEN.EXAMPLE/J/${COMMUNITY.id}5ABCDEF`.toUpperCase()),
  },
  {
    name: "scan-old-paper",
    path: "/scan",
    act: paste(`https://old.example/restore/${COMMUNITY.id}#${CODE.replaceAll(" ", "")}`),
  },
];

export const SCENES: readonly Scene[] = [
  ...KEEPING,
  ...SCANNING,
  { name: "home", path: "/" },
  { name: "home-steward", path: "/", who: "wangjie" },
  { name: "home-newcomer", path: "/", who: "chen", query: "&bare" },
  { name: "home-old-roster", path: "/", query: changed({ rosterAgeDays: 15 }) },
  { name: "home-offline", path: "/", query: "&sync=offline" },
  { name: "status", path: "/", query: "&sync=waiting", act: press("等网络，2 条待送出") },
  { name: "needs", path: "/needs" },
  { name: "needs-empty", path: "/needs", query: "&bare" },
  { name: "need-open", path: need(10) },
  { name: "need-take", path: need(10), act: press("我来") },
  { name: "need-taken-helper", path: need(13) },
  { name: "need-taken-other", path: need(13), who: "wang" },
  { name: "need-turn", path: need(10), who: "wang" },
  { name: "need-taken-mine", path: need(13), who: "zhang" },
  { name: "need-ended-mine", path: need(15), who: "zhang" },
  { name: "need-ended-helper", path: need(15) },
  { name: "need-done", path: need(16), who: "zhang" },
  { name: "need-disputed", path: need(17), who: "zhang" },
  { name: "need-points", path: need(18), who: "zhang" },
  { name: "need-withdrawn", path: need(19), who: "wang" },
  { name: "need-gone", path: need(99) },
  { name: "confirm", path: need(15, "/confirm"), who: "zhang" },
  { name: "thanks", path: `/thanks/${idOf(15)}`, who: "zhang" },
  { name: "service", path: `/service/${idOf(14)}` },
  { name: "ask", path: "/ask" },
  { name: "ask-errand", path: "/ask/errand" },
  { name: "ask-for", path: "/ask/walk", who: "wangjie" },
  {
    name: "ask-risk",
    path: "/ask/other",
    act: async (page) => {
      await page.getByRole("textbox").first().fill("打我电话13812345678，302室");
      await press("发出去")(page);
    },
  },
  { name: "ask-refused", path: "/ask/trash", query: "&fault=not_enough_points", act: press("发出去") },
  { name: "wallet", path: "/wallet" },
  { name: "wallet-empty", path: "/wallet", query: "&bare" },
  { name: "receipt", path: "/wallet/1412" },
  { name: "messages", path: "/messages" },
  { name: "messages-empty", path: "/messages", query: "&bare" },
  { name: "mine", path: "/mine", who: "zhang" },
  { name: "help", path: "/help" },
  ...["", "look", "name", "contact", "texts", "carry", "who", "install", "about"].map((page) => ({
    name: `me${page && "-"}${page}`,
    path: page === "" ? "/me" : `/me/${page}`,
  })),
  { name: "welcome", path: "/", who: "nobody" },
  { name: "opening", path: "/", who: "opening" },
  { name: "join-letters", path: poster, who: "nobody" },
  {
    name: "join-name",
    path: poster,
    who: "nobody",
    act: async (page) => {
      await page.getByRole("radio").first().click({ force: true });
    },
  },
  { name: "join-used", path: poster, who: "nobody", query: "&fault=invite_used" },
  { name: "join-offline", path: poster, who: "nobody", query: "&fault=relay_unreachable" },
  { name: "join-broken", path: "/j/abc", who: "nobody" },
  { name: "wechat", path: poster, who: "nobody", query: "&container=wechat" },
  {
    name: "unfit",
    path: poster,
    who: "nobody",
    query: `&change=${encodeURIComponent(JSON.stringify({ keyFault: "cannot_keep" }))}`,
  },
  { name: "building", path: `/b/${COMMUNITY.id}/5`, who: "nobody", act: seePublic },
  { name: "building-offline", path: `/b/${COMMUNITY.id}/5`, who: "nobody" },
  { name: "building-wechat", path: `/b/${COMMUNITY.id}/5`, who: "nobody", query: "&container=wechat" },
  {
    name: "ask-shared",
    path: "/ask",
    query: "&title=超市&text=酱油两瓶，电话13812345678",
  },
  {
    name: "too-old",
    path: "/wallet",
    query: `&change=${encodeURIComponent(JSON.stringify({ isClientTooOld: true }))}`,
  },
  { name: "me-install-vivo", path: "/me/install", query: "&ua=Android VivoBrowser/13" },
  { name: "nowhere", path: "/nowhere" },
];
