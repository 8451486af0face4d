// What the log signs, as text that programs and people can read.
//
//   yizhan/aaaaaaaaaaaaaaaaaaaaaaaaaa                     origin, and name of the log's key
//   12                                                    number of leaves
//   <base64 of 32 bytes>                                  root
//   registry 3 <base64 of 32 bytes>                       entries about people and keys: count, root
//
//   — yizhan/aaaaaaaaaaaaaaaaaaaaaaaaaa <base64 of 68>    one line a signature
//
// This is a checkpoint (c2sp.org/tlog-checkpoint) in a signed note (c2sp.org/signed-note).
//   note           = text newline signature line…         the text ends in a newline and is what is signed
//   signature line = "— " name " " base64(key id 4 ‖ signature) newline
//   key id         = SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key)[0..4]      0x01 is Ed25519
// A name has no white space and no plus. Numbers are decimal without leading zeros, at most 2^53 − 1; base64
// is strict. The registry line is our one extension and always there. At most 64 Ki characters, well formed
// and without control characters, and 64 signatures; those of other keys (witnesses) are carried and ignored.
// The text of a note that nobody verified is not to be read: use what `verifyCheckpoint` returns.
//
// One entry is proven (c2sp.org/tlog-proof) by
//
//   c2sp.org/tlog-proof@v1
//   index 7
//   <base64 of a hash>                                    none or more lines, from the leaf up, see merkle.ts
//                                                         an empty line, then the signed checkpoint as it is
//
// The specification lets a proof carry an unauthenticated `extra` line. Our log writes none and we take none.
import { base64ToBytes, bytesToBase64, concatBytes, equalBytes, isWellFormed, utf8ToBytes } from "./bytes.ts";
import { sha256 } from "./hash.ts";
import type { Signer } from "./keys.ts";
import { HASH_BYTES } from "./merkle.ts";
import { err, invariant, ok, type Result } from "./result.ts";
import { SIGNATURE_BYTES } from "./strict.ts";
import type { Verify } from "./verify.ts";

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

/** One signature line. Its length is not 64 for other algorithms than ours. */
export interface NoteSignature {
  readonly name: string;
  /** 4 bytes. */
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

/** A note taken apart; nobody has verified it. */
export interface Note {
  /** What is signed, its last newline included. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Why a text is not what it should be, in the order of the checks. */
export type NoteError =
  | "too_large" // above NOTE_CHARACTERS_MAX or NOTE_SIGNATURES_MAX
  | "bad_note" // not a signed note
  | "bad_proof" // not a tlog-proof
  | "not_signed" // no signature, or more than one, by the expected key
  | "bad_signature" // the expected key's signature is wrong
  | "bad_checkpoint" // the text is not a checkpoint with the registry line
  | "wrong_origin"; // signed by the expected key, for another log

/** UTF-16 units of a note, proofs included: a checkpoint with 64 signatures is a quarter of it. */
export const NOTE_CHARACTERS_MAX = 65_536;
/** Signature lines of a note; the specification asks for at least 16. */
export const NOTE_SIGNATURES_MAX = 64;

/** Hashes of a path: a tree of 2^53 leaves is no higher. */
export const PATH_HASHES_MAX = 53;

const KEY_ID_BYTES = 4;
const ED25519 = 1;

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
export function formatProof(index: number, path: readonly Uint8Array[], checkpointNote: string): string {
  const lines = [PROOF_HEADER, `index ${index}`, ...path.map(bytesToBase64)];
  const text = `${lines.join("\n")}\n\n${checkpointNote}`;
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

/** The 4 bytes that name an Ed25519 key in a signature line. A hint, not a proof: they are easily collided. */
export const noteKeyId = (name: string, publicKey: Uint8Array): Uint8Array =>
  sha256(concatBytes(utf8ToBytes(`${name}\n`), Uint8Array.of(ED25519), publicKey)).slice(0, KEY_ID_BYTES);

/** The note of a text that ends in a newline, with one signature. Rejects on a text or name it cannot hold. */
export async function signNote(text: string, name: string, signer: Signer): Promise<string> {
  const note = `${text}\n${await signatureLine(text, name, signer)}`;
  const parsed = parseNote(note);
  invariant(parsed.ok && parsed.value.text === text, "a note that is signed can be read");
  return note;
}

/** One more line to append to a note, its newline included: a new relay key beside the old one. */
export async function signatureLine(text: string, name: string, signer: Signer): Promise<string> {
  const signature = await signer.sign(utf8ToBytes(text));
  return `— ${name} ${bytesToBase64(concatBytes(noteKeyId(name, signer.publicKey), signature))}\n`;
}

/** Takes a note apart without verifying it. */
export function parseNote(note: string): Result<Note, NoteError> {
  if (note.length > NOTE_CHARACTERS_MAX) return err("too_large");
  if (!isWellFormed(note) || CONTROL.test(note)) return err("bad_note");
  const split = note.lastIndexOf("\n\n");
  if (split < 0 || !note.endsWith("\n")) return err("bad_note");
  const lines = note.slice(split + 2, -1).split("\n");
  if (lines.length > NOTE_SIGNATURES_MAX) return err("too_large");
  const signatures = lines.map(parseSignatureLine).filter((signature) => signature !== null);
  return signatures.length === lines.length
    ? ok({ text: note.slice(0, split + 1), signatures })
    : err("bad_note");
}

/** The text of a note that this key, under this name, has signed exactly once and rightly. */
async function verifyNote(
  note: string,
  name: string,
  publicKey: Uint8Array,
  verify: Verify,
): Promise<Result<string, NoteError>> {
  const parsed = parseNote(note);
  if (!parsed.ok) return parsed;
  const { text, signatures } = parsed.value;
  const keyId = noteKeyId(name, publicKey);
  const [mine, ...others] = signatures.filter((one) => one.name === name && equalBytes(one.keyId, keyId));
  if (mine === undefined || others.length > 0) return err("not_signed");
  return (await verify(publicKey, utf8ToBytes(text), mine.signature)) === true
    ? ok(text)
    : err("bad_signature");
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0009\u000b-\u001f]/;
const SIGNATURE_LINE = /^— ([^\p{White_Space}+]+) ([A-Za-z0-9+/]+={0,2})$/u;

function parseSignatureLine(line: string): NoteSignature | null {
  const [, name, base64] = SIGNATURE_LINE.exec(line) ?? [];
  if (name === undefined || base64 === undefined) return null;
  const bytes = base64ToBytes(base64);
  if (bytes === null || bytes.length <= KEY_ID_BYTES) return null;
  return { name, keyId: bytes.slice(0, KEY_ID_BYTES), signature: bytes.slice(KEY_ID_BYTES) };
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
