/** What a browser gives: the only file of this room that reaches for globals. */
import type { Lack } from "./container.ts";
import type { LastSeen } from "./last_seen.ts";
import { lockTaken } from "./mutex.ts";
import type { Channel, Locks, StationDeps } from "./platform.ts";
import type { VerifyWorker } from "./worker_verify.ts";

const MARK = "yizhan/joined";

export function browserDeps(lastSeen: LastSeen, origin: string = location.origin): StationDeps {
  return {
    origin,
    lastSeen,
    indexedDB: globalThis.indexedDB,
    fetch: (...request) => fetch(...request),
    WebSocket,
    subtle: globalThis.crypto.subtle,
    verifyWorker: () =>
      new Worker(new URL("./verify_worker.ts", import.meta.url), { type: "module" }) as VerifyWorker,
    random: (n) => crypto.getRandomValues(new Uint8Array(n)),
    now: () => Date.now(),
    broadcast:
      typeof BroadcastChannel === "undefined"
        ? null
        : (name) => new BroadcastChannel(name) as unknown as Channel,
    locks: navigator.locks !== undefined ? locksOf(navigator.locks) : null,
    onHide,
    userAgent: navigator.userAgent,
    lacks: lacks(),
    marker: {
      read: () => guarded(() => localStorage.getItem(MARK), null),
      write: (text) => guarded(() => localStorage.setItem(MARK, text), undefined),
      clear: () => guarded(() => localStorage.removeItem(MARK), undefined),
    },
    persist: async () => (await navigator.storage?.persist?.()) ?? false,
    persisted: async () => (await navigator.storage?.persisted?.()) ?? null,
  };
}

/** Windows of other apps, private modes and addresses without https have less than they say. */
function lacks(): readonly Lack[] {
  const has: Readonly<Record<Lack, () => unknown>> = {
    indexedDB: () => globalThis.indexedDB,
    serviceWorker: () => navigator.serviceWorker,
    subtle: () => globalThis.crypto?.subtle,
    locks: () => navigator.locks,
  };
  const names = Object.keys(has) as Lack[];
  return names.filter((name) => guarded(() => (has[name]() ?? null) === null, true));
}

export const locksOf = (locks: LockManager): Locks => ({
  async request(name, waitMs, work) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), waitMs);
    let isOurs = false;
    try {
      return await locks.request(name, { signal: stop.signal }, () => {
        isOurs = true;
        clearTimeout(timer);
        return work();
      });
    } catch (error) {
      throw isOurs || !stop.signal.aborted ? error : lockTaken(name);
    }
  },
});

/** Storage that is switched off throws on every touch. */
function guarded<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch {
    return otherwise;
  }
}

function onHide(listener: () => void): () => void {
  const hide = (): void => {
    if (document.visibilityState === "hidden") listener();
  };
  document.addEventListener("visibilitychange", hide);
  addEventListener("pagehide", listener);
  return () => {
    document.removeEventListener("visibilitychange", hide);
    removeEventListener("pagehide", listener);
  };
}
