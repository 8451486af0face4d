/** Taps, counted (experience.md): an elder posts in three with nothing typed, a helper serves in four; and 24 hours of silence. */
import { expect, type Page } from "@playwright/test";
import { test } from "./base.ts";
import { act, join, leavePhone, seen } from "./journey.ts";
import { countTaps, type Somebody, somebody } from "./people.ts";
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

/** Joined and vouched for, with her hour. */
async function member(who: Somebody, size: "平常" | "大字" = "平常"): Promise<void> {
  await join(who.page, town.poster, who.name, size);
  await town.admit();
  await expect(seen(who.page, size === "大字" ? /^1\b/ : "1 积分")).toBeVisible();
}

/** 以后再说: the contact is asked once, after the act. */
async function later(page: Page): Promise<void> {
  await page
    .getByRole("dialog", { name: "邻居怎么找到您？" })
    .getByRole("button", { name: "以后再说" })
    .click();
}

async function post(page: Page, picture: string): Promise<void> {
  await page.getByRole("link", { name: "要帮忙" }).first().click();
  await page.getByRole("link", { name: picture }).click();
  await act(page, "发出去").click();
  await page.waitForURL(/\/needs\/[a-z2-7]{26}/);
}

test("张阿姨 posts in three taps with nothing typed; 李姐 takes in two and serves in four; silence is a yes after a day", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const 张阿姨 = await somebody(browser, "张阿姨");
  const 李姐 = await somebody(browser, "李姐");
  const 老周 = await somebody(browser, "老周");
  await member(张阿姨, "大字");
  await member(李姐);
  await member(老周);
  await 张阿姨.page.goto(`${relay.url}/`);
  expect(await countTaps(张阿姨.page, () => post(张阿姨.page, "取快递"))).toBe(3);
  await later(张阿姨.page);
  const first = 张阿姨.page.url();
  await 张阿姨.page.goto(`${relay.url}/`);
  await post(张阿姨.page, "代买");
  const second = 张阿姨.page.url();

  await 李姐.page.goto(first);
  await act(李姐.page, "我来").click();
  await act(李姐.page, "我承诺，签字").click();
  await act(李姐.page, "确定").click();
  await leavePhone(李姐.page, "13987654321");
  await expect(seen(李姐.page, "您接了")).toBeVisible();
  await 老周.page.goto(first);
  await expect(seen(老周.page, /李姐先接了/)).toBeVisible();
  await act(老周.page, "排候补").click();
  await expect(seen(李姐.page, "1 位邻居在候补")).toBeVisible();

  await 李姐.page.goto(second);
  const taps = await countTaps(李姐.page, async () => {
    await act(李姐.page, "我来").click();
    await act(李姐.page, "确定").click();
    await expect(seen(李姐.page, "您接了")).toBeVisible();
    await act(李姐.page, "开始").click();
    await expect(seen(李姐.page, "已经帮了")).toBeVisible();
    // Silence is a yes only where the log saw the start: the receipt is there before the ten minutes pass.
    await expect(李姐.page.getByRole("status").first()).toContainText("已同步");
    await relay.pass(600);
    await 李姐.page.reload();
    await act(李姐.page, "结束").click();
    await expect(seen(李姐.page, /等.*确认/)).toBeVisible();
  });
  expect(taps).toBe(4);
  await expect(李姐.page.getByRole("status").first()).toContainText("已同步");
  await relay.pass(86_400);
  await 李姐.page.goto(`${relay.url}/wallet`);
  await expect(seen(李姐.page, "1.2")).toBeVisible({ timeout: 30_000 });
  await seen(李姐.page, /帮张阿姨/).click();
  await expect(seen(李姐.page, "满 24 小时自动确认")).toBeVisible();
  for (const who of [张阿姨, 李姐, 老周]) expect(who.faults, who.name).toEqual([]);
});
