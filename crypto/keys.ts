// Keys that speak (Ed25519) and keys that receive sealed post (X25519), both made from 32 secret bytes.
//
//   const signer = signerFromSeed(random(32));     // a device, an operator, the relay's log
//   const box = boxKeyFromSeed(random(32));        // openSeal(sealed, box.secretKey)
//
// Signing is tweetnacl's: deterministic (RFC 8032), 4 ms on a phone, the same everywhere. A signer may also
// stand before a key that cannot be read (WebCrypto), so it promises.
import nacl from "tweetnacl";
import { deriveBytes } from "./hash.ts";
import { invariant } from "./result.ts";

/** A key that can sign but need not be readable. */
export interface Signer {
  /** 32 bytes, Ed25519. */
  readonly publicKey: Uint8Array;
  /** The 64 bytes of the signature over exactly these bytes. */
  sign(message: Uint8Array): Promise<Uint8Array>;
}

/** n bytes that nobody can guess; the composition root brings it. */
export type RandomBytes = (n: number) => Uint8Array;

/** An X25519 key pair, 32 bytes each. */
export interface BoxKey {
  readonly publicKey: Uint8Array;
  readonly secretKey: Uint8Array;
}

/** Bytes of a seed. */
export const SEED_BYTES = 32;

/** The signer of an Ed25519 seed (RFC 8032 calls it the private key). Throws unless 32 bytes. */
export function signerFromSeed(seed32: Uint8Array): Signer {
  invariant(seed32.length === SEED_BYTES, "a seed has 32 bytes");
  const { publicKey, secretKey } = nacl.sign.keyPair.fromSeed(seed32);
  return { publicKey, sign: async (message) => nacl.sign.detached(message, secretKey) };
}

/** The Ed25519 public key of a seed. Throws unless 32 bytes. */
export const publicKeyFromSeed = (seed32: Uint8Array): Uint8Array => signerFromSeed(seed32).publicKey;

/** The key pair for sealed post of a seed; never the signing key in another dress. Throws unless 32 bytes. */
export function boxKeyFromSeed(seed32: Uint8Array): BoxKey {
  invariant(seed32.length === SEED_BYTES, "a seed has 32 bytes");
  const { publicKey, secretKey } = nacl.box.keyPair.fromSecretKey(deriveBytes("yizhan/box/v1", seed32));
  return { publicKey, secretKey };
}
