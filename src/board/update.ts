// The only Yjs updates (V1) that boards know, read and written here and nowhere else.
//
//   02                         clients, strictly descending
//     01 <client> 00           one struct, the client, clock 0
//     23                       an Item: binary content, a map key, no origin
//     01 01 73                 in the root named "s"
//     16 <22 characters>       key = base64url(id)
//     <length> <statement>     at most 4 KiB
//     01 <client> 00 23 …
//   00                         an empty delete set, then the end
//
// Numbers as varint.ts has them. client = first 53 bits of the statement's digest, so a statement has one
// place on every phone, and the id, which is the first 128 bits, decides both client and key.
// Nothing is allocated before the bytes for it are there.
import { bytesToBase64url, bytesToLatin1, copyBytes } from "../../crypto/bytes.ts";
import { ID_BYTES, STATEMENT_BYTES_MAX } from "../../crypto/cose.ts";
import { err, invariant, ok, type Result } from "../../crypto/result.ts";
import type { GrammarFault } from "./grammar.ts";
import { UPDATE_BYTES_MAX } from "./limits.ts";
import {
  FAILED,
  fail,
  type Reader,
  readerOf,
  readVarint,
  varintSize,
  writeBlock,
  writeVarint,
} from "./varint.ts";

/** Where a statement lies in its Yjs document. */
export interface Place {
  /** 0 to 2^53 − 1. */
  readonly client: number;
  /** 22 characters of base64url. */
  readonly key: string;
}

/** One entry of an update: the bytes that claim to be the statement of this place. */
export interface Slot extends Place {
  readonly value: Uint8Array;
}

/** A statement and its place. */
export type Placed = Slot;

/** The place of a statement by its digest, or by its id. */
export function placeOf(digest: Uint8Array): Place {
  return { client: clientOf(digest), key: bytesToBase64url(digest.slice(0, ID_BYTES)) };
}

/** The first 53 bits. */
export function clientOf(digest: Uint8Array): number {
  let bits48 = 0;
  for (let i = 0; i < 6; i++) bits48 = bits48 * 256 + (digest[i] as number);
  return bits48 * 32 + ((digest[6] as number) >>> 3);
}

/** The entries of an update, or the first fault. Values are copies of their own memory. */
export function parseUpdate(bytes: Uint8Array): Result<readonly Slot[], GrammarFault> {
  const reader = readerOf<GrammarFault>(bytes);
  const slots: Slot[] = [];
  readUpdate(reader, slots);
  return reader.fault === null ? ok(slots) : err(reader.fault);
}

/** A statement as it stands in updates: encoded once, and joined with others as often as somebody is told. */
export interface Part {
  readonly client: number;
  readonly bytes: Uint8Array;
}

/** The update that holds exactly these statements. Throws when two of them have the same client. */
export const encodeUpdate = (statements: readonly Placed[]): Uint8Array =>
  joinParts(sortParts(statements.map(partOf)));

/** The statements in as many updates as it takes, none above `bytesMax` unless one statement is. */
export const encodeChunks = (statements: readonly Placed[], bytesMax: number): Uint8Array[] =>
  joinChunks(sortParts(statements.map(partOf)), bytesMax);

/** Parts in the order of an update. */
export const sortParts = <Some extends Part>(parts: readonly Some[]): readonly Some[] =>
  [...parts].sort((a, b) => b.client - a.client);

/** `encodeChunks` of parts in their order. */
export function joinChunks(parts: readonly Part[], bytesMax: number): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  let chunk: Part[] = [];
  let size = 0;
  for (const part of parts) {
    const more = part.bytes.length;
    const isFull = ENDS_SIZE + size + more > bytesMax || chunk.at(-1)?.client === part.client;
    if (isFull && chunk.length > 0) {
      chunks.push(joinParts(chunk));
      chunk = [];
      size = 0;
    }
    chunk.push(part);
    size += more;
  }
  return chunk.length === 0 ? chunks : [...chunks, joinParts(chunk)];
}

function joinParts(parts: readonly Part[]): Uint8Array {
  const out = new Uint8Array(
    parts.reduce((sum, { bytes }) => sum + bytes.length, varintSize(parts.length) + 1),
  );
  let at = writeVarint(out, 0, parts.length);
  let before = Number.POSITIVE_INFINITY;
  for (const { client, bytes } of parts) {
    invariant(client < before, "an update has one statement a client");
    before = client;
    out.set(bytes, at);
    at += bytes.length;
  }
  return out;
}

