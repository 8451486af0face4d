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
import { createRates, type Rates } from "./rates.ts";
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

export const createRooms = (deps: RoomsDeps): Rooms => new OpenRooms(deps);

class OpenRooms implements Rooms {
  readonly #deps: RoomsDeps;
  readonly #openRoom: (name: DocumentName) => Promise<Room>;
  readonly #roomByName = new Map<string, Promise<Room>>();
  /** Those of them that are loaded: each is closed once. */
  readonly #open = new Set<Room>();
  #rejudging: Promise<void> | null = null;
  #mustRejudge = false;

  constructor(deps: RoomsDeps) {
    this.#deps = deps;
    this.#openRoom = createOpener(deps);
  }

  get size(): number {
    return this.#roomByName.size;
  }

  room(name: DocumentName): Promise<Room> {
    const document = formatDocumentName(name);
    const known = this.#roomByName.get(document);
    if (known !== undefined) return known;
    const opening = this.#openRoom(name);
    this.#roomByName.set(document, opening);
    opening.then(
      (room) => this.#open.add(room),
      () => this.#roomByName.delete(document),
    );
    return opening;
  }

  left(room: Room): void {
    if (room.size > 0) return;
    const document = formatDocumentName(room.board.name);
    // Nobody can come between the last look and the end: a newcomer opens the document anew.
    const close = (): void => {
      if (room.size > 0 || !this.#open.delete(room)) return;
      this.#roomByName.delete(document);
      room.destroy();
    };
    setTimeout(close, ROOM_LINGER_MS).unref();
  }

  openNeeds(building: string, now: Moment): readonly OpenNeed[] {
    return openNeeds(this.#deps, building, now);
  }

  rejudge(): Promise<void> {
    this.#mustRejudge = true;
    this.#rejudging ??= this.#rejudgeAll().finally(() => {
      this.#rejudging = null;
    });
    return this.#rejudging;
  }

  async close(): Promise<void> {
    // A disk that failed has been told of already.
    await this.#deps.store.flushed().catch(() => {});
    for (const room of this.#roomByName.values()) (await room).destroy();
    this.#roomByName.clear();
  }

  async #rejudgeAll(): Promise<void> {
    while (this.#mustRejudge) {
      this.#mustRejudge = false;
      for (const room of this.#roomByName.values()) await (await room).rejudge();
    }
  }
}

/** Makes rooms that share rates and verdicts, each loaded from disk. */
function createOpener(deps: RoomsDeps): (name: DocumentName) => Promise<Room> {
  const { ledger, store, nowMs, verify } = deps;
  const community = idToBytes(ledger.founding.community);
  const rates = createRates(ledger, nowMs);
  const verdicts = createVerdicts(community);
  return async (name) => {
    const document = formatDocumentName(name);
    const { admission, opened } = admissionOf(name, rates, deps);
    const board = createBoard({ name, community, verify, admission, verdicts });
    await board.receiveStatements(store.load(document));
    opened();
    return createRoom({
      ...deps,
      board,
      document,
      community,
      rates,
      isOwn: (said, account) => ledger.authority.keys.get(keyText(said.publicKey))?.account === account,
      count: (verdict, count) => deps.metrics.statement(verdict, count),
    });
  };
}

/** What was taken once stays, though its month has closed since: only standing is asked of our own rows. */
function admissionOf(
  document: DocumentName,
  rates: Rates,
  { ledger, nowMs }: RoomsDeps,
): { readonly admission: Admission; opened(): void } {
  const authority = () => ledger.authority;
  const now = (): Moment => Math.floor(nowMs() / 1000) as Moment;
  const strict = createAdmission({ authority, document, now, slack: 1 });
  const lenient = createAdmission({ authority, document, now, slack: 2 });
  let isLoading = true;
  const admission: Admission = {
    judge(said, room) {
      if (isLoading) return lenient.judge(said, room);
      const answer = strict.judge(said, room);
      return answer === "ok" && rates.isTooFast(keyText(said.publicKey)) ? "rate" : answer;
    },
    mayErase: (eraser, target) => strict.mayErase(eraser, target),
  };
  const opened = (): void => {
    isLoading = false;
  };
  return { admission, opened };
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
