/** The data folder (docs/spec/relay.md): lock, keys, ledger, boards. Without a folder everything lives in memory. */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import type { RandomBytes } from "../crypto/keys.ts";
import { BOARDS_SCHEMA } from "./boards.ts";
import { BOX_SCHEMA } from "./box.ts";
import type { Journal } from "./journal.ts";
import { createMemoryJournal } from "./journal_memory.ts";
import { openSqliteJournal } from "./journal_sqlite.ts";
import { openKeys, type RelayKeys } from "./keys.ts";
import { createNewest, type Newest } from "./newest.ts";
import { createSetupLink, type SetupLink } from "./setup_link.ts";
import { lockFolder, openDurable } from "./sqlite.ts";

/** Beside the keys of a restored folder that may have lost leaves: why it is read and not written. */
export const RESTORED_FILE = "restored.txt";

export interface Data {
  readonly keys: RelayKeys;
  readonly setup: SetupLink;
  readonly newest: Newest;
  readonly journal: Journal;
  /** Statements of documents, and sealed post. */
  readonly boards: DatabaseSync;
  /** Why a restored ledger may only be read; null otherwise. */
  readonly restored: string | null;
  close(): void;
}

export interface DataOptions {
  readonly data: string | null;
  readonly nowMs: () => number;
  readonly random: RandomBytes;
  /** Another journal than the folder's, for tests. */
  readonly journal?: Journal;
  /** The folder is being made and nobody relies on it yet. */
  readonly isDraft?: boolean;
}

/** Throws when another relay has the folder, or its disk does not keep what it says. */
export function openData(options: DataOptions): Data {
  const { data, nowMs, random, isDraft = false } = options;
  if (data !== null) mkdirSync(data, { recursive: true, mode: 0o700 });
  const path = (name: string): string | null => (data === null ? null : join(data, name));
  const lockFile = path("relay.lock");
  const lock = lockFile === null ? null : lockFolder(lockFile);
  const keysFolder = path("keys");
  const ledgerFile = path("ledger.sqlite");
  const keys = openKeys(keysFolder, random);
  const setup = createSetupLink(keysFolder, nowMs, random);
  const newest = createNewest(keysFolder);
  const journal =
    options.journal ?? (ledgerFile === null ? createMemoryJournal() : openSqliteJournal(ledgerFile, isDraft));
  const boards = openDurable(path("boards.sqlite") ?? ":memory:", BOX_SCHEMA + BOARDS_SCHEMA, isDraft);
  return {
    keys,
    setup,
    newest,
    journal,
    boards,
    restored: keysFolder === null ? null : readRestored(join(keysFolder, RESTORED_FILE)),
    close() {
      journal.close();
      newest.close();
      boards.close();
      lock?.release();
    },
  };
}

const readRestored = (path: string): string | null =>
  existsSync(path) ? readFileSync(path, "utf8").trim() : null;
