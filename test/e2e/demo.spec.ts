/** The demo as a stranger meets it: the door, the tour, other people's phones; and no door anywhere else (relay.md, Y72, Y74). */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, type Page } from "@playwright/test";
import { axeFaults, sideways } from "./axe.ts";
import { test } from "./base.ts";
import { somebody } from "./people.ts";
import { createTestRelay } from "./relay.ts";

let child: ChildProcess;
let data: string;
let url: string;
/** `/demo#…` by the name of a person, as the terminal prints them. */
const codes = new Map<string, string>();

test.describe.configure({ mode: "serial" });

test.beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), "yizhan-demo-"));
  const args = ["relay/main.ts", "--demo", "--data", data, "--port", "0", "--host", "localhost"];
  child = spawn("node_modules/.bin/node", [...args, "--log-level", "error"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (child.stdout === null) throw new Error("the relay has no stdout");
  let name = "";
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith("ready ")) url = line.slice("ready ".length);
    const code = /\/demo#([a-z2-7]+)$/.exec(line)?.[1];
    if (code !== undefined) codes.set(name, code);
    name = /^ {2}(\S+?)：/.exec(line)?.[1] ?? name;
    if (codes.has("运营小赵")) break;
  }
  child.stdout.resume();
});

test.afterAll(async () => {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
  rmSync(data, { recursive: true, force: true });
});

const tour = (page: Page) => page.getByRole("region", { name: "跟着走一遍" });
const yes = (page: Page) => page.getByRole("dialog").getByRole("button", { name: "确定" }).click();

test("[Y74] a stranger goes in and sees one favour from the asking to the receipt", async ({ browser }) => {
  const { page, faults } = await somebody(browser, "访客");
  await page.goto(url);
  await expect(page.getByText("这是一个演示社区")).toBeVisible();
  await page.getByRole("link", { name: "进去看看" }).click();
  await expect(page.getByRole("heading", { name: /李姐/ })).toBeVisible();
  await tour(page).getByRole("link", { name: "打开看看" }).click();
  await expect(tour(page)).toContainText("第 2 步");
  await page
    .getByRole("button", { name: "我来" })
    .or(page.getByRole("link", { name: "我来" }))
    .click();
  await yes(page);
  await expect(tour(page)).toContainText("第 3 步");
  // Left and come back: the tour goes on where the need stands.
  await page.goto(url);
  await tour(page).getByRole("link", { name: "打开看看" }).click();
  await page.getByRole("button", { name: "开始" }).click();
  await page.getByRole("button", { name: "结束" }).click();
  await expect(tour(page)).toContainText("第 4 步");
  await tour(page).getByRole("button", { name: "换成张阿姨" }).click();
  await expect(tour(page)).toContainText("这是张阿姨的手机");
  await expect(page.locator("html")).toHaveAttribute("data-mode", "elder");
  await page
    .getByRole("button", { name: /^确认给/ })
    .or(page.getByRole("link", { name: /^确认给/ }))
    .click();
  await yes(page);
  await expect(tour(page)).toContainText("十秒内还能反悔");
  await expect(tour(page)).toContainText("入账了", { timeout: 30_000 });
  await tour(page).getByRole("link", { name: "看凭证" }).click();
  await expect(tour(page)).toContainText("这就是时间驿站");
  await expect(page.getByText(/已入账/).first()).toBeVisible();
  await tour(page).getByRole("button", { name: "知道了" }).click();
  await expect(tour(page)).toBeHidden();
  expect(faults).toEqual([]);
});

test("[Y72] a link is somebody; 我是谁 changes people in one tap; 演示 stands on every page and paper", async ({
  browser,
}) => {
  const { page, faults } = await somebody(browser, "访客");
  expect(codes.size).toBeGreaterThanOrEqual(12);
  await page.goto(`${url}/demo#${codes.get("楼长王姐")}`);
  await expect(page.getByRole("heading", { name: /楼长王姐/ })).toBeVisible();
  await expect(page).toHaveURL(`${url}/`);
  await expect(page.getByText("楼里的需求")).toBeVisible();
  for (const path of ["/needs", "/desk", "/wallet", "/me", "/demo"]) {
    await page.goto(url + path);
    await expect(page.getByRole("banner").getByText("演示", { exact: true })).toBeVisible();
    await check(page);
  }
  await page.goto(`${url}/poster/3`);
  await page.getByRole("button", { name: "做一张海报" }).click();
  await expect(page.getByText("明湖花园（演示）").first()).toBeVisible();
  await page.goto(`${url}/demo#${codes.get("小张")}`);
  await expect(page.getByRole("heading", { name: /小张/ })).toBeVisible();
  await page.goto(`${url}/me/who`);
  await page.getByRole("button", { name: "换成楼长王姐" }).click();
  await expect(page.getByRole("button", { name: "换成小张" })).toBeVisible();
  await page.goto(`${url}/demo#${codes.get("王阿姨")}`);
  await expect(page.locator("html")).toHaveAttribute("data-mode", "elder");
  await expect(page.getByRole("heading", { name: /王阿姨/ })).toBeVisible();
  await check(page);
  expect(faults).toEqual([]);
});

test("[Y72] a real relay tells nobody's seed, and the app takes no code there", async ({ browser }) => {
  const relay = await createTestRelay();
  const { page } = await somebody(browser, "访客");
  await page.goto(`${relay.url}/demo#${codes.get("李姐")}`);
  await expect(page.getByRole("alert")).toContainText("这里不是演示");
  await page.goto(relay.url);
  await expect(page.getByText("找到楼道里的海报")).toBeVisible();
  await expect(page.getByText("演示")).toBeHidden();
  await relay.remove();
});

/** Axe, 320 px, and letters twice as large. */
async function check(page: Page): Promise<void> {
  await expect(page.getByRole("heading").first()).toBeVisible();
  expect(await axeFaults(page, ["wcag2a", "wcag2aa", "wcag22aa"])).toEqual([]);
  await page.setViewportSize({ width: 320, height: 740 });
  expect(await sideways(page), `${page.url()} at 320 px`).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
  expect(await sideways(page), `${page.url()} with text at 200 %`).toBeLessThanOrEqual(0);
  await page.evaluate(() => document.documentElement.style.removeProperty("font-size"));
}
