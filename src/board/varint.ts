// The unsigned numbers of Yjs and lib0: seven bits a byte, the lowest first, the high bit says "goes on".
//
//   300 = ac 02
//
// lib0 reads `80 00` as 0, and nine bytes as a rounded number; here a number has one form: no zero byte at
// its end, at most 8 bytes, at most 2^53 − 1.
import { copyBytes } from "../../crypto/bytes.ts";

/** Why bytes hold no number here. */
export type VarintFault =
  | "truncated" // the bytes end inside
  | "bad_varint" // a number with a shorter form, or of more than 8 bytes
  | "number_too_big"; // beyond 2^53 − 1

/** A place in bytes, and the first fault found there. */
export interface Reader<Fault extends string> {
  readonly bytes: Uint8Array;
  at: number;
  fault: Fault | VarintFault | null;
}

/** What a read gives that failed; the reader's `fault` says why. No number of ours is negative. */
export const FAILED = -1;

const BYTES_MAX = 8;

/** A reader at the first byte. */
export const readerOf = <Fault extends string>(bytes: Uint8Array): Reader<Fault> => ({
  bytes,
  at: 0,
  fault: null,
});

/** Notes the fault, unless one is noted already. */
export function fail<Fault extends string>(reader: Reader<Fault>, fault: Fault | VarintFault): typeof FAILED {
  reader.fault ??= fault;
  return FAILED;
}

/** The number at the reader's place, or FAILED. */
export function readVarint<Fault extends string>(reader: Reader<Fault>): number {
  let value = 0;
  let scale = 1;
  for (let size = 1; size <= BYTES_MAX; size++) {
    const byte = reader.bytes[reader.at];
    if (byte === undefined) return fail(reader, "truncated");
    reader.at++;
    value += (byte & 0x7f) * scale;
    scale *= 128;
    if (byte < 0x80) {
      if (byte === 0 && size > 1) return fail(reader, "bad_varint");
      return value <= Number.MAX_SAFE_INTEGER ? value : fail(reader, "number_too_big");
    }
  }
  return fail(reader, "bad_varint");
}

/** A number and as many bytes, as a copy of their own memory; null when it fails. */
export function readBlock<Fault extends string>(reader: Reader<Fault>): Uint8Array | null {
  const length = readVarint(reader);
  if (length === FAILED) return null;
  if (length > reader.bytes.length - reader.at) {
    fail(reader, "truncated");
    return null;
  }
  reader.at += length;
  return copyBytes(reader.bytes.subarray(reader.at - length, reader.at));
}

/** Bytes that a number takes. */
export function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) size++;
  return size;
}

/** Writes a number and gives the place after it. */
export function writeVarint(out: Uint8Array, at: number, value: number): number {
  let place = at;
  let rest = value;
  while (rest >= 128) {
    out[place++] = (rest % 128) | 0x80;
    rest = Math.floor(rest / 128);
  }
  out[place++] = rest;
  return place;
}

/** Writes bytes behind their number and gives the place after them. */
export function writeBlock(out: Uint8Array, at: number, bytes: Uint8Array): number {
  const start = writeVarint(out, at, bytes.length);
  out.set(bytes, start);
  return start + bytes.length;
}
