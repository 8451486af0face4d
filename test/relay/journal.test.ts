import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, expect, test } from "vitest";
import type { Journal } from "../../relay/journal.ts";
import { createMemoryJournal } from "../../relay/journal_memory.ts";
import { openSqliteJournal, readSqliteJournal } from "../../relay/journal_sqlite.ts";
import { temporaryFolder } from "./start.ts";

const folders: { remove(): void }[] = [];
const open: Journal[] = [];
afterEach(() => {
  for (const journal of open.splice(0)) journal.close();
  for (const folder of folders.splice(0)) folder.remove();
});

function sqliteFile(): string {
  const folder = temporaryFolder();
  folders.push(folder);
  return join(folder.path, "ledger.sqlite");
}

function opened(journal: Journal): Journal {
  open.push(journal);
  return journal;
}

const line = (byte: number) => ({ leaf: Uint8Array.of(byte, byte), acceptedMs: 1_000 + byte });
const lines = (...all: number[]) => all.map(line);

for (const [name, create] of [
  ["memory", () => opened(createMemoryJournal())],
  ["sqlite", () => opened(openSqliteJournal(sqliteFile()))],
] as const) {
  test(`[Y1] ${name}: what is appended is read back, in order`, async () => {
    const journal = create();
    expect(journal.size).toBe(0);
    expect(await journal.append(0, lines(1, 2))).toEqual({ ok: true, value: 2 });
    expect(await journal.append(2, lines(3))).toEqual({ ok: true, value: 3 });
    expect([...journal.lines(0, 9)]).toEqual(lines(1, 2, 3));
    expect([...journal.lines(1, 2)]).toEqual(lines(2));
    expect(journal.leavesAt([2, 0])).toEqual([line(3).leaf, line(1).leaf]);
    expect(journal.groupEnds()).toEqual([2, 3]);
  });

  test(`[Y2] ${name}: an append after another length than the journal's is refused whole`, async () => {
    const journal = create();
    await journal.append(0, lines(1));
    expect(await journal.append(0, lines(2))).toEqual({ ok: false, error: "out_of_order" });
    expect(await journal.append(2, lines(2))).toEqual({ ok: false, error: "out_of_order" });
    expect([...journal.lines(0, 9)]).toEqual(lines(1));
    expect(journal.groupEnds()).toEqual([1]);
  });

  test(`[Y2] ${name}: asking for a line that is not there, or appending none, throws`, async () => {
    const journal = create();
    await journal.append(0, lines(1));
    expect(() => journal.leavesAt([1])).toThrow("broken invariant");
    await expect(journal.append(1, [])).rejects.toThrow("broken invariant");
  });

  test(`[Y1] ${name}: the caller may reuse its memory`, async () => {
    const journal = create();
    const mine = line(7);
    await journal.append(0, [mine]);
    mine.leaf.fill(0);
    expect(journal.leavesAt([0])).toEqual([line(7).leaf]);
  });

  test(`[Y1] ${name}: a named value is kept and replaced`, () => {
    const journal = create();
    expect(journal.kept("manifest")).toBeNull();
    journal.keep("manifest", Uint8Array.of(1));
    journal.keep("manifest", Uint8Array.of(2));
    expect(journal.kept("manifest")).toEqual(Uint8Array.of(2));
  });
}

test("[Y1] sqlite: what answered is there after closing, and a reader may look beside the writer", async () => {
  const file = sqliteFile();
  const first = openSqliteJournal(file);
  await first.append(0, lines(1, 2));
  first.close();
  const again = opened(openSqliteJournal(file));
  await again.append(2, lines(3));
  const reader = opened(readSqliteJournal(file));
  expect([...reader.lines(0, 9)]).toEqual(lines(1, 2, 3));
  expect(reader.groupEnds()).toEqual([2, 3]);
});

test("[Y2] sqlite: of two writers of one file only one wins", async () => {
  const file = sqliteFile();
  const one = opened(openSqliteJournal(file));
  const other = opened(openSqliteJournal(file));
  expect((await one.append(0, lines(1))).ok).toBe(true);
  expect(await other.append(0, lines(2))).toEqual({ ok: false, error: "out_of_order" });
  expect([...one.lines(0, 9)]).toEqual(lines(1));
});

test("[Y3] sqlite: commits are fsynced, as SQLite itself says after the first write", () => {
  const file = sqliteFile();
  opened(openSqliteJournal(file));
  const other = new DatabaseSync(file);
  expect(other.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
  other.close();
});

test("[Y4] sqlite: a commit that the disk refuses throws, and nothing of it stays", async () => {
  const file = sqliteFile();
  const journal = opened(openSqliteJournal(file));
  await journal.append(0, lines(1));
  const other = new DatabaseSync(file);
  other.exec(
    "CREATE TRIGGER full BEFORE INSERT ON line WHEN NEW.seq = 2 BEGIN SELECT raise(ABORT, 'disk full'); END",
  );
  other.close();
  await expect(journal.append(1, lines(2, 3))).rejects.toThrow("disk full");
  expect([...journal.lines(0, 9)]).toEqual(lines(1));
  expect(journal.groupEnds()).toEqual([1]);
});
