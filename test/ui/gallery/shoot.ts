/**
 * Looks at the showroom with a browser: pictures of every screen, sideways scroll at 320 px and at twice the
 * letter size, axe in three dresses, and the keyboard of sheet and stars.
 * `node test/ui/gallery/shoot.ts [folder]`; exits with 1 when something is wrong.
 */
import { existsSync, mkdirSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, chromium, type Page } from "@playwright/test";
import { createServer } from "vite";

const folder = process.argv[2] ?? "/tmp/gallery";
const only = process.argv[3]?.split(",");
const faults: string[] = [];
const SCREENS = ["gallery", "welcome", "home", "need", "new", "elder", "running", "receipt"];
/** The whole page as one strip. */
const LONG = ".page { position: static !important } .page-scroll { overflow: visible !important }";
const DRESSES = [
  { name: "light", query: "" },
  { name: "dark", query: "&theme=dark" },
  { name: "elder", query: "&mode=elder" },
];
const SIZES = [
  { name: "phone", width: 360, height: 740 },
  { name: "wide", width: 1280, height: 800 },
];

async function open(page: Page, screen: string, query: string): Promise<void> {
  await page.goto(`http://localhost:5199/?screen=${screen}${query}`);
  await page.waitForSelector(".page, .poster");
  await page.waitForTimeout(400);
}

async function shoot(browser: Browser): Promise<void> {
  for (const size of SIZES) {
    const page = await browser.newPage({
      viewport: { width: size.width, height: size.height },
      deviceScaleFactor: 2,
    });
    for (const dress of DRESSES) {
      for (const screen of only ?? SCREENS) {
        if (screen === "elder" && dress.name !== "elder") continue;
        await open(page, screen, dress.query);
        await page.screenshot({ path: `${folder}/${screen}-${dress.name}-${size.name}.png` });
      }
    }
    await page.close();
  }
}

/** The showroom as one long strip, with nothing floating over it. */
async function shootStrip(browser: Browser): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 });
  for (const dress of DRESSES) {
    await open(page, "gallery", dress.query);
    await page.addStyleTag({ content: LONG });
    await page.screenshot({ path: `${folder}/strip-${dress.name}.png`, fullPage: true });
  }
  await page.close();
}

/** A page that scrolls sideways hides words from people with large letters. */
async function checkReflow(browser: Browser): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
  for (const [name, query, scale] of [
    ["320 px", "", 1],
    ["320 px elder", "&mode=elder", 1],
    ["320 px at 200 %", "", 2],
    ["320 px elder at 200 %", "&mode=elder", 2],
  ] as const) {
    for (const screen of SCREENS) {
      await open(page, screen, query);
      await page.addStyleTag({
        content: `html { font-size: ${scale * 100}% !important } ${LONG}`,
      });
      await page.screenshot({
        path: `${folder}/reflow-${screen}-${scale}${query.slice(6)}.png`,
        fullPage: true,
      });
      const wide = await page.evaluate(() => {
        const room = document.documentElement.clientWidth;
        return [...document.querySelectorAll("body *")]
          .filter(
            (node) => node.getBoundingClientRect().right > room + 1 && !node.closest(".table, .sr-only"),
          )
          .map((node) => `${node.tagName.toLowerCase()}.${node.getAttribute("class") ?? ""}`)
          .slice(0, 5);
      });
      if (wide.length > 0) faults.push(`${screen} at ${name}: too wide: ${wide.join(", ")}`);
    }
  }
  await page.close();
}

async function checkAxe(browser: Browser): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  for (const dress of DRESSES) {
    for (const screen of SCREENS) {
      await open(page, screen, dress.query);
      const tags = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];
      const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
      for (const one of violations) {
        faults.push(
          `axe ${screen} ${dress.name}: ${one.id}: ${one.nodes.map((node) => node.target).join(" | ")}`,
        );
      }
    }
  }
  await context.close();
}

async function checkKeyboard(browser: Browser): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  await open(page, "gallery", "");
  const opener = page.locator(".page-foot .button-filled");
  await opener.focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
  await page.waitForTimeout(300);
  await page.screenshot({ path: `${folder}/sheet-light-phone.png` });
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog:not([open])", { state: "attached" });
  if (!(await opener.evaluate((node) => node === document.activeElement)))
    faults.push("sheet: focus did not return");
  const star = page.locator(".star input").nth(3);
  await star.focus();
  await page.keyboard.press("ArrowRight");
  if (!(await page.locator(".star input").nth(4).isChecked()))
    faults.push("stars: the arrow key does not move");
  await page.close();
}

async function printPoster(browser: Browser): Promise<void> {
  const page = await browser.newPage();
  await open(page, "poster", "");
  await page.pdf({ path: `${folder}/poster.pdf`, preferCSSPageSize: true, printBackground: true });
  await page.setViewportSize({ width: 794, height: 1123 });
  await page.screenshot({ path: `${folder}/poster.png`, fullPage: true });
  await page.close();
}

mkdirSync(folder, { recursive: true });
const server = await createServer({
  configFile: new URL("./vite.config.ts", import.meta.url).pathname,
  logLevel: "warn",
});
await server.listen();
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const browser = await chromium.launch({
  ...(existsSync(executablePath) ? { executablePath } : {}),
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
await shoot(browser);
if (!only || only.includes("gallery")) await shootStrip(browser);
if (!only) {
  await checkReflow(browser);
  await checkAxe(browser);
  await checkKeyboard(browser);
  await printPoster(browser);
}
await browser.close();
await server.close();
for (const fault of faults) console.error(fault);
console.info(`${faults.length} faults, pictures in ${folder}`);
process.exit(faults.length > 0 ? 1 : 0);
