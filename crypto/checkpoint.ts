// What the log signs (c2sp.org/tlog-checkpoint) and how one entry is proven in text (c2sp.org/tlog-proof).
//
//   yizhan/aaaaaaaaaaaaaaaaaaaaaaaaaa                     origin, and name of the log's key
//   12                                                    number of leaves
//   <base64 of 32 bytes>                                  root
//   registry 3 <base64 of 32 bytes>                       entries about people and keys: count, root
//
//   — yizhan/aaaaaaaaaaaaaaaaaaaaaaaaaa <base64 of 68>    a signed note, see note.ts
//
// The registry line is our one extension line and always there. Numbers are decimal without leading zeros,
// at most 2^53 − 1; base64 is strict. A proof:
//
//   c2sp.org/tlog-proof@v1
//   index 7
//   <base64 of a hash>                                    none or more lines, from the leaf up, see merkle.ts
//                                                         an empty line, then the signed checkpoint as it is
//
// The specification lets a proof carry an unauthenticated `extra` line. Our log writes none and we take none.

import { base64ToBytes, bytesToBase64 } from "./bytes.ts";
import { HASH_BYTES } from "./merkle.ts";
import { KEY_ID_BYTES, NOTE_CHARACTERS_MAX, type NoteError, parseNote, verifyNote } from "./note.ts";
import { err, invariant, ok, type Result } from "./result.ts";
import { SIGNATURE_BYTES } from "./strict.ts";
import type { Verify } from "./verify.ts";

export { type NoteError, noteKeyId, parseNote, signNote } from "./note.ts";

/** The state of a log at one size. */
export interface Checkpoint {
  /** `yizhan/<community id in base32>`: the same for ever, whatever host serves it. */
  readonly origin: string;
  /** Number of leaves. */
  readonly size: number;
  /** 32 bytes: the RFC 6962 root of all leaves. */
  readonly root: Uint8Array;
  /** Number of registry entries among them. */
  readonly registryCount: number;
  /** 32 bytes: the RFC 6962 root of the registry entries alone. */
  readonly registryRoot: Uint8Array;
}

/** An entry's place in a log, still to be checked with `verifyCheckpoint` and `verifyInclusion`. */
export interface Proof {
  readonly index: number;
  readonly path: readonly Uint8Array[];
  /** The signed note. */
  readonly checkpoint: string;
}

/** Hashes of a path: a tree of 2^53 leaves is no higher. */
export const PATH_HASHES_MAX = 53;

/** The note text of a checkpoint. Throws on a checkpoint that could not be read back. */
export function checkpointText(c: Checkpoint): string {
  const text = writeCheckpoint(c);
  invariant(parseCheckpoint(text).ok, "a checkpoint that is written can be read");
  return text;
}

/** Reads a note's text. On its own it believes anything: `verifyCheckpoint` is the door. */
export function parseCheckpoint(text: string): Result<Checkpoint, NoteError> {
  const [origin, size, root, registry, end, ...more] = text.split("\n");
  const [word, count, registryRoot, ...rest] = (registry ?? "").split(" ");
  if (!origin || word !== "registry" || rest.length > 0) return err("bad_checkpoint");
  if (end !== "" || more.length > 0) return err("bad_checkpoint");
  const numbers = [parseCount(size), parseCount(count)] as const;
  const hashes = [parseHash(root), parseHash(registryRoot)] as const;
  if (numbers[0] === null || numbers[1] === null || hashes[0] === null || hashes[1] === null) {
    return err("bad_checkpoint");
  }
  return ok({
    origin,
    size: numbers[0],
    root: hashes[0],
    registryCount: numbers[1],
    registryRoot: hashes[1],
  });
}

/** The checkpoint of the log `name`, after its key's signature has been found right. */
export async function verifyCheckpoint(
  note: string,
  name: string,
  publicKey: Uint8Array,
  verify: Verify,
): Promise<Result<Checkpoint, NoteError>> {
  const text = await verifyNote(note, name, publicKey, verify);
  if (!text.ok) return text;
  const checkpoint = parseCheckpoint(text.value);
  return checkpoint.ok && checkpoint.value.origin !== name ? err("wrong_origin") : checkpoint;
}

/**
 * The signed note again, from a receipt's numbers and its 68 bytes of key id and signature, for
 * `verifyCheckpoint`. Null when they cannot be a checkpoint.
 */
export function checkpointNote(c: Checkpoint, signature68: Uint8Array): string | null {
  const text = writeCheckpoint(c);
  if (!parseCheckpoint(text).ok || signature68.length !== KEY_ID_BYTES + SIGNATURE_BYTES) return null;
  const note = `${text}\n— ${c.origin} ${bytesToBase64(signature68)}\n`;
  return parseNote(note).ok ? note : null;
}

/** The text form of a proof. Throws on one that could not be read back. */
export function formatProof(index: number, path: readonly Uint8Array[], checkpoint: string): string {
  const lines = [PROOF_HEADER, `index ${index}`, ...path.map(bytesToBase64)];
  const text = `${lines.join("\n")}\n\n${checkpoint}`;
  invariant(parseProof(text).ok, "a proof that is written can be read");
  return text;
}

/** Takes a proof apart. Nothing in it is checked but the form. */
export function parseProof(text: string): Result<Proof, NoteError> {
  if (text.length > NOTE_CHARACTERS_MAX) return err("too_large");
  const split = text.indexOf("\n\n");
  if (split < 0) return err("bad_proof");
  const [header, indexLine = "", ...lines] = text.slice(0, split).split("\n");
  const index = indexLine.startsWith("index ") ? parseCount(indexLine.slice("index ".length)) : null;
  if (header !== PROOF_HEADER || index === null || lines.length > PATH_HASHES_MAX) return err("bad_proof");
  const path = lines.map(parseHash).filter((hash) => hash !== null);
  if (path.length !== lines.length) return err("bad_proof");
  return ok({ index, path, checkpoint: text.slice(split + 2) });
}

const PROOF_HEADER = "c2sp.org/tlog-proof@v1";

function writeCheckpoint(c: Checkpoint): string {
  const registry = `registry ${c.registryCount} ${bytesToBase64(c.registryRoot)}`;
  return `${c.origin}\n${c.size}\n${bytesToBase64(c.root)}\n${registry}\n`;
}

function parseCount(text: string | undefined): number | null {
  if (text === undefined || !/^(0|[1-9][0-9]{0,15})$/.test(text)) return null;
  const count = Number(text);
  return Number.isSafeInteger(count) ? count : null;
}

function parseHash(text: string | undefined): Uint8Array | null {
  const hash = base64ToBytes(text ?? "");
  return hash !== null && hash.length === HASH_BYTES ? hash : null;
}
