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
  const placeByName = new Map<number, number>();
  let count = Math.min(countMax, Math.floor(kept.length / HASH_BYTES));
  let next = count % countMax;
  ring.set(kept.subarray(0, count * HASH_BYTES));
  for (let place = 0; place < count; place++) placeByName.set(nameAt(ring, place * HASH_BYTES), place);

  return {
    has(hash) {
      const place = placeByName.get(nameAt(hash, 0));
      // The name is a part of it: of two hashes that share one the earlier is looked for in vain.
      return place !== undefined && hash.every((byte, at) => byte === ring[place * HASH_BYTES + at]);
    },
    add(hash) {
      const oldest = nameAt(ring, next * HASH_BYTES);
      if (count < countMax) count++;
      else if (placeByName.get(oldest) === next) placeByName.delete(oldest);
      ring.set(hash, next * HASH_BYTES);
      placeByName.set(nameAt(hash, 0), next);
      next = (next + 1) % countMax;
    },
    bytes: () =>
      count < countMax
        ? ring.slice(0, count * HASH_BYTES)
        : concatBytes(ring.subarray(next * HASH_BYTES), ring.subarray(0, next * HASH_BYTES)),
  };
}

/** Six bytes as a number: a Map takes it much quicker than a text of all 32. */
function nameAt(bytes: Uint8Array, at: number): number {
  let name = 0;
  for (let byte = at; byte < at + 6; byte++) name = name * 256 + (bytes[byte] as number);
  return name;
}
