// The signed note of c2sp.org/signed-note: text that programs and people can read, with signatures below.
//
//   If you think cryptography is the answer to your problem,
//   then you don't know what your problem is.
//
//   — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
//
//   note           = text newline signature line…         the text ends in a newline and is what is signed
//   signature line = "— " name " " base64(key id 4 ‖ signature) newline
//   key id         = SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key)[0..4]      0x01 is Ed25519
//
// Well-formed text of at most 64 Ki UTF-16 units, without control characters but newline. A name has no white
// space and no plus. At most 64 signatures; those of other keys (witnesses) are carried and ignored.
// The text of a note that nobody verified is not to be read: use what `verifyNote` returns.

import { base64ToBytes, bytesToBase64, concatBytes, equalBytes, isWellFormed, utf8ToBytes } from "./bytes.ts";
import { sha256 } from "./hash.ts";
import type { Signer } from "./keys.ts";
import { err, invariant, ok, type Result } from "./result.ts";
import type { Verify } from "./verify.ts";

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

/** Bytes of a key id, which stand before the signature. */
export const KEY_ID_BYTES = 4;
const ED25519 = 1;

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
export async function verifyNote(
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
