/** What moved an account's points, leaf by leaf: the lines of 我的积分. Pure. */
import type { Entry } from "../domain/entry.ts";
import type { ProvedLeaf } from "../domain/need.ts";
import { type Id, roundUpToStep } from "../domain/units.ts";
import type { WalletLine } from "./station.ts";

interface HoldSeen {
  readonly payer: Id | null;
  readonly need: Id | null;
  readonly seconds: number;
  helper: Id | null;
  served: number | null;
}

/** Lines of one account, newest first. Leaves are proved, in any order. */
export function walletLines(
  leaves: Iterable<ProvedLeaf>,
  account: Id,
  stepSeconds: number,
): readonly WalletLine[] {
  const ordered = [...new Map([...leaves].map((proved) => [proved.index, proved])).values()]
    .filter(({ leaf }) => leaf.status === 0)
    .sort((a, b) => a.index - b.index);
  const holds = new Map<Id, HoldSeen>();
  const holdByNeed = new Map<Id, Id>();
  const lines: WalletLine[] = [];
  for (const proved of ordered) {
    note(proved, holds, holdByNeed, stepSeconds);
    lines.push(...linesOf(proved, account, holds));
  }
  return lines.reverse();
}

/** Remembers holds, who took them and what was served. */
function note(
  { entry }: ProvedLeaf,
  holds: Map<Id, HoldSeen>,
  holdByNeed: Map<Id, Id>,
  stepSeconds: number,
): void {
  if (entry === null || entry.as === null) return;
  const need = entry.refs[0] ?? null;
  if (entry.kind === "hold") {
    holds.set(entry.id, {
      payer: entry.as,
      need,
      seconds: entry.body.seconds,
      helper: entry.body.helper,
      served: null,
    });
    if (need !== null) holdByNeed.set(need, entry.id);
  }
  const taken = entry.kind === "take" || entry.kind === "service_end";
  if (taken && holdOf(entry, holds, holdByNeed) === undefined) noteUnseen(entry, holds, holdByNeed);
  const hold = holdOf(entry, holds, holdByNeed);
  if (hold === undefined) return;
  if (entry.kind === "take") hold.helper = entry.as;
  if (entry.kind === "give_back") hold.helper = null;
  if (entry.kind === "service_end")
    hold.served =
      hold.seconds === 0 ? 0 : Math.min(roundUpToStep(entry.body.seconds, stepSeconds), hold.seconds);
}

/** A helper's own leaves name a hold that only the board shows: until it does, hers say what they can. */
function noteUnseen(entry: Entry, holds: Map<Id, HoldSeen>, holdByNeed: Map<Id, Id>): void {
  const [need = null, second] = entry.refs;
  if (need === null || second === undefined || entry.as === null) return;
  const unseen = {
    need,
    seconds: Number.POSITIVE_INFINITY,
    helper: entry.as,
    served: null,
  };
  if (entry.kind === "take") {
    // Named by its need alone; the next leaf brings the hold's own id.
    holds.set(need, { ...unseen, payer: second });
    holdByNeed.set(need, need);
    return;
  }
  const before = holds.get(need);
  holds.set(second, { ...unseen, payer: before?.payer ?? null });
  holdByNeed.set(need, second);
}

function holdOf(
  entry: Entry,
  holds: ReadonlyMap<Id, HoldSeen>,
  holdByNeed: ReadonlyMap<Id, Id>,
): HoldSeen | undefined {
  const id = entry.kind === "take" ? holdByNeed.get(entry.refs[0] ?? ("" as Id)) : entry.refs[1];
  return id === undefined ? undefined : holds.get(id);
}

function linesOf(
  { index, leaf, entry }: ProvedLeaf,
  account: Id,
  holds: ReadonlyMap<Id, HoldSeen>,
): readonly WalletLine[] {
  const line = (what: WalletLine["what"], seconds: number, more: Partial<WalletLine> = {}): WalletLine[] =>
    seconds === 0
      ? []
      : [
          {
            index,
            at: leaf.time,
            what,
            seconds,
            other: null,
            need: null,
            entry: entry?.id ?? null,
            isAutomatic: entry === null,
            ...more,
          },
        ];
  const { fact } = leaf;
  if (fact?.fact === "welcome") return fact.account === account ? line("welcome", fact.seconds) : [];
  if (fact?.fact === "expire") return fact.account === account ? line("expired", fact.seconds) : [];
  if (fact?.fact === "auto_confirm" || fact?.fact === "lapse") {
    const hold = holds.get(fact.hold);
    return hold === undefined ? [] : ended(hold, fact.fact === "lapse" ? 0 : fact.seconds, account, line);
  }
  if (entry?.kind === "hold")
    return entry.as === account ? line("reserved", entry.body.seconds, { need: entry.refs[0] ?? null }) : [];
  const hold = entry === null ? undefined : holds.get(entry.refs[1] ?? ("" as Id));
  if (hold === undefined || entry === null) return [];
  if (entry.kind === "confirm")
    return ended(hold, entry.body.seconds ?? hold.served ?? hold.seconds, account, line);
  if (entry.kind === "resolve") return ended(hold, entry.body.seconds, account, line);
  return entry.kind === "void" ? ended(hold, 0, account, line) : [];
}

/** A hold ended: what passed to the helper, and what came back to the payer. */
function ended(
  hold: HoldSeen,
  posted: number,
  account: Id,
  line: (what: WalletLine["what"], seconds: number, more: Partial<WalletLine>) => WalletLine[],
): readonly WalletLine[] {
  const { need } = hold;
  if (account === hold.payer)
    return [
      ...line("returned", hold.seconds - posted, { need, other: hold.helper }),
      ...line("paid", posted, { need, other: hold.helper }),
    ];
  return account === hold.helper ? line("earned", posted, { need, other: hold.payer }) : [];
}
