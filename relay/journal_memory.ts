/** The journal of a relay that keeps nothing: for tests, and for trying things out. */
import { copyBytes } from "../crypto/bytes.ts";
import { err, invariant, ok } from "../crypto/result.ts";
import type { Journal, JournalLine } from "./journal.ts";

export function createMemoryJournal(): Journal {
  const all: JournalLine[] = [];
  const ends: number[] = [];
  const valueByName = new Map<string, Uint8Array>();
  return {
    get size() {
      return all.length;
    },
    async append(expected, lines) {
      if (expected !== all.length) return err("out_of_order");
      invariant(lines.length > 0, "a commit has lines");
      for (const { leaf, acceptedMs } of lines) all.push({ leaf: copyBytes(leaf), acceptedMs });
      ends.push(all.length);
      return ok(all.length);
    },
    lines: (from, to) => all.slice(from, to),
    leavesAt: (indices) =>
      indices.map((index) => {
        const line = all[index];
        invariant(line !== undefined, "the journal has that line");
        return line.leaf;
      }),
    groupEnds: () => [...ends],
    keep: (name, value) => void valueByName.set(name, copyBytes(value)),
    kept: (name) => valueByName.get(name) ?? null,
    close() {},
  };
}
