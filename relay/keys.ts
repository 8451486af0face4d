/**
 * The relay's own keys, in `data/keys/`: `log.seed` signs checkpoints and receipts, `issuer.seed` will sign tokens.
 * Neither can make a point. They are made at the first start and named by `relay_key` entries of the root key.
 */
import * as nodeCrypto from "node:crypto";
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { publicKeyFromSeed, type RandomBytes, SEED_BYTES, type Signer } from "../crypto/keys.ts";
import { invariant } from "../crypto/result.ts";

export interface RelayKeys {
  readonly log: Signer;
  readonly issuer: Signer;
}

/** Reads the keys of a data folder, or makes them. Without a folder they live as long as the process. */
export function openKeys(folder: string | null, random: RandomBytes): RelayKeys {
  if (folder !== null) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const seed = (name: string): Uint8Array =>
    folder === null ? random(SEED_BYTES) : readOrMake(join(folder, name), random);
  return { log: nodeSigner(seed("log.seed")), issuer: nodeSigner(seed("issuer.seed")) };
}

// RFC 8410: what stands before the 32 bytes of an Ed25519 private key in PKCS #8.
const PKCS8_HEAD = Buffer.from("302e020100300506032b657004220420", "hex");

/** The signer of a seed by node:crypto: the same signatures as tweetnacl's, in a fiftieth of the time. */
export function nodeSigner(seed: Uint8Array): Signer {
  const key = nodeCrypto.createPrivateKey({
    key: Buffer.concat([PKCS8_HEAD, seed]),
    format: "der",
    type: "pkcs8",
  });
  return {
    publicKey: publicKeyFromSeed(seed),
    sign: async (message) => new Uint8Array(nodeCrypto.sign(null, message, key)),
  };
}

function readOrMake(path: string, random: RandomBytes): Uint8Array {
  if (!existsSync(path)) writeDurably(path, random(SEED_BYTES));
  const seed = new Uint8Array(readFileSync(path));
  invariant(seed.length === SEED_BYTES, `${path} holds a seed of 32 bytes`);
  return seed;
}

/** A key that is lost after somebody signed for it cannot be made again: it reaches the disk before it is used. */
function writeDurably(path: string, bytes: Uint8Array): void {
  const file = openSync(path, "wx", 0o600);
  try {
    writeSync(file, bytes);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  chmodSync(path, 0o600);
}
