/**
 * Looks at every screen on the station in memory with a browser: pictures in five dresses and three sizes, axe, and
 * sideways scroll in every size and at 320 px with letters twice as large.
 * `node test/screens/shots.ts [folder] [screen,screen or all] [size,size]`; ends with 1 when something is wrong.
 */
import { existsSync, mkdirSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { build, preview } from "vite";
import { SCENES, type Scene } from "./scenes.ts";

const folder = process.argv[2] ?? "/tmp/screens";
const listed = (text: string | undefined): readonly string[] | undefined =>
  text === undefined || text === "all" ? undefined : text.split(",");
const only = listed(process.argv[3]);
const sizes = listed(process.argv[4]);
const faults: string[] = [];
const DRESSES = {
  light: "&mode=standard",
  elder: "&mode=elder",
  dark: "&mode=standard&theme=dark",
  english: "&mode=standard&lang=en",
  forced: "&mode=standard",
} as const;
type Dress = keyof typeof DRESSES;

interface Size {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly dresses: readonly Dress[];
}

const SIZES: readonly Size[] = [
  { name: "phone", width: 360, height: 740, dresses: ["light", "elder", "dark", "english"] },
  { name: "tablet", width: 768, height: 1024, dresses: ["light", "elder"] },
  { name: "wide", width: 1280, height: 800, dresses: ["light", "elder", "dark", "english", "forced"] },
];
/** At 320 px with letters twice as large every smaller trouble shows, too. */
const SMALL: Size = { name: "reflow", width: 320, height: 640, dresses: ["light", "elder"] };

async function open(page: Page, scene: Scene, dress: Dress): Promise<void> {
  await page.goto(
    `${origin}${scene.path}?who=${scene.who ?? "li"}${DRESSES[dress]}${scene.query ?? ""}#${scene.hash ?? ""}`,
  );
  await page
    .locator(scene.who === "opening" ? ".page-main" : ".page-main > :not(.skeleton)")
    .first()
    .waitFor({ state: "attached" });
  if (dress !== "english") await scene.act?.(page);
  await page.waitForTimeout(150);
}

const newContext = (browser: Browser, { width, height }: Size, dress: Dress): Promise<BrowserContext> =>
  browser.newContext({
    viewport: { width, height },
    forcedColors: dress === "forced" ? "active" : "none",
    deviceScaleFactor: 1.5,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    reducedMotion: "reduce",
  });

/** Every scene in a tab of its own: what is asked for in the address stays with the tab. */
async function eachScene(
  browser: Browser,
  size: Size,
  look: (page: Page, scene: Scene, dress: Dress) => Promise<void>,
): Promise<void> {
  for (const dress of size.dresses) {
    const context = await newContext(browser, size, dress);
    for (const scene of SCENES.filter(({ name }) => !only || only.includes(name))) {
      const page = await context.newPage();
      page.on("pageerror", (error) => faults.push(`${scene.name} ${dress}: ${error.message}`));
      try {
        await open(page, scene, dress);
        await look(page, scene, dress);
      } catch (error) {
        faults.push(`${scene.name} ${dress}: ${String(error).split("\n")[0]}`);
      }
      await page.close();
    }
    await context.close();
  }
}

async function checkAxe(page: Page, scene: Scene, dress: Dress): Promise<void> {
  const tags = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  for (const one of violations)
    faults.push(
      `axe ${scene.name} ${dress}: ${one.id}: ${one.nodes.map(({ target }) => target).join(" | ")}`,
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
for (const size of SIZES.filter(({ name }) => sizes?.includes(name) ?? true))
  await eachScene(browser, size, async (page, scene, dress) => {
    await page.screenshot({ path: `${folder}/${scene.name}-${dress}-${size.name}.png` });
    if (size.name === "phone") await checkAxe(page, scene, dress);
    await checkReflow(page, scene, `${size.name}, ${dress}`);
  });
if (sizes === undefined || sizes.includes(SMALL.name))
  await eachScene(browser, SMALL, async (page, scene, dress) => {
    await page.addStyleTag({ content: "html { font-size: 200% !important }" });
    await checkReflow(page, scene, `320 px, 200 %, ${dress}`);
    await page.screenshot({ path: `${folder}/${scene.name}-${dress}-reflow.png` });
  });
await browser.close();
await server.close();
for (const fault of faults) console.error(fault);
console.info(`${faults.length} faults, pictures in ${folder}`);
process.exit(faults.length > 0 ? 1 : 0);
