import { expect, test } from "vitest";
import { createHashes, HASH_BYTES } from "../../src/peer/hashes.ts";

/** A hash that begins with these bytes and ends with another. */
const hash = (start: number, end = 0): Uint8Array => {
  const bytes = new Uint8Array(HASH_BYTES).fill(start);
  bytes[HASH_BYTES - 1] = end;
  return bytes;
};

test("[P96] the newest hashes are known, in the order of coming, also after they lay on disk", () => {
  const hashes = createHashes(new Uint8Array(), 3);
  for (const start of [1, 2, 3, 4, 5]) hashes.add(hash(start));
  const known = (of: typeof hashes) => [1, 2, 3, 4, 5].filter((start) => of.has(hash(start)));
  expect(known(hashes)).toEqual([3, 4, 5]);
  const kept = hashes.bytes();
  expect([...kept.filter((_, at) => at % HASH_BYTES === 0)]).toEqual([3, 4, 5]);
  const next = createHashes(kept, 3);
  expect(known(next)).toEqual([3, 4, 5]);
  next.add(hash(1));
  expect(known(next)).toEqual([1, 4, 5]);
  expect(createHashes(kept.subarray(0, HASH_BYTES * 2), 3).bytes()).toEqual(kept.subarray(0, HASH_BYTES * 2));
});

test("[P96] a hash that only begins like a known one is not known", () => {
  const hashes = createHashes(hash(1), 3);
  expect(hashes.has(hash(1))).toBe(true);
  expect(hashes.has(hash(1, 1))).toBe(false);
  // Of two that share their first bytes the earlier is asked again, and both leave without harm.
  hashes.add(hash(1, 1));
  expect(hashes.has(hash(1, 1))).toBe(true);
  for (const start of [2, 3, 4]) hashes.add(hash(start));
  expect([hash(1), hash(1, 1)].some((one) => hashes.has(one))).toBe(false);
  expect([2, 3, 4].every((start) => hashes.has(hash(start)))).toBe(true);
});
