/**
 * The sockets' door: `/sync/<document>?auth=…` (wire.md, section 7). Who asks is known before anything is read from
 * disk. A socket's frames are taken one after the other; whoever is too fast is read more slowly, not sent away.
 */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { type DocumentName, parseDocumentName } from "../src/board/document.ts";
import { phaseOf } from "../src/board/epoch.ts";
import { standing } from "../src/domain/authority.ts";
import type { Id } from "../src/domain/units.ts";
import { offsetMinutes } from "../src/domain/zone.ts";
import { type Asker, openAuth } from "./ask.ts";
import type { Community, House } from "./house.ts";
import {
  FRAME_BYTES_MAX,
  FRAMES_WAITING_MAX,
  SOCKET_BUFFER_BYTES_MAX,
  SOCKET_KEEPALIVE_MS,
  SOCKETS_MAX,
  SOCKETS_PER_ACCOUNT_MAX,
} from "./limits.ts";
import { CLOSE, type Seat, type Visitor } from "./room.ts";

export interface Door {
  /** For the server's `upgrade` event. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Closes the sockets of keys that may not speak any more. */
  dismissRevoked(): void;
  close(): void;
  readonly size: number;
}

interface Guest {
  readonly socket: WebSocket;
  readonly asker: Asker;
}

/** An awareness message about nobody: stock clients count it as a sign of life, and it changes nothing. */
const KEEPALIVE = Uint8Array.of(1, 1, 0);

export function createDoor(house: House): Door {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: FRAME_BYTES_MAX,
    perMessageDeflate: false,
    clientTracking: false,
  });
  const guests = new Set<Guest>();
  const countByAccount = new Map<Id, number>();
  const keepAlive = setInterval(() => {
    for (const { socket } of guests) if (socket.readyState === socket.OPEN) socket.send(KEEPALIVE);
  }, SOCKET_KEEPALIVE_MS);
  keepAlive.unref();

  async function receive(socket: WebSocket, request: IncomingMessage): Promise<void> {
    const frames = createFrameQueue(socket);
    const url = new URL(request.url ?? "/", "http://relay");
    const path = decodePath(url.pathname);
    const name = documentOf(path, house);
    const { community } = house;
    if (community === null || name === null) return socket.close(CLOSE.unknown, "no such document");
    const token = url.searchParams.get("auth") ?? undefined;
    const asker = await openAuth(token, path, community, house);
    if (!asker.ok) {
      const code = asker.error === "revoked" ? CLOSE.revoked : CLOSE.auth;
      return socket.close(code, asker.error);
    }
    if (!isOpenDocument(name, community, house)) return socket.close(CLOSE.unknown, "no such document");
    const guest = { socket, asker: asker.value };
    if (!admit(guest)) return socket.close(CLOSE.overload, "too many sockets");
    socket.once("close", () => dismiss(guest));
    await seat(guest, name, community, frames);
  }

  function admit({ asker }: Guest): boolean {
    const count = countByAccount.get(asker.account.id) ?? 0;
    return guests.size < SOCKETS_MAX && count < SOCKETS_PER_ACCOUNT_MAX;
  }

  function dismiss(guest: Guest): void {
    if (!guests.delete(guest)) return;
    const count = (countByAccount.get(guest.asker.account.id) ?? 1) - 1;
    if (count === 0) countByAccount.delete(guest.asker.account.id);
    else countByAccount.set(guest.asker.account.id, count);
  }

  async function seat(
    guest: Guest,
    name: DocumentName,
    community: Community,
    frames: FrameQueue,
  ): Promise<void> {
    const { socket, asker } = guest;
    guests.add(guest);
    countByAccount.set(asker.account.id, (countByAccount.get(asker.account.id) ?? 0) + 1);
    const room = await community.rooms.room(name);
    if (socket.readyState !== socket.OPEN) return community.rooms.left(room);
    const seat = room.enter(visitorOf(socket, asker, community, house));
    socket.once("close", () => {
      seat.leave();
      community.rooms.left(room);
    });
    frames.start(seat, (error) => {
      house.log.error({ err: error instanceof Error ? error.message : String(error) }, "a room failed");
      socket.close(CLOSE.overload, "try again");
    });
  }

  return {
    get size() {
      return guests.size;
    },
    upgrade(request, socket, head) {
      if (!(request.url ?? "").startsWith("/sync/")) {
        socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
        return;
      }
      server.handleUpgrade(request, socket, head, (opened) => {
        // What a broken peer does to its own socket ends there.
        opened.on("error", () => opened.terminate());
        receive(opened, request).catch(() => opened.close(CLOSE.overload, "try again"));
      });
    },
    dismissRevoked() {
      for (const { socket, asker } of guests) {
        const { authority } = house.community?.clerk.ledger ?? {};
        const isOver =
          authority?.keys.get(asker.key)?.removedAt != null ||
          authority?.accounts.get(asker.account.id)?.revokedAt != null;
        if (isOver) socket.close(CLOSE.revoked, "revoked");
      }
    },
    close() {
      clearInterval(keepAlive);
      for (const { socket } of guests) socket.close(1001, "the relay ends");
    },
  };
}

