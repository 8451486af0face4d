/**
 * What this phone must not lose: identities, what was signed and not yet received, receipts, the roster, contacts.
 * A small store of our own, strictly durable, shared by the tabs of one browser: a write is told to the others.
 */

import type { Id, Moment } from "../domain/units.ts";
import type { Channel, StationDeps } from "./platform.ts";
import type { Contact } from "./station.ts";
import { openStore } from "./store.ts";

/** A secret under the phone's AES-GCM key. */
export interface WrappedSecret {
  readonly iv: Uint8Array;
  readonly data: Uint8Array;
}

/** One person of one community on this phone. */
export interface IdentityKept {
  readonly account: Id;
  readonly community: Id;
  readonly building: string;
  /** Of a demo: her keys are public. */
  readonly isDemo?: true;
  /** 称呼 as typed at join. */
  readonly name: string;
  readonly createdAt: Moment;
  readonly publicKey: Uint8Array;
  readonly sealKey: Uint8Array;
  /** Of WebCrypto, not extractable; null where the browser has no Ed25519. */
  readonly signKey: CryptoKey | null;
  /** AES-GCM, not extractable. */
  readonly wrapKey: CryptoKey;
  readonly seed: WrappedSecret | null;
  readonly box: WrappedSecret;
  /** The paper of 恢复码; null on a phone that never had it. */
  readonly recovery: WrappedSecret | null;
  /** Its public key; older rows are of phones that registered and do not name it. */
  readonly recoveryKey?: Uint8Array | null;
}

/** The keys of an identity. */
export type KeysKept = Pick<
  IdentityKept,
  "publicKey" | "sealKey" | "signKey" | "wrapKey" | "seed" | "box" | "recovery" | "recoveryKey"
>;

/** The request of a phone that asked a steward for somebody's account; the row `recovering`. */
export interface RecoveryKept {
  readonly community: Id;
  readonly building: string | null;
  readonly since: Moment;
  readonly recoveryKey: Uint8Array;
  readonly device: KeysKept;
}

/** A signed entry on its way, or refused. What was receipted leaves the outbox and becomes a leaf. */
export interface EntryKept {
  readonly id: Id;
  readonly community: Id;
  readonly account: Id;
  readonly kind: string;
  readonly need: Id | null;
  /** Of a consent: the text agreed to. */
  readonly text?: string;
  readonly seq: number;
  readonly bytes: Uint8Array;
  readonly since: Moment;
  /** Unix milliseconds of this device: the order of signing. */
  readonly order: number;
  readonly fault: string | null;
}

/** A statement that this phone said in a document. */
export interface SaidKept {
  readonly id: Id;
  readonly community: Id;
  readonly account: Id;
  readonly document: string;
  readonly kind: string;
  readonly need: Id | null;
  /** Of a state: the index of the leaf that it shows. */
  readonly leaf?: number;
  readonly bytes: Uint8Array;
  readonly since: Moment;
  readonly state: "waiting" | "saved" | "refused";
  readonly fault: string | null;
}

/** A leaf of the log that was proved to this phone. */
export interface LeafKept {
  /** `<community>/<index>`. */
  readonly key: string;
  readonly community: Id;
  readonly index: number;
  readonly leaf: Uint8Array;
  readonly receipt: Uint8Array;
}

export interface RosterKept {
  /** `<community>/<index>`. */
  readonly key: string;
  readonly community: Id;
  readonly index: number;
  readonly leaf: Uint8Array;
}

/** The contact of one side of a need, as a signed statement. */
export interface ContactKept {
  /** `<need>/<account it is about>`. */
  readonly key: string;
  readonly community: Id;
  readonly need: Id;
  readonly about: Id;
  readonly contact: Contact;
  readonly bytes: Uint8Array;
  /** Keys of the phones that were sent it from here. */
  readonly sentTo: readonly string[];
  readonly until: Moment;
}

/** A points act that waits out its countdown. */
export interface IntentKept {
  readonly key: string;
  readonly community: Id;
  readonly account: Id;
  readonly kind: "confirm" | "resolve";
  readonly need: Id;
  readonly seconds: number | null;
  readonly since: Moment;
  /** Unix milliseconds of this device. */
  readonly until: number;
}

export interface KeptRow {
  readonly key: string;
  readonly value: unknown;
}

export interface Rows {
  identities: IdentityKept;
  kept: KeptRow;
  outbox: EntryKept;
  said: SaidKept;
  leaves: LeafKept;
  roster: RosterKept;
  contacts: ContactKept;
  intents: IntentKept;
}
export type StoreName = keyof Rows;

/** Rows that are written together, and keys that go. */
export type Changes = { readonly [K in StoreName]?: readonly Rows[K][] };
export type Removals = { readonly [K in StoreName]?: readonly string[] };

export interface Vault {
  all<K extends StoreName>(store: K): Promise<Rows[K][]>;
  get<K extends StoreName>(store: K, key: string): Promise<Rows[K] | undefined>;
  kept<T>(key: string): Promise<T | undefined>;
  keep(key: string, value: unknown): Promise<void>;
  /** Puts and removes in one transaction; on disk when it answers. */
  write(changes: Changes, removals?: Removals): Promise<void>;
  /** Moves a kept number on, in one transaction: two tabs never get the same. `next` is given 0 at first. */
  count(key: string, next: (last: number) => number): Promise<number>;
  /** Calls back when another tab wrote. */
  onForeignWrite(listener: (stores: readonly StoreName[]) => void): () => void;
  close(): Promise<void>;
}

export const KEY_PATHS: Readonly<Record<StoreName, string>> = {
  identities: "account",
  kept: "key",
  outbox: "id",
  said: "id",
  leaves: "key",
  roster: "key",
  contacts: "key",
  intents: "key",
};
export const STORE_NAMES = Object.keys(KEY_PATHS) as readonly StoreName[];

export function openVault(deps: Pick<StationDeps, "indexedDB" | "broadcast">): Vault {
  const store = openStore(deps.indexedDB, "yizhan-vault", 1, (db) => {
    for (const name of STORE_NAMES) db.createObjectStore(name, { keyPath: KEY_PATHS[name] });
  });
  const channel: Channel | null = deps.broadcast?.("yizhan-vault") ?? null;
  const listeners = new Set<(stores: readonly StoreName[]) => void>();
  if (channel !== null)
    channel.onmessage = ({ data }) => {
      const stores = Array.isArray(data) ? STORE_NAMES.filter((name) => data.includes(name)) : [];
      for (const listener of listeners) listener(stores);
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
    channel?.postMessage(touched);
  }

  const get = <K extends StoreName>(name: K, key: string): Promise<Rows[K] | undefined> =>
    store.run("readonly", [name], (tx) => tx.objectStore(name).get(key));

  return {
    all: (name) => store.run("readonly", [name], (tx) => tx.objectStore(name).getAll()),
    get,
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
