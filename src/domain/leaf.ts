/**
 * Leaves of the log and receipts (ledger.md, wire.md section 3).
 * Leaf: `[leaf time, policy index, status, entry bytes | null, fact array | null]`, exactly one of the last two.
 * Receipt: `[index, leaf time, policy index, status, path, size, root, registry count, registry root, signature 68]`.
 */
import { concatBytes, utf8ToBytes } from "../../crypto/bytes.ts";
import { decodeCbor, encodeCbor } from "../../crypto/cbor.ts";
import { checkpointText } from "../../crypto/checkpoint.ts";
import { leafHash, verifyInclusion } from "../../crypto/merkle.ts";
import { noteKeyId } from "../../crypto/note.ts";
import type { Verify } from "../../crypto/verify.ts";
import { blob, bytes, type Field, fields, type Held, id, integer, list, orNull } from "./codec.ts";
import { LEAF_STATUS } from "./refusal.ts";
import { type Id, idToBytes, type Moment, type Seconds } from "./units.ts";

/** What the clerk derives and anybody can derive again. */
export type Fact =
  | { readonly fact: "auto_confirm"; readonly hold: Id; readonly seconds: Seconds }
  | { readonly fact: "welcome"; readonly account: Id; readonly seconds: Seconds }
  | { readonly fact: "lapse"; readonly hold: Id }
  | { readonly fact: "lapse_pending"; readonly entry: Id }
  | { readonly fact: "expire"; readonly account: Id; readonly seconds: Seconds };

export interface Leaf {
  readonly time: Moment;
  readonly policyIndex: number;
  /** 0 = ok, else the number of a refusal. */
  readonly status: number;
  readonly entry: Uint8Array | null;
  readonly fact: Fact | null;
}

export const encodeLeaf = (leaf: Leaf): Uint8Array =>
  encodeCbor([
    leaf.time,
    leaf.policyIndex,
    leaf.status,
    leaf.entry,
    leaf.fact === null ? null : factToCbor(leaf.fact),
  ]);

/** Reads a leaf; null for anything that `encodeLeaf` cannot have written. */
export function decodeLeaf(leaf: Uint8Array): Leaf | null {
  const decoded = decodeCbor(leaf);
  if (!decoded.ok || !Array.isArray(decoded.value) || decoded.value.length !== 5) return null;
  const head = leafHead.read(decoded.value.slice(0, 4));
  const fact = decoded.value[4] === null ? null : factFromCbor(decoded.value[4]);
  if (head === undefined || fact === undefined || (head.entry === null) === (fact === null)) return null;
  return { ...head, fact };
}

const moment = integer(0, 2 ** 40) as unknown as Field<Moment>;
const leafHead = fields({
  time: moment,
  policyIndex: integer(0, 2 ** 40),
  status: integer(0, LEAF_STATUS.length),
  entry: orNull(blob(4096)),
});

const seconds = integer(0, 2 ** 40) as unknown as Field<Seconds>;
const FACTS = {
  auto_confirm: fields({ hold: id, seconds }),
  welcome: fields({ account: id, seconds }),
  lapse: fields({ hold: id }),
  lapse_pending: fields({ entry: id }),
  expire: fields({ account: id, seconds }),
} as const;

function factToCbor(fact: Fact): readonly (string | number | Uint8Array)[] {
  const { fact: name, ...body } = fact;
  return [
    name,
    ...((FACTS[name] as unknown as Field<object>).write(body) as readonly (number | Uint8Array)[]),
  ];
}

function factFromCbor(value: unknown): Fact | undefined {
  if (!Array.isArray(value) || typeof value[0] !== "string" || !Object.hasOwn(FACTS, value[0]))
    return undefined;
  const body = (FACTS[value[0] as Fact["fact"]] as unknown as Field<object>).read(value.slice(1));
  return body === undefined ? undefined : ({ fact: value[0], ...body } as Fact);
}

const receiptFields = fields({
  index: integer(0, 2 ** 40),
  time: moment,
  policyIndex: integer(0, 2 ** 40),
  status: integer(0, LEAF_STATUS.length),
  path: list(bytes(32), 64),
  size: integer(1, 2 ** 40),
  root: bytes(32),
  registryCount: integer(0, 2 ** 40),
  registryRoot: bytes(32),
  signature: bytes(68),
});
/** The relay's signed word that a leaf is in the log; units as in the leaf. */
export type Receipt = Held<typeof receiptFields>;

export const encodeReceipt = (receipt: Receipt): Uint8Array => encodeCbor(receiptFields.write(receipt));
export function decodeReceipt(receipt: Uint8Array): Receipt | null {
  const decoded = decodeCbor(receipt);
  return decoded.ok ? (receiptFields.read(decoded.value) ?? null) : null;
}

export const logOrigin = (community: Id): string => `yizhan/${community}`;

/** The text that the receipt's signature covers. */
export const receiptNote = (receipt: Receipt, community: Id): string =>
  checkpointText({
    origin: logOrigin(community),
    size: receipt.size,
    root: receipt.root,
    registryCount: receipt.registryCount,
    registryRoot: receipt.registryRoot,
  });

/** True when the leaf is at the receipt's index under a checkpoint that one of these log keys signed. */
export async function verifyReceipt(
  receipt: Receipt,
  leaf: Uint8Array,
  community: Id,
  logKeys: readonly Uint8Array[],
  verify: Verify,
): Promise<boolean> {
  const { index, size, path, root } = receipt;
  if (!verifyInclusion({ index, size, leafHash: leafHash(leaf), path, root })) return false;
  const note = utf8ToBytes(receiptNote(receipt, community));
  for (const key of logKeys) {
    const keyId = noteKeyId(logOrigin(community), key);
    if (!keyId.every((byte, place) => byte === receipt.signature[place])) continue;
    if (await verify(key, note, receipt.signature.slice(4))) return true;
  }
  return false;
}

/** What the relay signs to say that board statements are on its disk: ids of the statements, time in ms. */
export const boardReceiptBytes = (
  community: Id,
  doc8: Uint8Array,
  ids: readonly Uint8Array[],
  timeMs: number,
): Uint8Array =>
  concatBytes(
    utf8ToBytes("yizhan/board-receipt/v1\0"),
    idToBytes(community),
    doc8,
    encodeCbor([ids as Uint8Array[], timeMs]),
  );
