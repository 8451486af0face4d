/**
 * Leaves of the log that were proved to this phone: its own entries by their receipts, everything else about its
 * accounts by proofs. Nothing counts on this phone before it stands in this book.
 */
import { equalBytes } from "../../crypto/bytes.ts";
import { type Cbor, decodeCbor } from "../../crypto/cbor.ts";
import { parseProof } from "../../crypto/checkpoint.ts";
import { leafHash, verifyInclusion } from "../../crypto/merkle.ts";
import { noteKeyId, parseNote } from "../../crypto/note.ts";
import type { Verify } from "../../crypto/verify.ts";
import {
  decodeLeaf,
  decodeReceipt,
  encodeLeaf,
  encodeReceipt,
  logOrigin,
  verifyReceipt,
} from "../domain/leaf.ts";
import type { ProvedLeaf } from "../domain/need.ts";
import { type Id, idToBytes } from "../domain/units.ts";
import { createBreath } from "./breath.ts";
import { mayHoldConsent } from "./consent_mark.ts";
import type { Ask, Http } from "./http.ts";
import { LEAVES_AT_ONCE, LEAVES_AT_START, PROOFS_AT_ONCE } from "./limits.ts";
import type { Roster } from "./roster.ts";
import { openLeaf } from "./roster_fold.ts";
import type { Fault } from "./station.ts";
import { openNote } from "./trust.ts";
import type { LeafKept, Vault } from "./vault.ts";

/** A proved leaf with the bytes that prove it to others. */
export interface BookedLeaf extends ProvedLeaf {
  readonly bytes: Uint8Array;
  readonly receipt: Uint8Array;
}

/** An account as the relay tells it. */
export interface Page {
  readonly account: Id;
  readonly available: number;
  readonly held: number;
}

export interface Book {
  /** Opened leaves: the newest and the consents; those of long ago follow with `openOlder`. */
  readonly leaves: ReadonlyMap<number, BookedLeaf>;
  /** Those of these that are not held, opened or not. */
  lacking(indices: readonly number[]): Promise<readonly number[]>;
  /** A held leaf, opened now if it was not. */
  read(index: number): Promise<BookedLeaf | null>;
  /** Opens the rest of what is held, a few at a time. */
  openOlder(): Promise<void>;
  page(account: Id): Page | null;
  /** Checks a receipt of an own entry. The row to keep, or null when it proves nothing. */
  checkReceipt(entry: Uint8Array, receipt: Uint8Array): Promise<{ row: LeafKept; status: number } | null>;
  /** Takes rows that were checked and are on disk. */
  add(rows: readonly LeafKept[]): Promise<void>;
  /** Asks for an account's page and proves what is new on it. */
  refresh(account: Id, as: NonNullable<Ask["as"]>): Promise<Fault | null>;
  /** The leaf that a `state` statement carries, if its receipt holds. */
  checkState(leaf: Uint8Array, receipt: Uint8Array): Promise<ProvedLeaf | null>;
  onAdd(listener: (added: readonly BookedLeaf[]) => void): () => void;
  /** Nothing older is opened any more. */
  close(): void;
}

export interface BookDeps {
  readonly roster: Roster;
  readonly http: Http;
  readonly vault: Vault;
  readonly verify: Verify;
}

const KEPT: Verify = () => true;

/** Where the next older rows lie; null when there were fewer than were asked for. */
const nextBelow = (rows: readonly LeafKept[], asked: number): number | null =>
  rows.length < asked ? null : (rows.at(-1)?.index ?? null);

