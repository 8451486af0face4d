/**
 * What the vault's database looks like, and how one that an older program made becomes it (docs/spec/peer.md, P100).
 * Stores and indexes are only ever added, and rows only ever marked: nothing that was kept is lost.
 */
import { mayHoldConsent } from "./consent_mark.ts";
import { KEY_PATHS, type LeafKept, STORE_NAMES } from "./vault_rows.ts";

/** 1: the stores. 2: indexes by which a start reads what is new, whatever the phone's age. */
export const VAULT_VERSION = 2;

export function upgradeVault(db: IDBDatabase, from: number, tx: IDBTransaction): void {
  if (from < 1) for (const name of STORE_NAMES) db.createObjectStore(name, { keyPath: KEY_PATHS[name] });
  if (from < 2) addIndexes(tx);
}

function addIndexes(tx: IDBTransaction): void {
  const leaves = tx.objectStore("leaves");
  leaves.createIndex("order", ["community", "index"]);
  // Of the leaves that are marked alone: an index leaves out rows without its key.
  leaves.createIndex("consents", "consentOf");
  const said = tx.objectStore("said");
  said.createIndex("state", ["account", "state"]);
  said.createIndex("document", ["account", "document"]);
  const asked: IDBRequest<LeafKept[]> = leaves.getAll();
  asked.onsuccess = () => {
    for (const row of asked.result)
      if (row.leaf instanceof Uint8Array && mayHoldConsent(row.leaf))
        leaves.put({ ...row, consentOf: row.community });
  };
}
