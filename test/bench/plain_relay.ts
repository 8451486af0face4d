/**
 * The rival: a y-websocket relay as everybody writes it, with its best foot forward. It checks nothing, keeps nothing
 * on disk and never says who came; one message is encoded once for all, compression is off.
 */
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { type WebSocket, WebSocketServer } from "ws";
import { readSyncMessage, writeSyncStep1, writeUpdate } from "y-protocols/sync";
import * as Y from "yjs";

const SYNC = 0;
const rooms = new Map<string, { readonly doc: Y.Doc; readonly sockets: Set<WebSocket> }>();

function roomOf(path: string) {
  const known = rooms.get(path);
  if (known !== undefined) return known;
  const room = { doc: new Y.Doc(), sockets: new Set<WebSocket>() };
  room.doc.on("update", (update: Uint8Array, origin: unknown) => {
    const message = framed((encoder) => writeUpdate(encoder, update));
    for (const socket of room.sockets) if (socket !== origin) socket.send(message);
  });
  rooms.set(path, room);
  return room;
}

function framed(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, SYNC);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false });
server.on("connection", (socket: WebSocket, request: IncomingMessage) => {
  const { doc, sockets } = roomOf(request.url ?? "/");
  sockets.add(socket);
  socket.on("close", () => sockets.delete(socket));
  socket.on("message", (data: Buffer) => {
    const decoder = decoding.createDecoder(new Uint8Array(data));
    if (decoding.readVarUint(decoder) !== SYNC) return;
    const answer = framed((encoder) => readSyncMessage(decoder, encoder, doc, socket));
    if (answer.length > 1) socket.send(answer);
  });
  socket.send(framed((encoder) => writeSyncStep1(encoder, doc)));
});
setInterval(() => {
  for (const socket of server.clients) socket.ping();
}, 30_000).unref();
server.on("listening", () => {
  process.stdout.write(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.on("SIGTERM", () => process.exit(0));
