import { expect, test } from "vitest";
import { encodeLeaf } from "../../src/domain/leaf.ts";
import type { Id } from "../../src/domain/units.ts";
import { openBook } from "../../src/peer/book.ts";
import { LEAVES_AT_START } from "../../src/peer/limits.ts";
import type { LeafKept } from "../../src/peer/vault.ts";
import { createMemoryVault } from "../../src/peer/vault_memory.ts";
import { foundTown, type Town, verify } from "../domain/town.ts";

/** Every leaf of a town, as its phones keep them. */
function rowsOf({ founding: { community }, leaves, entries }: Town): readonly LeafKept[] {
  return leaves.map((leaf, index) => ({
    key: `${community}/${index}`,
    community,
    index,
    leaf: encodeLeaf(leaf),
    receipt: new Uint8Array(),
    ...(entries[index]?.kind === "consent" ? { consentOf: community } : {}),
  }));
}

test("[P98] of years of leaves the newest and the consents are read and opened at a start, and the rest is held", async () => {
  const town = await foundTown();
  for (let member = 0; member < 40; member++) await town.member(`邻居${member}`);
  const rows = rowsOf(town);
  expect(rows.length).toBeGreaterThan(LEAVES_AT_START + 20);
  const vault = createMemoryVault();
  await vault.write({ leaves: rows });
  const read = { rows: 0 };
  const counting = <T>(found: T[]): T[] => {
    read.rows += found.length;
    return found;
  };
  const book = await openBook({
    roster: { founding: town.founding },
    http: {},
    vault: {
      ...vault,
      leavesBelow: async (...asked: Parameters<typeof vault.leavesBelow>) =>
        counting(await vault.leavesBelow(...asked)),
      consents: async (id: Id) => counting(await vault.consents(id)),
    },
    verify,
  } as never);
  const isConsent = (index: number): boolean => town.entries[index]?.kind === "consent";
  const first = rows.length - LEAVES_AT_START;
  const old = rows.filter(({ index }) => index < first);
  for (const { index } of rows)
    expect(book.leaves.has(index), `opened ${index}`).toBe(index >= first || isConsent(index));
  expect(old.filter(({ index }) => isConsent(index)).length).toBeGreaterThan(0);
  expect(read.rows).toBe(LEAVES_AT_START + rows.filter(({ index }) => isConsent(index)).length);
  expect(await book.lacking(rows.map(({ index }) => index))).toEqual([]);
  expect(await book.lacking([rows.length, 0, rows.length + 1])).toEqual([rows.length, rows.length + 1]);
  const oldest = old.find(({ index }) => !book.leaves.has(index)) as LeafKept;
  expect((await book.read(oldest.index))?.bytes).toEqual(oldest.leaf);
  expect(await book.read(rows.length)).toBeNull();
  await book.openOlder();
  expect(book.leaves.size).toBe(rows.length);
});

test("[P98] a book that is closed opens nothing more", async () => {
  const town = await foundTown();
  for (let member = 0; member < 40; member++) await town.member(`邻居${member}`);
  const vault = createMemoryVault();
  await vault.write({ leaves: rowsOf(town) });
  const book = await openBook({ roster: { founding: town.founding }, http: {}, vault, verify } as never);
  const before = book.leaves.size;
  book.close();
  await book.openOlder();
  expect(book.leaves.size).toBe(before);
});
