/** Keeping an account and getting it back: paper, a second phone, 搬家, the steward's way and its veto. */
import { type Browser, expect, type Page } from "@playwright/test";
import { test } from "./base.ts";
import { act, ask, join, leavePhone, seen } from "./journey.ts";
import { readQr, type Somebody, somebody } from "./people.ts";
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

const HOUR = 3600;

/** A member with the point that everybody gets. */
async function member(browser: Browser, name: string, options = {}): Promise<Somebody> {
  const one = await somebody(browser, name, options);
  await join(one.page, town.poster, name);
  const account = await town.admit();
  if (name === "王姐") await town.appoint(account);
  await expect(seen(one.page, "1 积分")).toBeVisible();
  return one;
}

/** The code as it stands on her sheet, and the link of its QR code. */
async function paperOf(page: Page): Promise<{ readonly code: string; readonly link: string }> {
  await page.goto(`${relay.url}/me/safety`);
  await page.getByRole("link", { name: /恢复码/ }).click();
  await act(page, "给我看").click();
  const code = await page.getByRole("list", { name: "恢复码，7 组" }).innerText();
  return { code: code.replace(/\s+/g, " ").trim(), link: await readQr(page, /恢复码的二维码/) };
}

/** What the browser does when it cleans up: the stores go, or everything goes. */
async function wipe(page: Page, what: "stores" | "everything"): Promise<void> {
  await page.evaluate(async () => {
    for (const { name } of await indexedDB.databases())
      if (name !== undefined)
        await new Promise((resolve) =>
          Object.assign(indexedDB.deleteDatabase(name), {
            onsuccess: resolve,
            onblocked: resolve,
            onerror: resolve,
          }),
        );
  });
  if (what === "everything")
    await page.evaluate(() => {
      localStorage.clear();
      sessionStorage.clear();
    });
  await page.goto(`${relay.url}/`);
}

/** The code for another phone, made on this one. */
async function moveLink(page: Page): Promise<string> {
  await page.goto(`${relay.url}/me/move`);
  await act(page, "做一个码").click();
  const link = await readQr(page, /给新手机扫的码/);
  expect(new URL(link).pathname).toMatch(/^\/move\/[a-z2-7]{26}$/);
  return link;
}

test("[P33] [P70] a browser that cleaned its stores greets its owner, and her paper brings the same account back", async ({
  browser,
}) => {
  const 李姐 = await member(browser, "李姐");
  const { page } = 李姐;
  await page.goto(`${relay.url}/`);
  await ask(page, "代买");
  await leavePhone(page, "13987654321");
  await page.goto(`${relay.url}/wallet`);
  await expect(seen(page, "0.8")).toBeVisible();
  const { code } = await paperOf(page);
  await wipe(page, "stores");
  await expect(page.getByRole("heading", { name: "李姐，这部手机上的钥匙不见了" })).toBeVisible();
  await page.getByRole("link", { name: /我有恢复码/ }).click();
  const field = page.getByRole("textbox", { name: "恢复码" });
  const last = code.endsWith("7") ? "8" : "7";
  await field.fill(`${code.slice(0, -1)}${last}`);
  await expect(page.getByText("第 7 组好像抄错了一个字")).toBeVisible();
  await field.fill(code.toLowerCase().replaceAll("0", "o").replaceAll(" ", "-"));
  await act(page, "接回我的账户").click();
  await expect(page.getByRole("heading", { name: "欢迎回来，李姐" })).toBeVisible();
  await expect(seen(page, "0.8")).toBeVisible();
  await page.goto(`${relay.url}/mine`);
  await expect(page.getByRole("link", { name: /代买/ })).toHaveCount(1);
  await page.goto(`${relay.url}/me/safety`);
  await expect(page.getByRole("button", { name: /这部手机|这台电脑|加入时用的手机/ })).toHaveCount(2);
  expect(李姐.faults).toEqual([]);
});

