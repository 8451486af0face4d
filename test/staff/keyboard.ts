/**
 * The operator founds a community and the steward vouches for a newcomer without touching a mouse.
 * `node test/staff/keyboard.ts`; exits with 1 when something cannot be reached.
 */
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { createServer } from "vite";
import { csv, GOOD_CSV, ROOT_CODE, SECOND_CODE } from "./scenes.ts";

const port = 5194;
const TABS_MAX = 60;

/** Tabs until what has the focus is called this; a name is its label, its words or its own value. */
async function tabTo(page: Page, name: string, isWhole = false): Promise<void> {
  for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
    const focused = await page.evaluate(() => {
      const at = document.activeElement;
      if (!(at instanceof HTMLElement) || !at.matches("a, button, input, select, textarea")) return "";
      const labels = at instanceof HTMLInputElement ? [...(at.labels ?? [])].map((one) => one.innerText) : [];
      return [at.getAttribute("aria-label"), at.innerText, ...labels].filter(Boolean).join(" ");
    });
    if (isWhole ? focused.trim() === name : focused.includes(name)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${name} cannot be reached by keyboard`);
}

/** What stands at the heading after a step has its focus, so that the next Tab goes on from there. */
async function expectHeading(page: Page, words: string): Promise<void> {
  await page.locator("h1", { hasText: words }).waitFor();
  await page.waitForFunction(() => document.activeElement?.tagName === "H1");
}

async function typePaper(page: Page, code: string): Promise<void> {
  await tabTo(page, "写好了");
  await page.keyboard.press("Enter");
  await expectHeading(page, "照着纸");
  await tabTo(page, "纸上的码");
  await page.keyboard.type(code.toLowerCase());
  await page.keyboard.press("Enter");
}

async function found(browser: Browser): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`http://localhost:${port}/setup?who=nobody#k3j2h4k5j6h7`);
  await page.locator(".hero").waitFor();
  await tabTo(page, "开始");
  await page.keyboard.press("Enter");
  await expectHeading(page, "第一张纸");
  await typePaper(page, ROOT_CODE);
  await expectHeading(page, "第二张纸");
  await typePaper(page, SECOND_CODE);
  await expectHeading(page, "社区叫什么");
  await tabTo(page, "社区名字");
  await page.keyboard.type("海棠社区");
  await page.keyboard.press("Enter");
  await expectHeading(page, "规则");
  await tabTo(page, "楼栋起步");
  await page.keyboard.press("ArrowDown");
  await tabTo(page, "下一步");
  await page.keyboard.press("Enter");
  await expectHeading(page, "称呼");
  await tabTo(page, "您的称呼");
  await page.keyboard.type("梁工");
  await page.keyboard.press("Enter");
  await expectHeading(page, "有哪些楼");
  await tabTo(page, "选一个表格文件");
  await page.locator("input[type=file]").setInputFiles(csv(GOOD_CSV));
  await page.locator(".buildings-table").waitFor();
  await tabTo(page, "下一步");
  await page.keyboard.press("Enter");
  await expectHeading(page, "看一遍");
  if (!(await page.getByText("商家联盟").isVisible())) throw new Error("the arrow key chose no other rules");
  await tabTo(page, "两张纸已经放在");
  await page.keyboard.press("Space");
  await tabTo(page, "成立社区");
  await page.keyboard.press("Enter");
  await expectHeading(page, "成立了");
  await page.close();
}

async function vouch(browser: Browser): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  await page.goto(`http://localhost:${port}/desk?who=steward`);
  await page.locator(".stats").waitFor();
  await tabTo(page, "新邻居");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.id === "desk-newcomers");
  await tabTo(page, "小陈");
  await page.keyboard.press("Enter");
  await page.locator("dialog[open]").waitFor();
  await tabTo(page, "已当面看过证件");
  await page.keyboard.press("Space");
  await tabTo(page, "作见证", true);
  await page.keyboard.press("Enter");
  await page.getByText("小陈见证好了").waitFor();
  if ((await page.locator("dialog[open]").count()) > 0) throw new Error("the sheet stays open");
  await page.close();
}

const server = await createServer({
  configFile: new URL("./vite.config.ts", import.meta.url).pathname,
  server: { port, strictPort: true },
  cacheDir: join(tmpdir(), "vite-staff-keyboard"),
  logLevel: "warn",
});
await server.listen();
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const browser = await chromium.launch({
  ...(existsSync(executablePath) ? { executablePath } : {}),
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
let code = 0;
for (const story of [found, vouch])
  await story(browser).catch((error: unknown) => {
    console.error(`${story.name}: ${error instanceof Error ? error.message : String(error)}`);
    code = 1;
  });
await browser.close();
await server.close();
console.info(code === 0 ? "everything was reached by keyboard" : "something cannot be reached");
process.exit(code);
