// The messages of a document's socket, both directions: y-websocket's framing, and five of our own.
//
//   00 00 <length> <state vector>     step 1: what I have
//   00 01 <length> <update>           step 2: what you lack
//   00 02 <length> <update>           update
//   10 <length> <CBOR>                receipt   [[id16…], time ms, key32, signature64]
//   11 <length> <CBOR>                refusals  [time ms, roster index | null, [[id16, reason]…]]
//   12 <length> <CBOR>                digest    [count, hash32]
//   13 <length> <CBOR>                side      [statement…]
//   14 <length> <CBOR>                hello     [[version…], count, hash32]
//
// Numbers as varint.ts has them, one message a frame, nothing after it. Types 1, 2, 3 (awareness, auth, query
// awareness) and unknown ones are ignored. A stock y-websocket client skips 16 to 20.
//
// A receipt says: these statements are on this relay's disk. It is signed over
//   utf8("yizhan/board-receipt/v1") ‖ 00 ‖ community16 ‖ doc8 ‖ CBOR [[id16…], time ms]
// A refusal's roster index is the newest roster entry that the relay knew: `revoked` and `not_enrolled` are
// final for a phone whose own roster is not newer. Times are the relay's, unix milliseconds.
import { concatBytes, utf8ToBytes } from "../../crypto/bytes.ts";
import { type Cbor, decodeCbor, encodeCbor } from "../../crypto/cbor.ts";
import { ID_BYTES, STATEMENT_BYTES_MAX } from "../../crypto/cose.ts";
import { err, invariant, ok, type Result } from "../../crypto/result.ts";
import type { GrammarFault } from "./grammar.ts";
import { BODY_BYTES_MAX, STATE_VECTOR_BYTES_MAX, UPDATE_BYTES_MAX, VERSIONS_MAX } from "./limits.ts";
import {
  fail,
  type Reader,
  readBlock,
  readerOf,
  readVarint,
  varintSize,
  writeBlock,
  writeVarint,
} from "./varint.ts";
import type { Digest } from "./view.ts";

/** The relay's word that statements are on its disk. */
export interface Receipt {
  readonly ids: readonly Uint8Array[];
  /** Unix milliseconds. */
  readonly time: number;
  /** 32 bytes: the relay's log key. */
  readonly key: Uint8Array;
  /** 64 bytes over `receiptToBeSigned`. */
  readonly signature: Uint8Array;
}

/** What the relay did not take, and why. */
export interface Refusals {
  /** Unix milliseconds. */
  readonly time: number;
  /** Index of the newest roster entry that the relay knew; null before the first. */
  readonly rosterIndex: number | null;
  readonly refused: readonly {
    readonly id: Uint8Array;
    /** A `Dropped`, or a reason of a newer relay: 1-32 of [a-z_]. */
    readonly reason: string;
  }[];
}

/** The first word on a socket; with equal digests nobody needs step 1. */
export interface Hello extends Digest {
  /** Versions of this protocol that the sender speaks. */
  readonly versions: readonly number[];
}

/** One message, opened. */
export type Message =
  | { readonly type: "sync_step_1"; readonly stateVector: Uint8Array }
  | { readonly type: "sync_step_2"; readonly update: Uint8Array }
  | { readonly type: "update"; readonly update: Uint8Array }
  | ({ readonly type: "receipt" } & Receipt)
  | ({ readonly type: "refusals" } & Refusals)
  | ({ readonly type: "digest" } & Digest)
  | { readonly type: "side"; readonly statements: readonly Uint8Array[] }
  | ({ readonly type: "hello" } & Hello)
  | { readonly type: "ignored"; readonly number: number };

/** The version of this framing. */
export const SYNC_VERSION = 1;

/** Bytes of one message at most: an update with its heads. Sockets refuse larger frames. */
export const MESSAGE_BYTES_MAX = UPDATE_BYTES_MAX + 16;

const SYNC = 0;
const RECEIPT = 16;
const REFUSALS = 17;
const DIGEST = 18;
const SIDE = 19;
const HELLO = 20;

/** Opens a message. Byte strings in it are copies. */
export function decodeMessage(bytes: Uint8Array): Result<Message, GrammarFault> {
  if (bytes.length > MESSAGE_BYTES_MAX) return err("too_large");
  const reader = readerOf<GrammarFault>(bytes);
  const number = readVarint(reader);
  if (reader.fault !== null) return err(reader.fault);
  if (number === SYNC) return readSync(reader);
  if (number < RECEIPT || number > HELLO) return ok({ type: "ignored", number });
  const body = readRest(reader, BODY_BYTES_MAX);
  return body.ok ? readBody(number, body.value) : body;
}

/** Whether these bytes would open as an update. */
export const isUpdateMessage = (bytes: Uint8Array): boolean => bytes[0] === SYNC && bytes[1] === 2;

export const encodeSyncStep1 = (stateVector: Uint8Array): Uint8Array => frame(stateVector, SYNC, 0);
export const encodeSyncStep2 = (update: Uint8Array): Uint8Array => frame(update, SYNC, 1);
export const encodeUpdateMessage = (update: Uint8Array): Uint8Array => frame(update, SYNC, 2);

export const encodeReceipt = ({ ids, time, key, signature }: Receipt): Uint8Array =>
  frameBody(RECEIPT, [ids, time, key, signature]);

export const encodeRefusals = ({ time, rosterIndex, refused }: Refusals): Uint8Array =>
  frameBody(REFUSALS, [time, rosterIndex, refused.map(({ id, reason }) => [id, reason])]);

