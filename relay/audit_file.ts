/** The audit of a journal file: every signature, rule, root, proof and the newest checkpoint beside the keys. */
import * as nodeCrypto from "node:crypto";
import { dirname, join } from "node:path";
import { equalBytes } from "../crypto/bytes.ts";
import type { Signer } from "../crypto/keys.ts";
import { leafHash, rootOf, verifyInclusion } from "../crypto/merkle.ts";
import { type Verify, verifyWithNodePool } from "../crypto/verify.ts";
import { totals } from "../src/domain/ledger_views.ts";
import type { Id } from "../src/domain/units.ts";
import { readSqliteJournal } from "./journal_sqlite.ts";
import { readNewest } from "./newest.ts";
import { compareWithNewest, type Replayed, replayJournal } from "./replay.ts";

export interface Audited {
  /** What differs; empty when everything agrees. */
  readonly faults: readonly string[];
  /** What was looked at, for people. */
  readonly lines: readonly string[];
}

export interface AuditedFile extends Audited {
  /** Null when the file does not begin with a founding statement. */
  readonly community: Id | null;
  readonly leaves: number;
}

/** Who audits signs nothing: the log is compared with what was signed. */
const NOBODY: Signer = {
  publicKey: new Uint8Array(32),
  sign: () => Promise.reject(new Error("an audit signs nothing")),
};

/** A journal file, in use or not. */
export async function auditFile(path: string): Promise<AuditedFile> {
  const verify = verifyWithNodePool(nodeCrypto);
  const journal = readSqliteJournal(path);
  try {
    const replayed = await replayJournal(journal, NOBODY, { founding: verify, entries: verify });
    if (replayed === null)
      return { community: null, leaves: 0, faults: ["no founding statement at the beginning"], lines: [] };
    const faults = [
      replayed.fault,
      proofFault(replayed, journal.lines(0, journal.size)),
      await newestFault(path, replayed),
    ];
    return {
      community: replayed.founding.community,
      leaves: replayed.log.size,
      faults: faults.filter((fault) => fault !== null),
      lines: describe(replayed),
    };
  } finally {
    journal.close();
  }
}

/** Folds a journal file without opening it for writing; `entries` says whether signatures are checked. */
export async function replayForReading(path: string, entries: Verify): Promise<Replayed | null> {
  const journal = readSqliteJournal(path);
  try {
    return await replayJournal(journal, NOBODY, { founding: verifyWithNodePool(nodeCrypto), entries });
  } finally {
    journal.close();
  }
}

/** Every leaf's path leads to the root, and the registry tree holds what it should. */
function proofFault({ log, fault }: Replayed, lines: Iterable<{ readonly leaf: Uint8Array }>): string | null {
  const checkpoint = fault === null ? log.checkpointAt(log.size) : null;
  if (checkpoint === null) return null;
  const hashes: Uint8Array[] = [];
  for (const { leaf } of lines) hashes.push(leafHash(leaf));
  if (!equalBytes(rootOf(hashes), checkpoint.root)) return "the root is not that of the leaves";
  for (const [index, hash] of hashes.entries()) {
    const path = log.path(index) ?? [];
    const { size, root } = checkpoint;
    if (!verifyInclusion({ index, size, leafHash: hash, path, root })) return `leaf ${index} has no proof`;
  }
  return null;
}

/** The newest signed checkpoint lies beside the keys, next to the ledger. */
async function newestFault(path: string, { log, ledger }: Replayed): Promise<string | null> {
  const folder = join(dirname(path), "keys");
  const notes = readNewest(folder);
  const key = ledger.authority.logKeys.find(({ purpose }) => purpose === "log");
  if (notes.length === 0) return null;
  if (key === undefined) return "no relay key was named by the council";
  return compareWithNewest(log, notes, key.publicKey, verifyWithNodePool(nodeCrypto));
}

function describe({ founding, ledger, log }: Replayed): readonly string[] {
  const { issued, posted, held, pool, members } = totals(ledger);
  return [
    `community ${founding.community} ${founding.name}`,
    `leaves ${log.size}, registry ${log.registry.length}`,
    `seconds issued ${issued}, posted ${posted}, held ${held}, pool ${pool}; members ${members}`,
  ];
}
