/** The word in the header and the list behind it, from receipts alone (experience.md, "Truthful state"). */
import type { Reach } from "./http.ts";
import type { Session } from "./session.ts";
import type { Fault, SyncWord, Waiting } from "./station.ts";

export function syncWord(reach: Reach, isTrusted: boolean, waiting: readonly Waiting[]): SyncWord {
  if (waiting.some(isUnderWay)) return "waiting";
  if (reach === "relay" || !isTrusted) return "relay_down";
  if (reach === "unknown") return "unknown";
  return reach === "reached" ? "synced" : "offline";
}

/** Signed and not received: neither refused, nor still to be signed. */
const isUnderWay = ({ state }: Waiting): boolean => state === "waiting" || state === "trying";

/** Everything that is signed and not received, refused, or counting down; the oldest first. */
export function waitingOf(session: Session): readonly Waiting[] {
  const { outbox, saidLog, intents, contacts } = session;
  const entries = outbox.entries.map(
    (entry): Waiting => ({
      key: entry.id,
      what: "entry",
      kind: entry.kind,
      need: entry.need,
      since: entry.since,
      state: entry.fault !== null ? "refused" : outbox.isSending ? "trying" : "waiting",
      fault: entry.fault as Fault | null,
      takeBackUntil: null,
    }),
  );
  const said = saidLog.all
    .filter(({ state, kind }) => state !== "saved" && kind !== "hello")
    .map(
      (row): Waiting => ({
        key: row.id,
        what: row.kind === "need" || row.kind === "profile" || row.kind === "state" ? row.kind : "board",
        kind: row.kind,
        need: row.need,
        since: row.since,
        state: row.state === "refused" ? "refused" : "waiting",
        fault: row.fault as Fault | null,
        takeBackUntil: null,
      }),
    );
  const counting = intents.all.map(
    (intent): Waiting => ({
      key: intent.key,
      what: "entry",
      kind: intent.kind,
      need: intent.need,
      since: intent.since,
      state: "countdown",
      fault: null,
      takeBackUntil: intent.until,
    }),
  );
  const post = contacts.waiting().map(
    (need): Waiting => ({
      key: `contact/${need}`,
      what: "contact",
      kind: "contact",
      need,
      since: session.ground.clock.moment(),
      state: "waiting",
      fault: null,
      takeBackUntil: null,
    }),
  );
  return [...entries, ...said, ...counting, ...post].sort((a, b) => a.since - b.since);
}
