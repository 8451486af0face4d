/** A browser as slow as a cheap phone: the processor by Chromium's own throttle, the network of the budgets. */
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from "@playwright/test";
import { browserArgs, executablePath } from "../../playwright.config.ts";
import { type Disk, writeDisk } from "./phone_life.ts";
import { type Seen, type Watch, watchPage } from "./probe.ts";
import { median, ms } from "./row.ts";

/** 9 Mbps and 100 ms (experience.md, "Budgets"). */
const NETWORK = {
  offline: false,
  latency: 100,
  downloadThroughput: (9 * 1024 * 1024) / 8,
  uploadThroughput: (9 * 1024 * 1024) / 8,
};

/** Starts of one address: as a page of its own in a browser that has the disk. */
export interface Start {
  readonly path: string;
  /** What a person waits for. */
  readonly selector: string;
  /** So many times slower than this machine. */
  readonly cpu: number;
  readonly isSlowNetwork: boolean;
}

export interface SlowPhone {
  open(start: Start): Promise<{ readonly page: Page; readonly seen: Seen }>;
  goOffline(): Promise<void>;
  close(): Promise<void>;
}

export const launch = (): Promise<Browser> =>
  chromium.launch({ ...(executablePath === undefined ? {} : { executablePath }), args: browserArgs });

/** With `isKept` the service worker has the whole app before anything is measured. */
export async function createSlowPhone(
  browser: Browser,
  url: string,
  { disk, isKept }: { readonly disk: Disk | null; readonly isKept: boolean },
): Promise<SlowPhone> {
  const context = await browser.newContext({
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 360, height: 740 },
    serviceWorkers: isKept ? "allow" : "block",
  });
  if (disk !== null) await fill(context, url, disk, isKept);
  return {
    async open({ path, selector, cpu, isSlowNetwork }) {
      const page = await context.newPage();
      const cdp = await context.newCDPSession(page);
      await cdp.send("Emulation.setCPUThrottlingRate", { rate: cpu });
      if (isSlowNetwork) {
        await cdp.send("Network.enable");
        await cdp.send("Network.emulateNetworkConditions", NETWORK);
        await cdp.send("Network.setCacheDisabled", { cacheDisabled: !isKept });
      }
      const seen = await watched(page, cdp, `${url}${path}`, { selector, hasStation: disk !== null });
      return { page, seen };
    },
    goOffline: () => context.setOffline(true),
    close: () => context.close(),
  };
}

async function fill(context: BrowserContext, url: string, disk: Disk, isKept: boolean): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${url}/icon.svg`);
  await writeDisk(page, disk);
  // Used once: what was seen last is there. Without a service worker the app's own files are not.
  await page.goto(`${url}/`);
  if (isKept) await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.evaluate(quiet, true);
  await page.close();
}

/** Opens an address and waits for what the page tells of its start. */
async function watched(page: Page, cdp: CDPSession, url: string, watch: Omit<Watch, "tell">): Promise<Seen> {
  const tell = "yizhanBenchTell";
  await cdp.send("Runtime.enable");
  await cdp.send("Runtime.addBinding", { name: tell });
  const told = new Promise<Seen>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${url} was not quiet within a minute`)), 60_000);
    cdp.on("Runtime.bindingCalled", ({ name, payload }) => {
      if (name !== tell) return;
      clearTimeout(timer);
      resolve(JSON.parse(payload) as Seen);
    });
  });
  await page.addInitScript(watchPage, { ...watch, tell });
  await page.goto(url, { waitUntil: "commit" });
  return told;
}

/** The station has opened, where there is one, and nothing has kept the page busy for a second. */
const quiet = (hasStation: boolean): Promise<void> =>
  new Promise((resolve) => {
    let since = performance.now();
    const look = (before: number): void => {
      const now = performance.now();
      const isOpen = !hasStation || performance.getEntriesByName("station").length > 0;
      if (now - before > 100 || !isOpen) since = now;
      if (now - since > 1_000) resolve();
      else setTimeout(() => look(now), 50);
    };
    look(performance.now());
  });

/** The middle of what several starts saw. */
export const middle = (all: readonly Seen[], key: keyof Seen): number =>
  median(all.map((seen) => seen[key] ?? Number.NaN));

/** The figures of several starts in one cell. */
export const figures = (all: readonly Seen[]): string =>
  [
    `shown ${ms(middle(all, "shown"))}`,
    `LCP ${ms(middle(all, "lcp"))}`,
    `station open ${ms(middle(all, "ready"))}`,
    `TBT ${ms(middle(all, "tbt"))}`,
    `longest task ${ms(middle(all, "longest"))}`,
    `CLS ${middle(all, "cls").toFixed(3)}`,
  ].join(", ");

/** How often each start is made: BENCH_TIMES, or 5. */
export const TIMES = Number(process.env.BENCH_TIMES ?? 5);
