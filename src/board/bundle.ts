// The bundle file: documents carried by hand, on a stick, by mail, by a neighbour.
//
//   59 5a 42 31                                        magic "YZB1"
//   82  78 .. "board/<community>/3/2026-06"  59 .. <update>     one CBOR item a document:
//   83  78 .. "people/<community>/3/2026"    59 .. <update>  59 .. <update>
//
//   item = [document name, update…]; a CBOR sequence (RFC 8742) until the end of the file
//
// At most 8 MiB and 100 documents; names as document.ts has them, each at most once. The updates are not
// opened here: they pass the guard of their document like any other (`board.receive`).
import { concatBytes, utf8ToBytes } from "../../crypto/bytes.ts";
import { type Cbor, decodeCborSequence, encodeCbor } from "../../crypto/cbor.ts";
import { err, invariant, ok, type Result } from "../../crypto/result.ts";
import { type DocumentName, formatDocumentName, parseDocumentName } from "./document.ts";
import { BUNDLE_BYTES_MAX, BUNDLE_DOCUMENTS_MAX } from "./limits.ts";

/** One document of a bundle. */
export interface BundledDocument {
  readonly name: DocumentName;
  readonly updates: readonly Uint8Array[];
}

/** Why bytes are no bundle, in the order of the checks. */
export type BundleFault =
  | "too_large" // above 8 MiB
  | "not_a_bundle" // another magic
  | "bad_cbor" // no sequence of our CBOR, or of more than 100 items
  | "bad_item" // not [text, bytes…]
  | "bad_name" // no document of ours can have this name
  | "name_twice"; // a document that was there before

/** The file of these documents. Throws above the limits. */
export function encodeBundle(documents: readonly BundledDocument[]): Uint8Array {
  invariant(documents.length <= BUNDLE_DOCUMENTS_MAX, "a bundle has at most 100 documents");
  const items = documents.map(({ name, updates }) => encodeCbor([formatDocumentName(name), ...updates]));
  const bytes = concatBytes(MAGIC, ...items);
  invariant(bytes.length <= BUNDLE_BYTES_MAX, "a bundle has at most 8 MiB");
  return bytes;
}

/** The documents of a file. */
export function parseBundle(bytes: Uint8Array): Result<readonly BundledDocument[], BundleFault> {
  if (bytes.length > BUNDLE_BYTES_MAX) return err("too_large");
  if (!MAGIC.every((byte, i) => bytes[i] === byte)) return err("not_a_bundle");
  const items = decodeCborSequence(bytes.subarray(MAGIC.length), BUNDLE_DOCUMENTS_MAX);
  if (!items.ok) return err("bad_cbor");
  const documents: BundledDocument[] = [];
  const names = new Set<string>();
  for (const item of items.value) {
    if (!isItem(item)) return err("bad_item");
    const [text, ...updates] = item;
    const name = parseDocumentName(text);
    if (!name.ok) return err("bad_name");
    if (names.has(text)) return err("name_twice");
    names.add(text);
    documents.push({ name: name.value, updates });
  }
  return ok(documents);
}

const MAGIC = utf8ToBytes("YZB1");

function isItem(item: Cbor): item is readonly [string, ...Uint8Array[]] {
  if (!Array.isArray(item)) return false;
  const [name, ...updates] = item as readonly Cbor[];
  return typeof name === "string" && updates.every((update) => update instanceof Uint8Array);
}
