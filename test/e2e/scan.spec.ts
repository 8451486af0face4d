/** 扫一扫 in the app: a camera that sees a printed code, one that is refused, none at all, and photos. */
import { type Browser, expect, type Page } from "@playwright/test";
import { axeFaults } from "./axe.ts";
import { test } from "./base.ts";
import { launch, type Watching, watching } from "./fake_camera.ts";
import { act, join, seen } from "./journey.ts";
import { readQr, type Somebody, somebody } from "./people.ts";
import { createTestRelay, type TestRelay } from "./relay.ts";
import { type E2eTown, foundE2eTown } from "./town.ts";

let relay: TestRelay;
let town: E2eTown;
let eye: Watching | null = null;
test.beforeEach(async () => {
  relay = await createTestRelay();
  town = await foundE2eTown(relay);
});
test.afterEach(async () => {
  await eye?.close();
  eye = null;
  await relay.remove();
});

/** A browser whose camera sees this code, or a bare wall. */
async function seeing(text: string | null): Promise<Browser> {
  eye = await watching(text);
  return eye.browser;
}

/** Somebody who has joined, and was vouched for. */
async function member(browser: Browser, name: string): Promise<Somebody> {
  const one = await somebody(browser, name);
  await join(one.page, town.poster, name);
  const account = await town.admit();
  if (name === "王姐") await town.appoint(account);
  await expect(seen(one.page, "1 积分")).toBeVisible();
  return one;
}

/** What stands on the paper of somebody who has joined: the link, and the sheet as a photo. */
async function paperOf({ page }: Somebody): Promise<{ readonly link: string; readonly photo: Buffer }> {
  await page.goto(`${relay.url}/me/code`);
  await act(page, "给我看").click();
  const link = await readQr(page, /恢复码的二维码/);
  return { link, photo: await page.locator("article").screenshot({ scale: "device" }) };
}

/** Remembers every track that the page was given, and makes the browser say that it would ask. */
async function prepare(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const tracks: MediaStreamTrack[] = [];
    Object.assign(window, { tracks });
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const stream = await open(wanted);
      tracks.push(...stream.getTracks());
      return stream;
    };
    navigator.permissions.query = () => Promise.resolve({ state: "prompt" } as PermissionStatus);
  });
}

/** Tracks that this page was given, and how many of them are lit just now. */
const tracksOf = (page: Page): Promise<{ readonly all: number; readonly lit: number }> =>
  page.evaluate(() => {
    const tracks = Reflect.get(window, "tracks") as readonly MediaStreamTrack[];
    return { all: tracks.length, lit: tracks.filter(({ readyState }) => readyState === "live").length };
  });

const READER = /\/assets\/own_reader-/;

test("[S7] [S8] [S12] she scans her printed 恢复码 in the app, and her account is back", async ({
  browser,
}) => {
  const { link } = await paperOf(await member(browser, "李姐"));
  const { page, faults } = await somebody(await seeing(link), "李姐的新手机", { serviceWorkers: "block" });
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(request.url()));
  await prepare(page);
  await page.goto(`${relay.url}/`);
  await page.getByRole("link", { name: /以前加入过/ }).click();
  await page.getByRole("link", { name: /我有恢复码/ }).click();
  await page.getByRole("link", { name: "扫纸上的二维码" }).click();
  await expect(page.getByRole("heading", { name: "扫纸上的恢复码" })).toBeVisible();
  await expect(page.getByText("不拍照，不录像，画面不离开这部手机")).toBeVisible();
  expect((await tracksOf(page)).all, "the browser was not asked yet").toBe(0);
  expect(fetched.filter((url) => READER.test(url))).toEqual([]);
  await act(page, "打开相机").click();
  await expect(page.getByText("点一下，就在这部手机上接回账户")).toBeVisible();
  await expect.poll(() => page.url()).toMatch(/\/restore\/[a-z2-7]{26}$/);
  expect(await tracksOf(page)).toEqual({ all: 1, lit: 0 });
  expect(fetched.filter((url) => READER.test(url))).toHaveLength(1);
  expect(fetched.filter((url) => !url.startsWith(relay.url))).toEqual([]);
  await act(page, "接回我的账户").click();
  await expect(page.getByRole("heading", { name: "欢迎回来，李姐" })).toBeVisible();
  await expect(seen(page, "1 积分")).toBeVisible();
  expect(faults).toEqual([]);
});

