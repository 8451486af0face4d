/**
 * The ledger and the log as the journal tells them: at boot, and in the audit. State is a fold of the journal;
 * what comes out is compared with the newest checkpoint that this relay's key has signed.
 */
import { equalBytes } from "../crypto/bytes.ts";
import { verifyCheckpoint } from "../crypto/checkpoint.ts";
import { openParsed, parseOwn } from "../crypto/cose.ts";
import type { Signer } from "../crypto/keys.ts";
import type { Verify } from "../crypto/verify.ts";
import { type Entry, readEntry } from "../src/domain/entry.ts";
import { type Founding, openFounding } from "../src/domain/founding.ts";
import { decodeLeaf, type Leaf } from "../src/domain/leaf.ts";
import { foundLedger, isRegistryLeaf, type Ledger, replayLeaf } from "../src/domain/ledger.ts";
import { checkInvariants } from "../src/domain/ledger_views.ts";
import { idToBytes } from "../src/domain/units.ts";
import type { Journal } from "./journal.ts";
import { createLog, type Log } from "./log.ts";

export interface Replayed {
  readonly founding: Founding;
  readonly ledger: Ledger;
  readonly log: Log;
  /** What is wrong, in a few words; null when everything agrees. The ledger then ends before it. */
  readonly fault: string | null;
}

/**
 * Signatures of entries are not checked again at boot: the signed checkpoint vouches for the bytes, and the clerk
 * checked them before it signed. The audit checks them.
 */
export const asJournaled: Verify = () => true;

/** Folds the whole journal. Null when it is empty or does not begin with a founding statement. */
export async function replayJournal(
  journal: Journal,
  signer: Signer,
  verify: { readonly founding: Verify; readonly entries: Verify },
): Promise<Replayed | null> {
  const [first] = journal.lines(0, 1);
  const statement = first === undefined ? null : (decodeLeaf(first.leaf)?.entry ?? null);
  const founding = statement === null ? null : await openFounding(statement, verify.founding);
  if (founding === null || !founding.ok) return null;
  const ledger = foundLedger(founding.value);
  const log = createLog(founding.value.community, signer);
  const fault = await foldLines(journal, ledger, log, verify.entries);
  return { founding: founding.value, ledger, log, fault: fault ?? checkInvariants(ledger) };
}

async function foldLines(journal: Journal, ledger: Ledger, log: Log, verify: Verify): Promise<string | null> {
  const community = idToBytes(ledger.founding.community);
  const ends = new Set(journal.groupEnds());
  for (const { leaf: bytes } of journal.lines(0, journal.size)) {
    const index = log.size;
    const leaf = decodeLeaf(bytes);
    if (leaf === null) return `leaf ${index} cannot be read`;
    const entry = index === 0 ? null : await readLeafEntry(leaf, community, verify);
    if (entry === undefined) return `leaf ${index} holds no entry of this community`;
    const differs = replayLeaf(ledger, leaf, entry);
    if (differs !== null) return `leaf ${index}: ${differs}`;
    log.add(bytes, isRegistryLeaf(leaf, index === 0 ? "founding" : (entry?.kind ?? null)));
    if (ends.has(log.size)) log.seal();
  }
  return log.sealedSize === log.size ? null : "the journal ends within a commit";
}

/** The entry of a leaf; null for a fact, undefined when it does not open. */
async function readLeafEntry(
  leaf: Leaf,
  community: Uint8Array,
  verify: Verify,
): Promise<Entry | null | undefined> {
  if (leaf.entry === null) return null;
  // The leaf was decoded for us alone.
  const parsed = parseOwn(leaf.entry, community);
  if (!parsed.ok) return undefined;
  const opened = await openParsed(parsed.value, verify);
  return opened.ok ? (readEntry(opened.value) ?? undefined) : undefined;
}

/** What differs between a log and the newest checkpoint its key has signed; null when it continues it. */
export async function compareWithNewest(
  log: Log,
  notes: readonly string[],
  publicKey: Uint8Array,
  verify: Verify,
): Promise<string | null> {
  const checkpoints = await Promise.all(
    notes.map((note) => verifyCheckpoint(note, log.origin, publicKey, verify)),
  );
  const signed = checkpoints
    .filter((checkpoint) => checkpoint.ok)
    .map(({ value }) => value)
    .sort((a, b) => b.size - a.size)[0];
  // Nothing readable: the first start, or a power cut in the first second of it.
  if (signed === undefined)
    return notes.length < 2 ? null : "neither checkpoint beside the keys is signed by this log's key";
  const { size, root, registryRoot } = signed;
  if (size > log.size) return `the ledger has ${log.size} leaves, but ${size} were signed for`;
  const here = log.checkpointAt(size);
  if (here === null) return `no commit of the ledger ended at the ${size} leaves that were signed for`;
  const agrees = equalBytes(here.root, root) && equalBytes(here.registryRoot, registryRoot);
  return agrees ? null : `the first ${size} leaves are not those that were signed for`;
}
