/** Many SHA-256 hashes in one piece of memory, as they lie on disk: at most so many, the oldest go first. */
import { concatBytes } from "../../crypto/bytes.ts";

export const HASH_BYTES = 32;

export interface Hashes {
  has(hash: Uint8Array): boolean;
  add(hash: Uint8Array): void;
  /** All of them in the order of coming. */
  bytes(): Uint8Array;
}

export function createHashes(kept: Uint8Array, countMax: number): Hashes {
  const ring = new Uint8Array(countMax * HASH_BYTES);
  const words = new Uint32Array(ring.buffer);
  const placeByName = new Map<number, number>();
  let count = Math.min(countMax, Math.floor(kept.length / HASH_BYTES));
  let next = count % countMax;
  ring.set(kept.subarray(0, count * HASH_BYTES));
  for (let place = 0; place < count; place++) placeByName.set(nameIn(words, place), place);

  return {
    has(hash) {
      const place = placeByName.get(nameOf(hash));
      // The name is a part of it: of two hashes that share one the earlier is looked for in vain.
      return place !== undefined && hash.every((byte, at) => byte === ring[place * HASH_BYTES + at]);
    },
    add(hash) {
      const oldest = nameIn(words, next);
      if (count < countMax) count++;
      else if (placeByName.get(oldest) === next) placeByName.delete(oldest);
      ring.set(hash, next * HASH_BYTES);
      placeByName.set(nameIn(words, next), next);
      next = (next + 1) % countMax;
    },
    bytes: () =>
      count < countMax
        ? ring.slice(0, count * HASH_BYTES)
        : concatBytes(ring.subarray(next * HASH_BYTES), ring.subarray(0, next * HASH_BYTES)),
  };
}

const HASH_WORDS = HASH_BYTES / 4;

/** Its first 52 bits, in this machine's order, as a number: a Map takes it much quicker than a text of all 32 bytes. */
const nameIn = (words: Uint32Array, place: number): number =>
  (words[place * HASH_WORDS] as number) * 2 ** 20 + ((words[place * HASH_WORDS + 1] as number) >>> 12);

const nameOf = (hash: Uint8Array): number => nameIn(new Uint32Array(hash.slice(0, HASH_BYTES).buffer), 0);
