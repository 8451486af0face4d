// A shared document behind its guard. Whatever brings statements (relay, other tab, file, QR, a row of
// y-indexeddb, this phone's own writer) goes through the same turn:
//
//   const board = createBoard({ name, community, verify, admission });
//   const received = await board.receive(update);
//   if (!received.ok) close(4400);                       // no update of ours: refused whole
//   else if (received.value.update !== null) sendOn(received.value.update);
//
// An update is only an envelope: its statements are judged one by one, and what is applied and sent on is
// our own encoding of those that passed. Turns never overlap. All boards that were offered the same
// statements under the same roster hold the same ones, in whatever order they came.
import type * as Y from "yjs";
import { bytesToBase64url, equalBytes } from "../../crypto/bytes.ts";
import type { Opened } from "../../crypto/cose.ts";
import { invariant, ok, type Result } from "../../crypto/result.ts";
import type { Verify } from "../../crypto/verify.ts";
import type { Admission, Room } from "./admission.ts";
import { communityOf, type DocumentName, doc8Of } from "./document.ts";
import type { GrammarFault } from "./grammar.ts";
import { type Candidate, createGuard } from "./guard.ts";
import { createIntake, type Intake, looseCandidate } from "./intake.ts";
import { CHUNK_BYTES_MAX, TAKEN_OUT_MAX, VERDICTS_MAX, WAITING_BYTES_MAX } from "./limits.ts";
import { createMirror, type Mirror, valuesOfUpdate } from "./mirror.ts";
import type { Dropped } from "./reason.ts";
import { createShelf, type Shelf } from "./shelf.ts";
import type { TakenOut } from "./taken_out.ts";
import { addedIn, type Change, createTurn, type Received, receivedIn, type Turn } from "./turn.ts";
import { type Place, parseUpdate, placeOf, type Slot } from "./update.ts";
import { createVerdicts, type Verdicts } from "./verdicts.ts";
import { createView, type Digest, type View } from "./view.ts";

/** Limits that a board may be given otherwise; see limits.ts. */
export interface BoardLimits {
  readonly waitingBytes: number;
  readonly chunkBytes: number;
  readonly takenOut: number;
  readonly verdicts: number;
}

export interface BoardDeps {
  readonly name: DocumentName;
  /** 16 bytes; the one in the name. */
  readonly community: Uint8Array;
  readonly verify: Verify;
  readonly admission: Admission;
  readonly limits?: Partial<BoardLimits>;
  /** What other documents of this community opened already. */
  readonly verdicts?: Verdicts;
  /** Gives the page its turn between two statements, when it is time. */
  readonly pause?: () => Promise<void>;
  /** Where statements lie; tests crowd them. */
  readonly placeOf?: (digest: Uint8Array) => Place;
}

/** A shared document. Nothing is written to it but through these methods. */
export interface Board {
  readonly name: DocumentName;
  /** How full it is, as the admission sees it. */
  readonly room: Room;
  /** The Yjs document for providers; made on first use, another one after a rebuild (see `onChange`). */
  readonly doc: Y.Doc;
  /** A Yjs update from anywhere. Its bytes are not needed after the call. `origin` is for Yjs's listeners. */
  receive(update: Uint8Array, origin?: unknown): Promise<Result<Received, GrammarFault>>;
  /** Statements from a file, the vault or a side list. */
  receiveStatements(statements: readonly Uint8Array[], origin?: unknown): Promise<Received>;
  /** What this device says; it passes the same guard. */
  add(statement: Uint8Array): Promise<Received>;
  /** A row of y-indexeddb: any Yjs update, its statements are taken wherever they lie in it. */
  loadRow(row: Uint8Array, origin?: unknown): Promise<Received>;
  /** After the roster moved: who waited is judged again, who had no right to speak is taken out. */
  rejudge(): Promise<Received>;
  /** Takes out what a relay refused for good. */
  takeOut(refused: readonly { readonly id: Uint8Array; readonly reason: Dropped }[]): Promise<Received>;
  takenOut(): readonly TakenOut[];
  statements(): Iterable<Opened>;
  get(id: Uint8Array): Opened | undefined;
  sideStatements(): readonly Opened[];
  /** Count and hash of the ids held, without those that the other side refuses. */
  digest(except?: readonly Uint8Array[]): Digest;
  stateVector(): Uint8Array;
  /** What the map has and they lack, as one update. */
  diff(theirStateVector: Uint8Array): Result<Uint8Array, GrammarFault>;
  /** The same in updates of at most 64 KiB, then the side list; everything when nothing is given. */
  chunks(theirStateVector?: Uint8Array): Result<readonly Uint8Array[], GrammarFault>;
  /** Tells of every change until the function that it gives is called. */
  onChange(listener: (change: Change) => void): () => void;
  destroy(): void;
}

/** An empty document. Throws when the name is of another community. */
export function createBoard(deps: BoardDeps): Board {
  invariant(equalBytes(communityOf(deps.name), deps.community), "a document belongs to its community");
  return new GuardedBoard(deps);
}

