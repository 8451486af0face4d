// Sealed post: bytes that one person's device can open, and nobody can tell who wrote them.
//
//   sealed = ephemeral public key 32 ‖ nonce 24 ‖ nacl.box      72 bytes more than the plain text
//
// nacl.box is X25519, XSalsa20, Poly1305. The ephemeral key is thrown away, so the writer cannot open it
// again either. It says nothing about the writer: who must be known signs a statement inside or around it.
// Sealed post is at most 2,048 bytes, so the plain text at most 1,976: a contact, a door, a few lines.
import nacl from "tweetnacl";
import { concatBytes, copyBytes } from "./bytes.ts";
import type { RandomBytes } from "./keys.ts";
import { invariant } from "./result.ts";
import { isBelowPrime } from "./strict.ts";

/** Bytes of one sealed post, as the relay's post box takes it. */
export const SEALED_BYTES_MAX = 2_048;

const KEY = 32;
const NONCE = 24;
const TAG = 16;

/** Bytes that sealing adds. */
export const SEAL_OVERHEAD_BYTES = KEY + NONCE + TAG;

/** Seals for an X25519 public key of 32 bytes. Throws on another length, or too much plain text. */
export function seal(plain: Uint8Array, recipientX25519: Uint8Array, random: RandomBytes): Uint8Array {
  invariant(recipientX25519.length === KEY, "an X25519 key has 32 bytes");
  invariant(plain.length <= SEALED_BYTES_MAX - SEAL_OVERHEAD_BYTES, "sealed post is at most 2,048 bytes");
  const ephemeral = nacl.box.keyPair.fromSecretKey(random(KEY));
  const nonce = random(NONCE);
  const box = nacl.box(plain, nonce, recipientX25519, ephemeral.secretKey);
  return concatBytes(ephemeral.publicKey, nonce, box);
}

/** The plain text, or null when it is not for this key, or was changed. Throws unless the key is 32 bytes. */
export function openSeal(sealed: Uint8Array, secretKey32: Uint8Array): Uint8Array | null {
  invariant(secretKey32.length === KEY, "an X25519 key has 32 bytes");
  if (sealed.length < SEAL_OVERHEAD_BYTES || sealed.length > SEALED_BYTES_MAX) return null;
  const ephemeral = sealed.subarray(0, KEY);
  // X25519 ignores the highest bit and reduces the rest: only the one canonical form is taken.
  if (!isBelowPrime(ephemeral)) return null;
  const nonce = sealed.subarray(KEY, KEY + NONCE);
  const plain = nacl.box.open(sealed.subarray(KEY + NONCE), nonce, ephemeral, secretKey32);
  return plain === null ? null : copyBytes(plain);
}
