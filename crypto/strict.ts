// The Ed25519 gate: what a key and a signature must look like before any library sees them.
//
//   key       = A, a point: 32 bytes, y little-endian below p, highest bit the sign of x
//   signature = R ‖ S:      a point and a number, S little-endian below L (RFC 8032, 5.1.7)
//   neither A nor R of small order
//
// Without it tweetnacl takes S + L for S, and libraries disagree on points that have two encodings or lie in
// the small subgroup ("Taming the many EdDSAs", Chalkias et al. 2020). Behind it tweetnacl, node:crypto and
// WebCrypto agree on every public vector we know.
import { copyBytes } from "./bytes.ts";

/** Bytes of an Ed25519 public key, and of a signature. */
export const KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;

/** Whether a key may be used: 32 bytes, canonical, not of small order. Says nothing of being on the curve. */
export const isStrictKey = (publicKey: Uint8Array): boolean =>
  publicKey.length === KEY_BYTES && isStrictPoint(publicKey);

/** Whether a key and a signature may be handed to a library. Only the library says if the signature is right. */
export const passesGate = (publicKey: Uint8Array, signature: Uint8Array): boolean =>
  isStrictKey(publicKey) &&
  signature.length === SIGNATURE_BYTES &&
  isStrictPoint(signature) &&
  isBelow(signature, L, 32);

/** Whether 32 little-endian bytes are a number below the field's prime: the one form of an X25519 key. */
export const isBelowPrime = (bytes: Uint8Array): boolean => bytes.length === 32 && isBelow(bytes, P);

/** The first 32 bytes; nothing is cut out, because a view of a small array costs more than everything here. */
function isStrictPoint(point: Uint8Array): boolean {
  return isCanonical(point) && !SMALL_ORDER_Y.some((small) => isPointAt(point, small));
}

/** Below the prime without the sign bit: only what begins with 7f ff … can be above. */
function isCanonical(point: Uint8Array): boolean {
  if (((point[31] as number) & 0x7f) !== 0x7f) return true;
  const y = copyBytes(point.subarray(0, 32));
  y[31] = 0x7f;
  return isBelow(y, P);
}

/** Whether a point has this y, with either sign of x. */
function isPointAt(point: Uint8Array, y: Uint8Array): boolean {
  for (let i = 0; i < 31; i++) if (point[i] !== y[i]) return false;
  return ((point[31] as number) & 0x7f) === y[31];
}

/** Little-endian a < b: 32 bytes of `a` from `start`, and all 32 of `b`. */
function isBelow(a: Uint8Array, b: Uint8Array, start = 0): boolean {
  for (let i = 31; i >= 0; i--) {
    const difference = (a[start + i] as number) - (b[i] as number);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function littleEndian(value: bigint): Uint8Array {
  const bytes = new Uint8Array(32);
  for (let at = 0, rest = value; at < 32; at++, rest >>= 8n) bytes[at] = Number(rest & 255n);
  return bytes;
}

/** The field's prime and the order of the base point. */
const p = 2n ** 255n - 19n;
const P = littleEndian(p);
const L = littleEndian(2n ** 252n + 27742317777372353535851937790883648493n);

/** y of the eight points of small order: orders 4, 1, 2 and, twice, 8 (±y, both signs of x). */
const y8 = 0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n;
const SMALL_ORDER_Y: readonly Uint8Array[] = [0n, 1n, p - 1n, y8, p - y8].map(littleEndian);
