/**
 * The journal: every leaf of the ledger in its order, and nothing else decides what the ledger is.
 *
 *   append(expected, lines)   one commit, on disk when it answers; refused when the journal has another length
 *   leaves(from, to)          what was appended
 *   groupEnds()               sizes after each commit: at these sizes checkpoints were signed
 *   keep / kept               small named values of the same store (the manifest)
 *
 * Implementations: journal_memory (tests), journal_sqlite. One suite holds for all: test/relay/journal.test.ts.
 */
import type { Result } from "../crypto/result.ts";

export interface JournalLine {
  /** Leaf bytes: what the log hashes. */
  readonly leaf: Uint8Array;
  /** The moment of acceptance, unix milliseconds. */
  readonly acceptedMs: number;
}

/** Somebody else has appended: two writers can never both win. */
export type AppendError = "out_of_order";

export interface Journal {
  /** Number of lines. */
  readonly size: number;
  /**
   * Appends all lines or none after line `expected − 1`, and answers the new size once they are on disk.
   * Throws on an I/O error; whoever called must then stop, because nobody knows what the disk holds.
   */
  append(expected: number, lines: readonly JournalLine[]): Promise<Result<number, AppendError>>;
  /** Lines `from` to `to − 1`, in order; fewer when there are not so many. */
  lines(from: number, to: number): Iterable<JournalLine>;
  /** Leaf bytes of these lines, in the order asked. Throws when one does not exist. */
  leavesAt(indices: readonly number[]): readonly Uint8Array[];
  /** The size after each append, rising. */
  groupEnds(): readonly number[];
  keep(name: string, value: Uint8Array): void;
  kept(name: string): Uint8Array | null;
  close(): void;
}
