/**
 * A room: one shared document and the sockets in it. What a phone brings passes the guard, then the disk, then goes
 * to the others in our own encoding, and at last the sender gets a signed receipt (wire.md, section 7).
 * The relay never says anything on a board itself.
 */
import { compareBytes, concatBytes } from "../crypto/bytes.ts";
import type { Opened } from "../crypto/cose.ts";
import { sha256 } from "../crypto/hash.ts";
import type { Signer } from "../crypto/keys.ts";
import type { Board } from "../src/board/board.ts";
import { doc8Of } from "../src/board/document.ts";
import { CHUNK_BYTES_MAX } from "../src/board/limits.ts";
import { encodeStateVector, parseStateVector } from "../src/board/state_vector.ts";
import {
  encodeReceipt,
  encodeRefusals,
  encodeSyncStep2,
  encodeUpdateMessage,
  receiptToBeSigned,
} from "../src/board/sync.ts";
import type { Received, Refused } from "../src/board/turn.ts";
import {
  encodeChunks,
  joinChunks,
  type Part,
  type Placed,
  partOf,
  placeOf,
  sortParts,
} from "../src/board/update.ts";
import type { Digest } from "../src/board/view.ts";
import { type Id, keyText } from "../src/domain/units.ts";
import type { BoardStore } from "./boards.ts";
import type { Rates } from "./rates.ts";
import { CLOSE, createSeat, type Host, type Seat, type Visitor, type Waits } from "./seat.ts";

export interface Room {
  readonly board: Board;
  readonly size: number;
  enter(visitor: Visitor): Seat;
  /** After the roster moved. */
  rejudge(): Promise<void>;
  destroy(): void;
}

export interface RoomDeps {
  readonly board: Board;
  /** The document's name as text. */
  readonly document: string;
  readonly community: Uint8Array;
  readonly store: BoardStore;
  readonly signer: Signer;
  readonly rates: Rates;
  readonly nowMs: () => number;
  /** The newest registry leaf that the relay knows. */
  readonly rosterIndex: () => number | null;
  readonly isOwn: (said: Opened, account: Id) => boolean;
  readonly count: (verdict: "stored" | "dropped", count: number) => void;
}

export const createRoom = (deps: RoomDeps): Room => new DocumentRoom(deps);

class DocumentRoom implements Room, Host {
  readonly board: Board;
  readonly #deps: RoomDeps;
  readonly #doc8: Uint8Array;
  readonly #visitors = new Set<Visitor>();
  readonly #framesByChunks = new WeakMap<readonly Uint8Array[], readonly Uint8Array[]>();
  readonly #stopListening: () => void;
  /** Turns that are applied and not yet told. */
  readonly #taken: Taken[] = [];
  #telling: Promise<void> | null = null;

