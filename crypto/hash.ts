// SHA-256 (FIPS 180-4), the one hash of this project.
import { sha256 as nobleSha256 } from "@noble/hashes/sha2.js";
import { concatBytes, utf8ToBytes } from "./bytes.ts";

/** The 32 bytes of SHA-256. */
export const sha256 = (bytes: Uint8Array): Uint8Array => nobleSha256(bytes);

/**
 * 32 bytes that only this use of a secret can give: SHA-256(utf8(label) ‖ 0x00 ‖ secret).
 * The label is one of ours, such as "yizhan/box/v1", and holds no zero byte.
 */
export const deriveBytes = (label: string, secret: Uint8Array): Uint8Array =>
  sha256(concatBytes(utf8ToBytes(label), new Uint8Array(1), secret));
