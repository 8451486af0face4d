/**
 * The newest signed checkpoint, kept beside the keys and not in the ledger's file: a ledger that was put back from
 * an older copy is then found out, because its own relay has signed more than it holds (ledger.md, "Durability").
 * It is written after the commit it speaks of, so it is never ahead of an honest ledger.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface Newest {
  read(): string | null;
  write(note: string): void;
}

export function createNewest(folder: string | null): Newest {
  if (folder === null) {
    let note: string | null = null;
    return {
      read: () => note,
      write: (signed) => {
        note = signed;
      },
    };
  }
  const path = join(folder, "checkpoint.txt");
  return {
    // A file that a power cut left empty says nothing; the ledger then speaks for itself.
    read: () => (existsSync(path) ? readFileSync(path, "utf8") || null : null),
    write(note) {
      writeFileSync(`${path}.new`, note, { mode: 0o600 });
      renameSync(`${path}.new`, path);
    },
  };
}
