/**
 * Where a document lies on this phone: one database each, in y-indexeddb's layout (store `updates`, rows in order),
 * so that its rows can be read here. That library hands rows to Yjs as they are; these go through the guard first,
 * and what is written is our own encoding.
 */
import type { StationDeps } from "./platform.ts";
import { openStore } from "./store.ts";

export interface Row {
  readonly key: number;
  readonly bytes: Uint8Array;
}

export interface DocumentRows {
  load(): Promise<readonly Row[]>;
  append(updates: readonly Uint8Array[]): Promise<void>;
  /** Writes these updates in place of those rows, in one transaction. */
  rewrite(updates: readonly Uint8Array[], instead: readonly number[]): Promise<void>;
  close(): Promise<void>;
}

export function openDocumentRows(deps: Pick<StationDeps, "indexedDB">, document: string): DocumentRows {
  const store = openStore(deps.indexedDB, document, 1, (db) => {
    db.createObjectStore("updates", { autoIncrement: true });
    db.createObjectStore("custom");
  });
  return {
    load: () =>
      store.run("readonly", ["updates"], async (tx) => {
        const rows = tx.objectStore("updates");
        const [keys, values] = await Promise.all([rows.getAllKeys(), rows.getAll()]);
        return keys.flatMap((key, place) => {
          const bytes: unknown = values[place];
          return typeof key === "number"
            ? [{ key, bytes: bytes instanceof Uint8Array ? bytes : new Uint8Array() }]
            : [];
        });
      }),
    append: (updates) =>
      store.run("readwrite", ["updates"], async (tx) => {
        for (const update of updates) await tx.objectStore("updates").add?.(update);
      }),
    rewrite: (updates, instead) =>
      store.run("readwrite", ["updates"], async (tx) => {
        const rows = tx.objectStore("updates");
        for (const update of updates) await rows.add?.(update);
        for (const key of instead) await rows.delete?.(key);
      }),
    close: store.close,
  };
}
