/**
 * Phones that were used for years, without the years: rows of services of long ago are put beside those that a phone
 * really has, in the same form. And disks as an older program left them.
 */
import { IDBFactory, IDBIndex, IDBObjectStore } from "fake-indexeddb";
import { utf8ToBytes } from "../../crypto/bytes.ts";
import { encodeCbor } from "../../crypto/cbor.ts";
import { parseStatement, signStatement } from "../../crypto/cose.ts";
import { sha256 } from "../../crypto/hash.ts";
import { type BodyOf, type EntryKind, entryPayload } from "../../src/domain/entry.ts";
import { decodeLeaf, encodeLeaf } from "../../src/domain/leaf.ts";
import { bytesToId, type Id, idToBytes, type Moment } from "../../src/domain/units.ts";
import { GOOD_MAX } from "../../src/peer/limits.ts";
import type { IdentityKept, KeptRow, LeafKept, SaidKept } from "../../src/peer/vault.ts";
import { signerOf } from "../domain/town.ts";

interface StoreCopy {
  readonly name: string;
  readonly keyPath: string | null;
  readonly auto: boolean;
  readonly indexes: readonly { readonly name: string; readonly keyPath: string | string[] }[];
  readonly rows: readonly { readonly key: IDBValidKey; readonly value: unknown }[];
}
export interface Database {
  readonly name: string;
  readonly version: number;
  readonly stores: readonly StoreCopy[];
}

const VAULT = "yizhan-vault";

const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

export async function copyDisk(factory: IDBFactory): Promise<readonly Database[]> {
  const databases: Database[] = [];
  for (const { name = "", version = 1 } of await factory.databases()) {
    const db = await asked(factory.open(name));
    const stores: StoreCopy[] = [];
    for (const storeName of db.objectStoreNames) {
      const store = db.transaction(storeName).objectStore(storeName);
      const indexes = [...store.indexNames].map((index) => ({
        name: index,
        keyPath: store.index(index).keyPath as string | string[],
      }));
      const [keys, values] = await Promise.all([asked(store.getAllKeys()), asked(store.getAll())]);
      const rows = keys.map((key, place) => ({ key, value: values[place] as unknown }));
      const { keyPath, autoIncrement: auto } = store;
      stores.push({ name: storeName, keyPath: keyPath as string | null, auto, indexes, rows });
    }
    db.close();
    databases.push({ name, version, stores });
  }
  return databases;
}

export async function diskOf(databases: readonly Database[]): Promise<IDBFactory> {
  const factory = new IDBFactory();
  for (const { name, version, stores } of databases) {
    const request = factory.open(name, version);
    request.onupgradeneeded = () => {
      for (const { name: store, keyPath, auto, indexes } of stores) {
        const made = request.result.createObjectStore(store, { keyPath, autoIncrement: auto });
        for (const index of indexes) made.createIndex(index.name, index.keyPath);
      }
    };
    const db = await asked(request);
    for (const { name: store, keyPath, rows } of stores) {
      const tx = db.transaction(store, "readwrite");
      for (const { key, value } of rows) tx.objectStore(store).put(value, ...(keyPath === null ? [key] : []));
      await new Promise<void>((resolve) => {
        tx.oncomplete = () => resolve();
      });
    }
    db.close();
  }
  return factory;
}

export const rowsIn = <T>(databases: readonly Database[], store: string): readonly T[] =>
  (databases.find(({ name }) => name === VAULT)?.stores.find(({ name }) => name === store)?.rows ?? []).map(
    ({ value }) => value as T,
  );

function changeVault(
  databases: readonly Database[],
  change: (store: StoreCopy) => Partial<StoreCopy>,
  version?: number,
): readonly Database[] {
  return databases.map((db) =>
    db.name === VAULT
      ? {
          ...db,
          version: version ?? db.version,
          stores: db.stores.map((store) => ({ ...store, ...change(store) })),
        }
      : db,
  );
}

/** The same phone as the first program of all wrote its disk. */
export const asVersion1 = (databases: readonly Database[]): readonly Database[] =>
  changeVault(
    databases,
    ({ rows }) => ({
      indexes: [],
      rows: rows.map(({ key, value }) => {
        const { consentOf: _, ...row } = value as LeafKept;
        return { key, value: row };
      }),
    }),
    1,
  );

export const SERVICES_A_MONTH = 4;
const MONTH_S = 30 * 86_400;
/** Months that have passed since: none of them takes answers any more. */
const OVER_MONTHS = 6;
const payer = signerOf("somebody of years ago");

