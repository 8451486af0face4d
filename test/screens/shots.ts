/**
 * Looks at every screen on the station in memory with a browser: pictures in three dresses and two sizes, sideways
 * scroll at 320 px and at twice the letter size, axe, and the keyboard.
 * `node test/screens/shots.ts [folder] [screen,screen]`; ends with 1 when something is wrong.
 */
import { existsSync, mkdirSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { build, preview } from "vite";
import { SCENES, type Scene } from "./scenes.ts";

const folder = process.argv[2] ?? "/tmp/screens";
const only = process.argv[3]?.split(",");
const faults: string[] = [];
const DRESSES = [
  { name: "light", query: "&mode=standard" },
  { name: "elder", query: "&mode=elder" },
  { name: "dark", query: "&mode=standard&theme=dark" },
  { name: "english", query: "&mode=standard&lang=en" },
] as const;
type Dress = (typeof DRESSES)[number];

const SIZES = [
  { name: "phone", width: 360, height: 740 },
  { name: "wide", width: 1280, height: 800 },
] as const;

async function open(page: Page, scene: Scene, dress: Dress): Promise<void> {
  await page.goto(
    `${origin}${scene.path}?who=${scene.who ?? "li"}${dress.query}${scene.query ?? ""}#${scene.hash ?? ""}`,
  );
  await page
    .locator(scene.who === "opening" ? ".page-main" : ".page-main > :not(.skeleton)")
    .first()
    .waitFor({ state: "attached" });
  if (dress.name !== "english") await scene.act?.(page);
  await page.waitForTimeout(150);
}

const newContext = (browser: Browser, width: number, height: number): Promise<BrowserContext> =>
  browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: 1.5,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    reducedMotion: "reduce",
  });

/** Every scene in a tab of its own: what is asked for in the address stays with the tab. */
async function eachScene(
  browser: Browser,
  size: { readonly width: number; readonly height: number },
  dresses: readonly Dress[],
  look: (page: Page, scene: Scene, dress: Dress) => Promise<void>,
): Promise<void> {
  const context = await newContext(browser, size.width, size.height);
  for (const dress of dresses) {
    for (const scene of SCENES.filter(({ name }) => !only || only.includes(name))) {
      const page = await context.newPage();
      page.on("pageerror", (error) => faults.push(`${scene.name} ${dress.name}: ${error.message}`));
      try {
        await open(page, scene, dress);
        await look(page, scene, dress);
      } catch (error) {
        faults.push(`${scene.name} ${dress.name}: ${String(error).split("\n")[0]}`);
      }
      await page.close();
    }
  }
  await context.close();
}

async function checkAxe(page: Page, scene: Scene, dress: Dress): Promise<void> {
  const tags = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  for (const one of violations)
    faults.push(
      `axe ${scene.name} ${dress.name}: ${one.id}: ${one.nodes.map(({ target }) => target).join(" | ")}`,
    );
}

/** A page that scrolls sideways hides words from people with large letters. */
async function checkReflow(page: Page, scene: Scene, name: string): Promise<void> {
  const wide = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    return [...document.querySelectorAll("body *")]
      .filter((node) => {
        const { right, width } = node.getBoundingClientRect();
        return width > 0 && right > room + 1 && !node.closest(".table, .sr-only, svg");
      })
      .map((node) => `${node.tagName.toLowerCase()}.${node.getAttribute("class") ?? ""}`)
      .slice(0, 4);
  });
  if (wide.length > 0) faults.push(`${scene.name} at ${name}: too wide: ${wide.join(", ")}`);
}

mkdirSync(folder, { recursive: true });
const configFile = new URL("./vite.config.ts", import.meta.url).pathname;
await build({ configFile, logLevel: "warn" });
const server = await preview({ configFile, preview: { port: 0 } });
const origin = server.resolvedUrls?.local[0]?.replace(/\/$/, "") ?? "";
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const browser = await chromium.launch({
  ...(existsSync(executablePath) ? { executablePath } : {}),
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
});
for (const size of SIZES) {
  const dresses = size.name === "phone" ? DRESSES : DRESSES.slice(0, 1);
  await eachScene(browser, size, dresses, async (page, scene, dress) => {
    await page.screenshot({ path: `${folder}/${scene.name}-${dress.name}-${size.name}.png` });
    if (size.name === "phone") await checkAxe(page, scene, dress);
  });
}
// At 320 px with letters twice as large every smaller trouble shows, too.
await eachScene(browser, { width: 320, height: 640 }, DRESSES.slice(0, 2), async (page, scene, dress) => {
  await page.addStyleTag({ content: "html { font-size: 200% !important }" });
  await checkReflow(page, scene, `320 px, 200 %, ${dress.name}`);
  await page.screenshot({ path: `${folder}/${scene.name}-${dress.name}-reflow.png` });
});
await browser.close();
await server.close();
for (const fault of faults) console.error(fault);
console.info(`${faults.length} faults, pictures in ${folder}`);
process.exit(faults.length > 0 ? 1 : 0);
