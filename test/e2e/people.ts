/** People in browsers of their own, on one relay; taps are counted, pages that break are told. */
import { spawnSync } from "node:child_process";
import { type Browser, type BrowserContext, expect, type Page } from "@playwright/test";

export interface Somebody {
  readonly name: string;
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors that the page threw; a story ends with none. */
  readonly faults: string[];
}

export async function somebody(
  browser: Browser,
  name: string,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<Somebody> {
  const context = await browser.newContext({
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 360, height: 740 },
    acceptDownloads: true,
    ...options,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  watch(page, faults);
  context.on("page", (other) => watch(other, faults));
  return { name, page, context, faults };
}

/** What a page throws, and what its policy forbade. */
function watch(page: Page, faults: string[]): void {
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (line) => {
    if (/Content Security Policy|Refused to/.test(line.text())) faults.push(line.text());
  });
}

/** Counts the clicks, presses of Enter and choices that people do while `doing` runs; typing is not a tap. */
export async function countTaps(page: Page, doing: () => Promise<unknown>): Promise<number> {
  await page.evaluate(() => sessionStorage.setItem("taps", "0"));
  const count = (): void => {
    // Once a page, however often this runs on it.
    if (Reflect.get(window, "isCounted") === true) return;
    Reflect.set(window, "isCounted", true);
    addEventListener(
      "click",
      (event) => {
        // A label's click is passed on to its field: one finger, one tap.
        if (event.isTrusted && event.detail > 0)
          sessionStorage.setItem("taps", `${Number(sessionStorage.getItem("taps")) + 1}`);
      },
      true,
    );
  };
  await page.addInitScript(count);
  await page.evaluate(count);
  await doing();
  return page.evaluate(() => Number(sessionStorage.getItem("taps")));
}

/** Reads a QR code from what stands on the screen, with a reader that is not ours. */
export async function readQr(page: Page, label: RegExp): Promise<string> {
  const code = page.getByRole("img", { name: label });
  await expect(code).toBeVisible();
  const picture = await code.screenshot({ scale: "device" });
  const read = spawnSync("zbarimg", ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", "-"], {
    input: picture,
  });
  if (read.error !== undefined)
    throw new Error("zbarimg is needed to read codes: apt-get install zbar-tools");
  return read.stdout.toString().trim();
}

/** Waits until the service worker keeps the app on this phone. */
export const kept = (page: Page): Promise<unknown> =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller === null)
      await new Promise((resolve) =>
        navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }),
      );
  });