/** `/sync/board/<c>/3/2026-03`, percent-decoded; "" when it cannot be. */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return "";
  }
}

function documentOf(path: string, house: House): DocumentName | null {
  const name = path.startsWith("/sync/") ? parseDocumentName(path.slice("/sync/".length)) : null;
  return name?.ok && name.value.community === house.community?.id ? name.value : null;
}

/** Documents of the manifest's buildings, in months that have begun. */
function isOpenDocument(name: DocumentName, community: Community, house: House): boolean {
  if (name.kind === "shop") return false;
  const buildings = community.manifest.manifest?.buildings ?? [];
  if (!buildings.some(({ id }) => id === name.building)) return false;
  if (name.kind !== "board") return true;
  const offset = offsetMinutes(community.founding.timeZone, house.nowMs());
  return phaseOf(name.month, house.nowMs(), offset) !== "unopened";
}

function visitorOf(socket: WebSocket, asker: Asker, community: Community, house: House): Visitor {
  const { account } = asker;
  return {
    account: account.id,
    mayRead: () => standing(community.clerk.ledger.authority, account.id, house.now()) === "vouched",
    send(frame) {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > SOCKET_BUFFER_BYTES_MAX) socket.close(CLOSE.overload, "too slow");
      else socket.send(frame);
    },
    close: (code, reason) => socket.close(code, reason),
  };
}

interface FrameQueue {
  /** Gives the frames to a seat, those that came before it too. */
  start(seat: Seat, onFault: (error: unknown) => void): void;
}

/** Frames in their order; the socket is not read while too many wait, or while its owner has to. */
function createFrameQueue(socket: WebSocket): FrameQueue {
  const waiting: Uint8Array[] = [];
  let seated: { readonly seat: Seat; readonly onFault: (error: unknown) => void } | null = null;
  let isRunning = false;

  socket.binaryType = "nodebuffer";
  socket.on("message", (data: Buffer, isBinary: boolean) => {
    if (!isBinary) return socket.close(CLOSE.grammar, "grammar");
    waiting.push(data);
    if (waiting.length >= FRAMES_WAITING_MAX) socket.pause();
    void run();
  });

  async function run(): Promise<void> {
    if (isRunning || seated === null) return;
    isRunning = true;
    const { seat, onFault } = seated;
    try {
      for (let frame = waiting.shift(); frame !== undefined; frame = waiting.shift()) {
        if (socket.readyState !== socket.OPEN) break;
        const { ms } = await seat.take(frame);
        if (ms > 0) await pauseFor(ms);
        if (socket.isPaused && waiting.length < FRAMES_WAITING_MAX / 2) socket.resume();
      }
    } catch (error) {
      onFault(error);
    } finally {
      isRunning = false;
    }
  }

  /** Waiting ends with the socket. */
  function pauseFor(ms: number): Promise<void> {
    socket.pause();
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      function done(): void {
        clearTimeout(timer);
        socket.removeListener("close", done);
        socket.resume();
        resolve();
      }
      socket.once("close", done);
    });
  }

  return {
    start(seat, onFault) {
      seated = { seat, onFault };
      void run();
    },
  };
}
