/** SHA-256 by node:crypto, for everything in this process that hashes. */
import * as nodeCrypto from "node:crypto";
import { useSha256 } from "../crypto/hash.ts";

/** Once, when the program starts. Throws when this machine's SHA-256 is not SHA-256. */
export const hashWithNode = (): void =>
  useSha256((bytes) => new Uint8Array(nodeCrypto.hash("sha256", bytes, "buffer")));
