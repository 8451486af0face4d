/** How the relay opens its SQLite files: every commit that answered is on the disk. */
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { invariant } from "../crypto/result.ts";

// Read back after the first write: before it SQLite may still answer with what it was asked for.
const PROBE = `
  CREATE TABLE IF NOT EXISTS opened (id INTEGER PRIMARY KEY CHECK (id = 1), times INTEGER NOT NULL) STRICT;
  INSERT INTO opened (id, times) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET times = times + 1;
`;

/** FULL in SQLite's numbering: fsync at every commit. */
const SYNCHRONOUS_FULL = 2;

/**
 * Opens a file (or ":memory:") in WAL with synchronous=FULL. Throws when SQLite does not agree to both. A draft is
 * a folder that nobody uses before it is finished: it need not survive a power cut, and is written without waiting.
 */
export function openDurable(path: string, schema: string, isDraft = false): DatabaseSync {
  const database = new DatabaseSync(path);
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;");
  if (isDraft) {
    database.exec(`PRAGMA synchronous = OFF; ${schema}`);
    return database;
  }
  database.exec(schema);
  database.exec(PROBE);
  const mode = (database.prepare("PRAGMA journal_mode").get() as { journal_mode: string }).journal_mode;
  const sync = (database.prepare("PRAGMA synchronous").get() as { synchronous: number }).synchronous;
  invariant(mode === "wal" || path === ":memory:", `${path} is in WAL mode, not ${mode}`);
  invariant(sync === SYNCHRONOUS_FULL, `${path} is written with synchronous=FULL, not ${sync}`);
  return database;
}

/**
 * Keeps a folder to one process: SQLite's own lock, which ends with the process however it ends. Throws when
 * another relay has it.
 */
export function lockFolder(path: string): { release(): void } {
  const database = new DatabaseSync(path);
  try {
    database.exec("PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE;");
  } catch {
    database.close();
    throw new Error(`another relay is using ${dirname(path)}`);
  }
  return { release: () => database.close() };
}