test("[S1] somebody new scans the poster in the app and joins", async () => {
  const { page, faults } = await somebody(await seeing(town.poster.toUpperCase()), "李姐");
  await page.goto(`${relay.url}/`);
  await page.getByRole("link", { name: "扫海报上的码" }).click();
  await page.getByRole("radio", { name: "平常" }).click();
  await page.getByRole("textbox", { name: "称呼" }).fill("李姐");
  await act(page, /同意，加入/).click();
  await expect(page.getByRole("heading", { name: /李姐/ })).toBeVisible();
  expect(faults).toEqual([]);
});

test("[S1] at the door a witness scans the steward's code in her own app, and signs", async ({ browser }) => {
  const 王姐 = await member(browser, "王姐");
  await 王姐.page.goto(`${relay.url}/desk/open`);
  await 王姐.page.getByRole("textbox", { name: /称呼/ }).fill("张阿姨");
  await 王姐.page.getByRole("radio", { name: "来敲门" }).check({ force: true });
  await 王姐.page.getByRole("checkbox", { name: /已经念给她听/ }).check();
  await act(王姐.page, "开户，请见证人扫码").click();
  const link = await readQr(王姐.page, /请见证人扫码/);
  const 老周 = await member(await seeing(link), "老周");
  await 老周.page.goto(`${relay.url}/me`);
  await 老周.page.getByRole("link", { name: /扫一扫/ }).click();
  await expect(老周.page.getByRole("heading", { name: /楼长王姐要给.+开户/ })).toBeVisible();
  await act(老周.page, "我作见证").click();
  await expect(老周.page.getByRole("heading", { name: "签好了" })).toBeVisible();
  for (const who of [王姐, 老周]) expect(who.faults, who.name).toEqual([]);
});

test("[S1] at the door the steward scans the code of a neighbour's new phone", async ({ browser }) => {
  const next = await somebody(browser, "李姐的新手机");
  await next.page.goto(`${relay.url}/lost/steward`);
  await next.page.getByRole("textbox", { name: "您住几号楼" }).fill("5");
  await act(next.page, "做一个给楼长扫的码").click();
  const link = await readQr(next.page, /给楼长扫的码/);
  const 王姐 = await member(await seeing(link), "王姐");
  await 王姐.page.goto(`${relay.url}/desk/lost`);
  await 王姐.page.getByRole("link", { name: "扫她新手机上的码" }).click();
  await expect(王姐.page.getByRole("heading", { name: "站在您面前的是谁？" })).toBeVisible();
  for (const who of [next, 王姐]) expect(who.faults, who.name).toEqual([]);
});

test("[S1] a second phone joins by scanning the first one's code in the app", async ({ browser }) => {
  const 李姐 = await member(browser, "李姐");
  await 李姐.page.goto(`${relay.url}/me/move`);
  await act(李姐.page, "做一个码").click();
  const link = await readQr(李姐.page, /给新手机扫的码/);
  const tablet = await somebody(await seeing(link), "李姐的平板");
  await tablet.page.goto(`${relay.url}/lost/phone`);
  await tablet.page.getByRole("link", { name: "扫那部手机上的码" }).click();
  await expect(tablet.page.getByText("链接要是别人发给您的，别点")).toBeVisible();
  await act(tablet.page, "接到这部手机").click();
  await expect(tablet.page.getByRole("heading", { name: "李姐，接好了" })).toBeVisible();
  for (const who of [李姐, tablet]) expect(who.faults, who.name).toEqual([]);
});

test("[S4] the poster of another station says whose it is, and leads nowhere by itself", async () => {
  const other = `HTTPS://OTHER.EXAMPLE/J/${town.town.community.toUpperCase()}5ABCDEF`;
  const { page, faults } = await somebody(await seeing(other), "路人");
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(request.url()));
  await page.goto(`${relay.url}/scan?for=poster`);
  await expect(page.getByRole("heading", { name: "这是另一个驿站的海报" })).toBeFocused();
  await expect(page.getByText("它的网址是 other.example。")).toBeVisible();
  const there = page.getByRole("link", { name: "去 other.example" });
  await expect(there).toHaveAttribute("href", /^https:\/\/other\.example\/j\/[a-z2-7]{26}5abcdef$/);
  expect(new URL(page.url()).origin).toBe(relay.url);
  expect(fetched.filter((url) => !url.startsWith(relay.url))).toEqual([]);
  expect(faults).toEqual([]);
});

