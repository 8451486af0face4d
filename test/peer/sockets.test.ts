import type { AddressInfo } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { WebSocketServer, WebSocket as WsClient, type WebSocket as WsSocket } from "ws";
import { bytesToBase32, utf8ToBytes } from "../../crypto/bytes.ts";
import { sha256 } from "../../crypto/hash.ts";
import { createBoard } from "../../src/board/board.ts";
import { REQUEST_MS, RETRY_FIRST_MS } from "../../src/peer/limits.ts";
import type { OpenDocument } from "../../src/peer/open_document.ts";
import { createSocket, type Socket } from "../../src/peer/socket.ts";
import { foundTown } from "./community.ts";
import { closeAll, must, until } from "./phones.ts";

const COMMUNITY = sha256(utf8ToBytes("同益社区")).slice(0, 16);
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

interface Fake {
  readonly visits: readonly string[];
  readonly sockets: readonly WsSocket[];
  readonly socket: Socket;
  readonly unknown: () => number;
}

/** A relay that only opens and closes, and a document's socket to it. */
async function connect(
  greet: (socket: WsSocket, visit: number) => void,
  Maker: unknown = WsClient,
): Promise<Fake> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await new Promise((resolve) => server.once("listening", resolve));
  const visits: string[] = [];
  const sockets: WsSocket[] = [];
  server.on("connection", (socket, request) => {
    visits.push(request.url ?? "");
    sockets.push(socket);
    greet(socket, visits.length);
  });
  const name = {
    kind: "board",
    community: bytesToBase32(COMMUNITY),
    building: "3",
    month: "2026-03",
    part: 1,
  } as const;
  const admission = { judge: () => "ok" as const, mayErase: () => false };
  const board = createBoard({ name, community: COMMUNITY, verify: () => true, admission });
  const document = {
    name,
    text: "board/x",
    board,
    receive: (update, origin) => board.receive(update, origin),
    settled: async () => undefined,
    close: async () => undefined,
  } satisfies OpenDocument;
  let auths = 0;
  let unknown = 0;
  const socket = createSocket({
    document,
    platform: {
      origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      WebSocket: Maker as typeof WebSocket,
      random: () => Uint8Array.of(0),
      now: () => performance.now(),
    },
    auth: async () => `auth${++auths}`,
    unreceipted: () => [],
    onReceipt: async () => undefined,
    onRefusals: async () => undefined,
    refused: () => [],
    onConnection: () => undefined,
    onUnknown: async () => {
      unknown++;
    },
  });
  closers.push(
    () => socket.close(),
    () => server.close(),
  );
  return { visits, sockets, socket, unknown: () => unknown };
}

test("[P50] guard 20: 4503 is tried again, each time with a fresh credential", async () => {
  const fake = await connect((socket, visit) => {
    if (visit < 3) socket.close(4503);
  });
  await until(() => fake.socket.isOpen && fake.visits.length === 3);
  expect(fake.visits.map((url) => new URL(url, "http://x").searchParams.get("auth"))).toEqual([
    "auth1",
    "auth2",
    "auth3",
  ]);
});

test("[P51] 4401 asks for clock and roster, then comes back", async () => {
  const fake = await connect((socket, visit) => {
    if (visit === 1) socket.close(4401);
  });
  await until(() => fake.visits.length === 2 && fake.socket.isOpen);
  expect(fake.unknown()).toBe(1);
});

test("[P52] guard 20: 4403 ends it, 4400 waits long; a push at hand tries at once", async () => {
  for (const code of [4403, 4400]) {
    const fake = await connect((socket, visit) => {
      if (visit === 1) socket.close(code);
    });
    await until(() => fake.visits.length === 1 && !fake.socket.isOpen);
    await new Promise((resolve) => setImmediate(resolve));
    expect(fake.visits).toHaveLength(1);
    await until(() => {
      fake.socket.retry();
      return fake.visits.length === 2;
    });
  }
});

test("[P53] guard 21: nonsense, awareness and unknown messages change nothing", async () => {
  const fake = await connect((socket) => {
    for (const bytes of [[1, 1, 0], [3], [99, 1, 2], [0, 2, 200], [16, 1, 0xf6], []])
      socket.send(Uint8Array.from(bytes));
  });
  await until(() => fake.socket.isOpen);
  fake.sockets[0]?.send(Uint8Array.of(0, 2, 3, 1, 1, 1));
  await new Promise((resolve) => fake.sockets[0]?.once("pong", resolve) && fake.sockets[0]?.ping());
  expect(fake.socket.isOpen).toBe(true);
});

/** A line on which nobody answers and nobody hangs up. */
class Deaf extends EventTarget {
  static made = 0;
  readonly readyState = 0;
  constructor() {
    super();
    Deaf.made++;
  }
  close(): void {}
}

test("[P38] a handshake that nobody answers is left after a quarter of a minute, and tried again", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  closers.push(() => vi.useRealTimers());
  await connect(() => undefined, Deaf);
  await vi.advanceTimersByTimeAsync(REQUEST_MS - 1);
  expect(Deaf.made).toBe(1);
  await vi.advanceTimersByTimeAsync(1 + RETRY_FIRST_MS);
  expect(Deaf.made).toBe(2);
});

test("[P50] an attempt that was planned before the socket stood does not disturb it", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  closers.push(() => vi.useRealTimers());
  const looks = { now: 0 };
  const turn = async (ms: number): Promise<void> => {
    await vi.advanceTimersByTimeAsync(ms);
    await new Promise((resolve) => setImmediate(resolve));
  };
  const fake = await connect((socket, visit) => {
    if (visit === 1) socket.close(4503);
  });
  while (fake.visits.length < 1 || fake.socket.isOpen) await turn(0);
  // The close has planned a new attempt; somebody's retry is quicker.
  while (fake.visits.length < 2 || !fake.socket.isOpen) {
    fake.socket.retry();
    await turn(0);
    if (++looks.now > 1_000) throw new Error("it does not open");
  }
  await turn(RETRY_FIRST_MS);
  expect([fake.socket.isOpen, fake.visits.length]).toEqual([true, 2]);
});

test("[P54] guard 20: a person who was closed loses her sockets, her neighbours do not", async () => {
  const town = await foundTown();
  const 坏人 = await town.neighbour("坏人");
  const 李姐 = await town.neighbour("李姐");
  await must(town.operator.tab.acts.revoke(坏人.account, "member"));
  await until(() => !李姐.tab.view().people.has(坏人.account));
  await until(() => 李姐.tab.view().sync.word === "synced");
  // what she keeps is hers; nothing of hers goes out any more
  expect(坏人.tab.view().me?.id).toBe(坏人.account);
  await closeAll();
  await town.started.close();
});
