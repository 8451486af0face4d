/**
 * The ledger: a linear log of leaves and the state that is their fold. The relay's clerk, an auditor's script and a
 * test call the same functions. An entry is judged and believed in one step; what an entry changes comes back as a leaf.
 */
import { err, invariant, ok, type Result } from "../../crypto/result.ts";
import { type Account, policyAt, speaksFor } from "./authority.ts";
import { type Entry, type EntryKind, REGISTRY_KINDS } from "./entry.ts";
import { judgeFact } from "./facts.ts";
import { HOLD_JUDGES, type HoldJudging, type HoldKind, PROXY_SCOPE } from "./judge_hold.ts";
import type { Fact, Leaf } from "./leaf.ts";
import { applyChanges, type Ledger, type LedgerChange } from "./ledger_state.ts";
import { DOOR_ONLY, isTransient, type Refusal, statusOf } from "./refusal.ts";
import { isRegistryEntry, judgeRegistry } from "./registry.ts";
import { findSpeaker, type Speaker } from "./speaker.ts";
import { DAY, type Id, MINUTE, type Moment } from "./units.ts";

export { nextFact } from "./facts.ts";
export { foundLedger, type Ledger } from "./ledger_state.ts";

/** Seconds by which an entry's own time may lie ahead of the relay's. */
export const ENTRY_AHEAD_SECONDS = 5 * MINUTE;
/** Seconds after which an entry is too old to be taken. */
export const ENTRY_AGE_SECONDS = 7 * DAY;

export type Outcome =
  | { readonly verdict: "posted"; readonly index: number; readonly leaf: Leaf }
  | { readonly verdict: "repeat"; readonly index: number }
  | {
      readonly verdict: "refused";
      readonly refusal: Refusal;
      readonly index: number | null;
      readonly leaf: Leaf | null;
    };

/** Leaf 0: the founding statement itself. */
export function bookFounding(ledger: Ledger, now: Moment): { readonly index: 0; readonly leaf: Leaf } {
  invariant(ledger.size === 0, "a log is founded once");
  ledger.authority.registryCount = 1;
  const leaf: Leaf = { time: now, policyIndex: 0, status: 0, entry: ledger.founding.bytes, fact: null };
  advance(ledger, now);
  return { index: 0, leaf };
}

/** Judges an entry at leaf time `now` (never before the newest leaf) and believes the answer. */
export function acceptEntry(ledger: Ledger, entry: Entry, now: Moment): Outcome {
  const before = ledger.indexById.get(entry.id);
  if (before !== undefined) return { verdict: "repeat", index: before };
  const time = Math.max(now, ledger.time) as Moment;
  const index = ledger.size;
  const judged = judgeEntry(ledger, entry, time);
  if (judged.ok) {
    applyChanges(ledger, judged.value);
    if (REGISTRY_KINDS.has(entry.kind)) ledger.authority.registryCount++;
  } else if (isTransient(judged.error) || DOOR_ONLY.has(judged.error) || !isEnrolled(ledger, entry)) {
    return { verdict: "refused", refusal: judged.error, index: null, leaf: null };
  }
  const leaf = leafAt(ledger, time, judged.ok ? 0 : statusOf(judged.error), entry.bytes, null);
  noteEntry(ledger, entry, index, judged.ok ? judged.value : []);
  advance(ledger, time);
  return judged.ok
    ? { verdict: "posted", index, leaf }
    : { verdict: "refused", refusal: judged.error, index, leaf };
}

/** Only those who are in the registry may add reject leaves: strangers cannot fill the log. */
const isEnrolled = ({ authority, founding }: Ledger, entry: Entry): boolean =>
  authority.keys.has(entry.key) || entry.key === founding.rootKey || entry.key === founding.secondKey;