export const encodeDigest = ({ count, hash }: Digest): Uint8Array => frameBody(DIGEST, [count, hash]);

/** Side statements; a sender keeps one message within CHUNK_BYTES_MAX. */
export const encodeSide = (statements: readonly Uint8Array[]): Uint8Array => frameBody(SIDE, statements);

export const encodeHello = ({ versions, count, hash }: Hello): Uint8Array =>
  frameBody(HELLO, [versions, count, hash]);

/** The bytes that the relay signs for a receipt. `community` has 16 bytes, `doc8` 8. */
export function receiptToBeSigned(
  community: Uint8Array,
  doc8: Uint8Array,
  { ids, time }: Pick<Receipt, "ids" | "time">,
): Uint8Array {
  const head = concatBytes(utf8ToBytes("yizhan/board-receipt/v1"), new Uint8Array(1));
  return concatBytes(head, community, doc8, encodeCbor([ids, time]));
}

function frameBody(type: number, body: Cbor): Uint8Array {
  const bytes = encodeCbor(body);
  invariant(bytes.length <= BODY_BYTES_MAX, "a message's body keeps its limit");
  return frame(bytes, type);
}

/** The numbers, then the bytes behind their length. */
function frame(bytes: Uint8Array, ...numbers: readonly number[]): Uint8Array {
  const out = new Uint8Array(numbers.length + varintSize(bytes.length) + bytes.length);
  let at = 0;
  for (const number of numbers) at = writeVarint(out, at, number);
  writeBlock(out, at, bytes);
  return out;
}

function readSync(reader: Reader<GrammarFault>): Result<Message, GrammarFault> {
  const step = readVarint(reader);
  if (reader.fault !== null) return err(reader.fault);
  if (step > 2) return err("bad_step");
  const content = readRest(reader, step === 0 ? STATE_VECTOR_BYTES_MAX : UPDATE_BYTES_MAX);
  if (!content.ok) return content;
  if (step === 0) return ok({ type: "sync_step_1", stateVector: content.value });
  return ok({ type: step === 1 ? "sync_step_2" : "update", update: content.value });
}

/** The bytes behind their length, which end the message. */
function readRest(reader: Reader<GrammarFault>, bytesMax: number): Result<Uint8Array, GrammarFault> {
  if (reader.bytes.length - reader.at > bytesMax + varintSize(bytesMax)) return err("too_large");
  const block = readBlock(reader);
  if (block === null || reader.at < reader.bytes.length) fail(reader, "trailing_bytes");
  return block !== null && reader.fault === null ? ok(block) : err(reader.fault ?? "truncated");
}

function readBody(type: number, bytes: Uint8Array): Result<Message, GrammarFault> {
  const body = decodeCbor(bytes);
  const message = body.ok && Array.isArray(body.value) ? messageOf(type, body.value) : null;
  return message === null ? err("bad_body") : ok(message);
}

function messageOf(type: number, body: readonly Cbor[]): Message | null {
  if (type === RECEIPT) return receiptOf(body);
  if (type === REFUSALS) return refusalsOf(body);
  if (type === DIGEST) return digestOf(body);
  return type === SIDE ? sideOf(body) : helloOf(body);
}

function receiptOf([ids, time, key, signature, ...more]: readonly Cbor[]): Message | null {
  const isGood = more.length === 0 && isCount(time) && isBytes(key, 32) && isBytes(signature, 64);
  return isGood && isList(ids, isId) ? { type: "receipt", ids, time, key, signature } : null;
}

function refusalsOf([time, rosterIndex, pairs, ...more]: readonly Cbor[]): Message | null {
  if (more.length > 0 || !isCount(time) || !(rosterIndex === null || isCount(rosterIndex))) return null;
  if (!isList(pairs, isRefusal)) return null;
  return { type: "refusals", time, rosterIndex, refused: pairs.map(([id, reason]) => ({ id, reason })) };
}

function digestOf([count, hash, ...more]: readonly Cbor[]): Message | null {
  return more.length === 0 && isCount(count) && isBytes(hash, 32) ? { type: "digest", count, hash } : null;
}

const sideOf = (body: readonly Cbor[]): Message | null =>
  isList(body, isStatement) ? { type: "side", statements: body } : null;

function helloOf([versions, count, hash, ...more]: readonly Cbor[]): Message | null {
  if (more.length > 0 || !isCount(count) || !isBytes(hash, 32)) return null;
  if (!isList(versions, isCount) || versions.length > VERSIONS_MAX) return null;
  return { type: "hello", versions, count, hash };
}

const REASON = /^[a-z_]{1,32}$/;

const isCount = (value: Cbor | undefined): value is number => typeof value === "number" && value >= 0;
const isBytes = (value: Cbor | undefined, length: number): value is Uint8Array =>
  value instanceof Uint8Array && value.length === length;
const isId = (value: Cbor): value is Uint8Array => isBytes(value, ID_BYTES);
const isStatement = (value: Cbor): value is Uint8Array =>
  value instanceof Uint8Array && value.length <= STATEMENT_BYTES_MAX;
const isList = <T extends Cbor>(
  value: Cbor | undefined,
  is: (item: Cbor) => item is T,
): value is readonly T[] => Array.isArray(value) && value.every(is);

function isRefusal(value: Cbor): value is readonly [Uint8Array, string] {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [id, reason] = value as readonly Cbor[];
  return isBytes(id, ID_BYTES) && typeof reason === "string" && REASON.test(reason);
}
