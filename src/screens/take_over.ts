/**
 * A version that lies ready takes over before the page asks for anything of its own. Chromium ends the old worker
 * first; a request that comes in that very moment starts it anew, and then the new one waits for as long as the old one
 * may lie idle, half a minute, whatever is said to it meanwhile (docs/decisions, 34).
 */
/** Outlives the tab: the page that sees a version come is not the one that may take it. */
const NOTE = "yizhan.version";

/** Milliseconds for which a start waits: a worker that is not ended by then will not be for a while. */
const FIRST_MS = 1_500;

/** Milliseconds in which a page that has asked for nothing more is still, and how often that is looked at. */
const STILL_MS = 100;
const LOOKS_MAX = 8;

/** Milliseconds to wait. */
type Wait = (ms: number) => Promise<unknown>;

export interface VersionNote {
  /** A version lies ready: the next start begins with it. */
  write(): void;
  /** Reads, and tears up. */
  take(): boolean;
}

export function createVersionNote(storage: Pick<Storage, "getItem" | "setItem" | "removeItem">): VersionNote {
  // Storage that is switched off throws: then the version comes later.
  const guarded = (work: () => boolean): boolean => {
    try {
      return work();
    } catch {
      return false;
    }
  };
  return {
    write: () => void guarded(() => storage.setItem(NOTE, "1") === undefined),
    take: () =>
      guarded(() => {
        const isThere = storage.getItem(NOTE) !== null;
        storage.removeItem(NOTE);
        return isThere;
      }),
  };
}

/** When the page has what a browser asks for by itself: the icon comes last, after everything has been loaded. */
export async function whenStill(page: Window, wait: Wait): Promise<void> {
  if (page.document.readyState !== "complete")
    await new Promise((resolve) => page.addEventListener("load", resolve, { once: true }));
  let before = -1;
  for (let looks = 0; looks < LOOKS_MAX; looks++) {
    const now = page.performance.getEntriesByType("resource").length;
    if (now === before) return;
    before = now;
    await wait(STILL_MS);
  }
}

/** True: the version that lay ready has taken over, and the page starts anew with it. */
export async function takeOverFirst({
  workers,
  isStill,
  wait,
  reload,
}: {
  /** Null where there is no service worker. */
  readonly workers: ServiceWorkerContainer | null;
  readonly isStill: () => Promise<unknown>;
  readonly wait: Wait;
  readonly reload: () => void;
}): Promise<boolean> {
  if (workers === null || workers.controller === null) return false;
  const waiting = (await workers.getRegistration("/"))?.waiting ?? null;
  if (waiting === null) return false;
  await isStill();
  const hasTaken = new Promise<boolean>((resolve) => {
    workers.addEventListener("controllerchange", () => resolve(true), { once: true });
    // The worker sees another page of ours.
    workers.addEventListener("message", ({ data }) => data === "not now" && resolve(false));
    void wait(FIRST_MS).then(() => resolve(false));
  });
  workers.startMessages();
  waiting.postMessage("take over");
  if (!(await hasTaken)) return false;
  reload();
  return true;
}
