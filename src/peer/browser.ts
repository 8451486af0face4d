/** What a browser gives: the only file of this room that reaches for globals. */
import type { Channel, Locks, StationDeps } from "./platform.ts";

const MARK = "yizhan/joined";

export function browserDeps(origin: string = location.origin): StationDeps {
  return {
    origin,
    indexedDB,
    fetch: (...request) => fetch(...request),
    WebSocket,
    subtle: crypto.subtle,
    random: (n) => crypto.getRandomValues(new Uint8Array(n)),
    now: () => Date.now(),
    broadcast:
      typeof BroadcastChannel === "undefined"
        ? null
        : (name) => new BroadcastChannel(name) as unknown as Channel,
    locks: "locks" in navigator ? locksOf(navigator.locks) : null,
    onHide,
    userAgent: navigator.userAgent,
    marker: {
      has: () => guarded(() => localStorage.getItem(MARK) !== null, false),
      set: () => guarded(() => localStorage.setItem(MARK, "1"), undefined),
      clear: () => guarded(() => localStorage.removeItem(MARK), undefined),
    },
    persist: async () => (await navigator.storage?.persist?.()) ?? false,
  };
}

const locksOf = (locks: LockManager): Locks => ({
  request: async (name, work) => await locks.request(name, work),
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