/** Books a fact that `nextFact` named. */
export function bookFact(
  ledger: Ledger,
  fact: Fact,
  now: Moment,
): { readonly index: number; readonly leaf: Leaf } {
  const time = Math.max(now, ledger.time) as Moment;
  const index = ledger.size;
  const judged = judgeFact(ledger, fact, time, index);
  invariant(judged.ok, `a fact is booked when it is due: ${fact.fact}`);
  applyChanges(ledger, judged.value);
  if (fact.fact === "lapse_pending") ledger.authority.registryCount++;
  const leaf = leafAt(ledger, time, 0, null, fact);
  for (const account of accountsIn(judged.value)) noteLeaf(ledger, account, index);
  advance(ledger, time);
  return { index, leaf };
}

/** Folds one leaf of a journal again. Null when this program decides the same; else what differs. */
export function replayLeaf(ledger: Ledger, leaf: Leaf, entry: Entry | null): string | null {
  if (leaf.time < ledger.time) return `leaf time falls from ${ledger.time} to ${leaf.time}`;
  if (leaf.fact !== null) {
    const judged = judgeFact(ledger, leaf.fact, leaf.time, ledger.size);
    if (!judged.ok) return judged.error;
    return sameLeaf(bookFact(ledger, leaf.fact, leaf.time).leaf, leaf);
  }
  if (ledger.size === 0) return sameLeaf(bookFounding(ledger, leaf.time).leaf, leaf);
  if (entry === null) return "an entry that cannot be read";
  const outcome = acceptEntry(ledger, entry, leaf.time);
  if (outcome.verdict === "repeat") return `the same entry twice, first at ${outcome.index}`;
  return outcome.leaf === null
    ? `refused without a leaf: ${outcome.verdict === "refused" ? outcome.refusal : ""}`
    : sameLeaf(outcome.leaf, leaf);
}

const sameLeaf = (mine: Leaf, theirs: Leaf): string | null => {
  if (mine.status !== theirs.status) return `status ${theirs.status}, here ${mine.status}`;
  if (mine.policyIndex !== theirs.policyIndex)
    return `policy index ${theirs.policyIndex}, here ${mine.policyIndex}`;
  return mine.time === theirs.time ? null : `leaf time ${theirs.time}, here ${mine.time}`;
};

/** Whether a leaf belongs to the registry tree (wire.md): founding, posted registry entries, lapse_pending. */
export const isRegistryLeaf = (leaf: Leaf, kind: EntryKind | "founding" | null): boolean =>
  leaf.fact === null
    ? leaf.status === 0 && kind !== null && (kind === "founding" || REGISTRY_KINDS.has(kind))
    : leaf.fact.fact === "lapse_pending";

/** Decides without believing: what the entry would change, or why not. */
export function judgeEntry(
  ledger: Ledger,
  entry: Entry,
  now: Moment,
): Result<readonly LedgerChange[], Refusal> {
  if (entry.at > now + ENTRY_AHEAD_SECONDS) return err("clock_wrong");
  const { authority } = ledger;
  const speaker = findSpeaker(authority, entry, now);
  if (!speaker.ok) return speaker;
  if (entry.at < now - ENTRY_AGE_SECONDS) return err("too_old");
  if (ledger.seqsByKey.get(entry.key)?.has(entry.seq)) return err("seq_used");
  if (isRegistryEntry(entry)) {
    const judged = judgeRegistry(entry, { authority, speaker: speaker.value, now, index: ledger.size });
    return judged.ok ? ok(withWelcome(ledger, judged.value)) : judged;
  }
  return judgeAccountEntry(ledger, entry, speaker.value, now);
}

function judgeAccountEntry(
  ledger: Ledger,
  entry: Entry,
  speaker: Speaker,
  now: Moment,
): Result<readonly LedgerChange[], Refusal> {
  if (speaker.by !== "device" || entry.as === null) return err("wrong_role");
  const { account } = speaker;
  const { as } = entry;
  if (entry.kind === "consent")
    return judgeConsent(ledger, entry.body.text, entry.body.version, { account, as, now });
  const kind = entry.kind as HoldKind;
  const scope = PROXY_SCOPE[kind];
  const isHers =
    as === account.id || (scope !== null && speaksFor(ledger.authority, account.id, as, scope, now));
  if (!isHers) return err("not_yours_to_say");
  const judge = HOLD_JUDGES[kind] as (
    entry: Entry,
    judging: HoldJudging,
  ) => Result<readonly LedgerChange[], Refusal>;
  return judge(entry, { ledger, speaker: account, as, now, index: ledger.size });
}

