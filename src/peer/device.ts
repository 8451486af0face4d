/**
 * The keys of one person on this phone. The signing key never leaves the browser: WebCrypto keeps it where Ed25519
 * exists, else its seed lies wrapped under a key that cannot be read. The same for sealed post and the 恢复码.
 */
import { copyBytes, equalBytes, hexToBytes } from "../../crypto/bytes.ts";
import type { BoxKey, Signer } from "../../crypto/keys.ts";
import { formatPaperCode, PAPER_BYTES, seedFromPaper } from "../../crypto/paper.ts";
import { type Verify, verifyWithSubtle } from "../../crypto/verify.ts";
import { type KeyText, keyText } from "../domain/units.ts";
import type { StationDeps } from "./platform.ts";
import type { KeysKept, WrappedSecret } from "./vault.ts";

/** An identity's keys, opened for use. */
export interface Device {
  readonly signer: Signer;
  /** For sealed post; opened when the first post comes. */
  readonly box: () => Promise<BoxKey>;
  /** 恢复码 as it is shown; null on a phone that never had it. */
  readonly recoveryCode: string | null;
  /** The public key of that code; null also for the code with which the account registered. */
  readonly recoveryKey: KeyText | null;
}

/** What `register` says of a device, and what the vault keeps of it. */
export interface NewDevice {
  readonly device: Device;
  /** The key of its 恢复码; null where it has none. */
  readonly recoveryKey: Uint8Array | null;
  readonly kept: KeysKept;
}

type Keys = Pick<StationDeps, "subtle" | "random"> & { readonly hasEd25519: boolean };

const ED25519 = { name: "Ed25519" } as const;

/** tweetnacl's keys: for making somebody, sealed post, and browsers without Ed25519; most starts need none. */
const naclKeys = () => import("../../crypto/keys.ts");

/** Whether this browser really signs and checks with Ed25519: some name it and throw. */
export async function hasEd25519(subtle: SubtleCrypto): Promise<boolean> {
  try {
    const verify = verifyWithSubtle(subtle as never);
    const pair = (await subtle.generateKey(ED25519, false, ["sign", "verify"])) as CryptoKeyPair;
    const signature = new Uint8Array(await subtle.sign(ED25519, pair.privateKey, PROBE));
    const key = new Uint8Array(await subtle.exportKey("raw", pair.publicKey));
    const knowsOwn = await verify(key, PROBE, signature);
    const knowsOthers = await verify(RFC_8032_KEY, new Uint8Array(), RFC_8032_SIGNATURE);
    return knowsOwn && knowsOthers && !(await verify(key, new Uint8Array(), RFC_8032_SIGNATURE));
  } catch {
    return false;
  }
}
const PROBE = Uint8Array.of(1, 2, 3);
/** RFC 8032, 7.1, TEST 1: a signature over no bytes. */
const RFC_8032_KEY = hexToBytes(
  "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
) as Uint8Array;
const RFC_8032_SIGNATURE = hexToBytes(
  "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
) as Uint8Array;

/** The fastest verifier that this browser has; both work off this thread. */
export const verifierFor = async (
  { subtle, verifyWorker }: Pick<StationDeps, "subtle" | "verifyWorker">,
  isFast: boolean,
): Promise<Verify> =>
  isFast
    ? verifyWithSubtle(subtle as never)
    : (await import("./worker_verify.ts")).verifyInWorker(verifyWorker);

/**
 * Fresh keys; nothing is stored yet. `paper`: the 16 bytes of its 恢复码, fresh ones unless given; null: it has none.
 * `known`: the seed of somebody whose secrets are public (the demo).
 */
export async function makeDevice(
  keys: Keys,
  paper: Uint8Array | null = keys.random(PAPER_BYTES),
  known: Uint8Array | null = null,
): Promise<NewDevice> {
  const { subtle, random } = keys;
  const wrapKey = await subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const { boxKeyFromSeed } = await naclKeys();
  const recoveryKey = paper === null ? null : await recoveryKeyOf(paper);
  const boxSeed = known ?? random(32);
  const box = boxKeyFromSeed(boxSeed);
  const signing =
    known === null && keys.hasEd25519
      ? await makeWebCryptoKey(subtle)
      : await makeSeedKey(keys, wrapKey, known ?? random(32));
  return {
    device: { signer: signing.signer, box: async () => box, ...paperOf(paper, recoveryKey) },
    recoveryKey,
    kept: {
      publicKey: signing.signer.publicKey,
      sealKey: box.publicKey,
      signKey: signing.signKey,
      wrapKey,
      seed: signing.seed,
      box: await wrap(keys, wrapKey, boxSeed),
      recovery: paper === null ? null : await wrap(keys, wrapKey, paper),
      recoveryKey,
    },
  };
}

