/**
 * Founding a community (wire.md, section 2): the founding statement, `relay_key` twice, `register`,
 * `grant operator`, `policy` and the manifest all pass, or nothing is kept. Tried on a ledger of its own, then
 * written in one commit.
 */

import { equalBytes } from "../crypto/bytes.ts";
import { openStatement } from "../crypto/cose.ts";
import { err, invariant, ok, type Result } from "../crypto/result.ts";
import type { Verify } from "../crypto/verify.ts";
import { type Entry, type EntryKind, readEntry } from "../src/domain/entry.ts";
import { type Founding, openFounding } from "../src/domain/founding.ts";
import { encodeLeaf, encodeReceipt } from "../src/domain/leaf.ts";
import { acceptEntry, bookFounding, foundLedger, isRegistryLeaf, type Ledger } from "../src/domain/ledger.ts";
import { idToBytes, type Moment } from "../src/domain/units.ts";
import type { Booked } from "./clerk.ts";
import type { Journal } from "./journal.ts";
import type { RelayKeys } from "./keys.ts";
import { createLog, type Log } from "./log.ts";
import { openManifest } from "./manifest.ts";
import type { Newest } from "./newest.ts";
import type { Code } from "./refuse.ts";

export interface Founded {
  readonly founding: Founding;
  readonly ledger: Ledger;
  readonly log: Log;
  /** One a leaf: the founding statement's, then the entries'. */
  readonly receipts: readonly Uint8Array[];
}

export interface FoundDeps {
  readonly journal: Journal;
  readonly newest: Newest;
  readonly keys: RelayKeys;
  readonly verify: Verify;
  readonly now: () => number;
}

export interface FoundingPapers {
  readonly founding: Uint8Array;
  readonly entries: readonly Uint8Array[];
  readonly manifest: Uint8Array;
}

export async function foundCommunity(
  papers: FoundingPapers,
  deps: FoundDeps,
): Promise<Result<Founded, Code>> {
  invariant(deps.journal.size === 0, "a journal is founded once");
  const founding = await openFounding(papers.founding, deps.verify);
  if (!founding.ok) return err(founding.error === "bad_signature" ? "bad_signature" : "bad_statement");
  const entries = await openAll(papers.entries, founding.value, deps.verify);
  if (!entries.ok) return entries;
  if (!isComplete(entries.value, deps.keys)) return err("setup_incomplete");
  const ledger = foundLedger(founding.value);
  const now = Math.floor(deps.now() / 1000) as Moment;
  const booked = bookAll(ledger, entries.value, now);
  if (!booked.ok) return booked;
  const manifest = await openManifest(papers.manifest, ledger, now, deps.verify);
  if (!manifest.ok) return manifest;
  const log = await write(booked.value, papers.manifest, founding.value, deps);
  const receipts = await Promise.all(
    booked.value.map(async ({ index, leaf }) => encodeReceipt(await log.receipt(index, leaf))),
  );
  return ok({ founding: founding.value, ledger, log, receipts });
}

async function openAll(
  statements: readonly Uint8Array[],
  founding: Founding,
  verify: Verify,
): Promise<Result<readonly Entry[], Code>> {
  const entries: Entry[] = [];
  for (const statement of statements) {
    const opened = await openStatement(statement, idToBytes(founding.community), verify);
    const entry = opened.ok ? readEntry(opened.value) : null;
    if (!opened.ok && opened.error === "bad_signature") return err("bad_signature");
    if (entry === null) return err("bad_statement");
    entries.push(entry);
  }
  return ok(entries);
}

/** Both keys of this relay, one person, who is operator, and rules. */
function isComplete(entries: readonly Entry[], keys: RelayKeys): boolean {
  const count = (kind: EntryKind): number => entries.filter((entry) => entry.kind === kind).length;
  const names = (purpose: "log" | "issuer"): boolean =>
    entries.some(
      (entry) =>
        entry.kind === "relay_key" &&
        entry.body.purpose === purpose &&
        equalBytes(entry.body.key, keys[purpose].publicKey),
    );
  const grants = entries.filter((entry) => entry.kind === "grant");
  return (
    names("log") &&
    names("issuer") &&
    count("relay_key") === 2 &&
    count("register") >= 1 &&
    count("policy") === 1 &&
    grants.some((entry) => entry.body.role === "operator")
  );
}

function bookAll(ledger: Ledger, entries: readonly Entry[], now: Moment): Result<readonly Booked[], Code> {
  const booked: Booked[] = [{ ...bookFounding(ledger, now), entry: null }];
  for (const entry of entries) {
    const outcome = acceptEntry(ledger, entry, now);
    if (outcome.verdict === "refused") return err(outcome.refusal);
    if (outcome.verdict === "repeat") return err("seq_used");
    booked.push({ index: outcome.index, leaf: outcome.leaf, entry });
  }
  return ok(booked);
}

/** The manifest first: it is of no use without the ledger, and the ledger is not complete without it. */
async function write(
  booked: readonly Booked[],
  manifest: Uint8Array,
  founding: Founding,
  { journal, newest, keys, now }: FoundDeps,
): Promise<Log> {
  const lines = booked.map(({ leaf }) => ({ leaf: encodeLeaf(leaf), acceptedMs: now() }));
  journal.keep("manifest", manifest);
  const appended = await journal.append(0, lines);
  invariant(appended.ok, "nobody else founds a community in this journal");
  const log = createLog(founding.community, keys.log);
  for (const [place, { leaf, entry }] of booked.entries())
    log.add((lines[place] as (typeof lines)[number]).leaf, isRegistryLeaf(leaf, entry?.kind ?? "founding"));
  log.seal();
  newest.write((await log.note()) as string);
  return log;
}
