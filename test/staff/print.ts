/**
 * Prints what hangs on a wall or lies in a drawer, and reads it back with an independent reader: the poster is one A4
 * page whose code is the invite; each paper key is one page that shows its code and nothing else of the screen.
 * `node test/staff/print.ts [folder]`; exits with 1 when something is wrong. Needs `zbarimg`.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { createServer } from "vite";
import { COMMUNITY } from "../screens/people.ts";
import { ROOT_CODE, SCENES, type Scene } from "./scenes.ts";

const folder = process.argv[2] ?? join(tmpdir(), "staff-print");
const port = 5195;
/** What a reader's camera or scanner sees: 150 dots an inch of an A4 sheet. */
const DOTS_PER_PIXEL = 150 / 96;
const A4 = { width: 794, height: 1123 };
const POSTER_TEXT = `HTTPS://YZ.EXAMPLE/J/${COMMUNITY.id}57K3MP2`.toUpperCase();
const faults: string[] = [];

async function open(browser: Browser, scene: Scene): Promise<Page> {
  const context = await browser.newContext({ viewport: A4, deviceScaleFactor: DOTS_PER_PIXEL });
  const page = await context.newPage();
  const [query = "", hash] = scene.query.split("#");
  await page.goto(`http://localhost:${port}${scene.path}${query}${hash ? `#${hash}` : ""}`);
  await page.locator(".page").waitFor();
  await scene.go?.(page);
  await page.emulateMedia({ media: "print" });
  return page;
}

/** Pages of a PDF, counted by their objects; Chromium writes them in plain text. */
const pagesOf = (pdf: Buffer): number => pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;

async function print(page: Page, name: string): Promise<void> {
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  writeFileSync(`${folder}/${name}.pdf`, pdf);
  if (pagesOf(pdf) !== 1) faults.push(`${name}: ${pagesOf(pdf)} pages instead of one`);
  await page.screenshot({ path: `${folder}/${name}.png` });
}

const sceneBy = (name: string): Scene => {
  const found = SCENES.find((scene) => scene.name === name);
  if (found === undefined) throw new Error(`no scene ${name}`);
  return found;
};

async function checkPoster(browser: Browser): Promise<void> {
  const page = await open(browser, sceneBy("poster"));
  await print(page, "poster");
  const read = execFileSync("zbarimg", ["-q", "--raw", `${folder}/poster.png`], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();
  if (read !== POSTER_TEXT) faults.push(`poster: the reader says ${read}`);
  const code = await page.evaluate(() => {
    const svg = document.querySelector(".poster .qr-code");
    const modules = Number(svg?.getAttribute("viewBox")?.split(" ")[2]) - 8;
    const width = svg?.getBoundingClientRect().width ?? 0;
    return { version: (modules - 17) / 4, millimetres: (width / 96) * 25.4 * (modules / (modules + 8)) };
  });
  if (code.version > 5) faults.push(`poster: version ${code.version}`);
  if (code.millimetres < 120) faults.push(`poster: the code is ${code.millimetres} mm wide`);
  const ink = await page.evaluate(() => document.querySelector(".page-acts")?.getClientRects().length ?? 0);
  if (ink > 0) faults.push("poster: buttons are printed");
  console.info(`poster: version ${code.version}, ${Math.round(code.millimetres)} mm, reads ${read}`);
  await page.context().close();
}

async function checkPaperKey(browser: Browser): Promise<void> {
  const page = await open(browser, sceneBy("setup-root"));
  await print(page, "root-key");
  const words = await page.evaluate(() => document.body.innerText);
  const shown = [...words.matchAll(/\b[0-9A-Z]{4}\b/g)].map(([group]) => group).join(" ");
  if (shown !== ROOT_CODE) faults.push(`root key: shows ${shown}`);
  await page.context().close();
}

mkdirSync(folder, { recursive: true });
const server = await createServer({
  configFile: new URL("./vite.config.ts", import.meta.url).pathname,
  server: { port, strictPort: true },
  cacheDir: join(tmpdir(), "vite-staff-print"),
  logLevel: "warn",
});
await server.listen();
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const browser = await chromium.launch({
  ...(existsSync(executablePath) ? { executablePath } : {}),
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
await checkPoster(browser);
await checkPaperKey(browser);
await browser.close();
await server.close();
for (const fault of faults) console.error(fault);
console.info(`${faults.length} faults, pages in ${folder}`);
process.exit(faults.length > 0 ? 1 : 0);
