/**
 * What this phone said in documents, and whether the relay has it. "Saved" comes from the relay's signed receipt
 * alone; a statement that was refused leaves the document, never this log. Of the years behind it only the documents
 * that are open are read, and whatever has no receipt.
 */
import { bytesToBase64url } from "../../crypto/bytes.ts";
import type { Verify } from "../../crypto/verify.ts";
import { type DocumentName, doc8Of } from "../board/document.ts";
import { type Receipt, receiptToBeSigned } from "../board/sync.ts";
import { bytesToId, type Id, idToBytes } from "../domain/units.ts";
import { createExclusive } from "./mutex.ts";
import type { Fault } from "./station.ts";
import type { SaidKept, Vault } from "./vault.ts";

export interface SaidLog {
  /** What was said in documents that were loaded, and whatever has no receipt. */
  readonly all: readonly SaidKept[];
  /** Reads what was said in these documents and their further parts. */
  load(documents: readonly string[]): Promise<void>;
  /** Of a document that was loaded. */
  of(document: string): readonly SaidKept[];
  /** Those of `all`. */
  documents(): ReadonlySet<string>;
  /** On disk when it answers. */
  add(row: SaidKept): Promise<void>;
  receipted(receipt: Receipt, document: DocumentName, logKeys: readonly Uint8Array[]): Promise<void>;
  refused(id: Uint8Array, reason: string): Promise<void>;
  /** A full month went on in another part. */
  moved(id: Uint8Array, document: string): Promise<void>;
  dismiss(id: Id): Promise<boolean>;
  reload(): Promise<void>;
  onChange(listener: () => void): () => void;
}

export async function openSaidLog(deps: {
  readonly community: Id;
  readonly account: Id;
  readonly vault: Vault;
  readonly verify: Verify;
}): Promise<SaidLog> {
  const { community, account, vault, verify } = deps;
  // One read at a time: an older one that ends later must not take away what a newer one brought.
  const reading = createExclusive(null, "said");
  let rows = new Map<Id, SaidKept>();
  const loaded = new Set<string>();
  const listeners = new Set<() => void>();
  await reload();

  async function read(documents: Iterable<string>): Promise<Map<Id, SaidKept>> {
    const mine = (await vault.said(account, [...documents])).filter((row) => row.community === community);
    return new Map(mine.map((row) => [row.id, row]));
  }

  function reload(): Promise<void> {
    return reading(async () => {
      rows = await read(loaded);
      tell();
    });
  }

  async function load(documents: readonly string[]): Promise<void> {
    const names = new Set(documents.map(wholeOf));
    const isLacking = (name: string): boolean => !loaded.has(name);
    if (![...names].some(isLacking)) return;
    await reading(async () => {
      const lacking = [...names].filter(isLacking);
      for (const [id, row] of await read(lacking)) rows.set(id, row);
      for (const name of lacking) loaded.add(name);
    });
  }

  function tell(): void {
    for (const listener of [...listeners]) listener();
  }

  async function put(...changed: readonly SaidKept[]): Promise<void> {
    if (changed.length === 0) return;
    await vault.write({ said: changed });
    for (const row of changed) rows.set(row.id, row);
    tell();
  }

  const find = (id: Uint8Array): SaidKept | undefined => rows.get(bytesToId(id) ?? ("" as Id));

  return {
    get all() {
      return [...rows.values()];
    },
    load,
    of: (document) => [...rows.values()].filter((row) => row.document === document),
    documents: () => new Set([...rows.values()].map(({ document }) => document)),
    add: (row) => put(row),
    async receipted(receipt, document, logKeys) {
      const key = bytesToBase64url(receipt.key);
      if (!logKeys.some((known) => bytesToBase64url(known) === key)) return;
      const signed = receiptToBeSigned(idToBytes(community), doc8Of(document), receipt);
      if (!(await verify(receipt.key, signed, receipt.signature))) return;
      const saved = receipt.ids.flatMap((id) => find(id) ?? []).filter(({ state }) => state !== "saved");
      await put(...saved.map((row): SaidKept => ({ ...row, state: "saved", fault: null })));
    },
    async refused(id, reason) {
      const row = find(id);
      if (row?.state === "waiting") await put({ ...row, state: "refused", fault: faultOfReason(reason) });
    },
    async moved(id, document) {
      const row = find(id);
      if (row !== undefined) await put({ ...row, document });
    },
    async dismiss(id) {
      const row = rows.get(id);
      if (row?.state !== "refused") return false;
      await vault.write({}, { said: [id] });
      rows.delete(id);
      tell();
      return true;
    },
    reload,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** A document with all its parts goes by the name of the first. */
const wholeOf = (document: string): string => document.replace(/\.[0-9]+$/u, "");

/** The guard's word as one of those that have a sentence. */
export function faultOfReason(reason: string): Fault {
  switch (reason) {
    case "revoked":
      return "revoked";
    case "not_enrolled":
      return "not_vouched";
    case "unknown_key":
      return "unknown_key";
    case "quota":
    case "rate":
    case "full":
      return "rate";
    case "month_closed":
      return "too_old";
    case "bad_signature":
      return "bad_signature";
    default:
      return "bad_statement";
  }
}
