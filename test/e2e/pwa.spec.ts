/** Installed, offline, deployed over, shared with, asked for something newer: the app as a phone meets it. */
import { readFileSync } from "node:fs";
import { type CDPSession, chromium, expect, type Page } from "@playwright/test";
import { browserArgs, executablePath } from "../../playwright.config.ts";
import { test } from "./base.ts";
import { copyBuild } from "./deploys.ts";
import { act, ask, join, leavePhone, seen } from "./journey.ts";
import { kept, type Somebody, somebody } from "./people.ts";
import { createTestRelay, type TestRelay } from "./relay.ts";
import { type E2eTown, foundE2eTown } from "./town.ts";

let relay: TestRelay;
let town: E2eTown;
test.beforeEach(async () => {
  relay = await createTestRelay();
  town = await foundE2eTown(relay);
});
test.afterEach(async () => {
  await relay.remove();
});

/** Joined, vouched for, and with the app kept on the phone. */
async function member(who: Somebody): Promise<void> {
  await join(who.page, town.poster, who.name);
  await town.admit();
  await expect(seen(who.page, "1 积分")).toBeVisible();
  await who.page.reload();
  await kept(who.page);
}

const words = (page: Page) => page.getByRole("textbox", { name: /还想说的/ });

test("the app can be installed, and starts in the building of the poster", async ({ browser }, info) => {
  const { page, context, faults } = await somebody(browser, "李姐");
  const cdp = await context.newCDPSession(page);
  await page.goto(town.poster);
  await expect(page.getByRole("radio", { name: "平常" })).toBeVisible();
  const manifest = await manifestOf(cdp);
  expect(manifest.url).toBe(`${relay.url}/app.webmanifest?c=${town.town.community}&b=5`);
  expect(manifest.errors).toEqual([]);
  expect(manifest.said).toMatchObject({
    ...{ id: "/", name: "5号楼 · 时间驿站", short_name: "时间驿站", lang: "zh-CN", dir: "ltr" },
    start_url: `/b/${town.town.community}/5`,
    prefer_related_applications: false,
    share_target: { action: "/ask", method: "GET" },
  });
  const { installabilityErrors } = await cdp.send("Page.getInstallabilityErrors");
  expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual(["in-incognito"]);
  const { icons, screenshots, shortcuts } = manifest.said;
  const pictures = [...icons, ...screenshots, ...shortcuts.flatMap((one) => one.icons)];
  expect(screenshots.map(({ form_factor }) => form_factor)).toContain("wide");
  for (const { src, sizes, type } of pictures) {
    const answer = await page.request.get(`${relay.url}${src}`);
    expect([src, answer.status(), answer.headers()["content-type"]]).toEqual([
      src,
      200,
      expect.stringContaining(type),
    ]);
    if (sizes !== "any") expect(await sizeOf(page, src)).toBe(sizes);
  }
  await kept(page);
  const cached = await page.evaluate(async () => {
    const names = await caches.keys();
    return (await Promise.all(names.map(async (name) => (await caches.open(name)).keys())))
      .flat()
      .map(({ url }) => new URL(url).pathname);
  });
  expect(cached).toContain("/index.html");
  expect(cached.filter((path) => /screenshots|shortcuts/.test(path))).toEqual([]);
  expect(faults).toEqual([]);
  // Outside of a private window nothing at all stands against it.
  const own = await chromium.launchPersistentContext(info.outputPath("profile"), {
    ...(executablePath === undefined ? {} : { executablePath }),
    args: browserArgs,
  });
  const first = await own.newPage();
  await first.goto(town.poster);
  await kept(first);
  const session = await own.newCDPSession(first);
  expect((await session.send("Page.getInstallabilityErrors")).installabilityErrors).toEqual([]);
  await own.close();
});

interface ManifestSaid {
  readonly icons: readonly Picture[];
  readonly screenshots: readonly (Picture & { readonly form_factor: string })[];
  readonly shortcuts: readonly {
    readonly url: string;
    readonly name: string;
    readonly icons: readonly Picture[];
  }[];
}
interface Picture {
  readonly src: string;
  readonly sizes: string;
  readonly type: string;
}

async function manifestOf(cdp: CDPSession) {
  const { url, errors, data } = await cdp.send("Page.getAppManifest");
  return { url, errors, said: JSON.parse(data ?? "{}") as ManifestSaid };
}

