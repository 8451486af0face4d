/**
 * The sockets' door: `/sync/<document>?auth=…` (wire.md, section 7). Who asks is known before anything is read from
 * disk. A socket's frames enter in their order; whoever is too fast is read more slowly, not sent away.
 */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { type DocumentName, parseDocumentName } from "../src/board/document.ts";
import { phaseOf } from "../src/board/epoch.ts";
import { standing } from "../src/domain/authority.ts";
import { suspensionAt } from "../src/domain/keys_held.ts";
import type { Id } from "../src/domain/units.ts";
import { offsetMinutes } from "../src/domain/zone.ts";
import { type Asker, openAuth } from "./ask.ts";
import { createFrameQueue, type FrameQueue } from "./frames.ts";
import type { Community, House } from "./house.ts";
import {
  FRAME_BYTES_MAX,
  SOCKET_BUFFER_BYTES_MAX,
  SOCKET_KEEPALIVE_MS,
  SOCKETS_MAX,
  SOCKETS_PER_ACCOUNT_MAX,
  STREAMS_END_MS,
} from "./limits.ts";
import { CLOSE, type Visitor } from "./seat.ts";
import { frameOf } from "./socket_frame.ts";

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
  /** The TCP socket below it. */
  readonly wire: Duplex;
  readonly asker: Asker;
}

/** An awareness message about nobody: stock clients count it as a sign of life, and it changes nothing. */
const KEEPALIVE = Uint8Array.of(1, 1, 0);

export function createDoor(house: House): Door {
  const guests = createGuests();
  // Everybody at the door, seated or not: who is still being asked for papers must not hold up the end.
  const opened = new Set<WebSocket>();
  let isClosed = false;
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: FRAME_BYTES_MAX,
    perMessageDeflate: false,
    clientTracking: false,
  });
  const keepAlive = setInterval(() => {
    for (const { socket, wire } of guests.all())
      if (socket.readyState === socket.OPEN) wire.write(frameOf(KEEPALIVE));
  }, SOCKET_KEEPALIVE_MS);
  keepAlive.unref();

  // Not inside `upgrade`: what listens here lives as long as the socket, and would keep the request with it.
  function greet(guest: WebSocket, wire: Duplex, target: string): void {
    if (isClosed) {
      guest.close(CLOSE.ending, "the relay ends");
      return;
    }
    opened.add(guest);
    guest.once("close", () => opened.delete(guest));
    guest.on("error", endBroken);
    receive(guest, wire, target, guests, house).catch((error) => fail(guest, error, house));
  }

  return {
    get size() {
      return guests.all().size;
    },
    upgrade(request, socket, head) {
      if (!(request.url ?? "").startsWith("/sync/")) {
        socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
        return;
      }
      server.handleUpgrade(request, socket, head, (guest) => greet(guest, socket, request.url ?? "/"));
    },
    dismissRevoked() {
      for (const { socket, asker } of guests.all())
        if (isOver(asker, house)) socket.close(CLOSE.revoked, "revoked");
    },
    close() {
      clearInterval(keepAlive);
      isClosed = true;
      for (const socket of opened) socket.close(CLOSE.ending, "the relay ends");
      setTimeout(() => {
        for (const socket of opened) socket.terminate();
      }, STREAMS_END_MS).unref();
    },
  };
}

/** What a broken peer does to its own socket ends there. */
function endBroken(this: WebSocket): void {
  this.terminate();
}

/** Finds out who asks for what; only then is anything read from disk. */
async function receive(
  socket: WebSocket,
  wire: Duplex,
  target: string,
  guests: Guests,
  house: House,
): Promise<void> {
  const frames = createFrameQueue(socket);
  const url = new URL(target, "http://relay");
  const path = decodePath(url.pathname);
  const name = documentOf(path, house);
  const { community } = house;
  if (community === null || name === null) return socket.close(CLOSE.unknown, "no such document");
  const asker = await openAuth(url.searchParams.get("auth") ?? undefined, path, community, house);
  if (!asker.ok) return socket.close(asker.error === "revoked" ? CLOSE.revoked : CLOSE.auth, asker.error);
  if (!isOpenDocument(name, community, house)) return socket.close(CLOSE.unknown, "no such document");
  if (!guests.admit({ socket, wire, asker: asker.value }))
    return socket.close(CLOSE.overload, "too many sockets");
  const visitor = new SocketVisitor(socket, wire, asker.value.account.id, house);
  await seat(socket, visitor, name, frames, community, house);
}

async function seat(
  socket: WebSocket,
  visitor: Visitor,
  name: DocumentName,
  frames: FrameQueue,
  community: Community,
  house: House,
): Promise<void> {
  const room = await community.rooms.room(name);
  if (socket.readyState !== socket.OPEN) return community.rooms.left(room);
  const seat = room.enter(visitor);
  socket.once("close", () => {
    seat.leave();
    community.rooms.left(room);
  });
  frames.start(seat, (error) => fail(socket, error, house));
}

function fail(socket: WebSocket, error: unknown, house: House): void {
  house.log.error({ err: error instanceof Error ? error.message : String(error) }, "a socket failed");
  socket.close(CLOSE.overload, "try again");
}

interface Guests {
  all(): ReadonlySet<Guest>;
  /** False when the house, or her account, has too many. */
  admit(guest: Guest): boolean;
}

function createGuests(): Guests {
  const guests = new Set<Guest>();
  const countByAccount = new Map<Id, number>();

  function dismiss(guest: Guest, account: Id): void {
    guests.delete(guest);
    const count = (countByAccount.get(account) ?? 1) - 1;
    if (count === 0) countByAccount.delete(account);
    else countByAccount.set(account, count);
  }

  return {
    all: () => guests,
    admit(guest) {
      const account = guest.asker.account.id;
      const count = countByAccount.get(account) ?? 0;
      if (guest.socket.readyState !== guest.socket.OPEN) return false;
      if (guests.size >= SOCKETS_MAX || count >= SOCKETS_PER_ACCOUNT_MAX) return false;
      guests.add(guest);
      countByAccount.set(account, count + 1);
      guest.socket.once("close", () => dismiss(guest, account));
      return true;
    },
  };
}

/** Whether a key or its account was taken out, or silenced, since it came in. */
function isOver({ key, account }: Asker, house: House): boolean {
  const authority = house.community?.clerk.ledger.authority;
  const device = authority?.keys.get(key);
  return (
    (device !== undefined && (device.removedAt !== null || suspensionAt(device, house.now()) !== null)) ||
    authority?.accounts.get(account.id)?.revokedAt != null
  );
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

/**
 * What is said to a visitor goes to the TCP socket as a frame that is made once for all who are told the same. Between
 * two of its own frames the WebSocket holds nothing back: compression is off, and no message is sent in parts.
 */
class SocketVisitor implements Visitor {
  readonly account: Id;
  readonly #socket: WebSocket;
  readonly #wire: Duplex;
  readonly #house: House;

  constructor(socket: WebSocket, wire: Duplex, account: Id, house: House) {
    this.account = account;
    this.#socket = socket;
    this.#wire = wire;
    this.#house = house;
  }

  mayRead(): boolean {
    const authority = this.#house.community?.clerk.ledger.authority;
    return authority !== undefined && standing(authority, this.account, this.#house.now()) === "vouched";
  }

  send(frame: Uint8Array): void {
    const socket = this.#socket;
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > SOCKET_BUFFER_BYTES_MAX) socket.close(CLOSE.overload, "too slow");
    else this.#wire.write(frameOf(frame));
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }
}
