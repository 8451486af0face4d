/**
 * Looks at stewards' and operators' screens with a browser: pictures, sideways scroll at 320 px and at twice the
 * letter size, axe in three dresses. `node test/staff/look.ts [folder] [scene,scene] [pictures|reflow|axe]`;
 * exits with 1 when something is wrong.
 */
import { existsSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { createServer } from "vite";
import { SCENES, type Scene } from "./scenes.ts";

const folder = process.argv[2] ?? "/tmp/staff";
const only = process.argv[3] && process.argv[3] !== "all" ? process.argv[3].split(",") : null;
const parts = (process.argv[4] ?? "pictures,reflow,axe").split(",");
const faults: string[] = [];
const DRESSES = [
  { name: "light", query: "" },
  { name: "elder", query: "&mode=elder" },
  { name: "dark", query: "&theme=dark" },
];
const SIZES = [
  { name: "phone", width: 360, height: 740 },
  { name: "wide", width: 1280, height: 800 },
];
const scenes = SCENES.filter(({ name }) => only?.some((one) => name.startsWith(one)) ?? true);
const port = 5196;

const newContext = (browser: Browser, viewport: { width: number; height: number }): Promise<BrowserContext> =>
  browser.newContext({ viewport, deviceScaleFactor: 1, reducedMotion: "reduce" });

/** Each page is a tab of its own, so what a scene keeps in the session's storage ends with it. */
async function open(context: BrowserContext, scene: Scene, more: string): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.on("pageerror", (error) => faults.push(`${scene.name}: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`${scene.name}: ${message.text()}`);
  });
  const [query = "", hash] = scene.query.split("#");
  await page.goto(`http://localhost:${port}${scene.path}${query}${more}${hash ? `#${hash}` : ""}`);
  await page.locator(".page, .poster").first().waitFor();
  try {
    await scene.go?.(page);
  } catch (error) {
    faults.push(`${scene.name} ${more}: ${error instanceof Error ? error.message.split("\n")[0] : error}`);
  }
  await page.waitForTimeout(250);
  return page;
}

async function shoot(browser: Browser): Promise<void> {
  for (const size of SIZES) {
    const context = await newContext(browser, size);
    for (const dress of DRESSES)
      for (const scene of scenes) {
        const page = await open(context, scene, dress.query);
        const isSheet = (await page.locator("dialog[open]").count()) > 0;
        if (!isSheet) await flatten(page);
        await page.screenshot({
          path: `${folder}/${scene.name}-${dress.name}-${size.name}.png`,
          fullPage: !isSheet,
        });
        await page.close();
      }
    await context.close();
  }
}

/** The page as long as its matter, for a picture of the whole. */
async function flatten(page: Page): Promise<void> {
  await page.addStyleTag({
    content: ".page { position: static !important } .page-scroll { overflow: visible !important }",
  });
}

/** A page that scrolls sideways hides words from people with large letters. */
async function checkReflow(browser: Browser): Promise<void> {
  const trials = [
    ["320 px", "", 1],
    ["320 px elder", "&mode=elder", 1],
    ["320 px at 200 %", "", 2],
    ["320 px English", "&lang=en", 1],
  ] as const;
  const context = await newContext(browser, { width: 320, height: 640 });
  for (const [name, query, scale] of trials)
    for (const scene of scenes) {
      const page = await open(context, scene, query);
      await page.addStyleTag({ content: `html { font-size: ${scale * 100}% !important }` });
      await flatten(page);
      await page.waitForTimeout(60);
      await page.screenshot({
        path: `${folder}/reflow-${scene.name}-${scale}${query.slice(1)}.png`,
        fullPage: true,
      });
      const wide = await page.evaluate(() => {
        const room = document.documentElement.clientWidth;
        return [...document.querySelectorAll("body *")]
          .filter((node) => node.getBoundingClientRect().right > room + 1)
          .filter((node) => !node.closest(".table, .sr-only, .poster"))
          .map((node) => `${node.tagName.toLowerCase()}.${node.getAttribute("class") ?? ""}`)
          .slice(0, 5);
      });
      if (wide.length > 0) faults.push(`${scene.name} at ${name}: too wide: ${wide.join(", ")}`);
      await page.close();
    }
  await context.close();
}

async function checkAxe(browser: Browser): Promise<void> {
  const tags = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];
  const context = await newContext(browser, { width: 360, height: 740 });
  for (const dress of DRESSES)
    for (const scene of scenes) {
      const page = await open(context, scene, dress.query);
      const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
      for (const one of violations)
        faults.push(
          `axe ${scene.name} ${dress.name}: ${one.id}: ${one.nodes.map((node) => node.target).join(" | ")}`,
        );
      await page.close();
    }
  await context.close();
}

mkdirSync(folder, { recursive: true });
const server = await createServer({
  configFile: new URL("./vite.config.ts", import.meta.url).pathname,
  server: { port, strictPort: true },
  cacheDir: join(tmpdir(), "vite-staff-look"),
  logLevel: "warn",
});
await server.listen();
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const browser = await chromium.launch({
  ...(existsSync(executablePath) ? { executablePath } : {}),
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
if (parts.includes("pictures")) await shoot(browser);
if (parts.includes("reflow")) await checkReflow(browser);
if (parts.includes("axe")) await checkAxe(browser);
await browser.close();
await server.close();
for (const fault of new Set(faults)) console.error(fault);
console.info(`${new Set(faults).size} faults, pictures in ${folder}`);
process.exit(faults.length > 0 ? 1 : 0);