/** The same phone, had its owner helped somebody in so many months before, and said as much as a service makes. */
export async function aged(databases: readonly Database[], months: number): Promise<readonly Database[]> {
  const [{ account, community } = never()] = rowsIn<IdentityKept>(databases, "identities");
  const real = rowsIn<LeafKept>(databases, "leaves").reduce((a, b) => (a.index < b.index ? a : b));
  const before = decodeLeaf(real.leaf)?.time ?? never();
  const leaves: LeafKept[] = [];
  const said: SaidKept[] = [];
  // The last service of a month was said in its second part.
  const documentOf = (at: Moment, service: number): string =>
    `board/${community}/3/${monthOf(at)}${service === SERVICES_A_MONTH - 1 ? ".2" : ""}`;
  // Before the first leaf of the real phone there is room below zero.
  let index = -months * SERVICES_A_MONTH * KINDS.length;
  for (let month = 0; month < months; month++)
    for (let service = 0; service < SERVICES_A_MONTH; service++) {
      const at = (before - (months - month + OVER_MONTHS) * MONTH_S) as Moment;
      for (const leaf of await serviceOf({ community, helper: account, at, seq: 1 + said.length })) {
        const key = `${community}/${index}`;
        leaves.push({ key, community, index, leaf, receipt: real.receipt });
        said.push(stateOf(leaf, index++, documentOf(at, service), { account, community, at }));
      }
    }
  const good = new Uint8Array(Math.min(said.length * 2, GOOD_MAX / 2) * 32).map((_, at) => (at * 7919) >> 7);
  const put = <T>(rows: readonly T[]): StoreCopy["rows"] => rows.map((value) => ({ key: "", value }));
  return changeVault(databases, ({ name, rows }) => {
    if (name === "leaves") return { rows: [...put(leaves), ...rows] };
    if (name === "said") return { rows: [...put(said), ...rows] };
    if (name !== "kept") return {};
    return { rows: put(rows.map(({ value }) => withGood(value as KeptRow, good))) };
  });
}

const never = (): never => {
  throw new Error("this phone was never used");
};

const withGood = (row: KeptRow, more: Uint8Array): KeptRow =>
  row.key === "good" ? { ...row, value: new Uint8Array([...more, ...(row.value as Uint8Array)]) } : row;

const monthOf = (at: Moment): string => new Date(at * 1000).toISOString().slice(0, 7);

const KINDS = ["hold", "take", "service_start", "service_end", "confirm"] as const;

/** The leaves of one service, in order. Nobody asks for their signatures again once they are in a vault. */
async function serviceOf(of: {
  readonly community: Id;
  readonly helper: Id;
  readonly at: Moment;
  readonly seq: number;
}): Promise<readonly Uint8Array[]> {
  const { community, helper, at, seq } = of;
  const other = bytesToId(new Uint8Array(16).fill(7)) as Id;
  const need = bytesToId(sha256(utf8ToBytes(`need ${seq}`)).slice(0, 16)) as Id;
  const sign = async <K extends EntryKind>(kind: K, as: Id, refs: readonly Id[], body: BodyOf<K>) => {
    const payload = encodeCbor(entryPayload(kind, { seq, at, as, refs, body }));
    const entry = await signStatement(payload, kind, idToBytes(community), payer);
    const parsed = parseStatement(entry, idToBytes(community));
    const id = parsed.ok ? (bytesToId(parsed.value.id) as Id) : never();
    return { id, leaf: encodeLeaf({ time: at, policyIndex: 0, status: 0, entry, fact: null }) };
  };
  const times = { from: at, to: at, lapses: at };
  const hold = await sign("hold", other, [need], { type: "errand", seconds: 720, helper: null, ...times });
  const refs = [need, hold.id];
  const rest = [
    await sign("take", helper, [need, other], {}),
    await sign("service_start", helper, refs, {}),
    await sign("service_end", helper, refs, { seconds: 600 }),
    await sign("confirm", other, refs, { seconds: null }),
  ];
  return [hold, ...rest].map(({ leaf }) => leaf);
}

const stateOf = (
  leaf: Uint8Array,
  index: number,
  document: string,
  by: Pick<SaidKept, "account" | "community"> & { readonly at: Moment },
): SaidKept => ({
  id: bytesToId(sha256(leaf).slice(0, 16)) as Id,
  account: by.account,
  community: by.community,
  document,
  kind: "state",
  need: null,
  leaf: index,
  bytes: leaf,
  since: by.at,
  state: "saved",
  fault: null,
});

/** Counts the rows that anybody reads from any IndexedDB of this process. */
export function countRows(): { readonly rows: () => number; readonly stop: () => void } {
  const names = ["get", "getKey", "getAll", "getAllKeys", "openCursor", "openKeyCursor"] as const;
  let rows = 0;
  const stops = [IDBObjectStore, IDBIndex].flatMap(({ prototype }) =>
    names.map((name) => {
      const real = prototype[name] as (...given: unknown[]) => IDBRequest;
      const counting = function (this: unknown, ...given: unknown[]): IDBRequest {
        const request = real.apply(this, given);
        request.addEventListener("success", () => {
          const { result } = request;
          rows += Array.isArray(result) ? result.length : result === undefined || result === null ? 0 : 1;
        });
        return request;
      };
      Object.assign(prototype, { [name]: counting });
      return () => Object.assign(prototype, { [name]: real });
    }),
  );
  return {
    rows: () => rows,
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}