test("[P70] [P71] a phone that lost everything comes back with the code of the paper's QR; a wrong paper says so", async ({
  browser,
}) => {
  const { page, faults } = await member(browser, "李姐");
  const { link } = await paperOf(page);
  await wipe(page, "everything");
  await expect(seen(page, "以前加入过？接回账户")).toBeVisible();
  const stranger = link.replace(/#.*/, "#0000000000000000000000000000");
  await page.goto(stranger);
  await act(page, "接回我的账户").click();
  await expect(page.getByRole("alert")).toContainText("没有找到");
  await page.goto(`${relay.url}/`);
  await page.goto(link);
  await expect(page.getByText("扫到恢复码了")).toBeVisible();
  expect(page.url(), "the secret does not stay in the address").not.toContain("#");
  await act(page, "接回我的账户").click();
  await expect(page.getByRole("heading", { name: "欢迎回来，李姐" })).toBeVisible();
  await expect(seen(page, "1 积分")).toBeVisible();
  await page.getByRole("link", { name: "进去看看" }).click();
  await expect(page.getByRole("heading", { name: /李姐/ })).toBeVisible();
  expect(faults).toEqual([]);
});

/** Pages of a PDF, counted by their objects; Chromium writes them in plain text. */
const pagesOf = (pdf: Buffer): number => pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;

test("[P80] the slip of paper is one page, names nobody, and is read from the paper; then nobody asks for it", async ({
  browser,
}) => {
  const { page, faults } = await member(browser, "李姐");
  const { code, link } = await paperOf(page);
  await page.emulateMedia({ media: "print" });
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pagesOf(pdf)).toBe(1);
  expect(await readQr(page, /恢复码的二维码/)).toBe(link);
  expect(link).toMatch(/\/restore\/[a-z2-7]{26}#[0-9A-Z]{28}$/);
  const words = await page.locator("article").innerText();
  expect(words).toContain(code.slice(0, 4));
  expect(words).not.toContain("李姐");
  await expect(page.getByRole("button", { name: "我抄好了" })).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  await act(page, "我抄好了").click();
  await page.goto(`${relay.url}/me/safety`);
  await expect(page.getByRole("link", { name: /恢复码.*抄好了/ })).toBeVisible();
  await page.goto(`${relay.url}/me/code`);
  await page.getByRole("button", { name: /做一个新的恢复码/ }).click();
  await act(page, "做新的").click();
  await expect(page.getByText("这是新的。请重新抄一张")).toBeVisible();
  await page.goto(`${relay.url}/me/safety`);
  await expect(page.getByRole("link", { name: /恢复码.*还没抄/ })).toBeVisible();
  expect(faults).toEqual([]);
});

test("[P72] [P73] [P83] a second phone joins by a link that works once and for a while; both see the same", async ({
  browser,
}) => {
  const 李姐 = await member(browser, "李姐");
  const tablet = await somebody(browser, "李姐的平板");
  const link = await moveLink(李姐.page);
  await tablet.page.goto(link);
  await act(tablet.page, "接到这部手机").click();
  await expect(tablet.page.getByRole("heading", { name: "李姐，接好了" })).toBeVisible();
  await expect(李姐.page.getByText("新手机接好了")).toBeVisible();
  await 李姐.page.getByRole("radio", { name: "平板" }).check({ force: true });
  await act(李姐.page, "存好").click();
  await expect(李姐.page.getByText("记下了：平板")).toBeVisible();
  await 李姐.page.getByRole("link", { name: /两部都用/ }).click();
  await expect(李姐.page.getByRole("button", { name: /^平板 扫码加的 · 今天加入/ })).toBeVisible();
  await tablet.page.getByRole("link", { name: "进去看看" }).click();
  await ask(tablet.page, "取快递");
  await leavePhone(tablet.page, "13987654321");
  await 李姐.page.goto(`${relay.url}/mine`);
  await expect(李姐.page.getByRole("link", { name: /取快递/ })).toHaveCount(1);

  const stranger = await somebody(browser, "别人");
  await stranger.page.goto(link);
  await act(stranger.page, "接到这部手机").click();
  await expect(stranger.page.getByText("这个链接不能用了")).toBeVisible();
  const late = await moveLink(李姐.page);
  await relay.pass(HOUR);
  await stranger.page.goto(`${relay.url}/`);
  await stranger.page.goto(late);
  await act(stranger.page, "接到这部手机").click();
  await expect(stranger.page.getByText("这个链接不能用了")).toBeVisible();
  for (const who of [李姐, tablet, stranger]) expect(who.faults, who.name).toEqual([]);
});

test("[P75] 搬家: the new phone has the account, the old one forgets it", async ({ browser }) => {
  const 李姐 = await member(browser, "李姐");
  const next = await somebody(browser, "李姐的新手机");
  await next.page.goto(await moveLink(李姐.page));
  await act(next.page, "接到这部手机").click();
  await expect(next.page.getByRole("heading", { name: "李姐，接好了" })).toBeVisible();
  await 李姐.page.getByRole("button", { name: /这部不用了/ }).click();
  await act(李姐.page, "不再用了").click();
  await expect(李姐.page.getByRole("heading", { name: "搬好了" })).toBeVisible();
  await 李姐.page.goto(`${relay.url}/`);
  await expect(seen(李姐.page, "怎么加入")).toBeVisible();
  await next.page.goto(`${relay.url}/wallet`);
  await expect(seen(next.page, "见面礼")).toBeVisible();
  await next.page.goto(`${relay.url}/me/safety`);
  await expect(next.page.getByRole("button", { name: /这台电脑.*今天加入/ })).toHaveCount(1);
  for (const who of [李姐, next]) expect(who.faults, who.name).toEqual([]);
});

test("[P78] a request to the steward can be called off, and the other ways are there again", async ({
  browser,
}) => {
  const { page, faults } = await member(browser, "李姐");
  await wipe(page, "stores");
  await page.getByRole("link", { name: /都没有，找楼长/ }).click();
  await expect(page.getByRole("textbox"), "the mark remembers the building").toHaveCount(0);
  await act(page, "做一个给楼长扫的码").click();
  await expect(page.getByRole("heading", { name: "请楼长扫这个码" })).toBeVisible();
  await page.goto(`${relay.url}/needs`);
  await expect(page.getByRole("heading", { name: "请楼长扫这个码" })).toBeVisible();
  await act(page, "不接了").click();
  await page.getByRole("dialog").getByRole("button", { name: "不接了" }).click();
  await expect(page.getByRole("link", { name: /我有恢复码/ })).toBeVisible();
  await page.getByRole("link", { name: /我是新来的/ }).click();
  await expect(seen(page, "怎么加入")).toBeVisible();
  expect(faults).toEqual([]);
});

/** A phone without key and paper asks the steward, who signs after three looks; the witness signs too. */
async function askSteward(browser: Browser, 王姐: Somebody, 老周: Somebody): Promise<Somebody> {
  const next = await somebody(browser, "李姐的新手机");
  await next.page.goto(`${relay.url}/`);
  await next.page.getByRole("link", { name: /以前加入过/ }).click();
  await next.page.getByRole("link", { name: /都没有，找楼长/ }).click();
  await next.page.getByRole("textbox", { name: "您住几号楼" }).fill("5号楼");
  await act(next.page, "做一个给楼长扫的码").click();
  const link = await readQr(next.page, /给楼长扫的码/);
  expect(new URL(link).pathname).toMatch(/^\/recover\/[a-z2-7]{26}\/5$/);
  await next.page.reload();
  await expect(next.page.getByRole("heading", { name: "请楼长扫这个码" })).toBeVisible();

  await 王姐.page.goto(link);
  await 王姐.page.getByRole("button", { name: /李姐/ }).click();
  await act(王姐.page, "我签字").click();
  await expect(王姐.page.getByText("先把三件事做完")).toBeVisible();
  await 王姐.page.getByRole("checkbox", { name: "三件事我都当面做了" }).check();
  await act(王姐.page, "先停用丢了的手机").click();
  await expect(王姐.page.getByText("停用了。捡到的人用不了她的账户。")).toBeVisible();
  await act(王姐.page, "我签字").click();
  const cosign = await readQr(王姐.page, /请见证人扫码/);
  await next.page.reload();
  await expect(next.page.getByRole("heading", { name: "楼长签好了" })).toBeVisible();
  await 王姐.page.goto(`${relay.url}/desk`);
  await expect(王姐.page.getByRole("button", { name: /李姐.*等另一户的邻居作见证/ })).toBeVisible();

  await 老周.page.goto(cosign);
  await expect(老周.page.getByRole("heading", { name: "楼长王姐要帮李姐接回账户" })).toBeVisible();
  await act(老周.page, "我作见证").click();
  await expect(老周.page.getByRole("heading", { name: "签好了" })).toBeVisible();
  await next.page.reload();
  await expect(next.page.getByRole("heading", { name: "都签好了，再等等" })).toBeVisible();
  return next;
}

test("[P76] steward and witness give an account back; it counts after 72 hours, and the lost phone is silent", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const 王姐 = await member(browser, "王姐");
  const 老周 = await member(browser, "老周");
  const 李姐 = await member(browser, "李姐");
  const next = await askSteward(browser, 王姐, 老周);
  await 李姐.page.goto(`${relay.url}/`);
  await expect(seen(李姐.page, "有人要把您的账号装到另一部手机上")).toBeVisible();
  await 王姐.page.goto(`${relay.url}/desk`);
  await expect(王姐.page.getByRole("button", { name: /李姐.*起新手机能用/ })).toBeVisible();
  await relay.pass(71 * HOUR);
  await next.page.reload();
  await expect(next.page.getByText("还要等 1 小时")).toBeVisible();
  await relay.pass(HOUR + 60);
  await next.page.reload();
  await expect(next.page.getByRole("heading", { name: "欢迎回来，李姐" })).toBeVisible();
  await expect(next.page.getByRole("link", { name: /抄下新的恢复码/ })).toBeVisible();
  await next.page.goto(`${relay.url}/wallet`);
  await expect(seen(next.page, "见面礼")).toBeVisible();
  await next.page.goto(`${relay.url}/me/safety`);
  await expect(next.page.getByRole("button", { name: /加入时用的手机.*停用到/ })).toBeVisible();
  const { code } = await paperOf(next.page);
  expect(code).toMatch(/^([0-9A-Z]{4} ){6}[0-9A-Z]{4}$/);
  for (const who of [王姐, 老周, 李姐, next]) expect(who.faults, who.name).toEqual([]);
});