export async function openBook({ roster, http, vault, verify }: BookDeps): Promise<Book> {
  const { founding } = roster;
  const { community } = founding;
  const leaves = new Map<number, BookedLeaf>();
  const pages = new Map<Id, Page>();
  const listeners = new Set<(added: readonly BookedLeaf[]) => void>();
  // Opened, or seen in the vault.
  const known = new Set<number>();
  /** What was not opened lies below this index; null when nothing is left. */
  let below: number | null = null;
  let opening: Promise<void> | null = null;
  let isClosed = false;
  await openFirst();
  for (const page of (await vault.kept<Page[]>(`pages/${community}`)) ?? []) pages.set(page.account, page);

  /** Years of use are not read before the first screen: the newest leaves, and what was agreed to, are. */
  async function openFirst(): Promise<void> {
    const [newest, consents] = await Promise.all([
      vault.leavesBelow(community, Number.POSITIVE_INFINITY, LEAVES_AT_START),
      vault.consents(community),
    ]);
    await openRows([...newest, ...consents]);
    below = nextBelow(newest, LEAVES_AT_START);
  }

  async function openRows(rows: readonly LeafKept[]): Promise<void> {
    const breath = createBreath();
    for (const row of rows) {
      await openRow(row);
      await breath();
    }
  }

  async function openRow({ index, leaf, receipt }: LeafKept): Promise<BookedLeaf | null> {
    known.add(index);
    if (leaves.has(index)) return null;
    const opened = await openLeaf(index, leaf, founding, KEPT);
    if (opened === null) return null;
    const booked = { index, leaf: opened.leaf, entry: opened.entry, bytes: leaf, receipt };
    leaves.set(index, booked);
    return booked;
  }

  async function openRest(): Promise<void> {
    while (below !== null && !isClosed) {
      const rows = await vault.leavesBelow(community, below, LEAVES_AT_ONCE);
      await openRows(rows);
      below = nextBelow(rows, LEAVES_AT_ONCE);
    }
  }

  async function lacking(indices: readonly number[]): Promise<readonly number[]> {
    const asked = indices.filter((index) => !known.has(index));
    if (asked.length === 0) return asked;
    const held = await vault.held("leaves", asked.map(keyOf));
    for (const index of asked) if (held.has(keyOf(index))) known.add(index);
    return asked.filter((index) => !known.has(index));
  }

  async function add(rows: readonly LeafKept[]): Promise<void> {
    const added: BookedLeaf[] = [];
    for (const row of rows) {
      const booked = await openRow(row);
      if (booked !== null) added.push(booked);
    }
    if (added.length > 0) for (const listener of [...listeners]) listener(added);
  }

  const keyOf = (index: number): string => `${community}/${index}`;
  const rowOf = (index: number, leaf: Uint8Array, receipt: Uint8Array): LeafKept => ({
    key: keyOf(index),
    community,
    index,
    leaf,
    receipt,
    ...(mayHoldConsent(leaf) ? { consentOf: community } : {}),
  });

  async function prove(index: number, leaf: Uint8Array): Promise<LeafKept | null> {
    const receipt = await proofOf(index, leaf);
    return receipt === null ? null : rowOf(index, leaf, receipt);
  }

  /** The relay's proof of a leaf in the form of a receipt. */
  async function proofOf(index: number, bytes: Uint8Array): Promise<Uint8Array | null> {
    const reply = await http.ask({ path: `/c/${community}/log/proof/${index}` });
    const proof = reply.ok ? parseProof(reply.text) : null;
    const leaf = decodeLeaf(bytes);
    if (leaf === null || proof?.ok !== true || proof.value.index !== index) return null;
    const sealed = await openNote(proof.value.checkpoint, founding, roster.logKeys(), verify);
    const signature = signatureIn(proof.value.checkpoint, community, roster.logKeys());
    if (sealed === null || signature === null) return null;
    const { size, root, registryCount, registryRoot } = sealed.checkpoint;
    const { path } = proof.value;
    if (!verifyInclusion({ index, size, leafHash: leafHash(bytes), path, root })) return null;
    const { time, policyIndex, status } = leaf;
    return encodeReceipt({
      ...{ index, time, policyIndex, status, path, size, root },
      ...{ registryCount, registryRoot, signature },
    });
  }

  return {
    leaves,
    lacking,
    async read(index) {
      const row = leaves.has(index) ? undefined : await vault.get("leaves", keyOf(index));
      if (row !== undefined) await openRow(row);
      return leaves.get(index) ?? null;
    },
    openOlder() {
      // What could not be read is tried again by the next who asks.
      opening ??= openRest().finally(() => {
        opening = null;
      });
      return opening;
    },
    page: (account) => pages.get(account) ?? null,
    async checkReceipt(entry, receiptBytes) {
      const receipt = decodeReceipt(receiptBytes);
      if (receipt === null) return null;
      const { time, policyIndex, status, index } = receipt;
      const leaf = encodeLeaf({ time, policyIndex, status, entry, fact: null });
      const isGood = await verifyReceipt(receipt, leaf, community, roster.logKeys(), verify);
      return isGood ? { row: rowOf(index, leaf, receiptBytes), status } : null;
    },
    add,
    async refresh(account, as) {
      const reply = await http.ask({ path: `/c/${community}/accounts/${account}`, as });
      if (!reply.ok) return reply.fault;
      const read = readPage(reply.bytes, account);
      if (read === null) return "relay_unreachable";
      pages.set(account, read.page);
      await vault.keep(`pages/${community}`, [...pages.values()]);
      const lacks = new Set(await lacking(read.leaves.map(({ index }) => index)));
      const fresh = read.leaves.filter(({ index }) => lacks.has(index));
      for (let from = 0; from < fresh.length; from += PROOFS_AT_ONCE) {
        const some = fresh.slice(from, from + PROOFS_AT_ONCE);
        const proved = await Promise.all(some.map(({ index, leaf }) => prove(index, leaf)));
        const rows = proved.filter((row) => row !== null);
        await vault.write({ leaves: rows });
        await add(rows);
      }
      return null;
    },
    async checkState(leafBytes, receiptBytes) {
      const receipt = decodeReceipt(receiptBytes);
      const leaf = decodeLeaf(leafBytes);
      if (receipt === null || leaf === null || receipt.time !== leaf.time) return null;
      const known = leaves.get(receipt.index);
      if (known !== undefined && equalBytes(known.bytes, leafBytes)) return known;
      if (!(await verifyReceipt(receipt, leafBytes, community, roster.logKeys(), verify))) return null;
      const opened = await openLeaf(receipt.index, leafBytes, founding, verify);
      return opened === null ? null : { index: receipt.index, leaf: opened.leaf, entry: opened.entry };
    },
    onAdd(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      isClosed = true;
    },
  };
}

