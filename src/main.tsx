/** The app's only composition root: clock, randomness and storage start here. */
import "./ui/ui.css";
import "./screens/screens.css";
import { render } from "solid-js/web";
import { containerOf } from "./peer/container.ts";
import type { Station } from "./peer/station.ts";
import { type AppDeps, AppProvider } from "./screens/app.tsx";
import { Broken } from "./screens/broken.tsx";
import { createComingStation } from "./screens/coming_station.ts";
import { createInstallOffer } from "./screens/install.ts";
import { createSettings } from "./screens/settings.ts";
import { createShelf } from "./screens/shelf.ts";
import { Shell } from "./screens/shell.tsx";
import { DIRTY, followUpdates } from "./screens/updates.ts";
import { createVoice } from "./screens/voice.ts";

/** Milliseconds after the station has opened in which the first screen still asks for things. */
const QUIET_MS = 1000;
const nowMs = (): number => Date.now();
const reload = (): void => location.reload();

async function open(): Promise<Station> {
  const { browserDeps, openStation } = await import("./peer/open_station.ts");
  const station = await openStation(browserDeps());
  performance.mark("station");
  return station;
}

function start(root: HTMLElement): void {
  const coming = open();
  const shelf = createShelf(localStorage);
  // Nobody writes anything yet; an open form says so again by itself.
  shelf.set(DIRTY, null);
  const deps: AppDeps = {
    station: createComingStation(coming, nowMs),
    shelf,
    settings: createSettings(shelf, document.documentElement, navigator.language),
    install: createInstallOffer(window),
    nowMs,
    voice: createVoice(window),
    origin: location.origin,
    container: containerOf(navigator.userAgent),
  };
  root.textContent = "";
  const stop = render(() => <Shell deps={deps} />, root);
  coming.catch((error: unknown) => {
    stop();
    render(() => <AppProvider deps={deps}>{<Broken error={error} again={reload} />}</AppProvider>, root);
  });
  if (import.meta.env.PROD && "serviceWorker" in navigator) {
    const isQuiet = coming
      .catch(() => undefined)
      .then(() => new Promise((resolve) => setTimeout(resolve, QUIET_MS)));
    const { serviceWorker: workers } = navigator;
    followUpdates({ workers, shelf, isQuiet, reload }).catch((error: unknown) => console.warn(error));
  }
}

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has a #root");
start(root);
