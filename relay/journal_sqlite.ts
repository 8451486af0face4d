/**
 * The journal in SQLite: WAL and `synchronous=FULL`, so that a commit that answered survives a power cut
 * (ledger.md, "Durability"). One writer; readers such as the audit may open the file beside it.
 */
import { DatabaseSync } from "node:sqlite";
import { copyBytes } from "../crypto/bytes.ts";
import { err, invariant, ok } from "../crypto/result.ts";
import type { Journal, JournalLine } from "./journal.ts";
import { openDurable } from "./sqlite.ts";

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS line (seq INTEGER PRIMARY KEY, accepted_ms INTEGER NOT NULL, leaf BLOB NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS group_end (size INTEGER PRIMARY KEY) STRICT;
  CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
`;

/** Opens or makes the file. Throws when the disk does not keep what it says. */
export const openSqliteJournal = (path: string, isDraft = false): Journal =>
  createJournal(openDurable(path, SCHEMA, isDraft));

/** The same for reading only: for the audit of a ledger that may be in use. */
export const readSqliteJournal = (path: string): Journal =>
  createJournal(new DatabaseSync(path, { readOnly: true }));

function createJournal(database: DatabaseSync): Journal {
  const last = database.prepare("SELECT coalesce(max(seq) + 1, 0) AS size FROM line");
  const insert = () => database.prepare("INSERT INTO line (seq, accepted_ms, leaf) VALUES (?, ?, ?)");
  const readSize = (): number => (last.get() as { size: number }).size;
  const ranged = database.prepare(
    "SELECT accepted_ms, leaf FROM line WHERE seq >= ? AND seq < ? ORDER BY seq",
  );
  const one = database.prepare("SELECT leaf FROM line WHERE seq = ?");
  let size = readSize();
  let insertLine: ReturnType<typeof insert> | null = null;

  /** One transaction. SQLite is synchronous, so nobody sees the ledger between belief and commit. */
  function commit(lines: readonly JournalLine[]): boolean {
    insertLine ??= insert();
    database.exec("BEGIN IMMEDIATE");
    try {
      const isInOrder = readSize() === size;
      if (isInOrder) {
        for (const [offset, { leaf, acceptedMs }] of lines.entries())
          insertLine.run(size + offset, acceptedMs, leaf);
        database.prepare("INSERT INTO group_end (size) VALUES (?)").run(size + lines.length);
      }
      database.exec("COMMIT");
      return isInOrder;
    } catch (error) {
      if (database.isTransaction) database.exec("ROLLBACK");
      throw error;
    }
  }

  return {
    get size() {
      return size;
    },
    async append(expected, lines) {
      invariant(lines.length > 0, "a commit has lines");
      if (expected !== size || !commit(lines)) return err("out_of_order");
      size += lines.length;
      return ok(size);
    },
    *lines(from, to) {
      for (const row of ranged.iterate(from, to)) yield readLine(row as unknown as Row);
    },
    leavesAt: (indices) =>
      indices.map((index) => {
        const row = one.get(index) as Row | undefined;
        invariant(row !== undefined, "the journal has that line");
        return copyBytes(row.leaf);
      }),
    groupEnds: () =>
      database
        .prepare("SELECT size FROM group_end ORDER BY size")
        .all()
        .map((row) => (row as { size: number }).size),
    keep: (name, value) =>
      void database.prepare("INSERT OR REPLACE INTO kept (name, value) VALUES (?, ?)").run(name, value),
    kept(name) {
      const row = database.prepare("SELECT value FROM kept WHERE name = ?").get(name) as
        | { value: Uint8Array }
        | undefined;
      return row === undefined ? null : copyBytes(row.value);
    },
    close: () => database.close(),
  };
}

interface Row {
  readonly accepted_ms: number;
  readonly leaf: Uint8Array;
}

// SQLite gives memory of its own with every row.
const readLine = (row: Row): JournalLine => ({ leaf: row.leaf, acceptedMs: row.accepted_ms });
