/** Ed25519 by node:crypto, fast enough to sign thousands; and a second good signature over the same words. */
import * as nodeCrypto from "node:crypto";
import { concatBytes, copyBytes } from "../../crypto/bytes.ts";
import type { Signer } from "../../crypto/keys.ts";

/** A signer that can also sign with another nonce, as Safari does and as a cheat may. */
export interface TestSigner extends Signer {
  signAgain(message: Uint8Array, nonceSeed: Uint8Array): Uint8Array;
}

export function signerOf(name: string): TestSigner {
  const seed = sha512(Buffer.from(`seed of ${name}`)).subarray(0, 32);
  const key = privateKeyOf(seed);
  const publicKey = publicKeyOf(seed);
  return {
    publicKey,
    sign: async (message) => copyBytes(nodeCrypto.sign(null, message, key)),
    signAgain: (message, nonceSeed) => {
      // r is the scalar of another seed, so R is that seed's public key and no curve arithmetic is needed.
      const R = publicKeyOf(nonceSeed);
      const k = toNumber(sha512(concatBytes(R, publicKey, message)));
      const S = (scalarOf(nonceSeed) + k * scalarOf(seed)) % ORDER;
      return concatBytes(R, toBytes(S));
    },
  };
}

const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");

const sha512 = (bytes: Uint8Array): Uint8Array => nodeCrypto.createHash("sha512").update(bytes).digest();
const privateKeyOf = (seed: Uint8Array): nodeCrypto.KeyObject =>
  nodeCrypto.createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: "der", type: "pkcs8" });
const publicKeyOf = (seed: Uint8Array): Uint8Array =>
  copyBytes(
    nodeCrypto.createPublicKey(privateKeyOf(seed)).export({ format: "der", type: "spki" }).subarray(-32),
  );

function scalarOf(seed: Uint8Array): bigint {
  const half = copyBytes(sha512(seed).subarray(0, 32));
  half[0] = (half[0] as number) & 248;
  half[31] = ((half[31] as number) & 63) | 64;
  return toNumber(half);
}

/** Little-endian, as RFC 8032 has it. */
const toNumber = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).reverse().toString("hex")}`);
const toBytes = (value: bigint): Uint8Array =>
  copyBytes(Buffer.from(value.toString(16).padStart(64, "0"), "hex").reverse());
