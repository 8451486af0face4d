/** One visitor's place in a room: opens her frames, answers what concerns her alone, hands the rest to the room. */
import { compareBytes } from "../crypto/bytes.ts";
import type { Result } from "../crypto/result.ts";
import type { GrammarFault } from "../src/board/grammar.ts";
import {
  decodeMessage,
  encodeDigest,
  encodeHello,
  encodeSyncStep1,
  type Message,
  SYNC_VERSION,
} from "../src/board/sync.ts";
import type { Received } from "../src/board/turn.ts";
import type { Digest } from "../src/board/view.ts";
import type { Id } from "../src/domain/units.ts";
import { type Bucket, createBucket } from "./bucket.ts";
import { REPLY_BYTES_BURST, REPLY_BYTES_PER_SECOND } from "./limits.ts";

/** A socket whose owner is known. */
export interface Visitor {
  readonly account: Id;
  /** Vouched: she may read the whole document. Otherwise she sees her own words only. */
  mayRead(): boolean;
  send(frame: Uint8Array): void;
  close(code: number, reason: string): void;
}

/** What a frame costs the socket that brought it. */
export interface Waits {
  /** Milliseconds to wait before the next frame is read. */
  readonly ms: number;
}

export interface Seat {
  /** Takes one frame. Only small updates are given before the one before is answered; they enter in their order (Y46). */
  take(frame: Uint8Array): Promise<Waits>;
  leave(): void;
}

/** What a seat asks of its room. */
export interface Host {
  receive(update: Uint8Array, from: Visitor): Promise<Result<Received, GrammarFault>>;
  receiveStatements(statements: readonly Uint8Array[], from: Visitor): Promise<Received>;
  /** What was applied goes to the disk, the others, and back as a receipt, while the next frame is read. */
  keep(received: Received, from: Visitor): Waits;
  digestFor(visitor: Visitor): Digest;
  stateVectorFor(visitor: Visitor): Uint8Array;
  /** What she may see and lacks, as frames of which the last is step 2; null: her state vector is none. */
  replyTo(visitor: Visitor, stateVector: Uint8Array): readonly Uint8Array[] | null;
  leave(visitor: Visitor): void;
  nowMs(): number;
}

/** wire.md, section 7. */
export const CLOSE = {
  ending: 1001,
  grammar: 4400,
  auth: 4401,
  revoked: 4403,
  unknown: 4404,
  overload: 4503,
} as const;

const NO_WAIT: Waits = { ms: 0 };
/** The state vector of an empty document. */
const NOTHING = Uint8Array.of(0);
/** At most once so often the relay asks a phone whose digest differs for everything. */
const ASK_AGAIN_MS = 60_000;

/** Sits down, and says hello. */
export function createSeat(host: Host, visitor: Visitor): Seat {
  visitor.send(encodeHello({ versions: [SYNC_VERSION], ...host.digestFor(visitor) }));
  return new RoomSeat(host, visitor);
}

class RoomSeat implements Seat {
  readonly #host: Host;
  readonly #visitor: Visitor;
  /** Made with the first step 2: who only listens needs none. */
  #replies: Bucket | null = null;
  #hasAsked = false;
  #askedForAllMs = Number.NEGATIVE_INFINITY;

  constructor(host: Host, visitor: Visitor) {
    this.#host = host;
    this.#visitor = visitor;
  }

  async take(frame: Uint8Array): Promise<Waits> {
    const message = decodeMessage(frame);
    const waits = message.ok ? await this.#answer(message.value) : null;
    if (waits === null) this.#visitor.close(CLOSE.grammar, "grammar");
    return waits ?? NO_WAIT;
  }

  leave(): void {
    this.#host.leave(this.#visitor);
  }

  /** Null: a grammar fault. */
  async #answer(message: Message): Promise<Waits | null> {
    switch (message.type) {
      case "sync_step_1":
        return this.#reply(message.stateVector);
      case "sync_step_2":
      case "update": {
        const received = await this.#host.receive(message.update, this.#visitor);
        return received.ok ? this.#host.keep(received.value, this.#visitor) : null;
      }
      case "side": {
        const received = await this.#host.receiveStatements(message.statements, this.#visitor);
        return this.#host.keep(received, this.#visitor);
      }
      case "hello":
        if (this.#isEqual(message)) this.#hasAsked = true;
        else this.#ask();
        return NO_WAIT;
      case "digest":
        this.#compare(message);
        return NO_WAIT;
      case "receipt":
      case "refusals":
      case "ignored":
        return NO_WAIT;
      default:
        return message satisfies never;
    }
  }

  #reply(stateVector: Uint8Array): Waits | null {
    const frames = this.#host.replyTo(this.#visitor, stateVector);
    if (frames === null) return null;
    for (const frame of frames) this.#visitor.send(frame);
    this.#ask();
    const bytes = frames.reduce((sum, frame) => sum + frame.length, 0);
    this.#replies ??= createBucket(REPLY_BYTES_BURST, REPLY_BYTES_PER_SECOND);
    return { ms: this.#replies.borrow(bytes, this.#host.nowMs()) };
  }

  /** Our own step 1, once: a phone that says hello with an equal digest is never asked. */
  #ask(): void {
    if (this.#hasAsked) return;
    this.#hasAsked = true;
    this.#visitor.send(encodeSyncStep1(this.#host.stateVectorFor(this.#visitor)));
  }

  #compare(digest: Digest): void {
    this.#visitor.send(encodeDigest(this.#host.digestFor(this.#visitor)));
    const now = this.#host.nowMs();
    if (this.#isEqual(digest) || now - this.#askedForAllMs < ASK_AGAIN_MS) return;
    this.#askedForAllMs = now;
    this.#visitor.send(encodeSyncStep1(NOTHING));
  }

  #isEqual({ hash }: Digest): boolean {
    return compareBytes(this.#host.digestFor(this.#visitor).hash, hash) === 0;
  }
}
