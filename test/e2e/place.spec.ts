/** The matter of a page scrolls between its header and its foot: nothing lies half under them, and every place is kept. */
import { type Browser, expect, type Page } from "@playwright/test";
import { build, type PreviewServer, preview } from "vite";
import { idOf } from "../screens/people.ts";
import { test } from "./base.ts";

const configFile = new URL("../screens/vite.config.ts", import.meta.url).pathname;
let server: PreviewServer;
let origin: string;

test.describe.configure({ mode: "serial" });

test.beforeAll(async () => {
  const outDir = "../../node_modules/.screens-place";
  await build({ configFile, logLevel: "error", build: { outDir } });
  server = await preview({ configFile, preview: { port: 0, strictPort: false }, build: { outDir } });
  origin = server.resolvedUrls?.local[0]?.replace(/\/$/, "") ?? "";
});

test.afterAll(() => server.close());

async function open(browser: Browser, path: string, width = 360, height = 740): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(`${origin}${path}`);
  await expect(page.locator(".page-main > :not(.skeleton)").first()).toBeVisible();
  return page;
}

const matter = (page: Page) => page.locator(".page-scroll");
const place = (page: Page): Promise<number> =>
  matter(page).evaluate((one) => Math.round(one.scrollTop || document.documentElement.scrollTop));
/** Scrolls, and waits for the picture in which the page hears of it, as every finger does. */
const lead = (page: Page, to: number): Promise<void> =>
  matter(page).evaluate(async (one, top) => {
    const isMatter = getComputedStyle(one).overflowY !== "visible";
    (isMatter ? one : document.documentElement).scrollTop = top;
    for (let picture = 0; picture < 2; picture++) await new Promise(requestAnimationFrame);
  }, to);
/** The last card that is whole on screen just now. */
async function tapLowest(page: Page): Promise<void> {
  const at = await page
    .locator(".need-card")
    .evaluateAll(
      (cards) => cards.filter((one) => one.getBoundingClientRect().bottom < innerHeight - 90).length,
    );
  await page
    .locator(".need-card")
    .nth(at - 1)
    .click();
}

test("header, matter and foot share the window, in both modes, and the window itself never scrolls", async ({
  browser,
}) => {
  for (const mode of ["standard", "elder"])
    for (const path of ["/", "/needs", `/needs/${idOf(10)}`, "/ask/errand", "/wallet", "/messages", "/me"]) {
      const page = await open(browser, `${path}?who=li&mode=${mode}`);
      const boxes = await page.evaluate(() => {
        const of = (name: string) => document.querySelector(name)?.getBoundingClientRect();
        const [head, matter, foot] = [of(".page-head"), of(".page-scroll"), of(".page-foot")];
        return {
          edges: [head?.top, matter?.top, matter?.bottom, foot?.bottom],
          wanted: [0, head?.bottom, foot?.top, innerHeight],
          scrolls: document.documentElement.scrollHeight - innerHeight,
        };
      });
      expect(boxes.edges, `${path} ${mode}`).toEqual(boxes.wanted);
      expect(boxes.scrolls, `${path} ${mode}`).toBe(0);
      await page.context().close();
    }
});

test("back leads to the same line, a new page starts at its top, a reload stays", async ({ browser }) => {
  const page = await open(browser, "/needs?who=li");
  await lead(page, 260);
  await tapLowest(page);
  await expect(page.locator(".deed-head")).toBeVisible();
  expect(await place(page)).toBe(0);
  await lead(page, 40);
  await page.goBack();
  await expect(page.locator(".need-card").first()).toBeVisible();
  await expect.poll(() => place(page)).toBe(260);
  await page.reload();
  await expect.poll(() => place(page)).toBe(260);
  await page.goForward();
  await expect(page.locator(".deed-head")).toBeVisible();
  await expect.poll(() => place(page)).toBe(40);
  await page.goBack();
  // Another page at a depth that was scrolled before starts at its top, and is kept there.
  await page.getByRole("link", { name: "消息" }).click();
  await expect(page.getByRole("heading", { name: "消息" })).toBeVisible();
  expect(await place(page)).toBe(0);
  await page.getByRole("link", { name: "我的" }).click();
  await expect(page.getByRole("heading", { name: "我的" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { name: "消息" })).toBeVisible();
  expect(await place(page)).toBe(0);
});

test("keys scroll right after the start, from the tabs and from the heading; over a sheet they do not", async ({
  browser,
}) => {
  const page = await open(browser, "/needs?who=li");
  const room = await matter(page).evaluate((one) => one.clientHeight);
  await page.keyboard.press("Space");
  // A page of keys shows everything: nothing is passed over.
  expect(await place(page)).toBeGreaterThan(room / 2);
  expect(await place(page)).toBeLessThan(room);
  await page.keyboard.press("Shift+Space");
  expect(await place(page)).toBe(0);
  await page.keyboard.press("ArrowDown");
  expect(await place(page)).toBe(40);
  await page.locator(".tab").first().focus();
  await page.keyboard.press("PageDown");
  expect(await place(page)).toBeGreaterThan(room / 2);
  await page.keyboard.press("Home");
  expect(await place(page)).toBe(0);
  await page.getByRole("link", { name: "我的" }).click();
  await expect(page.getByRole("heading", { name: "我的" })).toBeFocused();
  await page.keyboard.press("Space");
  expect(await place(page)).toBeGreaterThan(0);
  await page.keyboard.press("Home");
  await page.getByRole("button", { name: /已同步/ }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("PageDown");
  expect(await place(page)).toBe(0);
});

test("beside its list a need is chosen without losing the line; a long one scrolls by itself", async ({
  browser,
}) => {
  const page = await open(browser, "/needs?who=li", 1280, 620);
  await lead(page, 200);
  await tapLowest(page);
  await expect(page.locator(".deed-head")).toBeVisible();
  expect(await place(page)).toBe(200);
  const detail = page.locator(".columns-detail");
  const { bottom, foot } = await detail.evaluate((one) => ({
    bottom: one.getBoundingClientRect().bottom,
    foot: document.querySelector(".page-acts")?.getBoundingClientRect().top ?? innerHeight,
  }));
  expect(bottom).toBeLessThanOrEqual(foot);
});

test("in a flat window the whole page scrolls, and its place is kept, too", async ({ browser }) => {
  const page = await open(browser, "/needs?who=li", 640, 360);
  await lead(page, 220);
  expect(await page.evaluate(() => scrollY)).toBe(220);
  await page.locator(".need-card").nth(2).click();
  await expect(page.locator(".deed-head")).toBeVisible();
  expect(await place(page)).toBe(0);
  await page.goBack();
  await expect.poll(() => place(page)).toBe(220);
});

test("on paper a page is as long as its matter", async ({ browser }) => {
  const page = await open(browser, "/needs?who=li");
  const matterHeight = await matter(page).evaluate((one) => one.scrollHeight);
  await page.emulateMedia({ media: "print" });
  const { paper, foot } = await page.evaluate(() => ({
    paper: document.documentElement.scrollHeight,
    foot: document.querySelector(".page-foot")?.getClientRects().length,
  }));
  expect(paper).toBeGreaterThan(matterHeight - 120);
  expect(foot).toBe(0);
});