const ITEM_INFO = 0x23;
const ROOT = "s".charCodeAt(0);
const KEY_CHARACTERS = 22;
/** Bytes of a slot beside client, value and the value's length. */
const FRAME_SIZE = 1 + 1 + 1 + 3 + 1 + KEY_CHARACTERS;
/** Bytes of the client count of a chunk at most, and of the delete set. */
const ENDS_SIZE = 3 + 1;

/** 1 for a character of base64url, 2 for one that may also end a key: its four spare bits are zero. */
const CHARACTERS = new Uint8Array(256);
for (const character of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") {
  CHARACTERS[character.charCodeAt(0)] = "AQgw".includes(character) ? 2 : 1;
}

function readUpdate(reader: Reader<GrammarFault>, slots: Slot[]): void {
  if (reader.bytes.length > UPDATE_BYTES_MAX) return void fail(reader, "too_large");
  const count = readVarint(reader);
  if (count > reader.bytes.length - reader.at) return void fail(reader, "too_many_clients");
  let before = Number.POSITIVE_INFINITY;
  while (slots.length < count) {
    const slot = readSlot(reader, before);
    if (slot === null) return;
    before = slot.client;
    slots.push(slot);
  }
  const deletes = readVarint(reader);
  if (deletes > 0) fail(reader, "delete_set");
  if (reader.at < reader.bytes.length) fail(reader, "trailing_bytes");
}

/** One client with its struct; null after a fault. */
function readSlot(reader: Reader<GrammarFault>, before: number): Slot | null {
  const structs = readVarint(reader);
  if (structs !== 1) return refuse(reader, structs === 0 ? "no_structs" : "many_structs");
  const client = readVarint(reader);
  if (client === FAILED || client >= before) return refuse(reader, "client_order");
  if (readVarint(reader) !== 0) return refuse(reader, "bad_clock");
  const info = reader.bytes[reader.at++];
  if (info !== ITEM_INFO) return refuse(reader, info === undefined ? "truncated" : faultOfInfo(info));
  if (readVarint(reader) !== 1) return refuse(reader, "parent_id");
  if (readVarint(reader) !== 1 || reader.bytes[reader.at++] !== ROOT) return refuse(reader, "other_root");
  const key = readKey(reader);
  if (key === null) return null;
  const value = readValue(reader);
  return value === null ? null : { client, key, value };
}

/** Notes a fault; the one that a varint noted before it stands. */
function refuse(reader: Reader<GrammarFault>, fault: GrammarFault): null {
  fail(reader, fault);
  return null;
}

/** What kind of struct this is instead. The low five bits name the content, the high three what follows. */
function faultOfInfo(info: number): GrammarFault {
  const content = info & 0x1f;
  if (content === 0) return "gc_struct";
  if (content === 10) return "skip_struct";
  if (content !== (ITEM_INFO & 0x1f)) return "not_binary";
  return (info & 0xc0) === 0 ? "no_key" : "has_origin";
}

function readKey(reader: Reader<GrammarFault>): string | null {
  if (readVarint(reader) !== KEY_CHARACTERS) return refuse(reader, "bad_key");
  const end = reader.at + KEY_CHARACTERS;
  if (end > reader.bytes.length) return refuse(reader, "truncated");
  const characters = reader.bytes.subarray(reader.at, end);
  for (let i = 0; i < KEY_CHARACTERS; i++) {
    const needed = i === KEY_CHARACTERS - 1 ? 2 : 1;
    if ((CHARACTERS[characters[i] as number] as number) < needed) return refuse(reader, "bad_key");
  }
  reader.at = end;
  return bytesToLatin1(characters);
}

function readValue(reader: Reader<GrammarFault>): Uint8Array | null {
  const length = readVarint(reader);
  if (length > STATEMENT_BYTES_MAX) return refuse(reader, "value_too_large");
  if (length === FAILED || length > reader.bytes.length - reader.at) return refuse(reader, "truncated");
  reader.at += length;
  return copyBytes(reader.bytes.subarray(reader.at - length, reader.at));
}

/** A statement as a part. Throws unless its key has 22 characters. */
export function partOf({ client, key, value }: Placed): Part {
  invariant(key.length === KEY_CHARACTERS, "a key is an id");
  const out = new Uint8Array(FRAME_SIZE + varintSize(client) + varintSize(value.length) + value.length);
  out[0] = 1;
  let at = writeVarint(out, 1, client);
  out[at++] = 0;
  out[at++] = ITEM_INFO;
  out[at++] = 1;
  out[at++] = 1;
  out[at++] = ROOT;
  out[at++] = KEY_CHARACTERS;
  for (let i = 0; i < KEY_CHARACTERS; i++) out[at++] = key.charCodeAt(i);
  writeBlock(out, at, value);
  return { client, bytes: out };
}
