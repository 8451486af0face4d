/** Many phones at once: frames that are shared, budgets that hold, and a month that goes on in a second part. */
import { EventEmitter } from "node:events";
import type { Writable } from "node:stream";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import * as ws from "ws";
import { crowdWaitMs } from "../../relay/boards.ts";
import { createFrameQueue } from "../../relay/frames.ts";
import {
  FRAME_AHEAD_BYTES_MAX,
  FRAMES_AHEAD_MAX,
  REPLY_BYTES_BURST,
  REPLY_BYTES_PER_SECOND,
} from "../../relay/limits.ts";
import { createSeat, type Host, type Seat, type Waits } from "../../relay/seat.ts";
import { frameOf } from "../../relay/socket_frame.ts";
import { encodeSyncStep1, encodeUpdateMessage } from "../../src/board/sync.ts";
import type { Id } from "../../src/domain/units.ts";
import { idToBytes } from "../../src/domain/units.ts";
import { boardName, need, openPhone, type Phone, sayIn, updateOf } from "./board_words.ts";
import { type Started, startRelay } from "./start.ts";
import { foundTown, idOf, type Person, type Town } from "./town.ts";

// The package has it, its types do not.
const { Receiver } = ws as unknown as { readonly Receiver: new (options: { isServer: boolean }) => Writable };

let started: Started;
let town: Town;
let 张阿姨: Person;
let 李姐: Person;
const open: Phone[] = [];
beforeAll(async () => {
  started = await startRelay();
  const secret = started.relay.setupSecret() as string;
  town = await foundTown({ url: started.url, secret, nowMs: () => started.clock.ms, salt: "crowd" });
  张阿姨 = await town.neighbour("张阿姨");
  李姐 = await town.neighbour("李姐");
});
afterEach(() => {
  vi.useRealTimers();
  for (const phone of open.splice(0)) phone.close();
});
afterAll(() => started.close());

async function phoneOf(person: Person, document: string): Promise<Phone> {
  const phone = await openPhone(town, person, document);
  open.push(phone);
  await phone.next("hello");
  return phone;
}

/** What a phone that has nothing is sent. */
async function joined(document: string): Promise<Uint8Array> {
  const phone = await phoneOf(李姐, document);
  phone.send(encodeSyncStep1(Uint8Array.of(0)));
  return (await phone.next("sync_step_2")).update;
}

async function say(phone: Phone, statement: Uint8Array): Promise<readonly Uint8Array[]> {
  phone.send(encodeUpdateMessage(updateOf(town.community, statement)));
  return (await phone.next("receipt")).ids;
}

test.each([0, 1, 125, 126, 65_535, 65_536, 200_000])(
  "[Y42] a message of %i bytes is one frame, as others read it, and is made once",
  async (length) => {
    const message = Uint8Array.from({ length }, (_, at) => at & 0xff);
    const receiver = new Receiver({ isServer: false });
    const read = new Promise<Buffer>((resolve) => receiver.once("message", resolve));
    receiver.write(frameOf(message));
    expect(new Uint8Array(await read)).toEqual(message);
    expect(frameOf(message)).toBe(frameOf(message));
  },
);

test("[Y42] who joins has what was said since, and not what was erased", async () => {
  const board = boardName(town);
  const phone = await phoneOf(张阿姨, board);
  const first = await sayIn(town, 张阿姨, board, need(town, 张阿姨, "买酱油"));
  await say(phone, first);
  expect(await joined(board)).toEqual(updateOf(town.community, first));
  expect(await joined(board)).toEqual(updateOf(town.community, first));
  const second = await sayIn(town, 张阿姨, board, need(town, 张阿姨, "买醋"));
  await say(phone, second);
  expect(await joined(board)).toEqual(updateOf(town.community, first, second));
  const erase = await sayIn(town, 张阿姨, board, {
    kind: "erase",
    body: { ids: [idOf(first, town.community)] },
  });
  await say(phone, erase);
  expect(await joined(board)).toEqual(updateOf(town.community, second, erase));
});

test("[Y43] a crowd waits for a slow disk longer than for a fast one, and never long", () => {
  expect([0, 0.5, 2, 8, 1_000].map(crowdWaitMs)).toEqual([3, 3, 8, 32, 40]);
});

/** As much of a WebSocket as a queue of frames listens to. */
const quietSocket = () =>
  Object.assign(new EventEmitter(), {
    OPEN: 1,
    readyState: 1,
    isPaused: false,
    pause() {
      this.isPaused = true;
    },
    resume() {
      this.isPaused = false;
    },
  });

