/**
 * A building in memory: phones that go off and on, one relay, messages that get lost. Every message is
 * written to bytes and opened again, as on a real socket; who makes a grammar fault has his socket closed.
 */
import { bytesToHex, concatBytes, copyBytes } from "../../crypto/bytes.ts";
import type { Board } from "../../src/board/board.ts";
import { isTransient } from "../../src/board/reason.ts";
import {
  decodeMessage,
  encodeDigest,
  encodeRefusals,
  encodeSide,
  encodeSyncStep1,
  encodeSyncStep2,
  encodeUpdateMessage,
  type Message,
} from "../../src/board/sync.ts";
import type { Received } from "../../src/board/turn.ts";
import { encodeUpdate, type Place, type Placed } from "../../src/board/update.ts";
import { createVerdicts } from "../../src/board/verdicts.ts";
import { boardFor, COMMUNITY, idOf, minute, type Person, person, resigned, TestRoster } from "./cast.ts";
import { type Random, random } from "./random.ts";

export interface Habits {
  readonly steps: number;
  /** How often a message is lost on its way. */
  readonly loss?: number;
  /** Rows of a phone's disk get lost, files hold a part, people sign the same words again. */
  readonly isClumsy?: boolean;
  /** 老赵, who lost the right to speak at minute 30, still carries; 混混 sends whatever breaks things. */
  readonly isHostile?: boolean;
  readonly hasDigest?: boolean;
  readonly placeOf?: (digest: Uint8Array) => Place;
}

export interface Phone {
  readonly owner: Person;
  readonly roster: TestRoster;
  board: Board;
  readonly vault: Uint8Array[];
  readonly refusedIds: Map<string, Uint8Array>;
  isOnline: boolean;
  hasAsked: boolean;
}

export interface Town {
  readonly relay: Board;
  readonly phones: readonly Phone[];
  /** What honest people said while they had the right to. */
  readonly honest: readonly Uint8Array[];
  /** Names of those whose socket was closed for a grammar fault. */
  readonly closed: readonly string[];
  /** Most statements on one side list. */
  readonly sideMax: number;
}

const HONEST = ["张阿姨", "李姐", "王楼长", "小陈"] as const;
const REVOKED_AT = minute(30);

export async function liveTogether(seed: number, habits: Habits): Promise<Town> {
  const town = new Building(random(seed), habits);
  for (let step = 0; step < habits.steps; step++) await town.step();
  await town.comeTogether();
  return town;
}

class Building implements Town {
  readonly relay: Board;
  readonly phones: Phone[] = [];
  readonly honest: Uint8Array[] = [];
  readonly closed: string[] = [];
  readonly #chance: Random;
  readonly #habits: Habits;
  readonly #verdicts = createVerdicts(COMMUNITY);
  readonly #relayRoster: TestRoster;
  readonly #老赵: Person = person("老赵");
  #loss: number;
  #now = 0;

