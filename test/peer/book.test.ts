import { expect, test } from "vitest";
import { encodeLeaf } from "../../src/domain/leaf.ts";
import { openBook } from "../../src/peer/book.ts";
import { LEAVES_AT_START } from "../../src/peer/limits.ts";
import type { LeafKept } from "../../src/peer/vault.ts";
import { foundTown, verify } from "../domain/town.ts";

test("[P98] of years of leaves the newest and the consents are opened at a start, and the rest is held", async () => {
  const town = await foundTown();
  for (let member = 0; member < 40; member++) await town.member(`邻居${member}`);
  const community = town.founding.community;
  const rows = town.leaves.map(
    (leaf, index): LeafKept => ({
      key: `${community}/${index}`,
      community,
      index,
      leaf: encodeLeaf(leaf),
      receipt: new Uint8Array(),
    }),
  );
  expect(rows.length).toBeGreaterThan(LEAVES_AT_START + 20);
  const book = await openBook({
    roster: { founding: town.founding },
    http: {},
    vault: { all: async () => rows, kept: async () => undefined },
    verify,
  } as never);
  const isConsent = (index: number): boolean => town.entries[index]?.kind === "consent";
  const first = rows.length - LEAVES_AT_START;
  for (const { index } of rows) {
    expect(book.has(index), `held ${index}`).toBe(true);
    if (index >= first || isConsent(index)) expect(book.leaves.has(index), `opened ${index}`).toBe(true);
  }
  expect(rows.filter(({ index }) => index < first && isConsent(index)).length).toBeGreaterThan(0);
  expect(book.leaves.size).toBeLessThan(rows.length);
  expect(book.has(rows.length)).toBe(false);
  await book.openOlder();
  expect(book.leaves.size).toBe(rows.length);
});