/** A seat that answers when it is told to. */
function slowSeat() {
  const taken: Uint8Array[] = [];
  const answers: ((waits: Waits) => void)[] = [];
  const seat: Seat = {
    take(frame) {
      taken.push(frame);
      return new Promise((resolve) => answers.push(resolve));
    },
    leave() {},
  };
  /** Answers the frame of this place, and lets everything go on that can. */
  async function answer(place: number, ms = 0): Promise<void> {
    answers[place]?.({ ms });
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { seat, taken, answer };
}

function queueOf(frames: readonly Uint8Array[]) {
  const socket = quietSocket();
  const { seat, taken, answer } = slowSeat();
  createFrameQueue(socket as unknown as ws.WebSocket).start(seat, (error) => {
    throw error;
  });
  for (const frame of frames) socket.emit("message", Buffer.from(frame), true);
  return { socket, taken, answer };
}

const small = (number: number): Uint8Array => encodeUpdateMessage(Uint8Array.of(0, number));

test("[Y46] a few small updates are begun together, in their order, and no more than a few", async () => {
  const updates = Array.from({ length: FRAMES_AHEAD_MAX + 2 }, (_, number) => small(number));
  const { taken, answer } = queueOf(updates);
  expect(taken.length).toBe(FRAMES_AHEAD_MAX);
  await answer(1);
  expect(taken.length, "the oldest has not been answered").toBe(FRAMES_AHEAD_MAX);
  await answer(0);
  expect(taken.map((frame) => new Uint8Array(frame))).toEqual(updates);
});

test("[Y46] what is no small update waits for those before it, and those after it wait for it", async () => {
  const question = encodeSyncStep1(Uint8Array.of(0));
  const large = encodeUpdateMessage(new Uint8Array(FRAME_AHEAD_BYTES_MAX));
  const { taken, answer } = queueOf([small(1), small(2), question, small(3), large, small(4)]);
  const count: number[] = [taken.length];
  for (let place = 0; place < 5; place++) {
    await answer(place);
    count.push(taken.length);
  }
  expect(count).toEqual([2, 2, 3, 4, 5, 6]);
});

test("[Y46] whoever is too fast waits, and a socket that closes is not read any more", async () => {
  const { socket, taken, answer } = queueOf(Array.from({ length: 40 }, (_, number) => small(number)));
  await answer(0, 60_000);
  expect(taken.length).toBe(FRAMES_AHEAD_MAX);
  expect(socket.isPaused).toBe(true);
  for (let place = 1; place < FRAMES_AHEAD_MAX; place++) await answer(place);
  expect(taken.length).toBe(FRAMES_AHEAD_MAX);
  socket.readyState = 3;
  socket.emit("close");
  await answer(0);
  expect(taken.length).toBe(FRAMES_AHEAD_MAX);
});

test("[Y44] a flood of step 1 draws its budget and no more, and its frames wait", async () => {
  vi.useFakeTimers();
  const reply = new Uint8Array(700 * 1024);
  let replies = 0;
  const host: Host = {
    receive: () => Promise.reject(new Error("nobody writes here")),
    receiveStatements: () => Promise.reject(new Error("nobody writes here")),
    keep: () => ({ ms: 0 }),
    digestFor: () => ({ count: 0, hash: new Uint8Array(32) }),
    stateVectorFor: () => Uint8Array.of(0),
    replyTo: () => {
      replies++;
      return [reply];
    },
    leave() {},
    nowMs: () => Date.now(),
  };
  const socket = quietSocket();
  const sent: number[] = [];
  const visitor = {
    account: "" as Id,
    mayRead: () => true,
    send: (frame: Uint8Array) => void sent.push(frame.length),
    close() {},
  };
  const queue = createFrameQueue(socket as unknown as ws.WebSocket);
  queue.start(createSeat(host, visitor), (error) => {
    throw error;
  });
  for (let frame = 0; frame < 1_000; frame++)
    socket.emit("message", Buffer.from(encodeSyncStep1(Uint8Array.of(0))), true);
  const bytes = (): number => sent.reduce((sum, length) => sum + length, 0);
  const mostAfter = (seconds: number): number =>
    REPLY_BYTES_BURST + REPLY_BYTES_PER_SECOND * seconds + 2 * reply.length;
  await vi.advanceTimersByTimeAsync(0);
  expect(replies).toBeGreaterThan(REPLY_BYTES_BURST / reply.length - 1);
  expect(bytes()).toBeLessThan(mostAfter(0));
  expect(socket.isPaused).toBe(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(replies).toBeLessThan(1_000);
  expect(bytes()).toBeLessThan(mostAfter(60));
  expect(bytes()).toBeGreaterThan(REPLY_BYTES_BURST + REPLY_BYTES_PER_SECOND * 50);
});

test("[Y45] a full month goes on as .2: receipted there, told there, and not in the first part", async () => {
  const [first, second] = [boardName(town, "5"), `${boardName(town, "5")}.2`];
  const said = await sayIn(town, 张阿姨, second, need(town, 张阿姨, "月底还要买米"));
  const [hers, his] = [await phoneOf(张阿姨, second), await phoneOf(李姐, second)];
  expect(await say(hers, said)).toEqual([idToBytes(idOf(said, town.community))]);
  expect((await his.next("update")).update).toEqual(updateOf(town.community, said));
  expect(await joined(second)).toEqual(updateOf(town.community, said));
  expect(await joined(first)).toEqual(Uint8Array.of(0, 0));
});
