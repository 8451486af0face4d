/** Exit 0 when Playwright's own chromium is installed. */
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

process.exit(existsSync(chromium.executablePath()) ? 0 : 1);