  constructor(chance: Random, habits: Habits) {
    this.#chance = chance;
    this.#habits = habits;
    this.#loss = habits.loss ?? 0;
    const people = [...HONEST.map(person), ...(habits.isHostile ? [this.#老赵, person("混混")] : [])];
    this.#relayRoster = new TestRoster(...people);
    this.#relayRoster.revoke(this.#老赵, REVOKED_AT);
    this.relay = this.#board(this.#relayRoster);
    for (const owner of people) {
      const roster = new TestRoster(...people);
      const board = this.#board(roster);
      const fresh = { vault: [], refusedIds: new Map(), isOnline: false, hasAsked: false };
      this.phones.push({ owner, roster, board, ...fresh });
    }
  }

  get sideMax(): number {
    return Math.max(
      ...[this.relay, ...this.phones.map(({ board }) => board)].map((b) => b.sideStatements().length),
    );
  }

  async step(): Promise<void> {
    const phone = this.#chance.pick(this.phones);
    this.#now++;
    if (phone.owner.name === "混混" && this.#chance.chance(0.7)) return this.#cheat(phone);
    const what = this.#chance.below(20);
    if (what < 10) return this.#speak(phone);
    if (what < 15) return phone.isOnline ? this.#disconnect(phone) : this.#connect(phone);
    if (what === 15) return this.#learn(phone);
    if (this.#habits.isClumsy && what === 16) return this.#loseRows(phone);
    if (this.#habits.isClumsy && what === 17) return this.#signAgain(phone);
    if (what === 18) return this.#handOver(phone, this.#chance.pick(this.phones));
  }

  /** Everybody learns the roster and meets the relay until nothing moves any more, and no message is lost. */
  async comeTogether(): Promise<void> {
    this.#loss = 0;
    for (const phone of this.phones) await this.#learn(phone);
    for (let round = 0; round < 2; round++) {
      for (const phone of this.phones) await this.#connect(phone);
    }
  }

  #board(roster: TestRoster): Board {
    const { placeOf } = this.#habits;
    const more = placeOf === undefined ? {} : { placeOf };
    return boardFor(roster, { verdicts: this.#verdicts, ...more });
  }

  async #speak(phone: Phone): Promise<void> {
    const at = minute(this.#now);
    const said = await phone.owner.say({ at });
    phone.vault.push(said);
    const isRevoked = phone.owner === this.#老赵 && at > REVOKED_AT;
    if (phone.owner.name !== "混混" && !isRevoked) this.honest.push(said);
    await this.#publish(phone, await phone.board.add(said));
  }

  async #publish(phone: Phone, { update, side }: Received): Promise<void> {
    if (!phone.isOnline) return;
    if (update !== null) await this.#toRelay(phone, encodeUpdateMessage(update));
    if (side.length > 0) await this.#toRelay(phone, encodeSide(side.map(({ bytes }) => bytes)));
  }

  async #connect(phone: Phone): Promise<void> {
    phone.isOnline = true;
    phone.hasAsked = false;
    await this.#toPhone(phone, encodeSyncStep1(this.relay.stateVector()));
    await this.#toRelay(phone, encodeSyncStep1(phone.board.stateVector()));
    if (this.#habits.hasDigest === false) return;
    await this.#toPhone(phone, encodeDigest(this.relay.digest()));
    await this.#toRelay(phone, encodeDigest(phone.board.digest([...phone.refusedIds.values()])));
  }

  #disconnect(phone: Phone): void {
    phone.isOnline = false;
  }

  async #learn(phone: Phone): Promise<void> {
    phone.roster.revoke(this.#老赵, REVOKED_AT);
    await phone.board.rejudge();
  }

  /** A disk that kept a part; the vault still has what its owner said. */
  async #loseRows(phone: Phone): Promise<void> {
    const kept = [...phone.board.statements()]
      .filter(() => this.#chance.chance(0.6))
      .map(({ bytes }) => bytes);
    phone.board = this.#board(phone.roster);
    phone.isOnline = false;
    for (const row of kept) await phone.board.loadRow(row.length % 2 === 0 ? row : this.#rowOf(row));
    await phone.board.receiveStatements(phone.vault);
    await phone.board.receiveStatements(kept);
  }

  #rowOf(statement: Uint8Array): Uint8Array {
    return encodeUpdate([this.#placed(statement)]);
  }

  #placed(statement: Uint8Array): Placed {
    const { client } = (this.#habits.placeOf ?? (() => ({ client: 0 })))(idOf(statement));
    return { client, key: "A".repeat(22), value: statement };
  }

  async #signAgain(phone: Phone): Promise<void> {
    const said = phone.vault.at(-1);
    if (said === undefined) return;
    const other = this.#chance.pick(this.phones);
    await other.board.receiveStatements([resigned(phone.owner, said, this.#now % 256)]);
  }

  /** A file with a part of what one phone has. */
  async #handOver(from: Phone, to: Phone): Promise<void> {
    const part = [...from.board.statements()]
      .filter(() => this.#chance.chance(0.5))
      .map(({ bytes }) => bytes);
    await this.#publish(to, await to.board.receiveStatements(this.#chance.shuffle(part)));
  }

  /** Garbage bundled with what honest people said, straight to the relay or to a neighbour. */
  async #cheat(phone: Phone): Promise<void> {
    if (!phone.isOnline) await this.#connect(phone);
    const chunks = phone.board.chunks();
    const update = chunks.ok ? (chunks.value[0] ?? Uint8Array.of(0, 0)) : Uint8Array.of(0, 0);
    const changed = copyBytes(update);
    const at = this.#chance.below(changed.length);
    changed[at] = (changed[at] as number) ^ (1 + this.#chance.below(255));
    const [one, two] = await Promise.all([1, 2].map(() => phone.owner.say({ at: minute(this.#now) })));
    const honest = [...phone.board.statements()].slice(-3).map(({ bytes }) => bytes);
    const junk = honest.map((bytes) => concatBytes(bytes.slice(0, -1), Uint8Array.of(0x55)));
    await this.#toRelay(phone, encodeUpdateMessage(changed));
    await this.#toRelay(phone, encodeSide([...junk, one as Uint8Array, ...honest, this.#chance.bytes(40)]));
    const neighbour = this.#chance.pick(this.phones);
    await this.#publish(
      neighbour,
      await neighbour.board.receiveStatements([...junk, two as Uint8Array, ...honest]),
    );
    await this.#toRelay(phone, this.#chance.bytes(20));
  }

  #arrives(): boolean {
    return !this.#chance.chance(this.#loss);
  }

  async #toRelay(phone: Phone, bytes: Uint8Array): Promise<void> {
    if (!phone.isOnline || !this.#arrives()) return;
    const message = decodeMessage(bytes);
    if (!message.ok) return this.#close(phone);
    const received = await this.#take(this.relay, message.value);
    if (received === "closed") return this.#close(phone);
    if (received !== null) await this.#passOn(phone, received);
    if (message.value.type === "sync_step_1")
      await this.#answer(this.relay, message.value, (m) => this.#toPhone(phone, m));
    const { count, hash } = this.relay.digest();
    const isDigest = message.value.type === "digest";
    if (isDigest && (message.value.count !== count || bytesToHex(message.value.hash) !== bytesToHex(hash))) {
      await this.#toPhone(phone, encodeSyncStep1(Uint8Array.of(0)));
    }
  }

  async #toPhone(phone: Phone, bytes: Uint8Array): Promise<void> {
    if (!phone.isOnline || !this.#arrives()) return;
    const message = decodeMessage(bytes);
    if (!message.ok || (await this.#take(phone.board, message.value)) === "closed") return this.#close(phone);
    if (message.value.type === "refusals") await this.#noteRefusals(phone, message.value);
    if (message.value.type === "sync_step_1")
      await this.#answer(phone.board, message.value, (m) => this.#toRelay(phone, m));
    if (message.value.type !== "digest" || phone.hasAsked) return;
    const { count, hash } = phone.board.digest([...phone.refusedIds.values()]);
    if (message.value.count === count && bytesToHex(message.value.hash) === bytesToHex(hash)) return;
    phone.hasAsked = true;
    await this.#toRelay(phone, encodeSyncStep1(Uint8Array.of(0)));
  }

  #close(phone: Phone): void {
    phone.isOnline = false;
    this.closed.push(phone.owner.name);
  }

  async #take(board: Board, message: Message): Promise<Received | "closed" | null> {
    if (message.type === "side") return board.receiveStatements(message.statements);
    if (message.type !== "update" && message.type !== "sync_step_2") return null;
    const received = await board.receive(message.update);
    return received.ok ? received.value : "closed";
  }

  async #answer(
    board: Board,
    { stateVector }: Message & { type: "sync_step_1" },
    send: (message: Uint8Array) => Promise<void>,
  ): Promise<void> {
    const chunks = board.chunks(stateVector);
    if (!chunks.ok) throw new Error(chunks.error);
    for (const [i, chunk] of chunks.value.entries()) {
      await send(i === 0 ? encodeSyncStep2(chunk) : encodeUpdateMessage(chunk));
    }
  }

  async #passOn(from: Phone, { update, side, refused }: Received): Promise<void> {
    if (refused.length > 0)
      await this.#toPhone(from, encodeRefusals({ time: this.#now, rosterIndex: 0, refused }));
    for (const phone of this.phones) {
      if (phone === from) continue;
      if (update !== null) await this.#toPhone(phone, encodeUpdateMessage(update));
      if (side.length > 0) await this.#toPhone(phone, encodeSide(side.map(({ bytes }) => bytes)));
    }
  }

  async #noteRefusals(phone: Phone, { refused }: Message & { type: "refusals" }): Promise<void> {
    for (const { id, reason } of refused) {
      if (reason !== "revoked" || isTransient(reason)) continue;
      phone.refusedIds.set(bytesToHex(id), id);
      await phone.board.takeOut([{ id, reason }]);
    }
  }
}