class GuardedBoard implements Board {
  readonly name: DocumentName;
  readonly #shelf: Shelf = createShelf();
  readonly #intake: Intake;
  readonly #view: View;
  readonly #mirror: Mirror;
  readonly #listeners = new Set<(change: Change) => void>();
  #lastTurn: Promise<unknown> = Promise.resolve();

  constructor({ name, community, verify, admission, limits = {}, ...rest }: BoardDeps) {
    const verdicts = rest.verdicts ?? createVerdicts(community, limits.verdicts ?? VERDICTS_MAX);
    invariant(equalBytes(verdicts.community, community), "verdicts are of one community");
    this.name = name;
    this.#intake = createIntake({
      guard: createGuard({ doc8: doc8Of(name), verify, verdicts, placeOf: rest.placeOf ?? placeOf }),
      shelf: this.#shelf,
      admission,
      waitingBytes: limits.waitingBytes ?? WAITING_BYTES_MAX,
      takenOutMax: limits.takenOut ?? TAKEN_OUT_MAX,
      ...(rest.pause === undefined ? {} : { pause: rest.pause }),
    });
    this.#view = createView(this.#shelf, limits.chunkBytes ?? CHUNK_BYTES_MAX);
    this.#mirror = createMirror(() => this.#view.everything());
  }

  get doc(): Y.Doc {
    return this.#mirror.doc();
  }

  get room(): Room {
    return this.#shelf;
  }

  async receive(update: Uint8Array, origin?: unknown): Promise<Result<Received, GrammarFault>> {
    const slots = parseUpdate(update);
    return slots.ok ? ok(await this.#take(slots.value.map(candidateOf), origin)) : slots;
  }

  receiveStatements(statements: readonly Uint8Array[], origin?: unknown): Promise<Received> {
    return this.#take(statements.map(looseCandidate), origin);
  }

  add(statement: Uint8Array): Promise<Received> {
    return this.receiveStatements([statement]);
  }

  loadRow(row: Uint8Array, origin?: unknown): Promise<Received> {
    const slots = parseUpdate(row);
    const candidates = slots.ok ? slots.value.map(candidateOf) : valuesOfUpdate(row).map(looseCandidate);
    return this.#take(candidates, origin);
  }

  rejudge(): Promise<Received> {
    return this.#enqueue(undefined, (turn) => this.#intake.rejudge(turn));
  }

  takeOut(refused: readonly { readonly id: Uint8Array; readonly reason: Dropped }[]): Promise<Received> {
    return this.#enqueue(undefined, async (turn) => {
      for (const { id, reason } of refused) this.#intake.takeOut(bytesToBase64url(id), reason, turn);
      return false;
    });
  }

  takenOut(): readonly TakenOut[] {
    return this.#intake.takenOut();
  }

  *statements(): Iterable<Opened> {
    for (const { said } of this.#shelf.all()) yield said;
  }

  get(id: Uint8Array): Opened | undefined {
    return this.#shelf.get(bytesToBase64url(id))?.said;
  }

  sideStatements(): readonly Opened[] {
    return [...this.#shelf.all()].filter((held) => !held.isInMap).map(({ said }) => said);
  }

  digest(except: readonly Uint8Array[] = []): Digest {
    return this.#view.digest(except);
  }

  stateVector(): Uint8Array {
    return this.#view.stateVector();
  }

  diff(theirStateVector: Uint8Array): Result<Uint8Array, GrammarFault> {
    return this.#view.diff(theirStateVector);
  }

  chunks(theirStateVector?: Uint8Array): Result<readonly Uint8Array[], GrammarFault> {
    return this.#view.chunks(theirStateVector ?? null);
  }

  onChange(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  destroy(): void {
    this.#listeners.clear();
    this.#mirror.destroy();
  }

  #take(candidates: readonly Candidate[], origin: unknown): Promise<Received> {
    this.#intake.foresee(candidates);
    return this.#enqueue(origin, (turn) => this.#intake.take(candidates, turn));
  }

  /** Runs one turn after all that were asked for before. `work` says whether the roster has moved by it. */
  #enqueue(origin: unknown, work: (turn: Turn) => Promise<boolean>): Promise<Received> {
    const result = this.#lastTurn.then(async () => {
      const turn = createTurn();
      let received: Received;
      try {
        let hasMoved = await work(turn);
        while (hasMoved) hasMoved = await this.#intake.rejudge(turn);
      } finally {
        received = this.#show(turn, origin);
      }
      return received;
    });
    this.#lastTurn = result.catch(() => undefined);
    return result;
  }

  /** Brings the Yjs document to what the shelf holds, then tells the listeners. */
  #show(turn: Turn, origin: unknown): Received {
    const added = addedIn(turn, this.#shelf);
    const received = receivedIn(turn, added);
    if (added.length === 0 && turn.removed.length === 0) return received;
    const before = turn.mustRebuild ? this.#mirror.restart() : null;
    if (!turn.mustRebuild) this.#mirror.apply(() => received.update, origin);
    const isRebuilt = before !== null;
    const change = { added: added.map(({ said }) => said), removed: turn.removed, isRebuilt };
    for (const listener of [...this.#listeners]) listener(change);
    before?.destroy();
    return received;
  }
}

const candidateOf = (slot: Slot): Candidate => ({ bytes: slot.value, claim: slot });
