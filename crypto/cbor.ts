// The small part of CBOR (RFC 8949) that statements are written in, in its one deterministic form (4.2).
//
//   [1, "take", h'00ff', null]  =  84 01 64 74616b65 42 00ff f6
//
//   item = integer | bytes | text | array | false | true | null
//   integer within ±(2^53 − 1), text well-formed UTF-8, arrays at most 8 deep, lengths and integers in
//   their shortest form, nothing after the last item.
//
// No floats, tags, bignums, maps, undefined, simple values or indefinite lengths. A value has one encoding
// and a byte string at most one value, so what is signed can be kept as bytes and never encoded again.
import { bytesToUtf8, copyBytes, isWellFormed, utf8ToBytes } from "./bytes.ts";
import { err, invariant, ok, type Result } from "./result.ts";

/** What the codec can say. Numbers are safe integers. */
export type Cbor = number | string | Uint8Array | boolean | null | readonly Cbor[];

/** Why bytes are not one of our items; the first fault found, reading from the left. */
export type CborError =
  | "truncated" // the bytes end inside an item, or a length points past them
  | "not_canonical" // an integer or a length that has a shorter form
  | "not_allowed" // float, tag, map, undefined, simple value, indefinite length, reserved
  | "too_big" // an integer beyond ±(2^53 − 1), or a length beyond 2^53 − 1
  | "bad_text" // not well-formed UTF-8
  | "too_deep" // more than DEPTH_MAX arrays inside each other
  | "trailing_bytes" // bytes after the item
  | "too_many"; // more items in the sequence than the caller takes

/** Arrays inside each other, the outermost counted: small, so that no stack decides what is accepted. */
export const DEPTH_MAX = 8;

const UNSIGNED = 0;
const NEGATIVE = 1;
const BYTES = 2;
const TEXT = 3;
const ARRAY = 4;
const SIMPLE = 7;
const FALSE = 20;
const TRUE = 21;
const NULL = 22;

/** The one encoding of a value. Throws on what is not `Cbor`: a fraction, a lone surrogate, a ninth level. */
export function encodeCbor(value: Cbor): Uint8Array {
  const writer: Writer = { bytes: scratch, at: 0 };
  write(writer, value, 0);
  // One buffer serves all that follow, as long as nobody wrote something huge into it.
  if (writer.bytes.length <= SCRATCH_BYTES_MAX) scratch = writer.bytes;
  return writer.bytes.slice(0, writer.at);
}

/** The value of the whole input. Byte strings are copies. */
export function decodeCbor(bytes: Uint8Array): Result<Cbor, CborError> {
  const reader: Reader = { bytes, at: 0, error: null };
  const value = readItem(reader, 0);
  if (value === undefined) return fail(reader);
  return reader.at === bytes.length ? ok(value) : err("trailing_bytes");
}

/** The values of an RFC 8742 sequence that fills the whole input, at most `max` of them. */
export function decodeCborSequence(bytes: Uint8Array, max: number): Result<Cbor[], CborError> {
  const reader: Reader = { bytes, at: 0, error: null };
  const values: Cbor[] = [];
  while (reader.at < bytes.length) {
    if (values.length >= max) return err("too_many");
    const value = readItem(reader, 0);
    if (value === undefined) return fail(reader);
    values.push(value);
  }
  return ok(values);
}

interface Writer {
  bytes: Uint8Array;
  at: number;
}

const SCRATCH_BYTES_MAX = 65_536;
let scratch: Uint8Array = new Uint8Array(4_096);

function write(writer: Writer, value: Cbor, depth: number): void {
  if (typeof value === "number") {
    invariant(Number.isSafeInteger(value), "CBOR numbers are safe integers");
    if (value < 0) writeHead(writer, NEGATIVE, -1 - value);
    else writeHead(writer, UNSIGNED, value);
  } else if (typeof value === "string") {
    writeText(writer, value);
  } else if (value instanceof Uint8Array) {
    writeHead(writer, BYTES, value.length);
    writeBytes(writer, value);
  } else if (value === null) {
    writeHead(writer, SIMPLE, NULL);
  } else if (typeof value === "boolean") {
    writeHead(writer, SIMPLE, value ? TRUE : FALSE);
  } else {
    invariant(Array.isArray(value), "CBOR knows integers, text, bytes, arrays, booleans and null");
    invariant(depth < DEPTH_MAX, "CBOR arrays are at most 8 deep");
    writeHead(writer, ARRAY, value.length);
    for (const item of value as readonly Cbor[]) write(writer, item, depth + 1);
  }
}

