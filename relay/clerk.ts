/**
 * The clerk: one at a time, in order: open → try → journal (fsync) → believe → log → receipt (ledger.md).
 *
 *   const clerk = createClerk({ ... });
 *   const answers = await clerk.submit([statement]);    // a receipt or a refusal each, in order
 *
 * Signatures are checked in the thread pool before an entry queues up; the rest is one writer. Up to 100 entries,
 * or what came within 5 ms, share one commit and one checkpoint. When the journal fails the clerk stops for good:
 * nobody knows what the disk holds, so nobody is told anything but `read_only` until the process starts anew.
 */
import { type OpenError, type Opened, openStatement } from "../crypto/cose.ts";
import { err, invariant, ok, type Result } from "../crypto/result.ts";
import type { Verify } from "../crypto/verify.ts";
import { type Entry, isEntryKind, readEntry } from "../src/domain/entry.ts";
import { decodeLeaf, encodeLeaf, encodeReceipt, type Leaf } from "../src/domain/leaf.ts";
import {
  acceptEntry,
  bookFact,
  isRegistryLeaf,
  type Ledger,
  nextFact,
  type Outcome,
} from "../src/domain/ledger.ts";
import { checkInvariants } from "../src/domain/ledger_views.ts";
import { type Refusal, refusalOf } from "../src/domain/refusal.ts";
import { isSaidKind } from "../src/domain/said.ts";
import { idToBytes, type Moment } from "../src/domain/units.ts";
import type { Journal, JournalLine } from "./journal.ts";
import {
  CLERK_QUEUE_MAX,
  GROUP_ENTRIES_MAX,
  GROUP_FACTS_MAX,
  GROUP_WAIT_MS,
  VERIFY_AT_ONCE_MAX,
} from "./limits.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import type { Newest } from "./newest.ts";

/** What an author is told; `index` of a refusal is its reject leaf. */
export type Answer =
  | { readonly ok: true; readonly index: number; readonly receipt: Uint8Array }
  | { readonly ok: false; readonly code: Refusal; readonly index: number | null };

/** One leaf that is on disk and in the log. */
export interface Booked {
  readonly index: number;
  readonly leaf: Leaf;
  /** Null for a fact and for the founding statement. */
  readonly entry: Entry | null;
}

export type ClerkState =
  | { readonly state: "open" }
  /** The ledger can be read and proven, but not written. */
  | { readonly state: "read_only"; readonly why: string }
  /** The journal failed: what is in memory may not be on disk. */
  | { readonly state: "stopped"; readonly why: string };

export interface Clerk {
  readonly ledger: Ledger;
  readonly log: Log;
  readonly status: ClerkState;
  /** Judges statements in order and answers each once it is on disk. Never rejects. */
  submit(statements: readonly Uint8Array[]): Promise<readonly Answer[]>;
  /** Books facts that have come due. */
  tick(): Promise<void>;
  /** Calls back after each commit. Returns the end of listening. */
  onBooked(listener: (booked: readonly Booked[]) => void): () => void;
  /** The broken invariant, or null. */
  check(): string | null;
  /** Waits until everything taken in is answered. */
  drain(): Promise<void>;
}

export interface ClerkDeps {
  readonly ledger: Ledger;
  readonly log: Log;
  readonly journal: Journal;
  readonly newest: Newest;
  readonly verify: Verify;
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly metrics: Metrics;
  /** Why the ledger that was found on disk must not be written. */
  readonly readOnly: string | null;
  /** Called once when the journal fails. */
  readonly onStop: (error: unknown) => void;
}

interface Waiting {
  readonly entry: Entry;
  readonly since: number;
  readonly resolve: (answer: Answer) => void;
}

export const createClerk = (deps: ClerkDeps): Clerk => new JournalingClerk(deps);

