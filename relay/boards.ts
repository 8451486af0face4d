/**
 * Statements of the shared documents on disk (`boards.sqlite`), one row each: what a receipt of statements promises.
 * Writes of all rooms share commits; `flushed` answers when everything put so far is on the disk.
 */
import type { DatabaseSync } from "node:sqlite";
import { copyBytes } from "../crypto/bytes.ts";
import type { Opened } from "../crypto/cose.ts";
import {
  BOARD_CROWD_MS,
  BOARD_GROUP_MAX,
  BOARD_WAIT_COMMITS,
  BOARD_WAIT_MS_MAX,
  BOARD_WAIT_MS_MIN,
} from "./limits.ts";

export interface BoardStore {
  /** Statement bytes of a document, in the order in which they came. */
  load(document: string): readonly Uint8Array[];
  /** Statements of these kinds of all documents whose name begins so. */
  find(prefix: string, kinds: readonly string[]): readonly Uint8Array[];
  put(document: string, said: Opened): void;
  /** Deletes what was erased. */
  remove(document: string, id: Uint8Array): void;
  /** Rejects when the disk failed; nothing is written after that. */
  flushed(): Promise<void>;
}

export const BOARDS_SCHEMA = `
  CREATE TABLE IF NOT EXISTS statement (
    row INTEGER PRIMARY KEY, document TEXT NOT NULL, id BLOB NOT NULL, kind TEXT NOT NULL, bytes BLOB NOT NULL,
    UNIQUE (document, id)) STRICT;
  CREATE INDEX IF NOT EXISTS statement_kind ON statement (document, kind);
`;

type Work = (prepared: Prepared) => void;
type Prepared = ReturnType<typeof prepare>;

/** `onFault` is called once, when the disk fails. */
export function createBoardStore(database: DatabaseSync, onFault: (error: Error) => void): BoardStore {
  const prepared = prepare(database);
  let waiting: Work[] = [];
  let flush: Promise<void> | null = null;
  let wake: () => void = () => {};
  let fault: Error | null = null;
  let lastMs = Number.NEGATIVE_INFINITY;
  let tookMs = 0;

  function enqueue(work: Work): void {
    waiting.push(work);
    flush ??= new Promise<void>((resolve) => {
      wake = resolve;
      // Alone it is written at once; in a crowd it waits for company.
      if (performance.now() - lastMs > BOARD_CROWD_MS) setImmediate(resolve);
      else setTimeout(resolve, crowdWaitMs(tookMs));
    }).then(commit);
    // A disk that fails is told to whoever waits for it in `flushed`.
    flush.catch(() => {});
    if (waiting.length >= BOARD_GROUP_MAX) wake();
  }

  function commit(): void {
    const works = waiting;
    waiting = [];
    flush = null;
    if (fault !== null) throw fault;
    const began = performance.now();
    try {
      database.exec("BEGIN IMMEDIATE");
      for (const work of works) work(prepared);
      database.exec("COMMIT");
      lastMs = performance.now();
      tookMs = lastMs - began;
    } catch (error) {
      fault = error instanceof Error ? error : new Error("the disk failed");
      if (database.isTransaction) database.exec("ROLLBACK");
      onFault(fault);
      throw fault;
    }
  }

  return {
    load: (document) => prepared.load.all(document).map(bytesOf),
    find: (prefix, kinds) =>
      kinds.flatMap((kind) => prepared.find.all(prefix, `${prefix}\u{10ffff}`, kind).map(bytesOf)),
    put: (document, { id, kind, bytes }) =>
      enqueue(({ insert }) => void insert.run(document, id, kind, bytes)),
    remove: (document, id) => enqueue(({ remove }) => void remove.run(document, id)),
    async flushed() {
      if (fault !== null) throw fault;
      await flush;
    },
  };
}

/** Milliseconds that a crowd waits after a commit that took so long. */
export const crowdWaitMs = (tookMs: number): number =>
  Math.min(BOARD_WAIT_MS_MAX, Math.max(BOARD_WAIT_MS_MIN, tookMs * BOARD_WAIT_COMMITS));

const prepare = (database: DatabaseSync) => ({
  load: database.prepare("SELECT bytes FROM statement WHERE document = ? ORDER BY row"),
  find: database.prepare("SELECT bytes FROM statement WHERE document >= ? AND document < ? AND kind = ?"),
  insert: database.prepare(
    "INSERT INTO statement (document, id, kind, bytes) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
  ),
  remove: database.prepare("DELETE FROM statement WHERE document = ? AND id = ?"),
});

const bytesOf = (row: unknown): Uint8Array => copyBytes((row as { readonly bytes: Uint8Array }).bytes);
