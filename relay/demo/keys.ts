/** The demo people's keys: each follows from the folder's own seed, so a folder has its people for good. */
import { bytesToHex, hexToBytes, utf8ToBytes } from "../../crypto/bytes.ts";
import { deriveBytes } from "../../crypto/hash.ts";
import {
  type BoxKey,
  boxKeyFromSeed,
  publicKeyFromSeed,
  type RandomBytes,
  type Signer,
} from "../../crypto/keys.ts";
import { seedFromPaper } from "../../crypto/paper.ts";
import { demoPaper } from "../../src/domain/demo.ts";
import { nodeSigner } from "../keys.ts";
import type { Role } from "./cast.ts";

/** One of the people with her keys. */
export interface Actor extends Role {
  readonly seed: Uint8Array;
  readonly signer: Signer;
  readonly box: BoxKey;
  readonly recoveryKey: Uint8Array;
}

const seedFor = (master: Uint8Array, what: string): Uint8Array =>
  deriveBytes(`yizhan/demo/${what}/v1`, master);

export function actorOf(master: Uint8Array, role: Role): Actor {
  const seed = seedFor(master, `device/${role.key}`);
  return {
    ...role,
    seed,
    signer: nodeSigner(seed),
    box: boxKeyFromSeed(seed),
    recoveryKey: publicKeyFromSeed(seedFromPaper(demoPaper(seed), "recovery")),
  };
}

export const councilOf = (master: Uint8Array): { readonly root: Signer; readonly second: Signer } => ({
  root: nodeSigner(seedFor(master, "root")),
  second: nodeSigner(seedFor(master, "second")),
});

/** The founding statement's salt: another folder is another community. */
export const saltOf = (master: Uint8Array): Uint8Array => seedFor(master, "salt").slice(0, 16);

/** Bytes that follow from the seed, for the relay's own keys while the demo is made. */
export function randomFrom(master: Uint8Array, purpose: string): RandomBytes {
  let count = 0;
  return (n) => {
    const bytes = new Uint8Array(n);
    for (let from = 0; from < n; from += 32) {
      count++;
      bytes.set(seedFor(master, `${purpose}/${count}`).subarray(0, n - from), from);
    }
    return bytes;
  };
}

/** Chances and choices: the same seed and day give the same story. */
export interface Chance {
  /** From 0 to below 1. */
  next(): number;
  /** A whole number from `low` to `high`. */
  between(low: number, high: number): number;
  isTrue(probability: number): boolean;
  /** Null when there is nothing to choose from. */
  pick<T>(items: readonly T[], weight?: (item: T) => number): T | null;
}

export function createChance(master: Uint8Array, purpose: string): Chance {
  const random = randomFrom(master, `chance/${purpose}`);
  const next = (): number => {
    const [a = 0, b = 0, c = 0, d = 0] = random(4);
    return ((a << 24) | (b << 16) | (c << 8) | d) / 2 ** 32 + 0.5;
  };
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    isTrue: (probability) => next() < probability,
    pick(items, weight = () => 1) {
      let left = next() * items.reduce((sum, item) => sum + weight(item), 0);
      const found = items.find((item) => {
        left -= weight(item);
        return left < 0;
      });
      return found ?? items.at(-1) ?? null;
    },
  };
}

export const masterToText = bytesToHex;
/** 32 bytes; null for anything else. */
export function masterFromText(text: string): Uint8Array | null {
  const bytes = hexToBytes(text);
  return bytes?.length === 32 ? bytes : null;
}

/** A master for tests. */
export const masterOf = (name: string): Uint8Array => deriveBytes("yizhan/demo/name/v1", utf8ToBytes(name));
