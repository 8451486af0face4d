/**
 * Entries on their way to the ledger. An entry is in the vault before a byte of it leaves, has a number that no
 * other tab can have, and stays until the relay's receipt was checked or its refusal is final.
 */

import { concatBytes } from "../../crypto/bytes.ts";
import { type Cbor, decodeCborSequence, encodeCbor } from "../../crypto/cbor.ts";
import { parseStatement, signStatement } from "../../crypto/cose.ts";
import type { Signer } from "../../crypto/keys.ts";
import { type BodyOf, type EntryKind, entryPayload } from "../domain/entry.ts";
import { isRefusal, isTransient, refusalOf } from "../domain/refusal.ts";
import { bytesToId, type Id, idToBytes, keyText } from "../domain/units.ts";
import { createBackoff } from "./backoff.ts";
import type { Book } from "./book.ts";
import type { Clock } from "./clock.ts";
import { faultOf, type Http } from "./http.ts";
import { ENTRIES_AT_ONCE, LEAVES_AT_START } from "./limits.ts";
import { createExclusive, createRepeated } from "./mutex.ts";
import type { StationDeps } from "./platform.ts";
import type { Fault } from "./station.ts";
import type { EntryKept, Vault } from "./vault.ts";

/** What became of an entry at the first attempt. */
export type Outcome =
  | { readonly state: "posted"; readonly id: Id; readonly index: number }
  | { readonly state: "refused"; readonly id: Id; readonly fault: Fault }
  | { readonly state: "waiting"; readonly id: Id };

export interface EntryDraft<K extends EntryKind> {
  readonly as: Id | null;
  readonly refs?: readonly Id[];
  readonly need?: Id | null;
  readonly body: BodyOf<K>;
}

export interface Outbox {
  /** In the order of signing; refused ones stay until they were seen. */
  readonly entries: readonly EntryKept[];
  readonly isSending: boolean;
  /** Signs and keeps; it leaves soon after. */
  put<K extends EntryKind>(kind: K, draft: EntryDraft<K>): Promise<Id>;
  /** Signs, keeps, tries once and tells what came of it. A refusal that is told here is not kept. */
  submit<K extends EntryKind>(kind: K, draft: EntryDraft<K>): Promise<Outcome>;
  /** What becomes of an entry that is kept already, at the next attempt. */
  attempt(id: Id): Promise<Outcome>;
  flush(): Promise<void>;
  /** Forgets a refused entry. */
  dismiss(id: Id): Promise<boolean>;
  reload(): Promise<void>;
  onChange(listener: () => void): () => void;
  stop(): void;
}

export interface OutboxDeps {
  readonly community: Id;
  readonly account: Id;
  readonly signer: Signer;
  readonly vault: Vault;
  readonly http: Http;
  readonly clock: Clock;
  readonly book: Book;
  /** Receipts cannot be checked before the roster names the log's key. */
  readonly learnKeys: () => Promise<void>;
  readonly platform: Pick<StationDeps, "locks" | "random" | "now">;
}

/** Somebody who waits for what becomes of an entry. */
type Waiter = (outcome: Outcome) => void;

/** Batches of one flush; the rest follows after a pause. */
const ROUNDS_MAX = 20;

/** The next number of a device key: gaps are allowed, the same one twice is not. */
const nextSeq = (vault: Vault, { publicKey }: Signer): Promise<number> =>
  vault.count(`seq/${keyText(publicKey)}`, (last) => last + 1);

/** Signs an entry under the next number of its key. */
export async function signEntry<K extends EntryKind>(
  kind: K,
  draft: EntryDraft<K>,
  by: {
    readonly signer: Signer;
    readonly community: Id;
    readonly vault: Vault;
    readonly clock: Clock;
    readonly order: number;
    /** A key that this phone did not make may have spoken elsewhere: its numbers are milliseconds. */
    readonly isBorrowed?: boolean;
  },
): Promise<Omit<EntryKept, "account">> {
  const seq = by.isBorrowed === true ? Math.floor(by.clock.ms()) : await nextSeq(by.vault, by.signer);
  const at = by.clock.moment();
  const payload = entryPayload(kind, { seq, at, as: draft.as, refs: draft.refs ?? [], body: draft.body });
  const bytes = await signStatement(encodeCbor(payload), kind, idToBytes(by.community), by.signer);
  return {
    id: idOf(bytes, by.community),
    community: by.community,
    kind,
    need: draft.need ?? null,
    ...(kind === "consent" ? { text: (draft.body as BodyOf<"consent">).text } : {}),
    seq,
    bytes,
    since: at,
    order: by.order,
    fault: null,
  };
}

