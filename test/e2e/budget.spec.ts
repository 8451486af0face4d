/** Bytes: what a phone loads before it shows the first screen, and that it asks nobody but its relay (experience.md). */
import { gzipSync } from "node:zlib";
import { expect, type Page } from "@playwright/test";
import { test } from "./base.ts";
import { ask, join, status } from "./journey.ts";
import { somebody } from "./people.ts";
import { createTestRelay, type TestRelay } from "./relay.ts";
import { foundE2eTown } from "./town.ts";

const JS_BYTES_MAX = 100 * 1024;
const CSS_BYTES_MAX = 12 * 1024;
/** A member's start until the list stands there, and until everything that she can do stands ready. */
const LIST_JS_BYTES_MAX = 100 * 1024;
const MEMBER_JS_BYTES_MAX = 170 * 1024;

let relay: TestRelay;
test.beforeEach(async () => {
  relay = await createTestRelay();
});
test.afterEach(async () => {
  await relay.remove();
});

interface Loaded {
  readonly js: number;
  readonly css: number;
}

interface Asked {
  /** Addresses that were asked so far. */
  readonly all: readonly string[];
  /** Those of them that are not the relay's. */
  readonly strangers: readonly string[];
}

interface Scales extends Asked {
  /** What was fetched so far, as gzip would carry it; no page may have been left meanwhile, or its files are gone. */
  read(): Promise<Loaded>;
}

/** Notes whom a page asks. */
function listen(page: Page): Asked {
  const all: string[] = [];
  const strangers: string[] = [];
  page.on("response", (response) => {
    const { origin, protocol } = new URL(response.url());
    all.push(response.url());
    if (origin !== relay.url && protocol !== "data:" && protocol !== "blob:") strangers.push(response.url());
  });
  return { all, strangers };
}

/** Weighs what a page fetches, too. */
function weigh(page: Page): Scales {
  const weights: Promise<readonly [path: string, bytes: number]>[] = [];
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (!/\.(js|css)$/.test(pathname) || pathname === "/sw.js") return;
    const weight = response.body().then((body) => [pathname, gzipSync(body, { level: 9 }).length] as const);
    // Whoever reads the scales is told; a page that is left later is nobody's fault.
    weight.catch(() => undefined);
    weights.push(weight);
  });
  return {
    ...listen(page),
    async read() {
      const all = await Promise.all(weights);
      const sum = (end: string): number =>
        all.filter(([path]) => path.endsWith(end)).reduce((bytes, [, more]) => bytes + more, 0);
      return { js: sum(".js"), css: sum(".css") };
    },
  };
}

test("the first screen of a poster needs at most 100 KB of script, any page at most 12 KB of style", async ({
  browser,
}) => {
  const town = await foundE2eTown(relay);
  const { page, context, faults } = await somebody(browser, "李姐");
  const first = weigh(page);
  await page.goto(town.poster);
  await expect(page.getByRole("radio", { name: "平常" })).toBeVisible();
  const atFirstScreen = await first.read();
  await join(page, town.poster, "李姐");
  const home = await context.newPage();
  const again = weigh(home);
  await home.goto(`${relay.url}/`);
  await expect(home.getByRole("heading").first()).toBeVisible();
  await expect(status(home)).toContainText("已同步");
  const atHome = await again.read();
  console.info(`bytes: poster ${JSON.stringify(atFirstScreen)}; home ${JSON.stringify(atHome)}`);
  expect(atFirstScreen.js).toBeLessThanOrEqual(JS_BYTES_MAX);
  expect(atFirstScreen.css).toBeLessThanOrEqual(CSS_BYTES_MAX);
  expect(atHome.css).toBeLessThanOrEqual(CSS_BYTES_MAX);
  expect([...first.strangers, ...again.strangers]).toEqual([]);
  expect(faults).toEqual([]);
});

test("[P91] a member's list and a need are drawn before keys, Yjs and boards are there, and nobody can act on it", async ({
  browser,
}) => {
  const town = await foundE2eTown(relay);
  const { page, context, faults } = await somebody(browser, "李姐", { serviceWorkers: "block" });
  await join(page, town.poster, "李姐");
  const need = new URL(await ask(page, "取快递")).pathname;
  await page.waitForFunction(
    (id) => localStorage.getItem("yizhan/seen")?.includes(id) === true,
    need.split("/").at(-1) ?? "",
  );
  await page.close();

  let letThrough: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await context.route(/\/assets\/(members|station)-/, async (route) => {
    await held;
    await route.continue();
  });
  const next = await context.newPage();
  const scales = weigh(next);
  await next.goto(`${relay.url}/needs`);
  const card = next.getByRole("link", { name: /取快递/ });
  await expect(card).toBeVisible();
  await expect(status(next)).toContainText("上次看到的");
  const drawn = await scales.read();
  await card.click();
  await expect(next.locator(".deed-head").getByRole("heading", { name: /取快递/ })).toBeVisible();
  await expect(next.getByRole("button", { name: "撤回" })).toHaveCount(0);
  letThrough();
  await expect(next.getByRole("button", { name: "撤回" })).toBeVisible();
  await expect(status(next)).toContainText("已同步");
  const opened = await scales.read();
  console.info(`bytes: list drawn ${JSON.stringify(drawn)}; station open ${JSON.stringify(opened)}`);
  expect(drawn.js).toBeLessThanOrEqual(LIST_JS_BYTES_MAX);
  expect(opened.js).toBeLessThanOrEqual(MEMBER_JS_BYTES_MAX);
  expect(opened.css).toBeLessThanOrEqual(CSS_BYTES_MAX);
  expect(scales.strangers).toEqual([]);
  expect(faults).toEqual([]);
});

test("no page asks anybody but the relay, and none breaks its content policy", async ({ browser }) => {
  const town = await foundE2eTown(relay);
  const { page, faults } = await somebody(browser, "李姐");
  const asked = listen(page);
  await join(page, town.poster, "李姐");
  await town.appoint(await town.admit());
  const paths = ["/", "/needs", "/ask", "/ask/errand", "/wallet", "/messages", "/me", "/me/look", "/me/code"];
  const places = [
    "/me/carry",
    "/me/who",
    "/me/texts",
    "/mine",
    "/help",
    "/desk",
    "/desk/open",
    "/poster/5",
    "/scan",
    "/nowhere",
  ];
  for (const path of [...paths, ...places, "/setup", "/cosign", "/ops"]) {
    const before = asked.all.length;
    await page.goto(`${relay.url}${path}`);
    await expect(page.getByRole("heading").first()).toBeVisible();
    expect(faults, path).toEqual([]);
    expect(asked.strangers, path).toEqual([]);
    expect(asked.all.length, path).toBeGreaterThan(before);
  }
});
