/**
 * A room: one shared document and the sockets in it. What a phone brings passes the guard, then the disk, then goes
 * to the others in our own encoding, and at last the sender gets a signed receipt (wire.md, section 7).
 * The relay never says anything on a board itself.
 */
import { compareBytes, concatBytes, copyBytes } from "../crypto/bytes.ts";
import type { Opened } from "../crypto/cose.ts";
import { sha256 } from "../crypto/hash.ts";
import type { Signer } from "../crypto/keys.ts";
import type { Board } from "../src/board/board.ts";
import { doc8Of } from "../src/board/document.ts";
import { CHUNK_BYTES_MAX } from "../src/board/limits.ts";
import { encodeStateVector, parseStateVector } from "../src/board/state_vector.ts";
import {
  decodeMessage,
  encodeDigest,
  encodeHello,
  encodeReceipt,
  encodeRefusals,
  encodeSyncStep1,
  encodeSyncStep2,
  encodeUpdateMessage,
  type Message,
  receiptToBeSigned,
  SYNC_VERSION,
} from "../src/board/sync.ts";
import type { Received, Refused } from "../src/board/turn.ts";
import { encodeChunks, encodeUpdate, type Placed, placeOf } from "../src/board/update.ts";
import type { Digest } from "../src/board/view.ts";
import { type Id, keyText } from "../src/domain/units.ts";
import type { BoardStore } from "./boards.ts";
import { createBucket } from "./bucket.ts";
import { REPLY_BYTES_BURST, REPLY_BYTES_PER_SECOND } from "./limits.ts";
import type { Rates } from "./rates.ts";

/** A socket whose owner is known. */
export interface Visitor {
  readonly account: Id;
  /** Vouched: she may read the whole document. Otherwise she sees her own words only. */
  mayRead(): boolean;
  send(frame: Uint8Array): void;
  close(code: number, reason: string): void;
}

/** What one frame asks of the socket that brought it. */
export interface Waits {
  /** Milliseconds to wait before the next frame is read. */
  readonly ms: number;
}

/** One visitor's place in a room. */
export interface Seat {
  /** Takes one frame; frames of a socket are given one after the other. */
  take(frame: Uint8Array): Promise<Waits>;
  leave(): void;
}

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

/** wire.md, section 7. */
export const CLOSE = { grammar: 4400, auth: 4401, revoked: 4403, unknown: 4404, overload: 4503 } as const;

const NO_WAIT: Waits = { ms: 0 };
const NOTHING = Uint8Array.of(0);
const NOTHING_UPDATE = Uint8Array.of(0, 0);
/** At most once so often the relay asks a phone whose digest differs for everything. */
const ASK_AGAIN_MS = 60_000;

