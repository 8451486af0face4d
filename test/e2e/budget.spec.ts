/** Bytes: what a phone loads before it shows the first screen, and that it asks nobody but its relay (experience.md). */
import { gzipSync } from "node:zlib";
import { expect, type Page, test } from "@playwright/test";
import { join } from "./journey.ts";
import { somebody } from "./people.ts";
import { createTestRelay, type TestRelay } from "./relay.ts";
import { foundE2eTown } from "./town.ts";

const JS_BYTES_MAX = 100 * 1024;
const CSS_BYTES_MAX = 12 * 1024;

let relay: TestRelay;
test.beforeEach(async () => {
  relay = await createTestRelay();
});
test.afterEach(async () => {
  await relay.remove();
});

interface Loaded {
  js: number;
  css: number;
  readonly strangers: string[];
}

/** Adds up what the page fetches, as gzip would carry it. */
function weigh(page: Page): Loaded {
  const loaded: Loaded = { js: 0, css: 0, strangers: [] };
  page.on("response", async (response) => {
    const url = new URL(response.url());
    if (url.origin !== relay.url && url.protocol !== "data:" && url.protocol !== "blob:")
      loaded.strangers.push(response.url());
    if (!/\.(js|css)$/.test(url.pathname) || url.pathname === "/sw.js") return;
    const bytes = gzipSync(await response.body(), { level: 9 }).length;
    if (url.pathname.endsWith(".js")) loaded.js += bytes;
    else loaded.css += bytes;
  });
  return loaded;
}

test("the first screen of a poster needs at most 100 KB of script, any page at most 12 KB of style", async ({
  browser,
}, info) => {
  const town = await foundE2eTown(relay);
  const { page, context } = await somebody(browser, "李姐");
  const first = weigh(page);
  await page.goto(town.poster);
  await expect(page.getByRole("radio", { name: "平常" })).toBeVisible();
  const atFirstScreen = { ...first };
  await join(page, town.poster, "李姐");
  const home = await context.newPage();
  const again = weigh(home);
  await home.goto(`${relay.url}/`);
  await expect(home.getByRole("heading").first()).toBeVisible();
  await expect(home.getByRole("status").first()).toContainText("已同步");
  info.annotations.push({ type: "bytes", description: JSON.stringify({ atFirstScreen, home: again }) });
  expect(atFirstScreen.js).toBeLessThanOrEqual(JS_BYTES_MAX);
  expect(atFirstScreen.css).toBeLessThanOrEqual(CSS_BYTES_MAX);
  expect(again.css).toBeLessThanOrEqual(CSS_BYTES_MAX);
  expect([...first.strangers, ...again.strangers]).toEqual([]);
  console.info(
    `bytes: poster ${atFirstScreen.js} js ${atFirstScreen.css} css; home ${again.js} js ${again.css} css`,
  );
});
