/** Many phones at once: frames that are shared, budgets that hold, and a month that goes on in a second part. */
import { EventEmitter } from "node:events";
import type { Writable } from "node:stream";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import * as ws from "ws";
import { crowdWaitMs } from "../../relay/boards.ts";
import { createFrameQueue } from "../../relay/frames.ts";
import { REPLY_BYTES_BURST, REPLY_BYTES_PER_SECOND } from "../../relay/limits.ts";
import { createSeat, type Host } from "../../relay/seat.ts";
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
  const socket = Object.assign(new EventEmitter(), {
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
