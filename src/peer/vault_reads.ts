/** Reads of the vault that cost what they give, however much else it holds. */
import type { Id } from "../domain/units.ts";
import type { Transaction } from "./store.ts";
import type { LeafKept, Rows, SaidKept, StoreName } from "./vault_rows.ts";

export async function readSome<K extends StoreName>(
  tx: Transaction,
  name: K,
  keys: readonly string[],
): Promise<Rows[K][]> {
  const rows = await Promise.all(keys.map((key) => tx.objectStore(name).get(key)));
  return rows.filter((row) => row !== undefined);
}

export async function readHeld(
  tx: Transaction,
  name: StoreName,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = await Promise.all(keys.map((key) => tx.objectStore(name).getKey(key)));
  return new Set(keys.filter((_, place) => found[place] !== undefined));
}

/** Two steps of a cursor find where the rows begin; they are then read at once. */
export async function readLeavesBelow(
  tx: Transaction,
  community: Id,
  index: number,
  countMax: number,
): Promise<LeafKept[]> {
  const order = tx.objectStore("leaves").index("order");
  const below = (from: IDBValidKey): IDBKeyRange => IDBKeyRange.bound(from, [community, index], false, true);
  const newest = await order.openKeyCursor(below([community]), "prev");
  if (newest === null) return [];
  const oldest = countMax > 1 ? await newest.advance(countMax - 1) : newest;
  const rows: LeafKept[] = await order.getAll(below(oldest?.key ?? [community]));
  return rows.reverse();
}

export const readConsents = (tx: Transaction, community: Id): Promise<LeafKept[]> =>
  tx.objectStore("leaves").index("consents").getAll(community);

export async function readSaid(
  tx: Transaction,
  account: Id,
  documents: readonly string[],
): Promise<SaidKept[]> {
  const rows = tx.objectStore("said");
  const asked: Promise<SaidKept[]>[] = [
    ...["waiting", "refused"].map((state) => rows.index("state").getAll([account, state])),
    ...documents.map((document) => rows.index("document").getAll(partsOf(account, document))),
  ];
  return [...new Map((await Promise.all(asked)).flat().map((row) => [row.id, row])).values()];
}

/** A full month goes on in parts that are named `<month>.2` and so on; `/` is the character after the dot. */
const partsOf = (account: Id, document: string): IDBKeyRange =>
  IDBKeyRange.bound([account, document], [account, `${document}/`], false, true);

/** Whether a text names a document or a further part of it. */
export const isIn = (document: string, text: string): boolean =>
  text === document || text.startsWith(`${document}.`);
