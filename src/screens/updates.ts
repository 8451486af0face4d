/**
 * A new version of the app: fetched in silence, taken over at a quiet start or when a person says so, never in the
 * middle of anything. A page whose own files are gone since starts anew, once; forms come back from their drafts.
 */
import { type Accessor, createSignal } from "solid-js";
import type { VersionNote } from "./take_over.ts";

export interface Updates {
  /** A new version lies ready on this phone. */
  readonly isWaiting: Accessor<boolean>;
  /** Starts anew with the newest version that can be had. */
  readonly renew: () => Promise<void>;
  /** From now until its answer is called the page does not start anew by itself. */
  readonly hold: () => () => void;
  /** True: this was a file that is gone, and the page starts anew. */
  readonly recover: (error: unknown) => Promise<boolean>;
}

export interface Updating {
  /** Null where there is no service worker. */
  readonly workers: ServiceWorkerContainer | null;
  /** Outlives a start anew, but not the tab. */
  readonly storage: Pick<Storage, "getItem" | "setItem">;
  /** Tells the next start that a version lies ready. */
  readonly note: Pick<VersionNote, "write">;
  /** When the first screen has what it needs: only then is the rest of the app fetched. */
  readonly isQuiet: Promise<unknown>;
  /** Whether the person has touched the page yet. */
  readonly isTouched: () => boolean;
  readonly isReached: () => Promise<boolean>;
  /** Calls back whenever the page is looked at again. */
  readonly onShow: (listener: () => void) => void;
  readonly reload: () => void;
  readonly nowMs: () => number;
  readonly wait: (ms: number) => Promise<unknown>;
}

/** Milliseconds within which a page starts anew by itself at most once. */
const AGAIN_MS = 60_000;
/** Milliseconds that a new worker has for taking over once a person has asked for it. */
const TAKE_OVER_MS = 3_000;
/** Milliseconds that a new version may take to be found, and again to be fetched, while a person waits for it. */
const FETCH_MS = 20_000;
/** Milliseconds between looks for a new version, for apps that are open for weeks. */
const LOOK_MS = 3_600_000;
const AGAIN = "yizhan.again";

/** What browsers say when a file of the app is not there. */
const MISSING = /dynamically imported module|Importing a module script failed|preload CSS/iu;
export const isMissingFile = (error: unknown): boolean =>
  error instanceof Error && MISSING.test(error.message);

export function createUpdates(deps: Updating): Updates {
  const { workers, reload } = deps;
  const [isWaiting, setWaiting] = createSignal(false);
  const holds = new Set<symbol>();
  let recovering: Promise<boolean> | null = null;
  if (workers !== null)
    follow(deps, workers, holds, setWaiting).catch((error: unknown) => console.warn(error));

  async function renew(): Promise<void> {
    const registration = await workers?.getRegistration("/");
    const next = registration?.waiting ?? (await newest(deps, registration));
    if (workers === null || registration === undefined || next === null) return reload();
    const hasTaken = new Promise<boolean>((resolve) => {
      workers.addEventListener("controllerchange", () => resolve(true), { once: true });
      void deps.wait(TAKE_OVER_MS).then(() => resolve(false));
    });
    next.postMessage("take over now");
    // The old worker may be busy for minutes; without it the page comes from the relay, and the new one with it.
    if (!(await hasTaken) && (await isReachedInTime(deps))) await registration.unregister();
    reload();
  }

  async function recover(error: unknown): Promise<boolean> {
    if (!isMissingFile(error) || holds.size > 0 || !mayStartAgain(deps)) return false;
    // Without a network the browser would show its own page instead of ours.
    if ((workers?.controller ?? null) === null && !(await isReachedInTime(deps))) return false;
    noteStart(deps);
    reload();
    return true;
  }

  return {
    isWaiting,
    renew,
    hold() {
      const one = Symbol();
      holds.add(one);
      return () => void holds.delete(one);
    },
    recover(error) {
      recovering ??= recover(error).finally(() => {
        recovering = null;
      });
      return recovering;
    },
  };
}

/** A network that swallows the question is none. */
const isReachedInTime = ({ isReached, wait }: Updating): Promise<boolean> =>
  Promise.race([isReached(), wait(TAKE_OVER_MS).then(() => false)]);

async function follow(
  { isQuiet, isTouched, note, onShow, reload, nowMs }: Updating,
  workers: ServiceWorkerContainer,
  holds: ReadonlySet<symbol>,
  setWaiting: (isWaiting: boolean) => void,
): Promise<void> {
  const isDisturbed = (): boolean => isTouched() || holds.size > 0;
  const found = (): void => {
    note.write();
    setWaiting(true);
  };
  let isListening = false;
  /** The version that lies ready, if one does: should it take over, a page that nobody has touched starts anew. */
  const ready = ({ waiting }: ServiceWorkerRegistration): ServiceWorker | null => {
    if (waiting === null || workers.controller === null) return null;
    found();
    if (!isListening)
      workers.addEventListener("controllerchange", () => !isDisturbed() && reload(), { once: true });
    isListening = true;
    return waiting;
  };
  const before = await workers.getRegistration("/");
  if (before !== undefined) ready(before);
  await isQuiet;
  const registration = await workers.register("/sw.js", { scope: "/" });
  // A quiet start: nobody has touched anything, and the worker sees no other page of ours. It is asked now that the
  // page asks for nothing else (take_over.ts).
  const waiting = ready(registration);
  if (!isDisturbed()) waiting?.postMessage("take over");
  const watch = (worker: ServiceWorker | null): void =>
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && workers.controller !== null) found();
    });
  watch(registration.installing);
  registration.addEventListener("updatefound", () => watch(registration.installing));
  let lookedAt = nowMs();
  onShow(() => {
    if (nowMs() - lookedAt < LOOK_MS) return;
    lookedAt = nowMs();
    registration.update().catch(() => undefined);
  });
}

/** The newest worker once it is ready to take over; null when there is none. */
async function newest(
  { wait }: Updating,
  registration: ServiceWorkerRegistration | undefined,
): Promise<ServiceWorker | null> {
  const looked = registration?.update().catch(() => undefined);
  await Promise.race([looked, wait(FETCH_MS)]);
  const coming = registration?.installing ?? null;
  if (coming === null) return registration?.waiting ?? null;
  const settled = new Promise<void>((resolve) => {
    coming.addEventListener("statechange", () => coming.state !== "installing" && resolve());
  });
  await Promise.race([settled, wait(FETCH_MS)]);
  return registration?.waiting ?? null;
}

function mayStartAgain({ storage, nowMs }: Updating): boolean {
  try {
    const last = Number(storage.getItem(AGAIN) ?? 0);
    return Math.abs(nowMs() - last) > AGAIN_MS;
  } catch {
    // Who cannot remember could go round in circles.
    return false;
  }
}

const noteStart = ({ storage, nowMs }: Updating): void => storage.setItem(AGAIN, `${nowMs()}`);

/** For pages that nobody renews. */
export const NO_UPDATES: Updates = {
  isWaiting: () => false,
  renew: async () => undefined,
  hold: () => () => undefined,
  recover: async () => false,
};