function idOf(bytes: Uint8Array, community: Id): Id {
  const parsed = parseStatement(bytes, idToBytes(community));
  const id = parsed.ok ? bytesToId(parsed.value.id) : null;
  if (id === null) throw new Error("what was signed here can be opened");
  return id;
}

export function createOutbox(deps: OutboxDeps): Outbox {
  const { community, account, vault, http, book, platform } = deps;
  const lockName = `yizhan/outbox/${keyText(deps.signer.publicKey)}`;
  const signing = createExclusive(platform.locks, `${lockName}/sign`);
  const sending = createExclusive(platform.locks, lockName);
  const backoff = createBackoff(platform.random);
  const listeners = new Set<() => void>();
  const waiters = new Map<Id, readonly Waiter[]>();
  let entries: readonly EntryKept[] = [];
  let isSending = false;
  let lastOrder = 0;

  function tell(): void {
    for (const listener of [...listeners]) listener();
  }

  async function reload(): Promise<void> {
    const mine = (await vault.all("outbox")).filter((row) => row.account === account);
    entries = mine.sort((a, b) => a.order - b.order);
    tell();
  }

  const put = <K extends EntryKind>(kind: K, draft: EntryDraft<K>): Promise<EntryKept> =>
    signing(async () => {
      lastOrder = Math.max(lastOrder + 1, platform.now());
      const signed = await signEntry(kind, draft, { ...deps, order: lastOrder });
      const row = { ...signed, account };
      await vault.write({ outbox: [row] });
      entries = [...entries, row];
      tell();
      return row;
    });

  const flush = createRepeated(async () => {
    try {
      await sending(sendAll);
    } catch (error) {
      sendSoon();
      throw error;
    }
  });

  const sendSoon = (): void => backoff.schedule(() => void flush().catch(() => undefined));

  async function sendAll(): Promise<void> {
    await reload();
    // Nobody who has asked by now waits longer than this; who asks meanwhile has a run of their own.
    const asked = new Set([...waiters.values()].flat());
    isSending = true;
    try {
      await answerLate();
      for (let round = 0; round < ROUNDS_MAX; round++) {
        const waiting = entries.filter(({ fault }) => fault === null);
        if (waiting.length === 0) break;
        const again = await sendSome(waiting.slice(0, ENTRIES_AT_ONCE));
        if (again === "later") break;
      }
    } finally {
      isSending = false;
      for (const [id, ones] of [...waiters])
        if (ones.some((one) => asked.has(one))) answerWaiters({ state: "waiting", id });
      tell();
    }
    if (entries.some(({ fault }) => fault === null)) sendSoon();
    else backoff.reset();
  }

  /** An earlier run, or another tab, may have settled an entry before somebody asked what became of it. */
  async function answerLate(): Promise<void> {
    for (const id of [...waiters.keys()]) {
      const row = entries.find((one) => one.id === id);
      if (row === undefined) answerWaiters(await bookedAs(id));
      else if (row.fault !== null) await refuse(row, row.fault as Fault);
    }
  }

  /** What the book says of an entry that has left the outbox. */
  async function bookedAs(id: Id): Promise<Outcome> {
    const find = (): number | undefined =>
      [...book.leaves.values()].find(({ entry }) => entry?.id === id)?.index;
    if (find() === undefined) {
      // Another tab's leaf is on disk before this one hears of it, among the newest.
      const rows = await vault.leavesBelow(community, Number.POSITIVE_INFINITY, LEAVES_AT_START);
      await book.add(rows.filter(({ index }) => !book.leaves.has(index)));
    }
    const index = find();
    return index === undefined ? { state: "waiting", id } : { state: "posted", id, index };
  }

  /** "again" when something was taken or signed anew, "later" when trying at once is of no use. */
  async function sendSome(rows: readonly EntryKept[]): Promise<"again" | "later"> {
    const body = concatBytes(...rows.map(({ bytes }) => encodeCbor(bytes)));
    const reply = await http.ask({ method: "POST", path: `/c/${community}/entries`, body });
    if (!reply.ok) return "later";
    const answers = decodeCborSequence(reply.bytes, rows.length);
    if (!answers.ok) return "later";
    let moved = false;
    const renamed = new Map<Id, Id>();
    for (const [place, row] of rows.entries()) {
      const answer = answers.value[place];
      if (Array.isArray(answer)) moved = (await settle(row, answer, renamed)) || moved;
    }
    return moved ? "again" : "later";
  }

  async function settle(row: EntryKept, answer: readonly Cbor[], renamed: Map<Id, Id>): Promise<boolean> {
    if (answer[0] !== "refused") return receipted(row, encodeCbor(answer));
    const [, code, transient] = answer;
    if (typeof code !== "string") return false;
    if (code === "clock_wrong" && row.kind !== "register") return signAnew(row, renamed);
    const isFinal = isRefusal(code) ? !isTransient(code) : transient !== true;
    if (!isFinal) {
      answerWaiters({ state: "waiting", id: row.id });
      return false;
    }
    await refuse(row, faultOf(code));
    return true;
  }

  async function receipted(row: EntryKept, bytes: Uint8Array): Promise<boolean> {
    let checked = await book.checkReceipt(row.bytes, bytes);
    if (checked === null) {
      await deps.learnKeys();
      checked = await book.checkReceipt(row.bytes, bytes);
    }
    // Not proved: the entry stays, whatever the relay says it did with it.
    if (checked === null) return false;
    const refusal = refusalOf(checked.status);
    if (refusal !== null) {
      await refuse(row, refusal ?? "bad_statement");
      return true;
    }
    await vault.write({ leaves: [checked.row] }, { outbox: [row.id] });
    forget(row.id);
    await book.add([checked.row]);
    answerWaiters({ state: "posted", id: row.id, index: checked.row.index });
    return true;
  }

  async function refuse(row: EntryKept, fault: Fault): Promise<void> {
    const isTold = waiters.has(row.id);
    if (isTold) await vault.write({}, { outbox: [row.id] });
    else await vault.write({ outbox: [{ ...row, fault }] });
    if (isTold) forget(row.id);
    else entries = entries.map((one) => (one.id === row.id ? { ...one, fault } : one));
    answerWaiters({ state: "refused", id: row.id, fault });
    tell();
  }

  /** The clock was wrong when this was signed, and nobody has logged it: said again with the right time. */
  async function signAnew(row: EntryKept, renamed: Map<Id, Id>): Promise<boolean> {
    const parsed = parseStatement(row.bytes, idToBytes(community));
    if (!parsed.ok || keyText(parsed.value.publicKey) !== keyText(deps.signer.publicKey)) return false;
    const [version, kind, , , as, refs, body] = parsed.value.payload as readonly Cbor[];
    const seq = await nextSeq(vault, deps.signer);
    const at = deps.clock.moment();
    const now = (refs as readonly Uint8Array[]).map((ref) => {
      const next = renamed.get(bytesToId(ref) as Id);
      return next === undefined ? ref : idToBytes(next);
    });
    const payload = encodeCbor([version, kind, seq, at, as, now, body] as Cbor);
    const bytes = await signStatement(payload, row.kind, idToBytes(community), deps.signer);
    const next = { ...row, id: idOf(bytes, community), seq, bytes };
    renamed.set(row.id, next.id);
    await vault.write({ outbox: [next] }, { outbox: [row.id] });
    entries = entries.map((one) => (one.id === row.id ? next : one));
    const waiting = waiters.get(row.id);
    if (waiting !== undefined) {
      waiters.delete(row.id);
      waiters.set(next.id, waiting);
    }
    return true;
  }

  function forget(id: Id): void {
    entries = entries.filter((one) => one.id !== id);
    tell();
  }

  function attempt(id: Id): Promise<Outcome> {
    const outcome = new Promise<Outcome>((resolve) => waiters.set(id, [...(waiters.get(id) ?? []), resolve]));
    flush().catch(() => answerWaiters({ state: "waiting", id }));
    return outcome;
  }

  function answerWaiters(outcome: Outcome): void {
    for (const waiter of waiters.get(outcome.id) ?? []) waiter(outcome);
    waiters.delete(outcome.id);
  }

  return {
    get entries() {
      return entries;
    },
    get isSending() {
      return isSending;
    },
    async put(kind, draft) {
      const { id } = await put(kind, draft);
      flush().catch(() => undefined);
      return id;
    },
    submit: async (kind, draft) => attempt((await put(kind, draft)).id),
    attempt,
    flush,
    async dismiss(id) {
      if (!entries.some((one) => one.id === id && one.fault !== null)) return false;
      await vault.write({}, { outbox: [id] });
      forget(id);
      return true;
    },
    reload,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop: backoff.stop,
  };
}