const sizeOf = (page: Page, src: string): Promise<string> =>
  page.evaluate(async (path) => {
    const picture = new Image();
    picture.src = path;
    await picture.decode();
    return `${picture.naturalWidth}x${picture.naturalHeight}`;
  }, src);

test("with the relay stopped and the network off every address starts cold", async ({ browser }) => {
  test.setTimeout(240_000);
  const 王姐 = await somebody(browser, "王姐");
  await join(王姐.page, town.poster, "王姐");
  await town.appoint(await town.admit());
  await expect(seen(王姐.page, "1 积分")).toBeVisible();
  await 王姐.page.reload();
  const need = new URL(await ask(王姐.page, "代买")).pathname;
  await leavePhone(王姐.page, "13987654321");
  await kept(王姐.page);
  await 王姐.page.close();
  await relay.stop();
  await 王姐.context.setOffline(true);
  for (const path of addresses(need.split("/")[2] ?? "")) {
    // A new tab each time: nothing is left in memory.
    const page = await 王姐.context.newPage();
    await page.goto(`${relay.url}${path}`);
    await expect(page.locator("h1").first(), path).toBeVisible();
    await expect(page.getByText("没能办成"), path).toHaveCount(0);
    await page.close();
  }
  expect(王姐.faults).toEqual([]);
});

/** Every route of the app, with something in each of its places. */
function addresses(need: string): readonly string[] {
  const places: Readonly<Record<string, string>> = {
    ":poster": new URL(town.poster).pathname.slice(3),
    ":community": town.town.community,
    ":building": "5",
    ":index": "1",
    ":page": "look",
    ":step": "confirm",
    ":type": "errand",
    ":way": "phone",
    ":id": need,
  };
  const source = ["routes.tsx", "routes_staff.tsx"]
    .map((file) => readFileSync(`src/screens/${file}`, "utf8"))
    .join("\n");
  const paths = [...source.matchAll(/path: (\[[^\]]+\]|"[^"]+")/g)].flatMap(([, list = ""]) =>
    [...list.matchAll(/"([^"]+)"/g)].map(([, path = ""]) => path),
  );
  expect(paths.length).toBeGreaterThan(25);
  return paths.map((path) =>
    path.replace("*", "/nowhere").replace(/:\w+/g, (place) => {
      const given = places[place];
      if (given === undefined) throw new Error(`nothing to put into ${place}`);
      return given;
    }),
  );
}

test("a poster opened without a network keeps the invite, and its building's page tells what was seen", async ({
  browser,
}) => {
  const 李姐 = await somebody(browser, "李姐");
  const { page } = 李姐;
  const home = `${relay.url}/b/${town.town.community}/5`;
  await page.goto(home);
  await expect(page.getByRole("heading", { name: /5号楼/ })).toBeVisible();
  await expect(seen(page, "现在没有人在等")).toBeVisible();
  await kept(page);
  await page.reload();
  await relay.stop();
  await 李姐.context.setOffline(true);
  await page.goto(town.poster);
  await expect(seen(page, "邀请给您留着了")).toBeVisible();
  await page.goto(home);
  await expect(seen(page, "没有网络，这是上次看到的")).toBeVisible();
  await 李姐.context.setOffline(false);
  await relay.start();
  await page.goto(`${relay.url}/`);
  await page.getByRole("link", { name: /接着加入/ }).click();
  await page.getByRole("radio", { name: "平常" }).click();
  await page.getByRole("textbox", { name: "称呼" }).fill("李姐");
  await act(page, /同意，加入/).click();
  await expect(page.getByRole("heading", { name: /李姐/ })).toBeVisible();
  await page.goto(home);
  await expect(page).toHaveURL(`${relay.url}/`);
  expect(李姐.faults).toEqual([]);
});

/** Looks for a new version, as the app does once an hour, and waits until it lies ready. */
async function versionReady(page: Page): Promise<void> {
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const registration = await navigator.serviceWorker.getRegistration();
        return registration?.installing === null && registration.waiting !== null;
      }),
    )
    .toBe(true);
}

