/** A browser of its own whose camera sees a QR code: Chromium plays a film that the test has written. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { encodeQR } from "qr";
import { browserArgs, executablePath } from "../../playwright.config.ts";

const WIDTH = 640;
const HEIGHT = 480;
const MODULE_PIXELS = 5;
const BORDER_MODULES = 4;
const FRAMES = 4;
/** Video luma: black and white. */
const DARK = 16;
const LIGHT = 235;
const GREY = 128;

/** The code in the middle of a light wall, as grey pixels; null: nothing hangs there. */
function wall(text: string | null): Uint8Array {
  const luma = new Uint8Array(WIDTH * HEIGHT).fill(LIGHT);
  if (text === null) return luma;
  const modules = encodeQR(text, "raw", { ecc: "medium", border: BORDER_MODULES });
  const side = modules.length * MODULE_PIXELS;
  const [left, top] = [Math.floor((WIDTH - side) / 2), Math.floor((HEIGHT - side) / 2)];
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      if (modules[Math.floor(y / MODULE_PIXELS)]?.[Math.floor(x / MODULE_PIXELS)])
        luma[(top + y) * WIDTH + left + x] = DARK;
  return luma;
}

/** A film in Y4M: no codec is needed to write it. */
function film(text: string | null): Buffer {
  const frame = Buffer.concat([Buffer.from("FRAME\n"), wall(text), Buffer.alloc((WIDTH * HEIGHT) / 2, GREY)]);
  const header = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F30:1 Ip A1:1 C420jpeg\n`);
  return Buffer.concat([header, ...Array.from({ length: FRAMES }, () => frame)]);
}

export interface Watching {
  readonly browser: Browser;
  readonly close: () => Promise<void>;
}

/** What stands before the camera is part of the launch. */
export async function watching(text: string | null): Promise<Watching> {
  const folder = mkdtempSync(join(tmpdir(), "yizhan-camera-"));
  const path = join(folder, "wall.y4m");
  writeFileSync(path, film(text));
  const browser = await launch([
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    `--use-file-for-fake-video-capture=${path}`,
  ]);
  return {
    browser,
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const launch = (args: readonly string[]): Promise<Browser> =>
  chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...browserArgs, ...args],
  });
