/** Every screen by everybody: axe, 320 px, text at 200 %, keyboard; standard and 长者模式. */
import { expect, type Page } from "@playwright/test";
import { axeFaults, sideways } from "./axe.ts";
import { test } from "./base.ts";
import { act, join, leavePhone, setUp } from "./journey.ts";
import { somebody } from "./people.ts";
import { createTestRelay, type TestRelay } from "./relay.ts";
import { foundE2eTown } from "./town.ts";

let relay: TestRelay;
test.beforeEach(async () => {
  relay = await createTestRelay();
});
test.afterEach(async () => {
  await relay.remove();
});

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

for (const size of ["平常", "大字"] as const) {
  test(`every screen of a steward and her neighbours is axe clean and fits 320 px, in ${size}`, async ({
    browser,
  }) => {
    test.setTimeout(420_000);
    const town = await foundE2eTown(relay);
    const { page, faults } = await somebody(browser, "王姐");
    await look(page, town.poster);
    await look(page, `${relay.url}/b/${town.town.community}/5`);
    await join(page, town.poster, "王姐", size);
    await town.appoint(await town.admit());
    await expect(page.getByText("1 积分").locator("visible=true").first()).toBeVisible();
    await page.goto(`${relay.url}/ask/errand`);
    await act(page, "发出去").click();
    await page.waitForURL(/\/needs\/[a-z2-7]{26}/);
    await leavePhone(page, "13987654321");
    const need = new URL(page.url()).pathname;
    const paths = [
      "/",
      "/needs",
      need,
      "/ask",
      "/ask?text=13912345678",
      "/ask/errand",
      "/wallet",
      "/messages",
      "/me",
      "/me/look",
      "/me/install",
      "/me/name",
      "/me/contact",
      "/me/safety",
      "/me/code",
      "/me/move",
      "/me/texts",
      "/me/carry",
      "/me/who",
      "/me/about",
      "/help",
      "/mine",
      "/desk",
      "/desk/open",
      "/desk/lost",
      `/recover/${town.town.community}/5#keys`,
      "/invite/5",
      "/poster/5",
      "/welcome",
      "/lost",
      "/lost/phone",
      "/lost/steward",
      "/restore",
      "/scan",
      `/restore/${town.town.community}#0000000000000000000000000000`,
      `/move/${town.town.community}#secret`,
      `/move/${town.town.community}?to=home#secret`,
      "/moved",
      "/nowhere",
    ];
    for (const path of paths) await look(page, `${relay.url}${path}`);
    expect(faults).toEqual([]);
  });
}

for (const size of ["平常", "大字"] as const) {
  test(`every screen of the operator is axe clean and fits 320 px, in ${size}`, async ({ browser }) => {
    test.setTimeout(240_000);
    const { page, faults } = await somebody(browser, "小陈");
    await look(page, relay.setupLink);
    await setUp(page, relay.setupLink);
    if (size === "大字") {
      await page.goto(`${relay.url}/me/look`);
      await page.getByRole("radio", { name: /大字/ }).focus();
      await page.keyboard.press("Space");
    }
    const places = [
      "/ops",
      "/ops/buildings",
      "/ops/review",
      "/ops/disputes",
      "/ops/rules",
      "/ops/system",
      "/ops/buildings/edit",
      "/invite/5",
      "/poster/5",
      "/cosign",
    ];
    for (const path of places) await look(page, `${relay.url}${path}`);
    expect(faults).toEqual([]);
  });
}

/** One screen: axe, then narrow, then with letters twice as large. */
async function look(page: Page, url: string): Promise<void> {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(url);
  await expect(page.locator("main").first()).toBeVisible();
  await expect(page.getByRole("heading").first()).toBeVisible();
  expect(await axeFaults(page, TAGS)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 740 });
  expect(await sideways(page), `${url} at 320 px`).toBe(0);
  await page.setViewportSize({ width: 360, height: 740 });
  // WeChat's largest letters, then twice the size.
  for (const size of ["160%", "200%"]) {
    await page.evaluate((value) => document.documentElement.style.setProperty("font-size", value), size);
    expect(await sideways(page), `${url} with text at ${size}`).toBe(0);
  }
  await page.evaluate(() => document.documentElement.style.removeProperty("font-size"));
}

test("somebody with a keyboard alone joins and asks for help", async ({ browser }) => {
  const town = await foundE2eTown(relay);
  const { page } = await somebody(browser, "李姐");
  await page.goto(town.poster);
  await expect(page.getByRole("radio", { name: "平常" })).toBeVisible();
  await tabTo(page, "input[type=radio]");
  await page.keyboard.press("Space");
  await page.keyboard.type("李姐");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: /李姐/ })).toBeVisible();
  await town.admit();
  await expect(page.getByText("1 积分").locator("visible=true").first()).toBeVisible();
  await tabTo(page, 'a[href="/ask"]');
  await page.keyboard.press("Enter");
  await tabTo(page, 'a[href^="/ask/errand"]');
  await page.keyboard.press("Enter");
  await expect(act(page, "发出去")).toBeVisible();
  await tabTo(page, "button", "发出去");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/needs\/[a-z2-7]{26}/);
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
});

/** Tabs until the focus is on it; fails after a hundred stops. */
async function tabTo(page: Page, selector: string, words = ""): Promise<void> {
  for (let stop = 0; stop < 100; stop++) {
    await page.keyboard.press("Tab");
    const isThere = await page.evaluate(
      ([match, text]) =>
        document.activeElement?.matches(match ?? "") === true &&
        (document.activeElement.textContent ?? "").includes(text ?? ""),
      [selector, words],
    );
    if (isThere) return;
  }
  throw new Error(`the keyboard never reaches ${selector} ${words}`);
}
