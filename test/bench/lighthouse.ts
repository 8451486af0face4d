/**
 * Lighthouse over a poster, a member's home, list and need, in a profile that has joined, beside a blank Solid page:
 * `npm i lighthouse` in a folder of its own (it is no dependency: 114 packages), then
 * LIGHTHOUSE=<that folder> node test/bench/lighthouse.ts.
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
import { buildBlank } from "./rows/browser.ts";

interface Result {
  readonly lhr: {
    readonly categories: Readonly<Record<string, { readonly score: number | null }>>;
    readonly audits: Readonly<
      Record<
        string,
        { readonly numericValue?: number; readonly score: number | null; readonly title: string }
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
const blankDist = await buildBlank();
const blank = await startRelay({ dist: blankDist }, createRunningClock());
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

/** One run says little: what else the machine did in that second weighs as much as the page. */
const RUNS = 5;
/** The stream of events never ends, so the network is never quiet; Lighthouse's own patience is 45 s. */
const PATIENCE_MS = 15_000;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

for (const [name, url] of [
  ["blank", blank.url],
  ["poster", `${app.url}${life.posterPath}`],
  ["home", `${app.url}/`],
  ["list", `${app.url}/needs`],
  ["need", `${app.url}/needs/${need}`],
] as const) {
  const runs: Result["lhr"][] = [];
  while (runs.length < RUNS) {
    const result = await lighthouse(url, {
      port: PORT,
      output: "json",
      logLevel: "error",
      disableStorageReset: true,
      maxWaitForLoad: PATIENCE_MS,
      onlyCategories: ["performance", "accessibility", "best-practices"],
    });
    if (result !== undefined) runs.push(result.lhr);
  }
  const scores = (category: string): readonly number[] =>
    runs.map(({ categories }) => Math.round((categories[category]?.score ?? 0) * 100));
  const figures = (audit: string): readonly number[] =>
    runs.map(({ audits }) => Math.round(audits[audit]?.numericValue ?? Number.NaN));
  const failed = new Set(
    runs.flatMap(({ audits }) =>
      Object.values(audits).flatMap(({ score, title }) => (score === 0 ? [title] : [])),
    ),
  );
  console.info(
    [
      `${name}: performance ${median(scores("performance"))} (${scores("performance").join(" ")})`,
      `accessibility ${Math.min(...scores("accessibility"))}`,
      `best practices ${Math.min(...scores("best-practices"))}`,
      `LCP ${median(figures("largest-contentful-paint"))} ms`,
      `TBT ${median(figures("total-blocking-time"))} ms (${figures("total-blocking-time").join(" ")})`,
    ].join(", "),
  );
  for (const title of failed) console.info(`  not met: ${title}`);
}
await context.close();
for (const folder of [profile, blankDist]) rmSync(folder, { recursive: true, force: true });
process.exit(0);
