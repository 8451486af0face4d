// Who says whether an Ed25519 signature is right. One question, four ways to ask, one answer: each applies
// the strict gate first, so a phone, a browser and the relay never disagree about a statement.
//
//   verifyWithNacl()          everywhere        about 7 ms, on this thread (verify_nacl.ts, loaded where needed)
//   verifyWithNode(crypto)    relay, scripts    0.1 ms, on this thread
//   verifyWithNodePool(crypto) relay            0.1 ms, in the thread pool
//   verifyWithSubtle(subtle)  where WebCrypto knows Ed25519 (secure contexts)
//
// The platform is an argument: `import * as crypto from "node:crypto"`, or `globalThis.crypto.subtle`.
import { bytesToBase64url, bytesToLatin1, copyBytes } from "./bytes.ts";
import { passesGate } from "./strict.ts";

/** Whether the signature (64 bytes) is the key's (32 bytes) over the message. Never throws, never rejects. */
export type Verify = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean | Promise<boolean>;

/** A Verify that answers at once. */
export type VerifySync = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

/** A Verify that answers later. */
export type VerifyAsync = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => Promise<boolean>;

/** What we need of `node:crypto`. Keys go in as JWK, which needs no Buffer. */
export interface NodeCrypto {
  createPublicKey(input: { key: { kty: "OKP"; crv: "Ed25519"; x: string }; format: "jwk" }): unknown;
  verify(algorithm: null, data: Uint8Array, key: never, signature: Uint8Array): boolean;
  verify(
    algorithm: null,
    data: Uint8Array,
    key: never,
    signature: Uint8Array,
    callback: (error: Error | null, result: boolean) => void,
  ): void;
}

/** What we need of WebCrypto's SubtleCrypto. */
export interface Subtle {
  importKey(
    format: "raw",
    keyData: Uint8Array<ArrayBuffer>,
    algorithm: { name: "Ed25519" },
    extractable: boolean,
    usages: "verify"[],
  ): Promise<unknown>;
  verify(
    algorithm: { name: "Ed25519" },
    key: never,
    signature: Uint8Array<ArrayBuffer>,
    data: Uint8Array<ArrayBuffer>,
  ): Promise<boolean>;
}

/** Imported keys kept, the least recently used dropped first: a town's people, a few MB. */
export const CACHED_KEYS_MAX = 4_096;

/** node:crypto, on the calling thread. */
export function verifyWithNode(nodeCrypto: NodeCrypto): VerifySync {
  const keyOf = createKeyCache((publicKey) => importWithNode(nodeCrypto, publicKey));
  return (publicKey, message, signature) => {
    if (!passesGate(publicKey, signature)) return false;
    try {
      return nodeCrypto.verify(null, message, keyOf(publicKey) as never, signature) === true;
    } catch {
      return false;
    }
  };
}

/** node:crypto in libuv's thread pool: as many at once as UV_THREADPOOL_SIZE. */
export function verifyWithNodePool(nodeCrypto: NodeCrypto): VerifyAsync {
  const keyOf = createKeyCache((publicKey) => importWithNode(nodeCrypto, publicKey));
  return async (publicKey, message, signature) => {
    if (!passesGate(publicKey, signature)) return false;
    return new Promise((resolve) => {
      try {
        nodeCrypto.verify(null, message, keyOf(publicKey) as never, signature, (error, result) =>
          resolve(error === null && result === true),
        );
      } catch {
        resolve(false);
      }
    });
  };
}

/** WebCrypto. */
export function verifyWithSubtle(subtle: Subtle): VerifyAsync {
  const keyOf = createKeyCache((publicKey) =>
    subtle.importKey("raw", copyBytes(publicKey), { name: "Ed25519" }, false, ["verify"]),
  );
  return async (publicKey, message, signature) => {
    if (!passesGate(publicKey, signature)) return false;
    try {
      // Copies, because the caller may reuse its memory while we wait.
      const [signed, said] = [copyBytes(signature), copyBytes(message)];
      const key = await keyOf(publicKey);
      return (await subtle.verify({ name: "Ed25519" }, key as never, signed, said)) === true;
    } catch {
      return false;
    }
  };
}

const importWithNode = (nodeCrypto: NodeCrypto, publicKey: Uint8Array): unknown =>
  nodeCrypto.createPublicKey({
    key: { kty: "OKP", crv: "Ed25519", x: bytesToBase64url(publicKey) },
    format: "jwk",
  });

/** Imports each key once while it stays among the CACHED_KEYS_MAX last used. */
function createKeyCache<Key>(importKey: (publicKey: Uint8Array) => Key): (publicKey: Uint8Array) => Key {
  const keyByName = new Map<string, Key>();
  return (publicKey) => {
    const name = bytesToLatin1(publicKey);
    const key = keyByName.get(name) ?? importKey(publicKey);
    // A Map remembers the order of insertion: the last used goes to the end, the first is the oldest.
    keyByName.delete(name);
    keyByName.set(name, key);
    if (keyByName.size > CACHED_KEYS_MAX) keyByName.delete(keyByName.keys().next().value as string);
    return key;
  };
}