test("a start at which a version lies ready begins with it, within seconds", async ({ browser }) => {
  const builds = ["1", "2", "3"].map(copyBuild);
  const [first, ...others] = builds.map(({ path }) => path);
  await relay.stop();
  await relay.start("--app", first ?? "");
  const 李姐 = await somebody(browser, "李姐");
  const { page } = 李姐;
  await member(李姐);
  for (const path of others) {
    // The app is kept on the phone, and somebody is at it: else its own quiet start would take the version at once.
    await kept(page);
    await page.keyboard.press("Shift");
    await relay.stop();
    await relay.start("--app", path);
    // The app itself has seen it come.
    await page.waitForFunction(() => performance.getEntriesByName("station").length > 0);
    await versionReady(page);
    await page.waitForFunction(() => localStorage.getItem("yizhan.version") !== null);
    await page.reload();
    const build = builds.find((one) => one.path === path);
    await expect(page.locator(`meta[name="build"][content="${build?.name}"]`)).toHaveCount(1);
    await expect(page.getByRole("heading", { name: /李姐/ })).toBeVisible();
  }
  expect(李姐.faults).toEqual([]);
  for (const build of builds) build.remove();
});

test("a deploy neither disturbs a half-written need nor loses it; the new version comes when it is asked for", async ({
  browser,
}) => {
  const [before, after] = [copyBuild("1"), copyBuild("2")];
  await relay.stop();
  await relay.start("--app", before.path);
  const 李姐 = await somebody(browser, "李姐");
  const { page } = 李姐;
  await member(李姐);
  await page.goto(`${relay.url}/ask/errand`);
  await kept(page);
  await words(page).fill("酱油两瓶，要生抽");
  await page.evaluate(() => Reflect.set(window, "isSamePage", true));
  await relay.stop();
  await relay.start("--app", after.path);
  await versionReady(page);
  expect(await page.evaluate(() => Reflect.get(window, "isSamePage"))).toBe(true);
  await expect(words(page)).toHaveValue("酱油两瓶，要生抽");
  await act(page, "返回").click();
  await page.getByRole("link", { name: "我的", exact: true }).first().click();
  await expect(seen(page, "有新版本")).toBeVisible();
  await act(page, "换成新版").click();
  await expect(page.locator('meta[name="build"][content="2"]')).toHaveCount(1, { timeout: 30_000 });
  await expect(page.getByText("有新版本")).toHaveCount(0);
  await page.goto(`${relay.url}/ask/errand`);
  await expect(words(page)).toHaveValue("酱油两瓶，要生抽");
  expect(李姐.faults).toEqual([]);
  for (const build of [before, after]) build.remove();
});

test("a screen whose file is gone since a deploy starts the page anew, once, and the draft is there", async ({
  browser,
}) => {
  const [next, broken] = [copyBuild("2"), copyBuild("3")];
  broken.drop(/^messages-.*\.js$/);
  // Without a worker the old files are nowhere on the phone.
  const 李姐 = await somebody(browser, "李姐", { serviceWorkers: "block" });
  const { page } = 李姐;
  await join(page, town.poster, "李姐");
  await town.admit();
  await expect(seen(page, "1 积分")).toBeVisible();
  await page.goto(`${relay.url}/ask/errand`);
  await words(page).fill("鸡蛋一打");
  await page.goBack();
  await relay.stop();
  await relay.start("--app", next.path);
  await page.evaluate(() => {
    history.pushState({}, "", "/wallet");
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  });
  await expect(page.locator('meta[name="build"][content="2"]')).toHaveCount(1);
  await expect(page.getByRole("heading", { name: "我的积分" })).toBeVisible();
  await page.goto(`${relay.url}/ask/errand`);
  await expect(words(page)).toHaveValue("鸡蛋一打");
  await page.evaluate(() => sessionStorage.removeItem("yizhan.again"));
  await relay.stop();
  await relay.start("--app", broken.path);
  let starts = 0;
  page.on("domcontentloaded", () => starts++);
  await act(page, "返回").click();
  await page.getByRole("link", { name: "消息" }).first().click();
  await expect(page.getByText("没能办成")).toBeVisible();
  expect(starts).toBe(1);
  for (const build of [next, broken]) build.remove();
});

