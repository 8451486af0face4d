/** The app's only composition root: clock, randomness and storage start here. */
import "./ui/ui.css";
import "./screens/screens.css";
import { render } from "solid-js/web";
import { containerOf } from "./peer/container.ts";
import { createLastSeen, type LastSeen } from "./peer/last_seen.ts";
import type { Station } from "./peer/station.ts";
import { type AppDeps, AppProvider } from "./screens/app.tsx";
import { Broken } from "./screens/broken.tsx";
import { createComingStation } from "./screens/coming_station.ts";
import { createInstallOffer } from "./screens/install.ts";
import { createSettings } from "./screens/settings.ts";
import { createShelf } from "./screens/shelf.ts";
import { Shell } from "./screens/shell.tsx";
import { createVersionNote, takeOverFirst, whenStill } from "./screens/take_over.ts";
import { createUpdates, type Updates } from "./screens/updates.ts";
import { createVoice } from "./screens/voice.ts";

/** Milliseconds after the station has opened in which the first screen still asks for things. */
const QUIET_MS = 1000;
const nowMs = (): number => Date.now();
const reload = (): void => location.reload();
const wait = (ms: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, ms));

async function open(lastSeen: LastSeen): Promise<Station> {
  const { browserDeps, openStation } = await import("./peer/open_station.ts");
  const station = await openStation(browserDeps(lastSeen));
  performance.mark("station");
  return station;
}

function start(root: HTMLElement): void {
  const lastSeen = createLastSeen(localStorage, import.meta.url);
  const coming = open(lastSeen);
  const shelf = createShelf(localStorage);
  const updates = openUpdates(coming);
  const deps: AppDeps = {
    station: createComingStation(coming, nowMs, lastSeen.recall(nowMs())),
    shelf,
    settings: createSettings(shelf, document.documentElement, navigator.language),
    install: createInstallOffer(window),
    updates,
    nowMs,
    voice: createVoice(window),
    origin: location.origin,
    container: containerOf(navigator.userAgent),
  };
  root.textContent = "";
  const stop = render(() => <Shell deps={deps} />, root);
  coming.catch(async (error: unknown) => {
    if (await updates.recover(error)) return;
    stop();
    render(() => <AppProvider deps={deps}>{<Broken error={error} again={reload} />}</AppProvider>, root);
  });
  // Also files that are fetched outside of a screen, such as a reader of codes.
  addEventListener("vite:preloadError", ({ payload }) => void updates.recover(payload));
}

const note = createVersionNote(localStorage);
const workers = import.meta.env.PROD ? (navigator.serviceWorker ?? null) : null;

function openUpdates(coming: Promise<Station>): Updates {
  let isTouched = false;
  // Words may come without a key: spoken, pasted, filled in.
  for (const name of ["pointerdown", "keydown", "input"])
    addEventListener(
      name,
      () => {
        isTouched = true;
      },
      { once: true, capture: true },
    );
  return createUpdates({
    workers,
    note,
    storage: sessionStorage,
    isQuiet: coming.catch(() => undefined).then(() => wait(QUIET_MS)),
    isTouched: () => isTouched,
    isReached: () =>
      fetch("/healthz", { cache: "no-store" }).then(
        ({ ok }) => ok,
        () => false,
      ),
    onShow: (listener) =>
      document.addEventListener(
        "visibilitychange",
        () => document.visibilityState === "visible" && listener(),
      ),
    reload,
    nowMs,
    wait,
  });
}

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has a #root");
// Nothing is asked for before a version that lies ready has taken over.
const isTaken = note.take()
  ? takeOverFirst({ workers, isStill: () => whenStill(window, wait), wait, reload }).catch(() => false)
  : null;
if (isTaken === null) start(root);
else void isTaken.then((isAnew) => isAnew || start(root));
