/**
 * A new version of the app: fetched in silence, taken over at a quiet start or when a person says so, never in the
 * middle of anything. A page whose own files are gone since starts anew, once; forms come back from their drafts.
 */
import { type Accessor, createSignal } from "solid-js";

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
    const next = registration?.waiting ?? (await newest(registration));
    if (workers === null || registration === undefined || next === null) return reload();
    const hasTaken = new Promise<boolean>((resolve) => {
      workers.addEventListener("controllerchange", () => resolve(true), { once: true });
      void deps.wait(TAKE_OVER_MS).then(() => resolve(false));
    });
    next.postMessage("take over now");
    // The old worker may be busy for minutes; without it the page comes from the relay, and the new one with it.
    if (!(await hasTaken) && (await deps.isReached())) await registration.unregister();
    reload();
  }

  async function recover(error: unknown): Promise<boolean> {
    if (!isMissingFile(error) || holds.size > 0 || !mayStartAgain(deps)) return false;
    // Without a network the browser would show its own page instead of ours.
    if ((workers?.controller ?? null) === null && !(await deps.isReached())) return false;
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

async function follow(
  { isQuiet, isTouched, onShow, reload, nowMs }: Updating,
  workers: ServiceWorkerContainer,
  holds: ReadonlySet<symbol>,
  setWaiting: (isWaiting: boolean) => void,
): Promise<void> {
  const waiting = (await workers.getRegistration("/"))?.waiting ?? null;
  if (waiting !== null && workers.controller !== null) {
    setWaiting(true);
    // A quiet start: nobody has touched anything, and the worker sees no other page of ours.
    if (!isTouched() && holds.size === 0) {
      workers.addEventListener("controllerchange", () => !isTouched() && holds.size === 0 && reload(), {
        once: true,
      });
      waiting.postMessage("take over");
    }
  }
  await isQuiet;
  const registration = await workers.register("/sw.js", { scope: "/" });
  const watch = (worker: ServiceWorker | null): void =>
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && workers.controller !== null) setWaiting(true);
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
async function newest(registration: ServiceWorkerRegistration | undefined): Promise<ServiceWorker | null> {
  await registration?.update().catch(() => undefined);
  const coming = registration?.installing ?? null;
  if (coming === null) return registration?.waiting ?? null;
  await new Promise<void>((resolve) => {
    coming.addEventListener("statechange", () => coming.state !== "installing" && resolve());
  });
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
