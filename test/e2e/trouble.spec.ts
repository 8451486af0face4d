/** Bad input and bad luck: each gets a clear sentence, and nothing is lost. */
import { expect } from "@playwright/test";
import { test } from "./base.ts";
import { act, ask, join, leavePhone, seen } from "./journey.ts";
import { kept, somebody } from "./people.ts";
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

test("wrong, used and expired invites each say what to do", async ({ browser }) => {
  const { page } = await somebody(browser, "路人");
  await page.goto(`${town.poster.slice(0, -6)}zzzzzz`);
  await expect(page.getByText("邀请码不对")).toBeVisible();
  const once = await town.invite("onceee", 1, 3600);
  const first = await somebody(browser, "第一位");
  await join(first.page, once, "甲");
  await page.goto(once);
  await expect(page.getByText("这个邀请已经用过")).toBeVisible();
  const short = await town.invite("shortt", 0, 60);
  await relay.pass(3600);
  await page.goto(short);
  await expect(page.getByText("这个邀请过期了")).toBeVisible();
  await page.goto(`${relay.url}/j/abc`);
  await expect(page.getByText("链接不完整")).toBeVisible();
});

test("inside WeChat nobody joins: the guide shows the way to a browser", async ({ browser }) => {
  const { page } = await somebody(browser, "路人", {
    userAgent: "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0 Mobile MicroMessenger/8.0.49",
  });
  await page.goto(town.poster);
  await expect(seen(page, "换到浏览器里打开")).toBeVisible();
  await expect(seen(page, "复制链接")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "称呼" })).toHaveCount(0);
});

test("a phone that is a day wrong joins and asks like any other", async ({ browser }) => {
  const { page } = await somebody(browser, "李姐");
  await page.clock.install({ time: Date.now() + 86_400_000 });
  await page.clock.resume();
  await join(page, town.poster, "李姐");
  await town.admit();
  await expect(seen(page, "1 积分")).toBeVisible();
  await ask(page, "代买");
  await leavePhone(page, "13987654321");
  await expect(seen(page, "等人来")).toBeVisible();
});

test("a phone number in a need is pointed out before it is sent, and the words stay", async ({ browser }) => {
  const { page } = await somebody(browser, "李姐");
  await join(page, town.poster, "李姐");
  await town.admit();
  await expect(seen(page, "1 积分")).toBeVisible();
  await page.goto(`${relay.url}/ask/errand`);
  await page.getByRole("textbox", { name: /还想说的/ }).fill("酱油一瓶，电话13812341234");
  await act(page, "发出去").click();
  const sheet = page.getByRole("dialog", { name: "发之前看一眼" });
  await expect(sheet).toContainText("电话号码");
  await sheet.getByRole("button", { name: "改一改" }).click();
  await expect(page.getByRole("textbox", { name: /还想说的/ })).toHaveValue("酱油一瓶，电话13812341234");
  await page.reload();
  await expect(page.getByRole("textbox", { name: /还想说的/ })).toHaveValue("酱油一瓶，电话13812341234");
});

test("two tabs of one person say each thing once", async ({ browser }) => {
  const 李姐 = await somebody(browser, "李姐");
  await join(李姐.page, town.poster, "李姐");
  await town.admit();
  await expect(seen(李姐.page, "1 积分")).toBeVisible();
  const second = await 李姐.context.newPage();
  await second.goto(`${relay.url}/`);
  await expect(seen(second, "1 积分")).toBeVisible();
  await Promise.all([ask(李姐.page, "代买"), ask(second, "取快递")]);
  await relay.stop("SIGKILL");
  await relay.start();
  await second.goto(`${relay.url}/wallet`);
  await expect(seen(second, "0.6")).toBeVisible({ timeout: 30_000 });
  await second.goto(`${relay.url}/needs`);
  await expect(second.getByRole("link", { name: /代买|取快递/ })).toHaveCount(2);
  await expect(second.getByRole("status").first()).toContainText("已同步", { timeout: 30_000 });
  expect(李姐.faults).toEqual([]);
});

test("storage that was wiped leads to recovery and not to a welcome", async ({ browser }) => {
  const 李姐 = await somebody(browser, "李姐");
  await join(李姐.page, town.poster, "李姐");
  await expect(李姐.page.getByRole("heading", { name: /李姐/ })).toBeVisible();
  await 李姐.page.goto(`${relay.url}/me/code`);
  await 李姐.page.evaluate(async () => {
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
  await 李姐.page.goto(`${relay.url}/`);
  await expect(seen(李姐.page, /恢复码/)).toBeVisible();
});

test("with the relay gone a reload of any page works, and what is posted waits truthfully", async ({
  browser,
}) => {
  const { page } = await somebody(browser, "李姐");
  await join(page, town.poster, "李姐");
  await town.admit();
  await expect(seen(page, "1 积分")).toBeVisible();
  await page.reload();
  await kept(page);
  await relay.stop();
  for (const path of ["/", "/needs", "/wallet", "/messages", "/me", "/ask"]) {
    await page.goto(`${relay.url}${path}`);
    await expect(page.getByRole("heading").first()).toBeVisible();
  }
  await page.goto(`${relay.url}/`);
  const need = await ask(page, "倒垃圾");
  await page.reload();
  await expect(seen(page, "倒垃圾")).toBeVisible();
  await page.getByRole("status").first().click();
  await expect(page.getByRole("dialog")).toContainText("发布需求");
  await page.keyboard.press("Escape");
  await relay.start();
  await expect(page.getByRole("status").first()).toContainText("已同步", { timeout: 60_000 });
  await page.goto(need);
  await expect(seen(page, "等人来")).toBeVisible();
});
