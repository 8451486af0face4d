/** What the app needs around its screens, in a window of no browser. */
import type { Station } from "../../src/peer/station.ts";
import type { AppDeps } from "../../src/screens/app.tsx";
import { createInstallOffer } from "../../src/screens/install.ts";
import { createSettings } from "../../src/screens/settings.ts";
import { createShelf } from "../../src/screens/shelf.ts";
import { NO_UPDATES } from "../../src/screens/updates.ts";
import { SILENT } from "../../src/screens/voice.ts";
import { START } from "../screens/people.ts";

export const NOW_MS = START * 1000;

export function depsFor(station: Station, changes: Partial<AppDeps> = {}): AppDeps {
  const shelf = createShelf(localStorage);
  return {
    station,
    shelf,
    settings: createSettings(shelf, document.documentElement, "zh-CN"),
    nowMs: () => NOW_MS,
    voice: SILENT,
    install: createInstallOffer(window),
    updates: NO_UPDATES,
    origin: "https://yz.example",
    container: null,
    ...changes,
  };
}
