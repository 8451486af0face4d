/**
 * The newest signed checkpoint, kept beside the keys and not in the ledger's file: a ledger that was put back from
 * an older copy is then found out, because its own relay has signed more than it holds (ledger.md, "Durability").
 * It is written after the commit it speaks of, so it is never ahead of an honest ledger.
 *
 * Two files take turns, each written in place: a power cut spoils at most one of them, and no commit waits for a
 * rename. `read` gives both; who reads takes the one that is signed for more.
 */
import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";

export interface Newest {
  /** Notes that may be the newest; none of them has been checked. */
  read(): readonly string[];
  write(note: string): void;
  close(): void;
}

const NAMES = ["checkpoint-a.txt", "checkpoint-b.txt"] as const;

export function createNewest(folder: string | null): Newest {
  if (folder === null) return createMemoryNewest();
  const paths = NAMES.map((name) => join(folder, name));
  const files: number[] = [];
  let turn = 0;
  return {
    read: () => readNewest(folder),
    write(note) {
      if (files.length === 0)
        files.push(...paths.map((path) => openSync(path, existsSync(path) ? "r+" : "w", 0o600)));
      const file = files[turn++ % files.length] as number;
      ftruncateSync(file, writeSync(file, note, 0));
    },
    close() {
      for (const file of files.splice(0)) closeSync(file);
    },
  };
}

/** Without opening anything for writing. */
export const readNewest = (folder: string): readonly string[] =>
  NAMES.map((name) => join(folder, name))
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, "utf8"));

function createMemoryNewest(): Newest {
  let note: string | null = null;
  return {
    read: () => (note === null ? [] : [note]),
    write: (signed) => {
      note = signed;
    },
    close() {},
  };
}