const paperOf = (
  paper: Uint8Array | null,
  key: Uint8Array | null,
): Pick<Device, "recoveryCode" | "recoveryKey"> => ({
  recoveryCode: paper === null ? null : formatPaperCode(paper),
  recoveryKey: paper === null || key === null ? null : keyText(key),
});

/** The public key of a 恢复码. */
export async function recoveryKeyOf(paper: Uint8Array): Promise<Uint8Array> {
  const { publicKeyFromSeed } = await naclKeys();
  return publicKeyFromSeed(seedFromPaper(paper, "recovery"));
}

/** The keys of an identity as the vault keeps it. Throws when the browser cannot use them any more. */
export async function openDevice(subtle: SubtleCrypto, kept: KeysKept): Promise<Device> {
  const unwrap = (secret: WrappedSecret): Promise<Uint8Array> => unwrapSecret(subtle, kept.wrapKey, secret);
  const signer =
    kept.signKey === null
      ? (await naclKeys()).signerFromSeed(await unwrap(kept.seed as WrappedSecret))
      : webCryptoSigner(subtle, kept.signKey, kept.publicKey);
  if (!equalBytes(signer.publicKey, kept.publicKey)) throw new Error("the vault gave another key back");
  let box: Promise<BoxKey> | null = null;
  return {
    signer,
    box: () => {
      box ??= Promise.all([naclKeys(), unwrap(kept.box)]).then(([keys, seed]) => keys.boxKeyFromSeed(seed));
      return box;
    },
    ...paperOf(kept.recovery === null ? null : await unwrap(kept.recovery), kept.recoveryKey ?? null),
  };
}

interface SigningKey {
  readonly signer: Signer;
  readonly signKey: CryptoKey | null;
  readonly seed: WrappedSecret | null;
}

async function makeWebCryptoKey(subtle: SubtleCrypto): Promise<SigningKey> {
  const pair = (await subtle.generateKey(ED25519, false, ["sign", "verify"])) as CryptoKeyPair;
  const publicKey = new Uint8Array(await subtle.exportKey("raw", pair.publicKey));
  return {
    signer: webCryptoSigner(subtle, pair.privateKey, publicKey),
    signKey: pair.privateKey,
    seed: null,
  };
}

async function makeSeedKey(keys: Keys, wrapKey: CryptoKey, seed: Uint8Array): Promise<SigningKey> {
  const { signerFromSeed } = await naclKeys();
  return { signer: signerFromSeed(seed), signKey: null, seed: await wrap(keys, wrapKey, seed) };
}

const webCryptoSigner = (subtle: SubtleCrypto, key: CryptoKey, publicKey: Uint8Array): Signer => ({
  publicKey,
  sign: async (message) => new Uint8Array(await subtle.sign(ED25519, key, copyBytes(message))),
});

/** A secret of this phone, readable with its AES-GCM key only. */
export async function unwrapSecret(
  subtle: SubtleCrypto,
  wrapKey: CryptoKey,
  { iv, data }: WrappedSecret,
): Promise<Uint8Array> {
  const plain = await subtle.decrypt({ name: "AES-GCM", iv: copyBytes(iv) }, wrapKey, copyBytes(data));
  return new Uint8Array(plain);
}

/** Under this phone's AES-GCM key. */
export async function wrap(
  keys: Pick<Keys, "subtle" | "random">,
  wrapKey: CryptoKey,
  secret: Uint8Array,
): Promise<WrappedSecret> {
  const iv = keys.random(12);
  const sealed = await keys.subtle.encrypt(
    { name: "AES-GCM", iv: copyBytes(iv) },
    wrapKey,
    copyBytes(secret),
  );
  return { iv, data: new Uint8Array(sealed) };
}