export function createRoom(deps: RoomDeps): Room {
  const { board, document, store, nowMs } = deps;
  const doc8 = doc8Of(board.name);
  const visitors = new Set<Visitor>();
  const framesByChunks = new WeakMap<readonly Uint8Array[], readonly Uint8Array[]>();

  const stopListening = board.onChange(({ added, removed }) => {
    for (const said of added) store.put(document, said);
    // What lost its standing is judged again at every load; what was erased is gone for good.
    for (const { id, reason } of removed) if (reason === "erased") store.remove(document, id);
  });

  const ownOf = (visitor: Visitor): readonly Opened[] =>
    [...board.statements()].filter((said) => deps.isOwn(said, visitor.account));

  const digestFor = (visitor: Visitor): Digest =>
    visitor.mayRead() ? board.digest() : digestOf(ownOf(visitor));

  /** What this visitor may see of the document and says that she lacks, as frames; the last one is step 2. */
  function replyTo(visitor: Visitor, stateVector: Uint8Array): readonly Uint8Array[] | null {
    if (!visitor.mayRead()) {
      const has = parseStateVector(stateVector);
      if (!has.ok) return null;
      const lacks = ownOf(visitor)
        .map(placedOf)
        .filter(({ client }) => !has.value(client));
      return stepTwo(encodeChunks(lacks, CHUNK_BYTES_MAX));
    }
    const isEmpty = stateVector.length === 1 && stateVector[0] === 0;
    const chunks = isEmpty ? board.chunks() : board.chunks(stateVector);
    if (!chunks.ok) return null;
    if (!isEmpty) return stepTwo(chunks.value);
    // Five hundred phones that join at once are sent the same frames.
    const frames = framesByChunks.get(chunks.value) ?? stepTwo(chunks.value);
    framesByChunks.set(chunks.value, frames);
    return frames;
  }

  const askFor = (visitor: Visitor, everything: boolean): Uint8Array => {
    if (everything) return encodeSyncStep1(NOTHING);
    return encodeSyncStep1(
      visitor.mayRead()
        ? board.stateVector()
        : encodeStateVector(ownOf(visitor).map(({ digest }) => placeOf(digest).client)),
    );
  };

  /** To everybody but the sender; those who may not read get what is their own. */
  function broadcast(received: Received, sender: Visitor | null): void {
    const updates = [
      ...(received.update === null ? [] : [received.update]),
      // Side statements share a client with another: each travels in an update of its own.
      ...received.side.map((said) => encodeUpdate([placedOf(said)])),
    ];
    if (updates.length === 0 || visitors.size === 0) return;
    const frames = updates.map(encodeUpdateMessage);
    for (const visitor of visitors) {
      if (visitor === sender) continue;
      if (visitor.mayRead()) for (const frame of frames) visitor.send(frame);
      else sendOwn(visitor, received.applied);
    }
  }

  function sendOwn(visitor: Visitor, ids: readonly Uint8Array[]): void {
    const own = ids
      .map((id) => board.get(id))
      .filter((said) => said !== undefined)
      .filter((said) => deps.isOwn(said, visitor.account));
    for (const chunk of encodeChunks(own.map(placedOf), CHUNK_BYTES_MAX))
      visitor.send(encodeUpdateMessage(chunk));
  }

  async function receiptFor(ids: readonly Uint8Array[]): Promise<Uint8Array> {
    const time = nowMs();
    const signature = await deps.signer.sign(receiptToBeSigned(deps.community, doc8, { ids, time }));
    return encodeReceipt({ ids, time, key: deps.signer.publicKey, signature });
  }

  const refusalsFor = (refused: readonly Refused[]): Uint8Array =>
    encodeRefusals({ time: nowMs(), rosterIndex: deps.rosterIndex(), refused });

  /** Disk, others, receipt, in this order. */
  async function keep(received: Received, sender: Visitor): Promise<Waits> {
    await store.flushed();
    broadcast(received, sender);
    const stored = [...received.applied, ...received.held];
    for (const ids of inParts(stored)) sender.send(await receiptFor(ids));
    const refused = [
      ...received.refused,
      ...received.waiting.map((id) => ({ id, reason: "unknown_key" as const })),
    ];
    for (const part of inParts(refused)) sender.send(refusalsFor(part));
    deps.count("stored", received.applied.length);
    deps.count("dropped", refused.length);
    return { ms: waitFor(received.applied) };
  }

  /** New statements count against their authors; the courier waits for the slowest of them. */
  function waitFor(applied: readonly Uint8Array[]): number {
    let ms = 0;
    for (const id of applied) {
      const said = board.get(id);
      if (said !== undefined) ms = Math.max(ms, deps.rates.count(keyText(said.publicKey)));
    }
    return ms;
  }

  function enter(visitor: Visitor): Seat {
    const replies = createBucket(REPLY_BYTES_BURST, REPLY_BYTES_PER_SECOND);
    let hasAsked = false;
    let askedForAllMs = Number.NEGATIVE_INFINITY;
    visitors.add(visitor);
    visitor.send(encodeHello({ versions: [SYNC_VERSION], ...digestFor(visitor) }));

    /** Our own step 1, once: a phone that says hello with an equal digest is never asked. */
    function ask(): void {
      if (hasAsked) return;
      hasAsked = true;
      visitor.send(askFor(visitor, false));
    }

    function compare(digest: Digest): void {
      const mine = digestFor(visitor);
      visitor.send(encodeDigest(mine));
      const isEqual = compareBytes(mine.hash, digest.hash) === 0;
      if (isEqual || nowMs() - askedForAllMs < ASK_AGAIN_MS) return;
      askedForAllMs = nowMs();
      visitor.send(askFor(visitor, true));
    }

    async function answer(message: Message): Promise<Waits | "grammar"> {
      switch (message.type) {
        case "sync_step_1": {
          const frames = replyTo(visitor, message.stateVector);
          if (frames === null) return "grammar";
          for (const frame of frames) visitor.send(frame);
          ask();
          const bytes = frames.reduce((sum, frame) => sum + frame.length, 0);
          return { ms: replies.borrow(bytes, nowMs()) };
        }
        case "sync_step_2":
        case "update": {
          const received = await board.receive(message.update, visitor);
          return received.ok ? keep(received.value, visitor) : "grammar";
        }
        case "side":
          return keep(await board.receiveStatements(message.statements, visitor), visitor);
        case "hello":
          if (compareBytes(digestFor(visitor).hash, message.hash) !== 0) ask();
          else hasAsked = true;
          return NO_WAIT;
        case "digest":
          compare(message);
          return NO_WAIT;
        case "receipt":
        case "refusals":
        case "ignored":
          return NO_WAIT;
        default:
          return message satisfies never;
      }
    }

    return {
      async take(frame) {
        const message = decodeMessage(frame);
        const waits = message.ok ? await answer(message.value) : "grammar";
        if (waits !== "grammar") return waits;
        visitor.close(CLOSE.grammar, "grammar");
        return NO_WAIT;
      },
      leave: () => void visitors.delete(visitor),
    };
  }

  return {
    board,
    get size() {
      return visitors.size;
    },
    enter,
    async rejudge() {
      const received = await board.rejudge();
      await store.flushed();
      broadcast(received, null);
    },
    destroy() {
      stopListening();
      board.destroy();
    },
  };
}

const placedOf = (said: Opened): Placed => ({ ...placeOf(said.digest), value: said.bytes });

/** All but the last as updates: a stock client holds itself for synced once it has step 2. */
function stepTwo(chunks: readonly Uint8Array[]): readonly Uint8Array[] {
  const last = chunks.at(-1) ?? NOTHING_UPDATE;
  return [...chunks.slice(0, -1).map(encodeUpdateMessage), encodeSyncStep2(last)];
}

const digestOf = (statements: readonly Opened[]): Digest => ({
  count: statements.length,
  hash: sha256(concatBytes(...statements.map(({ id }) => copyBytes(id)).sort(compareBytes))),
});

/** Ids or refusals of one message: far below its 256 KiB. */
const PART = 1_000;

const inParts = <T>(items: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / PART) }, (_, part) =>
    items.slice(part * PART, (part + 1) * PART),
  );
