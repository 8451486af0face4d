/**
 * 长者模式 to the letter: every screen measured in both modes as a browser draws it, against `experience.md`, WCAG 2.2
 * and 移动互联网应用（APP）适老化通用设计规范 (工信部, 2021); the worst figure of each clause is printed.
 */
import { expect, type Page } from "@playwright/test";
import { build, preview } from "vite";
import { SCENES } from "../screens/scenes.ts";
import { ANSWERS } from "../staff/answers.ts";
import { SCENES as STAFF_SCENES } from "../staff/scenes.ts";
import { test } from "./base.ts";
import { fallOver, focusFaults, restFaults, shapeFaults, standFaults } from "./kind.ts";
import { type Measure, type Measured, measure, type Wanted } from "./measure.ts";

const configFile = new URL("../screens/vite.config.ts", import.meta.url).pathname;

interface Scene {
  readonly name: string;
  readonly address: string;
  readonly go: (page: Page) => Promise<void>;
}

const NOTHING = async (): Promise<void> => undefined;
const residents: readonly Scene[] = SCENES.map(
  ({ name, path, who = "li", query = "", hash = "", act = NOTHING }) => ({
    name,
    address: `${path}?who=${who}${query}#${hash}`,
    go: act,
  }),
);
const staff: readonly Scene[] = STAFF_SCENES.map(({ name, path, query, go = NOTHING }) => ({
  name,
  address: `${path}${query}`,
  go,
}));

const MODES = ["elder", "standard"] as const;
type Mode = (typeof MODES)[number];
const WANTED: Readonly<Record<Mode, Wanted>> = {
  elder: { text: 22, target: 72, distance: 12, leading: 1.5, contrast: 7 },
  // Captions are 15 px, everything that is read in one go 18 or more (look.md).
  standard: { text: 15, target: 60, distance: 0, leading: 1.3, contrast: 4.5 },
};
const CLAUSES: Readonly<Record<Measure, string>> = {
  text: "text, px · experience 22 (18) · 工信部 1.1: 18 · WCAG 1.4.4",
  target: "target, px · experience 72 (60) · 工信部 2.1: 60 (44) · WCAG 2.5.8: 24",
  distance: "distance, px · experience 12 · WCAG 2.5.8",
  leading: "lines, × letters · experience 1.5 · 工信部 1.2: 1.3 · WCAG 1.4.12: 1.5",
  contrast: "contrast, :1 · experience 7 (4.5) · 工信部 1.3: 4.5 · WCAG 1.4.3: 4.5, 1.4.6: 7",
};

for (const [name, scenes] of [
  ["residents", residents],
  ["stewards and operators", staff],
] as const) {
  test(`every screen of ${name} is as large, roomy and clear as promised, in both modes`, async ({
    browser,
  }, info) => {
    test.setTimeout(600_000);
    const outDir = `node_modules/.screens-${info.workerIndex}`;
    await build({ configFile, logLevel: "error", build: { outDir: `../../${outDir}` } });
    const server = await preview({
      configFile,
      preview: { port: 0, strictPort: false },
      build: { outDir: `../../${outDir}` },
    });
    const origin = server.resolvedUrls?.local[0]?.replace(/\/$/, "") ?? "";
    const faults: string[] = [];
    const worst = new Map<string, { readonly value: number; readonly where: string }>();
    const context = await browser.newContext({
      viewport: { width: 360, height: 740 },
      locale: "zh-CN",
      timezoneId: "Asia/Shanghai",
      reducedMotion: "reduce",
    });
    // Time is the test's, so that ten seconds pass at once.
    await context.clock.install();
    await context.route("**/c/**", (route) => {
      const path = new URL(route.request().url()).pathname.replace(/^\/c\/[a-z2-7]+/, "");
      const answer = ANSWERS[path];
      return typeof answer === "string"
        ? route.fulfill({ body: answer })
        : route.fulfill({ json: answer ?? {} });
    });
    for (const scene of scenes) {
      const page = await context.newPage();
      page.setDefaultTimeout(5000);
      page.on("pageerror", (error) => faults.push(`${scene.name}: ${error.message}`));
      try {
        await page.goto(`${origin}${scene.address}`);
        await page.locator(".page .page-main").first().waitFor();
        await scene.go(page);
        for (const mode of MODES) {
          const found = await lookAt(page, mode);
          faults.push(...found.faults.map((fault) => `${scene.name} ${mode}: ${fault}`));
          note(worst, mode, scene.name, found.worst);
        }
      } catch (error) {
        faults.push(`${scene.name}: ${String(error).split("\n")[0]}`);
      }
      await page.close();
    }
    await server.close();
    for (const mode of MODES)
      for (const [what, clause] of Object.entries(CLAUSES))
        console.info(
          `${mode.padEnd(8)} ${clause}: ${worst.get(`${mode} ${what}`)?.value} ${worst.get(`${mode} ${what}`)?.where}`,
        );
    expect(faults).toEqual([]);
  });
}

function note(
  worst: Map<string, { readonly value: number; readonly where: string }>,
  mode: Mode,
  scene: string,
  found: Measured["worst"],
): void {
  for (const [what, one] of Object.entries(found)) {
    const key = `${mode} ${what}`;
    const before = worst.get(key);
    if (one !== null && (before === undefined || one.value < before.value))
      worst.set(key, { value: one.value, where: `${scene} ${one.where}` });
  }
}

async function lookAt(page: Page, mode: Mode): Promise<Measured> {
  await page.evaluate((wanted) => Reflect.get(window, "setMode")(wanted), mode);
  await expect(page.locator("html")).toHaveAttribute("data-mode", mode);
  // The other mode's home is another part of the program.
  await page.locator(".page .page-main").first().waitFor();
  const found = await measure(page, WANTED[mode]);
  const faults = [...found.faults];
  if (mode === "elder") faults.push(...(await footFaults(page)));
  else if ((await page.getByRole("button", { name: "读给我听" }).count()) === 0)
    faults.push("nothing reads it");
  faults.push(...(await standFaults(page)));
  faults.push(...(await focusFaults(page)));
  faults.push(...(await fallOver(page)));
  if (mode === "elder") faults.push(...(await shapeFaults(page)), ...(await restFaults(page)));
  return { worst: found.worst, faults };
}

/** 返回 · 首页 · 读给我听 at the foot of what is open; only home has nothing above it. */
async function footFaults(page: Page): Promise<readonly string[]> {
  const isAsking = (await page.locator("dialog[open]").count()) > 0;
  const foot = page.locator(isAsking ? "dialog[open] .foot-row" : ".page-foot .foot-row").last();
  const names = await foot.locator("button:visible").allInnerTexts();
  const isHome = !isAsking && new URL(page.url()).pathname === "/";
  const wanted = isHome ? ["首页", "读给我听"] : ["返回", "首页", "读给我听"];
  return names.join() === wanted.join() ? [] : [`the foot says ${names.join(" · ")}`];
}
