// What a Yjs document has, as its other side is told: clients in descending order, each with its clock.
//
//   02  <client> 01  <client> 01         two statements: a place is empty, or full with clock 1
//
// A stock client may name clients that are not ours (it has a random one once it wrote something); what it
// says of them is read and means nothing. Clients are compared in a sorted array and never hashed: numbers
// can be chosen to fall into one bucket of a JavaScript Map, which makes reading quadratic.
import { err, ok, type Result } from "../../crypto/result.ts";
import type { GrammarFault } from "./grammar.ts";
import { STATE_VECTOR_BYTES_MAX } from "./limits.ts";
import { fail, type Reader, readerOf, readVarint, varintSize, writeVarint } from "./varint.ts";

/** Whether the other side has something at a client's place. */
export type HasClient = (client: number) => boolean;

/** The state vector of full places, byte for byte what Yjs writes for them. */
export function encodeStateVector(clients: readonly number[]): Uint8Array {
  const sorted = Float64Array.from(clients).sort().reverse();
  const size = sorted.reduce((sum, client) => sum + varintSize(client) + 1, varintSize(sorted.length));
  const out = new Uint8Array(size);
  let at = writeVarint(out, 0, sorted.length);
  for (const client of sorted) {
    at = writeVarint(out, at, client);
    out[at++] = 1;
  }
  return out;
}

/** Reads what the other side has, at most 64 KiB of it. */
export function parseStateVector(bytes: Uint8Array): Result<HasClient, GrammarFault> {
  const reader = readerOf<GrammarFault>(bytes);
  const clients = readClients(reader);
  if (reader.fault !== null) return err(reader.fault);
  const sorted = Float64Array.from(clients).sort();
  return ok((client) => isIn(sorted, client));
}

function readClients(reader: Reader<GrammarFault>): number[] {
  const clients: number[] = [];
  if (reader.bytes.length > STATE_VECTOR_BYTES_MAX) {
    fail(reader, "too_large");
    return clients;
  }
  const count = readVarint(reader);
  if (count > reader.bytes.length - reader.at) fail(reader, "too_many_clients");
  for (let i = 0; i < count && reader.fault === null; i++) {
    const client = readVarint(reader);
    if (readVarint(reader) > 0) clients.push(client);
  }
  if (reader.at < reader.bytes.length) fail(reader, "trailing_bytes");
  return clients;
}

function isIn(sorted: Float64Array, wanted: number): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const client = sorted[middle] as number;
    if (client === wanted) return true;
    if (client < wanted) low = middle + 1;
    else high = middle;
  }
  return false;
}
