/**
 * Phones for tests: each has its own disk, tabs and locks; a tab is one real station in this process. Time moves by
 * hand, a page hides when the test says so, and nobody sleeps: `until` waits for the thing itself.
 */
import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { WebSocket as WsClient } from "ws";
import { createLastSeen } from "../../src/peer/last_seen.ts";
import { openStation } from "../../src/peer/open_station.ts";
import type { Channel, Locks, StationDeps } from "../../src/peer/platform.ts";
import type { Answer, Station } from "../../src/peer/station.ts";

export interface Phone {
  readonly owner: string;
  readonly indexedDB: IDBFactory;
  /** What stands outside the store. */
  readonly marker: { text: string | null };
  /** The browser throws the store away. */
  clean(): void;
  /** What lies outside IndexedDB: the picture of the last start. */
  readonly storage: TestStorage;
  /** One more tab of this phone's browser. */
  open(changes?: Partial<StationDeps>): Promise<Tab>;
  /** The page hides, in all tabs. */
  hide(): void;
}

export interface Tab extends Station {
  readonly phone: Phone;
}

export interface PhoneOptions {
  readonly url: string;
  readonly nowMs: () => number;
  /** Milliseconds by which this phone's clock is wrong. */
  readonly skewMs?: number;
  readonly useWebCryptoKeys?: boolean;
  /** Another WebCrypto than this process's own. */
  readonly subtle?: SubtleCrypto;
}

// y-websocket listens for the end of the process once a document, and these are many phones.
process.setMaxListeners(0);

const openTabs = new Set<Tab>();

/** Closes every tab that a test left open. */
export async function closeAll(): Promise<void> {
  await Promise.all([...openTabs].map((tab) => tab.close()));
}

export function createPhone(owner: string, options: PhoneOptions): Phone {
  const { url, nowMs, skewMs = 0 } = options;
  const hub = createHub();
  const locks = createLocks();
  const marker: { text: string | null } = { text: null };
  const storage = createStorage();
  const hiders = new Set<() => void>();
  let indexedDB = new IDBFactory();
  const phone: Phone = {
    owner,
    get indexedDB() {
      return indexedDB;
    },
    marker,
    storage,
    clean() {
      indexedDB = new IDBFactory();
    },
    hide() {
      for (const hide of [...hiders]) hide();
    },
    async open(changes = {}) {
      const station = await openStation({
        origin: url,
        indexedDB,
        fetch,
        // Node's own client lends sockets from its pool of requests and may leave them half open.
        WebSocket: WsClient as unknown as typeof WebSocket,
        subtle: options.subtle ?? crypto.subtle,
        random: (n) => crypto.getRandomValues(new Uint8Array(n)),
        now: () => nowMs() + skewMs,
        broadcast: hub,
        locks,
        onHide: (listener) => {
          hiders.add(listener);
          return () => void hiders.delete(listener);
        },
        userAgent: "Mozilla/5.0 (Linux; Android 12)",
        marker: {
          read: () => marker.text,
          write: (text) => {
            marker.text = text;
          },
          clear: () => {
            marker.text = null;
          },
        },
        verifyWorker: () => {
          throw new Error("no worker");
        },
        lastSeen: createLastSeen(storage, BUILD),
        persist: async () => true,
        persisted: async () => false,
        ...(options.useWebCryptoKeys === undefined ? {} : { useWebCryptoKeys: options.useWebCryptoKeys }),
        ...changes,
      });
      const tab: Tab = {
        ...station,
        phone,
        close: async () => {
          openTabs.delete(tab);
          await station.close();
        },
      };
      openTabs.add(tab);
      return tab;
    },
  };
  return phone;
}

/** The program whose pictures a phone draws. */
export const BUILD = "test";

export type TestStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** `localStorage` of one browser. */
export function createStorage(): TestStorage {
  const textByKey = new Map<string, string>();
  return {
    getItem: (key) => textByKey.get(key) ?? null,
    setItem: (key, text) => void textByKey.set(key, text),
    removeItem: (key) => void textByKey.delete(key),
  };
}

/** Channels of one browser: a message reaches all others of its name, later, as a copy. */
function createHub(): (name: string) => Channel {
  const channelsByName = new Map<string, Set<Channel>>();
  return (name) => {
    const channels = channelsByName.get(name) ?? new Set();
    channelsByName.set(name, channels);
    const channel: Channel = {
      onmessage: null,
      postMessage(message) {
        const copy: unknown = structuredClone(message);
        for (const other of channels)
          if (other !== channel) queueMicrotask(() => other.onmessage?.({ data: copy }));
      },
      close: () => void channels.delete(channel),
    };
    channels.add(channel);
    return channel;
  };
}

/** Web Locks of one browser: one holder a name, in the order of asking. */
export function createLocks(): Locks {
  const lastByName = new Map<string, Promise<unknown>>();
  return {
    request: (name, _waitMs, work) => {
      const run = (lastByName.get(name) ?? Promise.resolve()).then(work);
      lastByName.set(
        name,
        run.catch(() => undefined),
      );
      return run;
    },
  };
}

/** Waits until something holds, and gives it. Fails with what it looked at last. */
export async function until<T>(
  look: () => T | null | undefined | false | Promise<T | null | undefined | false>,
  tell: () => unknown = () => "",
  ms = 8_000,
): Promise<T> {
  const deadline = performance.now() + ms;
  for (;;) {
    const seen = await look();
    if (seen !== null && seen !== undefined && seen !== false) return seen;
    if (performance.now() > deadline)
      throw new Error(`waited ${ms} ms in vain: ${look.toString()} ${JSON.stringify(tell())}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** The value of a good answer. */
export async function must<T>(answer: Promise<Answer<T>>): Promise<T> {
  const given = await answer;
  if (!given.ok) throw new Error(`refused: ${given.fault}`);
  return given.value;
}

export async function faultOf(answer: Promise<Answer<unknown>>): Promise<string | null> {
  const given = await answer;
  return given.ok ? null : given.fault;
}
