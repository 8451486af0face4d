/**
 * Lighthouse over a member's home, list and need, in a profile that has joined: `npm i lighthouse` in a folder of its
 * own (it is no dependency: 114 packages), then LIGHTHOUSE=<that folder> node test/bench/lighthouse.ts.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "@playwright/test";
import { browserArgs, executablePath } from "../../playwright.config.ts";
import { createRunningClock, foundTown } from "../peer/community.ts";
import { startRelay } from "../relay/start.ts";
import { startLife, writeDisk } from "./phone_life.ts";

interface Result {
  readonly lhr: {
    readonly categories: Readonly<Record<string, { readonly score: number | null }>>;
    readonly audits: Readonly<
      Record<
        string,
        { readonly displayValue?: string; readonly score: number | null; readonly title: string }
      >
    >;
  };
}
type Lighthouse = (url: string, flags: object) => Promise<Result | undefined>;

const PORT = Number(process.env.LIGHTHOUSE_PORT ?? 9333);
const folder = process.env.LIGHTHOUSE;
if (folder === undefined) throw new Error("LIGHTHOUSE names the folder in which lighthouse is installed");
const { href } = pathToFileURL(join(folder, "node_modules/lighthouse/core/index.js"));
const { default: lighthouse } = (await import(href)) as { readonly default: Lighthouse };

const app = await startRelay(
  { dist: fileURLToPath(new URL("../../dist", import.meta.url)) },
  createRunningClock(),
);
const life = await startLife(await foundTown(app));
await life.month({ done: 6, open: 4 });
const [need] = await life.needs(8);
const profile = mkdtempSync(join(tmpdir(), "yizhan-lighthouse-"));
const context = await chromium.launchPersistentContext(profile, {
  ...(executablePath === undefined ? {} : { executablePath }),
  args: [...browserArgs, `--remote-debugging-port=${PORT}`],
  locale: "zh-CN",
});
const page = await context.newPage();
await page.goto(`${app.url}/icon.svg`);
await writeDisk(page, await life.disk());
await page.goto(`${app.url}/`);
await page.waitForSelector(".need-card");
await page.waitForFunction(() => localStorage.getItem("yizhan/seen") !== null);
await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
await page.close();

for (const [name, path] of [
  ["poster", life.posterPath],
  ["home", "/"],
  ["list", "/needs"],
  ["need", `/needs/${need}`],
] as const) {
  const result = await lighthouse(`${app.url}${path}`, {
    port: PORT,
    output: "json",
    logLevel: "error",
    disableStorageReset: true,
    onlyCategories: ["performance", "accessibility", "best-practices"],
  });
  const { categories = {}, audits = {} } = result?.lhr ?? {};
  const scores = Object.entries(categories).map(
    ([key, { score }]) => `${key} ${Math.round((score ?? 0) * 100)}`,
  );
  const figures = ["largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"].map(
    (key) => `${key} ${audits[key]?.displayValue ?? "–"}`,
  );
  const failed = Object.values(audits).filter(({ score }) => score === 0);
  console.info(`${name}: ${[...scores, ...figures].join(", ")}`);
  for (const { title } of failed) console.info(`  not met: ${title}`);
}
await context.close();
rmSync(profile, { recursive: true, force: true });
process.exit(0);
