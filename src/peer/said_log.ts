/**
 * What this phone said in documents, and whether the relay has it. "Saved" comes from the relay's signed receipt
 * alone; a statement that was refused leaves the document, never this log.
 */
import { bytesToBase64url } from "../../crypto/bytes.ts";
import type { Verify } from "../../crypto/verify.ts";
import { type DocumentName, doc8Of } from "../board/document.ts";
import { type Receipt, receiptToBeSigned } from "../board/sync.ts";
import { bytesToId, type Id, idToBytes } from "../domain/units.ts";
import type { Fault } from "./station.ts";
import type { SaidKept, Vault } from "./vault.ts";

export interface SaidLog {
  readonly all: readonly SaidKept[];
  of(document: string): readonly SaidKept[];
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
  let rows = new Map<Id, SaidKept>();
  const listeners = new Set<() => void>();
  await reload();

  async function reload(): Promise<void> {
    const mine = (await vault.all("said")).filter(
      (row) => row.community === community && row.account === account,
    );
    rows = new Map(mine.map((row) => [row.id, row]));
    tell();
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
