/**
 * What this phone must not lose: identities, what was signed and not yet received, receipts, the roster, contacts.
 * A small store of our own, strictly durable, shared by the tabs of one browser: a write is told to the others.
 */

import type { Id } from "../domain/units.ts";
import type { Channel, StationDeps } from "./platform.ts";
import { openStore } from "./store.ts";
import { readConsents, readHeld, readLeavesBelow, readSaid, readSome } from "./vault_reads.ts";
import {
  type KeptRow,
  keyOf,
  type LeafKept,
  type Rows,
  type SaidKept,
  STORE_NAMES,
  type StoreName,
} from "./vault_rows.ts";
import { upgradeVault, VAULT_VERSION } from "./vault_schema.ts";

export type {
  ContactKept,
  EntryKept,
  IdentityKept,
  IntentKept,
  KeptRow,
  KeysKept,
  LeafKept,
  RecoveryKept,
  RosterKept,
  Rows,
  SaidKept,
  StoreName,
  WrappedSecret,
} from "./vault_rows.ts";

/** Rows that are written together, and keys that go. */
export type Changes = { readonly [K in StoreName]?: readonly Rows[K][] };
export type Removals = { readonly [K in StoreName]?: readonly string[] };

/** Keys of rows that were put or removed, by store. */
export type Written = ReadonlyMap<StoreName, readonly string[]>;

export interface Vault {
  all<K extends StoreName>(store: K): Promise<Rows[K][]>;
  get<K extends StoreName>(store: K, key: string): Promise<Rows[K] | undefined>;
  /** The rows of these keys, as far as there are any. */
  some<K extends StoreName>(store: K, keys: readonly string[]): Promise<Rows[K][]>;
  /** Which of these keys have a row. */
  held(store: StoreName, keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** At most so many leaves of a community below an index, the newest first. */
  leavesBelow(community: Id, index: number, countMax: number): Promise<LeafKept[]>;
  /** Leaves that may hold a consent. */
  consents(community: Id): Promise<LeafKept[]>;
  /** What an account said and has no receipt for, and what it said in these months and years, all parts of them. */
  said(account: Id, documents: readonly string[]): Promise<SaidKept[]>;
  kept<T>(key: string): Promise<T | undefined>;
  keep(key: string, value: unknown): Promise<void>;
  /** Puts and removes in one transaction; on disk when it answers. */
  write(changes: Changes, removals?: Removals): Promise<void>;
  /** Moves a kept number on, in one transaction: two tabs never get the same. `next` is given 0 at first. */
  count(key: string, next: (last: number) => number): Promise<number>;
  /** Calls back when another tab wrote. */
  onForeignWrite(listener: (written: Written) => void): () => void;
  close(): Promise<void>;
}

export function openVault(deps: Pick<StationDeps, "indexedDB" | "broadcast">): Vault {
  const store = openStore(deps.indexedDB, "yizhan-vault", VAULT_VERSION, upgradeVault);
  const channel: Channel | null = deps.broadcast?.("yizhan-vault") ?? null;
  const listeners = new Set<(written: Written) => void>();
  if (channel !== null)
    channel.onmessage = ({ data }) => {
      if (!(data instanceof Map)) return;
      for (const listener of listeners) listener(data as Written);
    };

  async function write(changes: Changes, removals: Removals = {}): Promise<void> {
    const touched = STORE_NAMES.filter(
      (name) => (changes[name]?.length ?? 0) > 0 || (removals[name]?.length ?? 0) > 0,
    );
    if (touched.length === 0) return;
    await store.run("readwrite", touched, async (tx) => {
      for (const name of touched) {
        const rows = tx.objectStore(name);
        for (const row of changes[name] ?? []) await rows.put?.(row);
        for (const key of removals[name] ?? []) await rows.delete?.(key);
      }
    });
    channel?.postMessage(
      new Map(
        touched.map((name) => [
          name,
          [...(changes[name] ?? []).map((row) => keyOf(name, row)), ...(removals[name] ?? [])],
        ]),
      ),
    );
  }

  const get = <K extends StoreName>(name: K, key: string): Promise<Rows[K] | undefined> =>
    store.run("readonly", [name], (tx) => tx.objectStore(name).get(key));

  return {
    all: (name) => store.run("readonly", [name], (tx) => tx.objectStore(name).getAll()),
    get,
    some: (name, keys) => store.run("readonly", [name], (tx) => readSome(tx, name, keys)),
    held: (name, keys) => store.run("readonly", [name], (tx) => readHeld(tx, name, keys)),
    leavesBelow: (...asked) => store.run("readonly", ["leaves"], (tx) => readLeavesBelow(tx, ...asked)),
    consents: (community) => store.run("readonly", ["leaves"], (tx) => readConsents(tx, community)),
    said: (...asked) => store.run("readonly", ["said"], (tx) => readSaid(tx, ...asked)),
    kept: async <T>(key: string) => (await get("kept", key))?.value as T | undefined,
    keep: (key, value) => write({ kept: [{ key, value }] }),
    write,
    count: (key, next) =>
      store.run("readwrite", ["kept"], async (tx) => {
        const rows = tx.objectStore("kept");
        const row = (await rows.get(key)) as KeptRow | undefined;
        const value = next(typeof row?.value === "number" ? row.value : 0);
        await rows.put?.({ key, value });
        return value;
      }),
    onForeignWrite(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      listeners.clear();
      channel?.close();
      await store.close();
    },
  };
}
