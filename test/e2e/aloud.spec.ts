/** 读给我听 on a phone with a voice, without one, with one that never speaks, and without a network; the ways into 长者模式. */
import { expect, type Page } from "@playwright/test";
import { test } from "./base.ts";
import { act, join, seen } from "./journey.ts";
import { kept, somebody } from "./people.ts";
import { createTestRelay, type TestRelay } from "./relay.ts";
import { type E2eTown, foundE2eTown } from "./town.ts";
import { said, withEngine } from "./voice.ts";

let relay: TestRelay;
let town: E2eTown;
test.beforeEach(async () => {
  relay = await createTestRelay();
  town = await foundE2eTown(relay);
});
test.afterEach(async () => {
  await relay.remove();
});

async function elder(page: Page): Promise<void> {
  await join(page, town.poster, "张阿姨", "大字");
  await town.admit();
  await expect(seen(page, /^1\b/)).toBeVisible();
}

test("a voice reads the name of the page first, then the matter, the cost and the act, as people say it", async ({
  browser,
}) => {
  const { page, faults } = await somebody(browser, "张阿姨");
  await withEngine(page, "speaks");
  await elder(page);
  await page.goto(`${relay.url}/ask/parcel`);
  await expect(act(page, "发出去")).toBeVisible();
  await act(page, "读给我听").click();
  await expect.poll(() => said(page)).toContain("发出去");
  const words = await said(page);
  expect(words[0]).toBe("取快递");
  expect(words).toContain("大概多久：十分钟");
  expect(words.slice(-2)).toEqual(["办好以后给零点二积分，先替您预留", "发出去"]);
  expect(words.join("")).not.toMatch(/返回|首页|读给我听|\d/u);
  // A question is read instead of what lies under it.
  await page.goto(`${relay.url}/me/who`);
  await act(page, "在这台手机上结束这个账户").click();
  await page.getByRole("dialog").getByRole("button", { name: "读给我听" }).click();
  await expect.poll(() => said(page)).toContain("结束");
  expect((await said(page))[0]).toBe("真的要结束吗？");
  expect(faults).toEqual([]);
});

for (const engine of ["has no voices", "never begins"] as const) {
  test(`where the phone ${engine}, the words stand in very large letters`, async ({ browser }) => {
    const { page, faults } = await somebody(browser, "张阿姨");
    await withEngine(page, engine);
    await elder(page);
    await act(page, "读给我听").click();
    const view = page.getByRole("dialog", { name: "读给我听" });
    await expect(view).toContainText("要帮忙");
    await expect(view).toContainText("这台手机不会出声");
    const size = await view
      .locator(".reading p")
      .first()
      .evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize));
    expect(size).toBeGreaterThanOrEqual(36);
    await view.getByRole("button", { name: "停一停" }).click();
    await expect(view).toBeHidden();
    expect(faults).toEqual([]);
  });
}

test("without a network the words are read, and 叫楼长 says whom to call", async ({ browser }) => {
  const { page, faults } = await somebody(browser, "张阿姨");
  await elder(page);
  await page.reload();
  await kept(page);
  await page.getByRole("link", { name: "叫楼长" }).click();
  await page.getByRole("textbox", { name: "楼长电话" }).fill("0668-2812345");
  await act(page, "记下来").click();
  await relay.stop();
  await page.goto(`${relay.url}/`);
  await act(page, "读给我听").click();
  await expect(page.getByRole("dialog", { name: "读给我听" })).toContainText("我的积分");
  await page.getByRole("dialog").getByRole("button", { name: "返回" }).click();
  await expect(page.getByRole("link", { name: "叫楼长" })).toHaveAttribute("href", "tel:06682812345");
  await page.goto(`${relay.url}/help`);
  await expect(page.getByRole("link", { name: "12345 热线" })).toHaveAttribute("href", "tel:12345");
  await expect(page.getByRole("link", { name: "120 急救" })).toHaveAttribute("href", "tel:120");
  expect(faults).toEqual([]);
});

test("长者模式 is found by its address, by a word in 我的, and left again in one tap", async ({
  browser,
}) => {
  const { page, faults } = await somebody(browser, "李姐");
  const mode = page.locator("html");
  await page.goto(`${relay.url}/elder`);
  await expect(page).toHaveURL(`${relay.url}/`);
  await expect(mode).toHaveAttribute("data-mode", "elder");
  await act(page, "换回去").click();
  await expect(mode).toHaveAttribute("data-mode", "standard");
  await join(page, town.poster, "李姐");
  await page.goto(`${relay.url}/wallet?mode=elder`);
  await expect(mode).toHaveAttribute("data-mode", "elder");
  await expect(page).toHaveURL(`${relay.url}/wallet`);
  await act(page, "换回去").click();
  for (const word of ["长辈版", "亲情版", "关爱版", "关怀版"]) {
    await page.goto(`${relay.url}/me`);
    await page.getByRole("searchbox").fill(word);
    await page.getByRole("link", { name: "换成大字版（长辈版）" }).click();
    await expect(mode).toHaveAttribute("data-mode", "elder");
    await act(page, "换回去").click();
    await expect(mode).toHaveAttribute("data-mode", "standard");
  }
  for (const word of ["长辈版", "亲情版", "关爱版", "关怀版"])
    await expect(page.locator('meta[name="description"]')).toHaveAttribute("content", new RegExp(word));
  expect(faults).toEqual([]);
});

test("what was done stays to be undone for ten seconds, in 长者模式 until the next act", async ({
  browser,
}) => {
  for (const size of ["平常", "大字"] as const) {
    const { page } = await somebody(browser, size);
    await page.clock.install();
    await join(page, town.poster, size, size);
    await page.goto(`${relay.url}/me/name`);
    await page.getByRole("textbox", { name: "称呼" }).fill("新的");
    await act(page, "存好").click();
    const bar = page.getByRole("status").filter({ hasText: "改好了" });
    await expect(bar).toBeVisible();
    await page.clock.fastForward(9000);
    await expect(bar).toBeVisible();
    await page.clock.fastForward(600_000);
    if (size === "平常") await expect(bar).toBeHidden();
    else {
      await expect(bar).toBeVisible();
      await act(page, "存好").click();
      await expect(bar.getByRole("button", { name: "撤销" })).toHaveCount(1);
    }
    await page.context().close();
  }
});