test("[P77] the old phone stops somebody who comes in her name, even while it is silent", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const 王姐 = await member(browser, "王姐");
  const 老周 = await member(browser, "老周");
  const 李姐 = await member(browser, "李姐");
  const next = await askSteward(browser, 王姐, 老周);
  await 李姐.page.goto(`${relay.url}/`);
  await 李姐.page.getByRole("link", { name: "去看看" }).click();
  await act(李姐.page, "不是我").click();
  await act(李姐.page, "拦下来").click();
  await expect(李姐.page.getByText("拦下来了。请给楼长打个电话")).toBeVisible();
  await expect(act(李姐.page, "不是我")).toHaveCount(0);
  await next.page.reload();
  await expect(next.page.getByText("上回接到一半，停下来了")).toBeVisible();
  await relay.pass(73 * HOUR);
  await next.page.reload();
  await expect(next.page.getByRole("link", { name: /我有恢复码/ })).toBeVisible();
  for (const who of [王姐, 老周, 李姐, next]) expect(who.faults, who.name).toEqual([]);
});

test("[P73] an iPhone's desktop app moves in by itself, and its page names no manifest", async ({
  browser,
}) => {
  const iPhone = {
    userAgent:
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
  };
  const 李姐 = await member(browser, "李姐", iPhone);
  await 李姐.page.goto(`${relay.url}/me/move?to=home`);
  await expect(李姐.page.getByRole("heading", { name: "三步，放到桌面" })).toBeVisible();
  const address = 李姐.page.url();
  expect(address).toMatch(/\/move\/[a-z2-7]{26}\?to=home#[0-9A-Z]{28}$/);
  await expect(李姐.page.locator('link[rel="manifest"]')).toHaveCount(0);

  // The desktop app of an iPhone: a store of its own, and its window stands alone.
  const desktop = await somebody(browser, "李姐的桌面", iPhone);
  await desktop.page.addInitScript(() => {
    const real = window.matchMedia.bind(window);
    window.matchMedia = (query) => (query.includes("display-mode: standalone") ? real("all") : real(query));
  });
  await desktop.page.goto(address);
  await expect(desktop.page.getByRole("heading", { name: "李姐，接好了" })).toBeVisible();
  await desktop.page.goto(`${relay.url}/help`);
  await desktop.page.goto(address);
  await expect(desktop.page.getByRole("heading", { name: /李姐/ })).toBeVisible();
  expect(new URL(desktop.page.url()).pathname).toBe("/");
  for (const who of [李姐, desktop]) expect(who.faults, who.name).toEqual([]);
});
