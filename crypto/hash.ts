// SHA-256 (FIPS 180-4), the one hash of this project.
import { sha256 as nobleSha256 } from "@noble/hashes/sha2.js";
import { concatBytes, equalBytes, utf8ToBytes } from "./bytes.ts";
import { invariant } from "./result.ts";

type Hash = (bytes: Uint8Array) => Uint8Array;

let hash: Hash = nobleSha256;

/** The 32 bytes of SHA-256. */
export const sha256 = (bytes: Uint8Array): Uint8Array => hash(bytes);

/**
 * From now on the machine's own SHA-256: a relay hashes ten times for each entry, and node:crypto needs a sixth of the
 * time. Throws unless it gives what ours gives, for every length around a block's and for a whole statement.
 */
export function useSha256(native: Hash): void {
  for (const length of SAMPLE_LENGTHS) {
    const sample = Uint8Array.from({ length }, (_, at) => (at * 37 + length) & 0xff);
    const isRight = equalBytes(native(sample), nobleSha256(sample));
    invariant(isRight, `the machine's SHA-256 is wrong for ${length} bytes`);
  }
  hash = native;
}

const SAMPLE_LENGTHS = [0, 1, 31, 32, 33, 55, 56, 57, 63, 64, 65, 119, 120, 128, 4_096];

/**
 * 32 bytes that only this use of a secret can give: SHA-256(utf8(label) ‖ 0x00 ‖ secret).
 * The label is one of ours, such as "yizhan/box/v1", and holds no zero byte.
 */
export const deriveBytes = (label: string, secret: Uint8Array): Uint8Array =>
  sha256(concatBytes(utf8ToBytes(label), new Uint8Array(1), secret));