/** The 68 bytes of key id and signature that one of these keys put under a note. */
function signatureIn(note: string, community: Id, logKeys: readonly Uint8Array[]): Uint8Array | null {
  const parsed = parseNote(note);
  if (!parsed.ok) return null;
  for (const key of logKeys) {
    const keyId = noteKeyId(logOrigin(community), key);
    const line = parsed.value.signatures.find((one) => equalBytes(one.keyId, keyId));
    if (line === undefined || line.signature.length !== 64) continue;
    const signature = new Uint8Array(68);
    signature.set(keyId);
    signature.set(line.signature, 4);
    return signature;
  }
  return null;
}

/** `[account, available, held, debt, lots, holds, [[index, leaf]…]]`. */
function readPage(
  bytes: Uint8Array,
  account: Id,
): {
  readonly page: Page;
  readonly leaves: readonly { readonly index: number; readonly leaf: Uint8Array }[];
} | null {
  const decoded = decodeCbor(bytes);
  if (!decoded.ok || !Array.isArray(decoded.value) || decoded.value.length !== 7) return null;
  const [id, available, held, , , , pairs] = decoded.value as readonly Cbor[];
  if (!(id instanceof Uint8Array) || !equalBytes(id, idToBytes(account))) return null;
  if (typeof available !== "number" || typeof held !== "number" || !Array.isArray(pairs)) return null;
  const leaves = pairs.flatMap((pair: Cbor) => {
    const [index, leaf] = Array.isArray(pair) ? (pair as readonly Cbor[]) : [];
    return typeof index === "number" && leaf instanceof Uint8Array ? [{ index, leaf }] : [];
  });
  return { page: { account, available, held }, leaves };
}
