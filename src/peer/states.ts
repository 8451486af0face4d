/**
 * Ledger facts on the board: whoever holds a receipt about a need shows it to the neighbours as a `state` statement,
 * and what others show is believed because receipt and path hold.
 */
import type { Opened } from "../../crypto/cose.ts";
import { policyAt } from "../domain/authority.ts";
import { decodeReceipt } from "../domain/leaf.ts";
import type { ProvedLeaf } from "../domain/need.ts";
import { readSaid, type SaidOf } from "../domain/said.ts";
import { bytesToId, type Id } from "../domain/units.ts";
import type { Boards } from "./boards.ts";
import type { Book, BookedLeaf } from "./book.ts";
import { createBreath } from "./breath.ts";
import { createExclusive, unlessTaken } from "./mutex.ts";
import type { Locks } from "./platform.ts";
import type { Roster } from "./roster.ts";
import type { SaidLog } from "./said_log.ts";
import type { Pen } from "./say.ts";

export interface States {
  /** Every leaf about needs that was proved to this phone: its own and those that neighbours showed. */
  leaves(): readonly ProvedLeaf[];
  /** Checks the states among these statements. */
  hear(added: readonly Opened[]): Promise<void>;
  /** Shows on the boards what this phone has proved and nobody has shown. */
  show(): Promise<void>;
}

const SERVICE_KINDS: ReadonlySet<string> = new Set([
  "hold",
  "take",
  "give_back",
  "service_start",
  "service_end",
  "confirm",
  "dispute",
  "resolve",
  "void",
]);

export function createStates(deps: {
  readonly boards: Boards;
  readonly book: Book;
  readonly roster: Roster;
  readonly pen: Pen;
  readonly saidLog: SaidLog;
  readonly locks: Locks | null;
  readonly onNews: () => void;
}): States {
  const { boards, book, roster, pen, saidLog } = deps;
  const provedById = new Map<Id, ProvedLeaf>();
  const shownIndices = new Set<number>();
  let leavesCache: {
    readonly booked: number;
    readonly proved: number;
    readonly all: readonly ProvedLeaf[];
  } | null = null;
  const exclusive = createExclusive(deps.locks, `yizhan/states/${roster.founding.community}`);

  async function check(said: SaidOf<"state">): Promise<void> {
    const proved = await book.checkState(said.body.leaf, said.body.receipt);
    // A key that this phone does not know yet may be named later: nothing is remembered of a no.
    if (proved === null) return;
    provedById.set(said.id, proved);
    shownIndices.add(proved.index);
  }

  /** The need of a leaf: named by its entry, or by the hold that its fact is about. */
  function needOf({ entry, leaf }: ProvedLeaf): Id | null {
    if (leaf.status !== 0) return null;
    if (entry !== null) return SERVICE_KINDS.has(entry.kind) ? (entry.refs[0] ?? null) : null;
    const hold = leaf.fact !== null && "hold" in leaf.fact ? leaf.fact.hold : null;
    const booked = [...book.leaves.values()].find((one) => one.entry?.id === hold);
    return booked?.entry?.refs[0] ?? null;
  }

  async function showOne(need: Id, { bytes, receipt, index }: BookedLeaf): Promise<void> {
    const document = boards.find(need);
    if (document === null || shownIndices.has(index)) return;
    shownIndices.add(index);
    // Another tab of this phone may have shown it a moment ago.
    await saidLog.reload();
    if (saidLog.all.some(({ leaf }) => leaf === index)) return;
    await pen.say("state", {
      document: document.name,
      refs: [need],
      need,
      leaf: index,
      body: { leaf: bytes, receipt },
    });
  }

  return {
    leaves() {
      // Leaves are only ever added: as many as before are the same as before.
      const [booked, proved] = [book.leaves.size, provedById.size];
      if (leavesCache?.booked !== booked || leavesCache.proved !== proved)
        leavesCache = { booked, proved, all: [...book.leaves.values(), ...provedById.values()] };
      return leavesCache.all;
    },
    async hear(added) {
      const states = added.flatMap((opened) => {
        const id = opened.kind === "state" ? bytesToId(opened.id) : null;
        const said = id === null || provedById.has(id) ? null : readSaid(opened);
        return said?.kind === "state" ? [said] : [];
      });
      if (states.length === 0) return;
      // What a statement claims to be is not shown twice, even before it is checked.
      for (const { body } of states) {
        const receipt = decodeReceipt(body.receipt);
        if (receipt !== null && book.leaves.has(receipt.index)) shownIndices.add(receipt.index);
      }
      const breath = createBreath();
      const checks: Promise<void>[] = [];
      for (const said of states) {
        checks.push(check(said));
        await breath();
      }
      await Promise.all(checks);
      deps.onNews();
    },
    show: () =>
      exclusive(async () => {
        const since = roster.authority();
        for (const booked of [...book.leaves.values()].sort((a, b) => a.index - b.index)) {
          const isOld =
            booked.leaf.time + policyAt(since, booked.leaf.time).policy.need_seconds * 2 <
            (roster.freshAt ?? 0);
          const need = isOld ? null : needOf(booked);
          if (need !== null) await showOne(need, booked);
        }
      }).catch(unlessTaken),
  };
}