class JournalingClerk implements Clerk {
  readonly ledger: Ledger;
  readonly log: Log;
  readonly #deps: ClerkDeps;
  readonly #community: Uint8Array;
  readonly #queue: Waiting[] = [];
  readonly #listeners = new Set<(booked: readonly Booked[]) => void>();
  #status: ClerkState;
  /** Statements at the thread pool, about to queue up. */
  #verifying = 0;
  #timer: NodeJS.Timeout | null = null;
  /** The commit under way; null when there is none. */
  #running: Promise<void> | null = null;

  constructor(deps: ClerkDeps) {
    this.#deps = deps;
    this.ledger = deps.ledger;
    this.log = deps.log;
    this.#community = idToBytes(deps.ledger.founding.community);
    this.#status = deps.readOnly === null ? { state: "open" } : { state: "read_only", why: deps.readOnly };
  }

  get status(): ClerkState {
    return this.#status;
  }

  async submit(statements: readonly Uint8Array[]): Promise<readonly Answer[]> {
    const answers: Promise<Answer>[] = [];
    for (let from = 0; from < statements.length; from += VERIFY_AT_ONCE_MAX) {
      const opened = await this.#openAll(statements.slice(from, from + VERIFY_AT_ONCE_MAX));
      for (const one of opened)
        answers.push(one.ok ? this.#enqueue(one.value) : Promise.resolve(refused(one.error)));
      this.#wake();
    }
    return Promise.all(answers);
  }

  async tick(): Promise<void> {
    await this.#running;
    if (this.#running === null && this.#status.state === "open") await this.#start();
  }

  onBooked(listener: (booked: readonly Booked[]) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  check(): string | null {
    return checkInvariants(this.ledger);
  }

  async drain(): Promise<void> {
    while (this.#running !== null || this.#queue.length > 0 || this.#verifying > 0) {
      await this.#running;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async #openAll(statements: readonly Uint8Array[]): Promise<readonly Result<Entry, Refusal>[]> {
    this.#verifying += statements.length;
    const opened = await Promise.all(
      statements.map((bytes) => openStatement(bytes, this.#community, this.#deps.verify)),
    );
    this.#verifying -= statements.length;
    return opened.map((one) => (one.ok ? entryOf(one.value) : err(doorRefusal(one.error))));
  }

  #enqueue(entry: Entry): Promise<Answer> {
    if (this.#status.state !== "open") return Promise.resolve(refused("read_only"));
    if (this.#queue.length >= CLERK_QUEUE_MAX) return Promise.resolve(refused("busy"));
    return new Promise((resolve) => {
      this.#queue.push({ entry, since: performance.now(), resolve });
    });
  }

  /** Commits at once when nobody else is about to join, else after 100 entries or 5 ms. */
  #wake(): void {
    if (this.#running !== null || this.#queue.length === 0) return;
    if (this.#verifying === 0 || this.#queue.length >= GROUP_ENTRIES_MAX) void this.#start();
    else this.#timer ??= setTimeout(() => void this.#start(), GROUP_WAIT_MS);
  }

  /** Commits the head of the queue (or only facts), then looks again. */
  #start(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#running ??= this.#commit(this.#queue.splice(0, GROUP_ENTRIES_MAX)).finally(() => {
      this.#running = null;
      this.#wake();
    });
    return this.#running;
  }

  /** One group: judged, written, logged, answered. */
  async #commit(group: readonly Waiting[]): Promise<void> {
    const answers = this.#status.state === "open" ? await this.#book(group).catch(this.#stop) : null;
    for (const [place, { resolve, since }] of group.entries()) {
      resolve(answers?.[place] ?? refused("read_only"));
      this.#deps.metrics.accepted(performance.now() - since);
    }
  }

  /** A broken invariant, or a disk that failed: nobody knows what holds, so nothing more is written. */
  readonly #stop = (error: unknown): null => {
    this.#status = { state: "stopped", why: error instanceof Error ? error.message : String(error) };
    this.#deps.onStop(error);
    return null;
  };

  /** The answers, in order. Rejects when the journal failed. */
  async #book(group: readonly Waiting[]): Promise<readonly Answer[]> {
    const now = Math.floor(this.#deps.now() / 1000) as Moment;
    const outcomes = group.map(({ entry }) => acceptEntry(this.ledger, entry, now));
    const booked = [...bookedOf(group, outcomes), ...this.#bookFacts(now)];
    if (booked.length > 0) await this.#write(booked);
    const answers = await Promise.all(outcomes.map((outcome) => this.#answer(outcome)));
    for (const { verdict } of outcomes) this.#deps.metrics.entry(verdict);
    if (booked.length > 0) for (const listener of this.#listeners) listener(booked);
    return answers;
  }

  #bookFacts(now: Moment): readonly Booked[] {
    const booked: Booked[] = [];
    while (booked.length < GROUP_FACTS_MAX) {
      const fact = nextFact(this.ledger, now);
      if (fact === null) break;
      booked.push({ ...bookFact(this.ledger, fact, now), entry: null });
    }
    return booked;
  }

  /** Journal, then log, then checkpoint. */
  async #write(booked: readonly Booked[]): Promise<void> {
    const { journal, newest, metrics } = this.#deps;
    const acceptedMs = this.#deps.now();
    const lines = booked.map(({ leaf }) => ({ leaf: encodeLeaf(leaf), acceptedMs }));
    const began = performance.now();
    const appended = await journal.append(this.log.size, lines);
    invariant(appended.ok, "this clerk is the only writer of its journal");
    metrics.commit(performance.now() - began);
    for (const [place, { index, leaf, entry }] of booked.entries()) {
      const bytes = (lines[place] as JournalLine).leaf;
      const at = this.log.add(bytes, isRegistryLeaf(leaf, entry?.kind ?? null));
      invariant(at === index, "ledger, journal and log count the same leaves");
    }
    this.log.seal();
    newest.write((await this.log.note()) as string);
  }

  async #answer(outcome: Outcome): Promise<Answer> {
    switch (outcome.verdict) {
      case "posted":
        return this.#receipt(outcome.index, outcome.leaf);
      case "refused":
        return refused(outcome.refusal, outcome.leaf === null ? null : outcome.index);
      case "repeat": {
        const [bytes] = this.#deps.journal.leavesAt([outcome.index]);
        const leaf = bytes === undefined ? null : decodeLeaf(bytes);
        invariant(leaf !== null, "the journal gives back leaves");
        const code = refusalOf(leaf.status);
        return code == null ? this.#receipt(outcome.index, leaf) : refused(code, outcome.index);
      }
      default:
        return outcome satisfies never;
    }
  }

  async #receipt(index: number, leaf: Leaf): Promise<Answer> {
    return { ok: true, index, receipt: encodeReceipt(await this.log.receipt(index, leaf)) };
  }
}

/** The entry of an opened statement, or why it has no place on the ledger. */
function entryOf(opened: Opened): Result<Entry, Refusal> {
  const entry = readEntry(opened);
  if (entry !== null) return ok(entry);
  const { kind, version } = opened;
  const isKnown = isSaidKind(kind) || (isEntryKind(kind) && version === 1) || NOT_ENTRIES.has(kind);
  return err(isKnown ? "bad_statement" : "relay_too_old");
}

const doorRefusal = (error: OpenError): Refusal =>
  error === "bad_signature" ? "bad_signature" : "bad_statement";

/** Statements of this program that are no entries and never will be. */
const NOT_ENTRIES: ReadonlySet<string> = new Set(["founding", "manifest", "request", "auth"]);

const refused = (code: Refusal, index: number | null = null): Answer => ({ ok: false, code, index });

function bookedOf(group: readonly Waiting[], outcomes: readonly Outcome[]): readonly Booked[] {
  return outcomes.flatMap((outcome, place) => {
    if (outcome.verdict === "repeat" || outcome.leaf === null || outcome.index === null) return [];
    return [{ index: outcome.index, leaf: outcome.leaf, entry: (group[place] as Waiting).entry }];
  });
}
