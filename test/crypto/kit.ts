// What the tests of crypto/ share: fixed people, hostile changes, and the vectors that lie outside.
import * as nodeCrypto from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { bytesToUtf8, hexToBytes } from "../../crypto/bytes.ts";
import { type Signer, signerFromSeed } from "../../crypto/keys.ts";
import { type Verify, verifyWithNode, verifyWithNodePool, verifyWithSubtle } from "../../crypto/verify.ts";
import { verifyWithNacl } from "../../crypto/verify_nacl.ts";

/** Bytes of a hexadecimal text that is surely one. */
export function hex(text: string): Uint8Array {
  const bytes = hexToBytes(text);
  if (bytes === null) throw new Error(`not hexadecimal: ${text}`);
  return bytes;
}

/** 张阿姨 and 李姐, each with the same key in every run. */
export const zhang: Signer = signerFromSeed(new Uint8Array(32).fill(1));
export const li: Signer = signerFromSeed(new Uint8Array(32).fill(2));
export const community: Uint8Array = Uint8Array.from({ length: 16 }, (_, i) => i);

export const fastVerify = verifyWithNode(nodeCrypto);

/** All four, as a table for `test.each`. */
export const verifiers: readonly (readonly [name: string, verify: Verify])[] = [
  ["tweetnacl", verifyWithNacl()],
  ["node:crypto", fastVerify],
  ["node:crypto in the pool", verifyWithNodePool(nodeCrypto)],
  ["WebCrypto", verifyWithSubtle(globalThis.crypto.subtle)],
];

/** Every proper beginning of the bytes. */
export const cuts = (bytes: Uint8Array): Uint8Array[] => Array.from(bytes, (_, end) => bytes.slice(0, end));

/** The bytes with one bit turned, for every bit. */
export const flips = (bytes: Uint8Array): Uint8Array[] =>
  Array.from({ length: bytes.length * 8 }, (_, bit) => flipped(bytes, bit));

/** The bytes with this one bit turned. */
export function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = new Uint8Array(bytes);
  copy[bit >> 3]! ^= 1 << (bit & 7);
  return copy;
}

/** The text with one character replaced by its neighbour in Unicode, for every character. */
export const slips = (text: string): string[] =>
  Array.from(
    { length: text.length },
    (_, at) => text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1),
  );

/** The same unpredictable-looking bytes in every run. */
export function createRandom(seed: number): (n: number) => Uint8Array {
  let state = seed;
  return (n) =>
    Uint8Array.from({ length: n }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state >>> 24;
    });
}

/** Why a test of outside vectors cannot run here, or null. They are not part of the repository. */
export const missing = (name: string): string | null =>
  existsSync(pathOf(name)) ? null : `NOT TESTED: ../shared/vectors/${name} is not on this machine`;

/** A vector file, as JSON. */
export const readVectors = (name: string): unknown =>
  JSON.parse(bytesToUtf8(readFileSync(pathOf(name))) ?? "");

const pathOf = (name: string): URL => new URL(`../../../shared/vectors/${name}`, import.meta.url);
