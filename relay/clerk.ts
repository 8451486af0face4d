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
import { openStatement } from "../crypto/cose.ts";
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
import type { Journal } from "./journal.ts";
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

export function createClerk(deps: ClerkDeps): Clerk {
  const { ledger, log, journal, metrics } = deps;
  const community = idToBytes(ledger.founding.community);
  const queue: Waiting[] = [];
  const listeners = new Set<(booked: readonly Booked[]) => void>();
  let status: ClerkState =
    deps.readOnly === null ? { state: "open" } : { state: "read_only", why: deps.readOnly };
  let verifying = 0;
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();
  let isRunning = false;

  async function open(bytes: Uint8Array): Promise<Result<Entry, Refusal>> {
    verifying++;
    const opened = await openStatement(bytes, community, deps.verify);
    verifying--;
    if (!opened.ok) return err(opened.error === "bad_signature" ? "bad_signature" : "bad_statement");
    const entry = readEntry(opened.value);
    if (entry !== null) return ok(entry);
    const { kind, version } = opened.value;
    const isKnown = isSaidKind(kind) || (isEntryKind(kind) && version === 1) || NOT_ENTRIES.has(kind);
    return err(isKnown ? "bad_statement" : "relay_too_old");
  }

  function enqueue(entry: Entry): Promise<Answer> {
    if (status.state !== "open") return Promise.resolve(refused("read_only"));
    if (queue.length >= CLERK_QUEUE_MAX) return Promise.resolve(refused("busy"));
    return new Promise((resolve) => {
      queue.push({ entry, since: performance.now(), resolve });
      wake();
    });
  }

  /** Commits at once when nobody else is about to join, else after 100 entries or 5 ms. */
  function wake(): void {
    if (isRunning) return;
    if (verifying === 0 || queue.length >= GROUP_ENTRIES_MAX) start();
    else timer ??= setTimeout(start, GROUP_WAIT_MS);
  }

  function start(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (isRunning || queue.length === 0) return;
    isRunning = true;
    running = run().finally(() => {
      isRunning = false;
      if (queue.length > 0) wake();
    });
  }

  async function run(): Promise<void> {
    do {
      await commit(queue.splice(0, GROUP_ENTRIES_MAX));
    } while (queue.length >= GROUP_ENTRIES_MAX);
  }

  /** One group: judged, written, logged, answered. */
  async function commit(group: readonly Waiting[]): Promise<void> {
    if (status.state !== "open") {
      for (const { resolve } of group) resolve(refused("read_only"));
      return;
    }
    const now = Math.floor(deps.now() / 1000) as Moment;
    const outcomes = group.map(({ entry }) => acceptEntry(ledger, entry, now));
    const booked = [...bookedOf(group, outcomes), ...bookFacts(now)];
    if (booked.length > 0 && !(await write(booked))) {
      for (const { resolve } of group) resolve(refused("read_only"));
      return;
    }
    for (const [place, outcome] of outcomes.entries()) {
      const { resolve, since } = group[place] as Waiting;
      resolve(await answerOf(outcome));
      metrics.entry(outcome.verdict, performance.now() - since);
    }
    if (booked.length > 0) for (const listener of listeners) listener(booked);
  }

  function bookFacts(now: Moment): readonly Booked[] {
    const booked: Booked[] = [];
    while (booked.length < GROUP_FACTS_MAX) {
      const fact = nextFact(ledger, now);
      if (fact === null) break;
      booked.push({ ...bookFact(ledger, fact, now), entry: null });
    }
    return booked;
  }

  /** Journal, then log, then checkpoint. False when the journal failed; the clerk has then stopped. */
  async function write(booked: readonly Booked[]): Promise<boolean> {
    const acceptedMs = deps.now();
    const lines = booked.map(({ leaf }) => ({ leaf: encodeLeaf(leaf), acceptedMs }));
    try {
      const began = performance.now();
      const appended = await journal.append(log.size, lines);
      invariant(appended.ok, "this clerk is the only writer of its journal");
      metrics.commit(performance.now() - began);
      for (const [place, { index, leaf, entry }] of booked.entries()) {
        const at = log.add(
          (lines[place] as (typeof lines)[number]).leaf,
          isRegistryLeaf(leaf, entry?.kind ?? null),
        );
        invariant(at === index, "ledger, journal and log count the same leaves");
      }
      log.seal();
      deps.newest.write((await log.note()) as string);
      return true;
    } catch (error) {
      status = { state: "stopped", why: "the journal failed" };
      deps.onStop(error);
      return false;
    }
  }

  async function answerOf(outcome: Outcome): Promise<Answer> {
    switch (outcome.verdict) {
      case "posted":
        return receiptFor(outcome.index, outcome.leaf);
      case "refused":
        return refused(outcome.refusal, outcome.leaf === null ? null : outcome.index);
      case "repeat": {
        const [bytes] = journal.leavesAt([outcome.index]);
        const leaf = bytes === undefined ? null : decodeLeaf(bytes);
        invariant(leaf !== null, "the journal gives back leaves");
        const code = refusalOf(leaf.status);
        return code == null ? receiptFor(outcome.index, leaf) : refused(code, outcome.index);
      }
      default:
        return outcome satisfies never;
    }
  }

  const receiptFor = async (index: number, leaf: Leaf): Promise<Answer> => ({
    ok: true,
    index,
    receipt: encodeReceipt(await log.receipt(index, leaf)),
  });

  return {
    ledger,
    log,
    get status() {
      return status;
    },
    async submit(statements) {
      const answers: Promise<Answer>[] = [];
      for (let from = 0; from < statements.length; from += VERIFY_AT_ONCE_MAX) {
        const opened = await Promise.all(statements.slice(from, from + VERIFY_AT_ONCE_MAX).map(open));
        for (const one of opened)
          answers.push(one.ok ? enqueue(one.value) : Promise.resolve(refused(one.error)));
      }
      return Promise.all(answers);
    },
    async tick() {
      await running;
      if (isRunning || status.state !== "open") return;
      isRunning = true;
      running = commit([]).finally(() => {
        isRunning = false;
        if (queue.length > 0) wake();
      });
      await running;
    },
    onBooked(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    check: () => checkInvariants(ledger),
    async drain() {
      while (isRunning || queue.length > 0 || verifying > 0) {
        await running;
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}

/** Statements of this program that are no entries and never will be. */
const NOT_ENTRIES: ReadonlySet<string> = new Set(["founding", "manifest", "request", "auth"]);

const refused = (code: Refusal, index: number | null = null): Answer => ({ ok: false, code, index });

function bookedOf(group: readonly Waiting[], outcomes: readonly Outcome[]): readonly Booked[] {
  return outcomes.flatMap((outcome, place) => {
    if (outcome.verdict === "repeat" || outcome.leaf === null || outcome.index === null) return [];
    return [{ index: outcome.index, leaf: outcome.leaf, entry: (group[place] as Waiting).entry }];
  });
}