  constructor(deps: RoomDeps) {
    const { board, document, store } = deps;
    this.board = board;
    this.#deps = deps;
    this.#doc8 = doc8Of(board.name);
    this.#stopListening = board.onChange(({ added, removed }) => {
      for (const said of added) store.put(document, said);
      // What lost its standing is judged again at every load; what was erased is gone for good.
      for (const { id, reason } of removed) if (reason === "erased") store.remove(document, id);
    });
  }

  get size(): number {
    return this.#visitors.size;
  }

  enter(visitor: Visitor): Seat {
    this.#visitors.add(visitor);
    return createSeat(this, visitor);
  }

  leave(visitor: Visitor): void {
    this.#visitors.delete(visitor);
  }

  async rejudge(): Promise<void> {
    const received = await this.board.rejudge();
    await this.#tell({ received, from: null });
  }

  destroy(): void {
    this.#stopListening();
    this.board.destroy();
  }

  nowMs(): number {
    return this.#deps.nowMs();
  }

  receive(update: Uint8Array, from: Visitor): ReturnType<Board["receive"]> {
    return this.board.receive(update, from);
  }

  receiveStatements(statements: readonly Uint8Array[], from: Visitor): Promise<Received> {
    return this.board.receiveStatements(statements, from);
  }

  keep(received: Received, from: Visitor): Waits {
    void this.#tell({ received, from });
    return { ms: this.#waitFor(received.applied) };
  }

  digestFor(visitor: Visitor): Digest {
    return visitor.mayRead() ? this.board.digest() : digestOf(this.#ownOf(visitor));
  }

  stateVectorFor(visitor: Visitor): Uint8Array {
    if (visitor.mayRead()) return this.board.stateVector();
    return encodeStateVector(this.#ownOf(visitor).map(({ digest }) => placeOf(digest).client));
  }

  replyTo(visitor: Visitor, stateVector: Uint8Array): readonly Uint8Array[] | null {
    const isEmpty = stateVector.length === 1 && stateVector[0] === 0;
    const has = parseStateVector(stateVector);
    if (!has.ok) return null;
    if (!visitor.mayRead()) {
      const lacks = this.#ownOf(visitor)
        .map(placedOf)
        .filter(({ client }) => !has.value(client));
      return stepTwo(encodeChunks(lacks, CHUNK_BYTES_MAX));
    }
    const chunks = isEmpty ? this.board.chunks() : this.board.chunks(stateVector);
    if (!chunks.ok) return null;
    if (!isEmpty) return stepTwo(chunks.value);
    // Five hundred phones that join at once are sent the same frames.
    const frames = this.#framesByChunks.get(chunks.value) ?? stepTwo(chunks.value);
    this.#framesByChunks.set(chunks.value, frames);
    return frames;
  }

  #ownOf(visitor: Visitor): readonly Opened[] {
    return [...this.board.statements()].filter((said) => this.#deps.isOwn(said, visitor.account));
  }

  /** Tells of a turn once it is on disk; what came meanwhile is told with it. */
  #tell(turn: Taken): Promise<void> {
    this.#taken.push(turn);
    this.#telling ??= this.#tellAll().finally(() => {
      this.#telling = null;
    });
    return this.#telling;
  }

  async #tellAll(): Promise<void> {
    while (this.#taken.length > 0) {
      try {
        await this.#deps.store.flushed();
      } catch {
        // The disk failed: phones keep what was not receipted, and come back.
        for (const visitor of this.#visitors) visitor.close(CLOSE.overload, "try again");
        this.#taken.length = 0;
        return;
      }
      const turns = this.#taken.splice(0);
      this.#broadcast(turns);
      for (const sender of new Set(turns.map(({ from }) => from)))
        if (sender !== null)
          await this.#answer(
            sender,
            turns.filter(({ from }) => from === sender),
          );
    }
  }

  /** To everybody what others said; those who may not read get what is their own. */
  #broadcast(turns: readonly Taken[]): void {
    const news = sortParts(
      turns.flatMap(({ received, from }) =>
        this.#held(received.applied).map((said): News => ({ ...partOf(placedOf(said)), said, from })),
      ),
    );
    if (news.length === 0) return;
    const senders = new Set(turns.map(({ from }) => from));
    const forAll = framesOf(news);
    for (const visitor of this.#visitors) {
      const isReader = visitor.mayRead();
      const frames =
        isReader && !senders.has(visitor)
          ? forAll
          : framesOf(
              news.filter(({ said, from }) => from !== visitor && (isReader || this.#isOwn(visitor, said))),
            );
      for (const frame of frames) visitor.send(frame);
    }
  }

  /** Receipt for what is on disk, refusals for what is not. */
  async #answer(sender: Visitor, turns: readonly Taken[]): Promise<void> {
    const stored = turns.flatMap(({ received }) => [...received.applied, ...received.held]);
    for (const ids of inParts(stored)) sender.send(await this.#receiptFor(ids));
    const refused = turns.flatMap(({ received }) => [
      ...received.refused,
      ...received.waiting.map((id): Refused => ({ id, reason: "unknown_key" })),
    ]);
    for (const part of inParts(refused)) sender.send(this.#refusalsFor(part));
    this.#deps.count(
      "stored",
      turns.reduce((sum, { received }) => sum + received.applied.length, 0),
    );
    this.#deps.count("dropped", refused.length);
  }

  #isOwn(visitor: Visitor, said: Opened): boolean {
    return this.#deps.isOwn(said, visitor.account);
  }

  #held(ids: readonly Uint8Array[]): readonly Opened[] {
    return ids.map((id) => this.board.get(id)).filter((said) => said !== undefined);
  }

  async #receiptFor(ids: readonly Uint8Array[]): Promise<Uint8Array> {
    const { signer, community } = this.#deps;
    const time = this.nowMs();
    const signature = await signer.sign(receiptToBeSigned(community, this.#doc8, { ids, time }));
    return encodeReceipt({ ids, time, key: signer.publicKey, signature });
  }

  #refusalsFor(refused: readonly Refused[]): Uint8Array {
    return encodeRefusals({ time: this.nowMs(), rosterIndex: this.#deps.rosterIndex(), refused });
  }

  /** New statements count against their authors; the courier waits for the slowest of them. */
  #waitFor(applied: readonly Uint8Array[]): number {
    const waits = this.#held(applied).map(({ publicKey }) => this.#deps.rates.count(keyText(publicKey)));
    return Math.max(0, ...waits);
  }
}

/** What one frame, or a move of the roster, brought. */
interface Taken {
  readonly received: Received;
  readonly from: Visitor | null;
}

/** A statement to be told, encoded once for all, and who brought it. */
interface News extends Part {
  readonly said: Opened;
  readonly from: Visitor | null;
}

/** Updates of our own encoding. Statements that share a client travel in updates of their own. */
const framesOf = (news: readonly News[]): readonly Uint8Array[] =>
  joinChunks(news, CHUNK_BYTES_MAX).map(encodeUpdateMessage);

const placedOf = (said: Opened): Placed => ({ ...placeOf(said.digest), value: said.bytes });

const NOTHING_UPDATE = Uint8Array.of(0, 0);

/** All but the last as updates: a stock client holds itself for synced once it has step 2. */
function stepTwo(chunks: readonly Uint8Array[]): readonly Uint8Array[] {
  const last = chunks.at(-1) ?? NOTHING_UPDATE;
  return [...chunks.slice(0, -1).map(encodeUpdateMessage), encodeSyncStep2(last)];
}

const digestOf = (statements: readonly Opened[]): Digest => ({
  count: statements.length,
  hash: sha256(concatBytes(...statements.map(({ id }) => id).sort(compareBytes))),
});

/** Ids or refusals of one message: far below its 256 KiB. */
const PART = 1_000;

const inParts = <T>(items: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / PART) }, (_, part) =>
    items.slice(part * PART, (part + 1) * PART),
  );