test("[S8] [S10] before a bare wall the camera looks on; hidden and left it is dark", async () => {
  const { page, faults } = await somebody(await seeing(null), "李姐");
  await prepare(page);
  await page.goto(`${relay.url}/scan`);
  await act(page, "打开相机").click();
  const picture = page.locator("video");
  await expect(picture).toBeVisible();
  await expect
    .poll(() => picture.evaluate((video: HTMLVideoElement) => video.currentTime))
    .toBeGreaterThan(0);
  await expect(page.getByRole("status").filter({ hasText: "把码放进框里" })).toContainText("还没认出来");
  expect(await tracksOf(page)).toEqual({ all: 1, lit: 1 });
  expect(await axeFaults(page, ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"])).toEqual([]);
  const look = (state: string): Promise<void> =>
    page.evaluate((value) => {
      Object.defineProperty(document, "visibilityState", { configurable: true, value });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  await look("hidden");
  await expect(picture).toHaveCount(0);
  expect(await tracksOf(page)).toEqual({ all: 1, lit: 0 });
  await look("visible");
  await act(page, "打开相机").click();
  await expect(picture).toBeVisible();
  expect(await tracksOf(page)).toEqual({ all: 2, lit: 1 });
  await page.getByRole("button", { name: "返回" }).click();
  await expect(page.getByRole("heading", { name: "扫驿站的码" })).toHaveCount(0);
  expect((await tracksOf(page)).lit).toBe(0);
  expect(faults).toEqual([]);
});

test("[S9] [S11] a camera that is refused says so, and a photo of the paper brings the account back", async ({
  browser,
}) => {
  const { photo } = await paperOf(await member(browser, "李姐"));
  // Nobody is there to allow it: the browser refuses by itself.
  const shy = await launch(["--use-fake-device-for-media-stream"]);
  try {
    const { page, faults } = await somebody(shy, "李姐的新手机");
    await page.goto(`${relay.url}/scan?for=paper`);
    await act(page, "打开相机").click();
    await expect(page.getByRole("heading", { name: "浏览器没有让用相机" })).toBeFocused();
    await expect(act(page, "再试一次")).toBeVisible();
    const file = page.locator("input[type=file]").first();
    const bare = await page.getByRole("heading").first().screenshot();
    await file.setInputFiles({ name: "墙.png", mimeType: "image/png", buffer: bare });
    await expect(page.getByRole("heading", { name: "这张照片里没有找到码" })).toBeVisible();
    await file.setInputFiles({ name: "信.jpg", mimeType: "image/jpeg", buffer: Buffer.from("no photo") });
    await expect(page.getByRole("heading", { name: "这张照片打不开" })).toBeVisible();
    await file.setInputFiles({ name: "恢复码.png", mimeType: "image/png", buffer: photo });
    await expect(page.getByText("点一下，就在这部手机上接回账户")).toBeVisible();
    await act(page, "接回我的账户").click();
    await expect(page.getByRole("heading", { name: "欢迎回来，李姐" })).toBeVisible();
    expect(faults).toEqual([]);
  } finally {
    await shy.close();
  }
});

test("[S9] [S6] without a camera it says so, and a pasted link leads on", async () => {
  const blind = await launch(["--use-fake-ui-for-media-stream"]);
  try {
    const { page, faults } = await somebody(blind, "李姐");
    await page.goto(`${relay.url}/scan`);
    await expect(page.getByRole("heading", { name: "没有找到相机" })).toBeVisible();
    await expect(act(page, "选一张有码的照片")).toBeVisible();
    const field = page.getByRole("textbox", { name: "或者把链接贴在这里" });
    await field.fill("wxp://f2f0AbCdEf");
    await act(page, "打开").click();
    await expect(page.getByRole("heading", { name: "这是收钱、付钱的码" })).toBeFocused();
    await page.getByText("不用相机").click();
    await field.fill(`王姐请您加入：${town.poster}，快来`);
    await act(page, "打开").click();
    await expect(page.getByRole("radio", { name: "平常" })).toBeVisible();
    expect(faults).toEqual([]);
  } finally {
    await blind.close();
  }
});
