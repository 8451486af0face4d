/**
 * What a person with a cheap phone waits for, beside a page that Solid alone makes, in the same run: first loads,
 * repeat starts with and without the relay, taps. `npm run build` before.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "@playwright/test";
import { build } from "vite";
import solid from "vite-plugin-solid";
import { createRunningClock, foundTown } from "../../peer/community.ts";
import { startRelay } from "../../relay/start.ts";
import { type Disk, startLife } from "../phone_life.ts";
import { type Seen, tapToPaint } from "../probe.ts";
import { type Bench, median, ms, note, type Row, ratioOf } from "../row.ts";
import { createSlowPhone, figures, launch, middle, TIMES } from "../slow_phone.ts";

const CARD = ".need-card";
const SLOW = [4, 6] as const;
const LCP_BAR = { 4: "LCP ≤ 1,800 ms", 6: "LCP ≤ 2,500 ms" } as const;

interface Places {
  readonly app: string;
  readonly blank: string;
  readonly disk: Disk;
  readonly poster: string;
  readonly need: string;
}

export const bench: Bench = {
  async run() {
    const clock = createRunningClock();
    const app = await startRelay({ dist: fileURLToPath(new URL("../../../dist", import.meta.url)) }, clock);
    const blankDist = await buildBlank();
    const blank = await startRelay({ dist: blankDist }, clock);
    const life = await startLife(await foundTown(app));
    await life.month({ done: 6, open: 4 });
    const [need] = await life.needs(8);
    const disk = await life.disk();
    const browser = await launch();
    const places = { app: app.url, blank: blank.url, disk, poster: life.posterPath, need: `/needs/${need}` };
    const rows: Row[] = [];
    for (const cpu of SLOW) {
      rows.push(...(await firstLoads(browser, places, cpu)));
      rows.push(...(await repeatStarts(browser, places, cpu)));
    }
    await browser.close();
    rmSync(blankDist, { recursive: true, force: true });
    return rows;
  },
};

export async function buildBlank(): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), "yizhan-blank-"));
  await build({
    configFile: false,
    root: fileURLToPath(new URL("../blank", import.meta.url)),
    plugins: [solid()],
    build: { outDir, emptyOutDir: true, modulePreload: { polyfill: false } },
    logLevel: "error",
  });
  return outDir;
}

/** Nothing is kept of the app, as at a poster or after an update; a member's own data are there. All take turns. */
async function firstLoads(browser: Browser, places: Places, cpu: 4 | 6): Promise<readonly Row[]> {
  const { app, blank, disk } = places;
  const pages = [
    { name: "blank", url: blank, path: "/", selector: CARD, disk: null },
    { name: "poster", url: app, path: places.poster, selector: "input[type=radio]", disk: null },
    { name: "home", url: app, path: "/", selector: CARD, disk },
    { name: "list", url: app, path: "/needs", selector: CARD, disk },
    { name: "need", url: app, path: places.need, selector: ".deed-head h2", disk },
  ];
  const seenBy = pages.map((): Seen[] => []);
  for (let time = 0; time < TIMES; time++) {
    for (const [place, page] of pages.entries()) {
      const phone = await createSlowPhone(browser, page.url, { disk: page.disk, isKept: false });
      seenBy[place]?.push((await phone.open({ ...page, cpu, isSlowNetwork: true })).seen);
      await phone.close();
    }
  }
  const [empty = []] = seenBy;
  return pages.slice(1).map(({ name }, place) => {
    const all = seenBy[place + 1] ?? [];
    return told({
      what: `${name}, first load, ${cpu}×`,
      figure: figures(all),
      rival: `blank: ${figures(empty)}`,
      ratio: ratioOf(middle(all, "lcp"), middle(empty, "lcp")),
      bar: `${LCP_BAR[cpu]}, TBT ≤ 250 ms, CLS ≤ 0.05`,
    });
  });
}

async function repeatStarts(browser: Browser, { app, disk }: Places, cpu: 4 | 6): Promise<readonly Row[]> {
  const phone = await createSlowPhone(browser, app, { disk, isKept: true });
  const online: Seen[] = [];
  const offline: Seen[] = [];
  const needTaps: number[] = [];
  const askTaps: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    const { page, seen } = await phone.open({ path: "/needs", selector: CARD, cpu, isSlowNetwork: true });
    online.push(seen);
    needTaps.push(await page.evaluate(tapToPaint, [CARD, ".deed-head h2"] as const));
    await page.close();
    const home = await phone.open({ path: "/", selector: CARD, cpu, isSlowNetwork: true });
    askTaps.push(await home.page.evaluate(tapToPaint, ["a[href='/ask']", "a[href^='/ask/']"] as const));
    await home.page.close();
  }
  await phone.goOffline();
  for (let time = 0; time < TIMES; time++) {
    const { page, seen } = await phone.open({ path: "/needs", selector: CARD, cpu, isSlowNetwork: false });
    offline.push(seen);
    await page.close();
  }
  await phone.close();
  const row = (what: string, figure: string, bar: string): Row =>
    told({ what: `${what}, ${cpu}×`, figure, rival: "–", ratio: "–", bar: cpu === 4 ? bar : "–" });
  return [
    row("tap a need to its paint", ms(median(needTaps)), "≤ 200 ms"),
    row("tap 要帮忙 to its paint", ms(median(askTaps)), "≤ 200 ms"),
    row("repeat start to the list", figures(online), "shown ≤ 1,000 ms"),
    row("repeat start to the list, offline", figures(offline), "shown ≤ 1,000 ms"),
  ];
}

function told(row: Row): Row {
  note(`  ${row.what}: ${row.figure}`);
  return row;
}