test("words shared by another app become a need, after its kind and a look at what they give away", async ({
  browser,
}) => {
  const 李姐 = await somebody(browser, "李姐");
  const { page } = 李姐;
  await member(李姐);
  const shared = new URLSearchParams({ title: "超市清单", text: "酱油两瓶，打13812341234", url: "" });
  await page.goto(`${relay.url}/ask?${shared}`);
  await expect(seen(page, "酱油两瓶")).toBeVisible();
  await expect(seen(page, /电话/)).toBeVisible();
  await page.getByRole("link", { name: "代买" }).click();
  await expect(words(page)).toHaveValue("超市清单\n酱油两瓶，打13812341234");
  await expect(page).toHaveURL(`${relay.url}/ask/errand`);
  await page.reload();
  await expect(words(page)).toHaveValue("超市清单\n酱油两瓶，打13812341234");
  for (const [path, heading] of [
    ["/ask", "要帮什么忙？"],
    ["/wallet", "我的积分"],
  ] as const) {
    await page.goto(`${relay.url}${path}`);
    await expect(page.getByRole("heading", { name: heading }).first()).toBeVisible();
  }
  expect(李姐.faults).toEqual([]);
});

test("a relay that asks for a newer app lets an old one read, and loses nothing of it", async ({
  browser,
}) => {
  const 李姐 = await somebody(browser, "李姐");
  const { page } = 李姐;
  await member(李姐);
  await relay.stop();
  await relay.start("--client-min", "999999");
  await page.goto(`${relay.url}/ask/errand`);
  await expect(seen(page, "驿站换了新版")).toBeVisible();
  await words(page).fill("青菜一把");
  await act(page, "发出去").click();
  await expect(seen(page, "没有送出")).toBeVisible();
  await page.goto(`${relay.url}/wallet`);
  await expect(seen(page, "1 积分")).toBeVisible();
  await relay.stop();
  await relay.start("--client-min", "1");
  await page.goto(`${relay.url}/ask/errand`);
  await expect(words(page)).toHaveValue("青菜一把");
  await expect(page.getByText("驿站换了新版")).toHaveCount(0);
  await act(page, "发出去").click();
  await page.waitForURL(/\/needs\/[a-z2-7]{26}/);
  expect(李姐.faults).toEqual([]);
});

test("the home screen is offered once there is a receipt for points that moved, once, and can be put off", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const 张阿姨 = await somebody(browser, "张阿姨");
  const 李姐 = await somebody(browser, "李姐");
  await member(张阿姨);
  const need = await ask(张阿姨.page, "取快递");
  await leavePhone(张阿姨.page, "13912345678");
  await member(李姐);
  const { page } = 李姐;
  const offer = page.getByRole("heading", { name: "放到桌面吗？" });
  await page.goto(need);
  await act(page, "我来").click();
  await act(page, "我承诺，签字").click();
  await act(page, "确定").click();
  await leavePhone(page, "13987654321");
  await act(page, "开始").click();
  await expect(seen(page, "已经帮了")).toBeVisible();
  await expect(page.getByRole("status").first()).toContainText("已同步");
  await page.goto(`${relay.url}/`);
  await expect(page.getByRole("heading", { name: /李姐/ })).toBeVisible();
  await expect(offer).toHaveCount(0);
  await relay.pass(600);
  await page.goto(need.replace("/needs/", "/service/"));
  await act(page, "结束").click();
  await expect(seen(page, /等.*确认/)).toBeVisible();
  await expect(page.getByRole("status").first()).toContainText("已同步");
  await relay.pass(86_400);
  await page.goto(`${relay.url}/wallet`);
  await expect(seen(page, "1.2")).toBeVisible({ timeout: 30_000 });
  await page.goto(`${relay.url}/`);
  // One question at a time: where the browser may clear what it keeps, the paper comes first.
  await expect(page.getByRole("button", { name: "以后再说" })).toBeVisible();
  if (!(await offer.isVisible())) {
    await act(page, "以后再说").click();
    await page.reload();
  }
  await expect(offer).toBeVisible();
  await act(page, "以后再说").click();
  await expect(seen(page, "不再问了")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: /李姐/ })).toBeVisible();
  await expect(offer).toHaveCount(0);
  await page.goto(`${relay.url}/me/install`);
  await expect(seen(page, "也不容易被系统清掉")).toBeVisible();
  for (const who of [张阿姨, 李姐]) expect(who.faults, who.name).toEqual([]);
});