/** The first bytes of an item: major type and argument in its shortest form. */
function writeHead(writer: Writer, major: number, argument: number): void {
  makeRoom(writer, 9);
  const { bytes } = writer;
  const type = major << 5;
  if (argument < 24) {
    bytes[writer.at++] = type | argument;
    return;
  }
  const size = argument < 2 ** 8 ? 1 : argument < 2 ** 16 ? 2 : argument < 2 ** 32 ? 4 : 8;
  bytes[writer.at] = type | (size === 1 ? 24 : size === 2 ? 25 : size === 4 ? 26 : 27);
  for (let at = writer.at + size, rest = argument; at > writer.at; at--, rest = Math.floor(rest / 256))
    bytes[at] = rest % 256;
  writer.at += 1 + size;
}

function writeText(writer: Writer, text: string): void {
  if (writeAscii(writer, text)) return;
  invariant(isWellFormed(text), "CBOR text has no lone surrogate");
  const bytes = utf8ToBytes(text);
  writeHead(writer, TEXT, bytes.length);
  writeBytes(writer, bytes);
}

/** Kinds, codes and other short words of our own are ASCII: no encoder is asked. False leaves nothing written. */
function writeAscii(writer: Writer, text: string): boolean {
  if (text.length >= 24) return false;
  makeRoom(writer, 24);
  const { bytes, at } = writer;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x80) return false;
    bytes[at + 1 + i] = code;
  }
  bytes[at] = (TEXT << 5) | text.length;
  writer.at = at + 1 + text.length;
  return true;
}

function writeBytes(writer: Writer, content: Uint8Array): void {
  makeRoom(writer, content.length);
  writer.bytes.set(content, writer.at);
  writer.at += content.length;
}

/** Twice as long as needed, so that a large value is copied a few times and not at every item. */
function makeRoom(writer: Writer, more: number): void {
  if (writer.at + more <= writer.bytes.length) return;
  const longer = new Uint8Array((writer.at + more) * 2);
  longer.set(writer.bytes.subarray(0, writer.at));
  writer.bytes = longer;
}

interface Reader {
  readonly bytes: Uint8Array;
  at: number;
  error: CborError | null;
}

/** Notes the fault; undefined is no `Cbor`, so it passes through every level as "failed". */
function refuse(reader: Reader, error: CborError): undefined {
  reader.error = error;
}

function fail(reader: Reader): Result<never, CborError> {
  invariant(reader.error !== null, "a failed reader knows why");
  return err(reader.error);
}

function readItem(reader: Reader, depth: number): Cbor | undefined {
  const first = reader.bytes[reader.at];
  if (first === undefined) return refuse(reader, "truncated");
  reader.at++;
  const major = first >> 5;
  const info = first & 31;
  if (major === SIMPLE) return readSimple(reader, info);
  if (major > ARRAY) return refuse(reader, "not_allowed");
  const argument = readArgument(reader, info);
  if (argument === undefined) return undefined;
  if (major === UNSIGNED) return argument;
  if (major === NEGATIVE)
    return argument < Number.MAX_SAFE_INTEGER ? -1 - argument : refuse(reader, "too_big");
  // An array's items take at least one byte each, so this bounds every allocation by the input.
  if (argument > reader.bytes.length - reader.at) return refuse(reader, "truncated");
  if (major === ARRAY) return readArray(reader, argument, depth);
  const start = reader.at;
  reader.at += argument;
  if (major === BYTES) return copyBytes(reader.bytes.subarray(start, reader.at));
  return readAscii(reader.bytes, start, reader.at) ?? readUtf8(reader, start);
}

const readUtf8 = (reader: Reader, start: number): string | undefined =>
  bytesToUtf8(reader.bytes.subarray(start, reader.at)) ?? refuse(reader, "bad_text");

/** Short words of ASCII, without a decoder; null for every other text. */
function readAscii(bytes: Uint8Array, start: number, end: number): string | null {
  if (end - start >= 24) return null;
  let text = "";
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte >= 0x80) return null;
    text += String.fromCharCode(byte);
  }
  return text;
}

function readSimple(reader: Reader, info: number): Cbor | undefined {
  if (info === NULL) return null;
  return info === FALSE || info === TRUE ? info === TRUE : refuse(reader, "not_allowed");
}

function readArray(reader: Reader, count: number, depth: number): Cbor | undefined {
  if (depth >= DEPTH_MAX) return refuse(reader, "too_deep");
  const items: Cbor[] = [];
  while (items.length < count) {
    const item = readItem(reader, depth + 1);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
}

function readArgument(reader: Reader, info: number): number | undefined {
  if (info < 24) return info;
  if (info > 27) return refuse(reader, "not_allowed");
  const size = 1 << (info - 24);
  if (size > reader.bytes.length - reader.at) return refuse(reader, "truncated");
  let argument = 0;
  for (let end = reader.at + size; reader.at < end; reader.at++) {
    argument = argument * 256 + (reader.bytes[reader.at] as number);
  }
  // Above 2^53 the sum is rounded, but never to below it.
  if (argument > Number.MAX_SAFE_INTEGER) return refuse(reader, "too_big");
  const shortest = size === 1 ? 24 : 2 ** (size * 4);
  return argument >= shortest ? argument : refuse(reader, "not_canonical");
}
