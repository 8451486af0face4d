import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

const system = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((path) => existsSync(path));
export const executablePath = process.env.CHROMIUM ?? system;
export const browserArgs = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export default defineConfig({
  testDir: "test/e2e",
  outputDir: "test-results",
  fullyParallel: true,
  workers: 2,
  forbidOnly: process.env.CI !== undefined,
  // Several browsers and relays share two cores: what passes at the second try is named in the summary.
  retries: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 360, height: 740 },
    // Drawing every step of every test is work for the same two cores; the second try of what failed is drawn.
    trace: "on-first-retry",
    screenshot: "only-on-failure",
    launchOptions: { ...(executablePath === undefined ? {} : { executablePath }), args: browserArgs },
  },
});
