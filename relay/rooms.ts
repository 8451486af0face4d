/** The open rooms of a community: made when the first socket comes, gone soon after the last one left. */
import type { Opened } from "../crypto/cose.ts";
import { parseStatement } from "../crypto/cose.ts";
import type { Signer } from "../crypto/keys.ts";
import type { Verify } from "../crypto/verify.ts";
import type { Admission } from "../src/board/admission.ts";
import { createBoard } from "../src/board/board.ts";
import { type DocumentName, formatDocumentName } from "../src/board/document.ts";
import { createAdmission } from "../src/board/enrolment.ts";
import { createVerdicts } from "../src/board/verdicts.ts";
import type { Ledger } from "../src/domain/ledger.ts";
import { currentHold } from "../src/domain/ledger_state.ts";
import { readSaid, type SaidOf } from "../src/domain/said.ts";
import { type Id, idToBytes, keyText, type Moment } from "../src/domain/units.ts";
import type { BoardStore } from "./boards.ts";
import { ROOM_LINGER_MS } from "./limits.ts";
import type { Metrics } from "./metrics.ts";
import { createRates } from "./rates.ts";
import { createRoom, type Room } from "./room.ts";

export interface Rooms {
  /** The room of a document, loaded from disk when nobody was in it. */
  room(name: DocumentName): Promise<Room>;
  /** Nobody is in the room any more, perhaps. */
  left(room: Room): void;
  /** What is asked for in a building and not yet taken, without words and names. */
  openNeeds(building: string, now: Moment): readonly OpenNeed[];
  /** After the roster moved. */
  rejudge(): Promise<void>;
  close(): Promise<void>;
  readonly size: number;
}

export interface OpenNeed {
  readonly type: string;
  readonly from: Moment;
  readonly to: Moment;
}

export interface RoomsDeps {
  readonly ledger: Ledger;
  readonly store: BoardStore;
  readonly signer: Signer;
  readonly verify: Verify;
  readonly metrics: Metrics;
  readonly nowMs: () => number;
  readonly rosterIndex: () => number | null;
}

export function createRooms(deps: RoomsDeps): Rooms {
  const { ledger, store, nowMs } = deps;
  const community = idToBytes(ledger.founding.community);
  const roomByName = new Map<string, Promise<Room>>();
  const rates = createRates(ledger, nowMs);
  const verdicts = createVerdicts(community);
  let rejudging: Promise<void> | null = null;
  let mustRejudge = false;

  async function open(name: DocumentName): Promise<Room> {
    const document = formatDocumentName(name);
    const now = (): Moment => Math.floor(nowMs() / 1000) as Moment;
    const authority = () => ledger.authority;
    const strict = createAdmission({ authority, document: name, now, slack: 1 });
    // What was taken once stays, though its month has closed since: only standing is asked of our own rows.
    const lenient = createAdmission({ authority, document: name, now, slack: 2 });
    let isLoading = true;
    const admission: Admission = {
      judge(said, room) {
        if (isLoading) return lenient.judge(said, room);
        const answer = strict.judge(said, room);
        return answer === "ok" && rates.isTooFast(keyText(said.publicKey)) ? "rate" : answer;
      },
      mayErase: (eraser, target) => strict.mayErase(eraser, target),
    };
    const board = createBoard({ name, community, verify: deps.verify, admission, verdicts });
    await board.receiveStatements(store.load(document));
    isLoading = false;
    return createRoom({
      board,
      document,
      community,
      store,
      signer: deps.signer,
      rates,
      nowMs,
      rosterIndex: deps.rosterIndex,
      isOwn: (said, account) => ledger.authority.keys.get(keyText(said.publicKey))?.account === account,
      count: (verdict, count) => deps.metrics.statement(verdict, count),
    });
  }

  function left(room: Room): void {
    if (room.size > 0) return;
    const document = formatDocumentName(room.board.name);
    setTimeout(() => {
      if (room.size > 0 || roomByName.get(document) === undefined) return;
      roomByName.delete(document);
      // Nobody may come between the last look and the end: a newcomer opens the document anew.
      room.destroy();
    }, ROOM_LINGER_MS).unref();
  }

  async function rejudgeAll(): Promise<void> {
    while (mustRejudge) {
      mustRejudge = false;
      for (const room of roomByName.values()) await (await room).rejudge();
    }
  }

  return {
    get size() {
      return roomByName.size;
    },
    room(name) {
      const document = formatDocumentName(name);
      const known = roomByName.get(document);
      if (known !== undefined) return known;
      const opening = open(name);
      roomByName.set(document, opening);
      opening.catch(() => roomByName.delete(document));
      return opening;
    },
    left,
    openNeeds: (building, now) => openNeeds(deps, building, now),
    rejudge() {
      mustRejudge = true;
      rejudging ??= rejudgeAll().finally(() => {
        rejudging = null;
      });
      return rejudging;
    },
    async close() {
      await store.flushed().catch(() => {});
      for (const room of roomByName.values()) (await room).destroy();
      roomByName.clear();
    },
  };
}

/** Needs of a building's boards that nobody withdrew, took or outlived. */
function openNeeds({ ledger, store }: RoomsDeps, building: string, now: Moment): readonly OpenNeed[] {
  const community = idToBytes(ledger.founding.community);
  const prefix = `board/${ledger.founding.community}/${building}/`;
  // Rows of our own store were verified before they were written.
  const said = store.find(prefix, ["need", "withdraw"]).flatMap((bytes) => {
    const parsed = parseStatement(bytes, community);
    const read = parsed.ok ? readSaid(parsed.value as Opened) : null;
    return read === null ? [] : [read];
  });
  const withdrawn = new Set(said.filter(({ kind }) => kind === "withdraw").flatMap(({ refs }) => refs));
  return said
    .filter((one): one is SaidOf<"need"> => one.kind === "need")
    .filter(
      (need) =>
        need.body.to > now && !withdrawn.has(need.id) && !isServed(ledger, need.id, need.body.requester),
    )
    .map(({ body: { type, from, to } }) => ({ type, from, to }));
}

function isServed(ledger: Ledger, need: Id, requester: Id): boolean {
  const hold = currentHold(ledger, need, requester);
  return hold !== undefined && hold.phase.phase !== "open";
}