function judgeConsent(
  ledger: Ledger,
  text: string,
  version: number,
  { account, as, now }: { readonly account: Account; readonly as: Id; readonly now: Moment },
): Result<readonly LedgerChange[], Refusal> {
  if (!speaksFor(ledger.authority, account.id, as, 0, now)) return err("not_yours_to_say");
  const before = ledger.consents.get(as)?.get(text);
  if (before !== undefined && before.version >= version) return err("already_done");
  return ok([
    { put: "consent", value: { account: as, text, consent: { version, at: now, index: ledger.size } } },
  ]);
}

/** The first vouch of a person brings the welcome hour (E10); the root's word for an operator does not. */
function withWelcome(ledger: Ledger, changes: readonly LedgerChange[]): readonly LedgerChange[] {
  const welcomed = changes.flatMap((change): LedgerChange[] => {
    if (change.put !== "account" || change.value.vouchedAt === null || change.value.vouchedBy.length === 0)
      return [];
    const before = ledger.authority.accounts.get(change.value.id);
    const isFirst =
      before === undefined ||
      (before.vouchedAt === null && before.vouchedBy.length < change.value.vouchedBy.length);
    return isFirst ? [{ put: "welcome_due", value: change.value.id }] : [];
  });
  return [...changes, ...welcomed];
}

function leafAt(
  ledger: Ledger,
  time: Moment,
  status: number,
  entry: Uint8Array | null,
  fact: Fact | null,
): Leaf {
  // The rules of a leaf are those in force before it; a policy entry is judged by the old ones.
  const inForce = policyAt(ledger.authority, time);
  const policyIndex =
    inForce.index === ledger.size ? previousPolicy(ledger, inForce.index, time) : inForce.index;
  return { time, policyIndex, status, entry, fact };
}

function previousPolicy(ledger: Ledger, index: number, time: Moment): number {
  const before = ledger.authority.policies.findLast(
    (policy) => policy.index !== index && policy.effective <= time,
  );
  return before?.index ?? 0;
}

function advance(ledger: Ledger, time: Moment): void {
  ledger.size++;
  ledger.time = time;
}

function noteEntry(ledger: Ledger, entry: Entry, index: number, changes: readonly LedgerChange[]): void {
  ledger.indexById.set(entry.id, index);
  const seqs = ledger.seqsByKey.get(entry.key) ?? new Set();
  ledger.seqsByKey.set(entry.key, seqs.add(entry.seq));
  const signer = ledger.authority.keys.get(entry.key)?.account;
  const touched = new Set([
    ...accountsIn(changes),
    ...(signer === undefined ? [] : [signer]),
    ...(entry.as === null ? [] : [entry.as]),
  ]);
  for (const account of touched) noteLeaf(ledger, account, index);
}

/** Everybody whom changes concern: owners of wallets and accounts, both sides of a hold. */
export function accountsIn(changes: readonly LedgerChange[]): ReadonlySet<Id> {
  const accounts = new Set<Id>();
  for (const change of changes) {
    if (change.put === "wallet" || change.put === "consent") accounts.add(change.value.account);
    if (change.put === "account") accounts.add(change.value.id);
    if (change.put === "hold") {
      accounts.add(change.value.payer);
      if (change.value.phase.phase !== "open" && change.value.phase.helper !== null)
        accounts.add(change.value.phase.helper);
    }
  }
  return accounts;
}

const LEAVES_KEPT = 50;

function noteLeaf(ledger: Ledger, account: Id, index: number): void {
  const leaves = ledger.leavesByAccount.get(account) ?? [];
  leaves.push(index);
  if (leaves.length > LEAVES_KEPT) leaves.shift();
  ledger.leavesByAccount.set(account, leaves);
}
