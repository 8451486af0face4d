/**
 * A phone's side of a WebSocket (RFC 6455) and no more than that, so that five thousand phones cost this process
 * little and what is measured is the relay: frames are written unmasked by a mask of zeros, and read without copies.
 */
import { connect, type Socket } from "node:net";

export interface Wire {
  send(message: Uint8Array): void;
  /** What comes from now on; the bytes are good during the call. */
  onMessage(listener: (message: Buffer) => void): void;
  readonly closed: boolean;
  close(): void;
}

/** Resolves when the relay has said 101. */
export function openWire(url: string): Promise<Wire> {
  const { hostname, port, pathname, search } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  socket.write(
    `GET ${pathname}${search} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
  );
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    let head = Buffer.alloc(0);
    const onHead = (chunk: Buffer): void => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf("\r\n\r\n");
      if (end < 0) return;
      socket.removeListener("data", onHead);
      if (head.subarray(0, 12).toString().endsWith("101"))
        resolve(new SocketWire(socket, head.subarray(end + 4)));
      else reject(new Error(head.subarray(0, 40).toString()));
    };
    socket.on("data", onHead);
  });
}

class SocketWire implements Wire {
  readonly #socket: Socket;
  #rest: Buffer;
  #early: Buffer[] | null = [];
  #listener: (message: Buffer) => void = (message) => this.#early?.push(Buffer.from(message));
  closed = false;

  constructor(socket: Socket, rest: Buffer) {
    this.#socket = socket;
    this.#rest = rest;
    socket.removeAllListeners("error");
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      this.closed = true;
    });
    socket.on("data", (chunk: Buffer) => this.#read(chunk));
    if (rest.length > 0) this.#read(Buffer.alloc(0));
  }

  send(message: Uint8Array): void {
    this.#socket.write(maskedFrame(message));
  }

  onMessage(listener: (message: Buffer) => void): void {
    this.#listener = listener;
    const early = this.#early ?? [];
    this.#early = null;
    for (const message of early) listener(message);
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    for (let frame = readFrame(bytes); frame !== null; frame = readFrame(bytes)) {
      bytes = bytes.subarray(frame.end);
      if (frame.opcode === 2) this.#listener(frame.payload);
      else if (frame.opcode === 8) this.#socket.end();
    }
    this.#rest = bytes;
  }
}

/** A server's frame at the start of the bytes, when it is whole. */
function readFrame(bytes: Buffer): { opcode: number; payload: Buffer; end: number } | null {
  if (bytes.length < 2) return null;
  const short = (bytes[1] as number) & 0x7f;
  const start = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < start) return null;
  const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : bytes.readUIntBE(4, 6);
  const end = start + (short === 127 ? Number(bytes.readBigUInt64BE(2)) : length);
  return bytes.length < end
    ? null
    : { opcode: (bytes[0] as number) & 0x0f, payload: bytes.subarray(start, end), end };
}

/** A binary frame of a client; made once, it can be sent to anybody. */
function maskedFrame(message: Uint8Array): Buffer {
  const size = message.length < 126 ? 0 : message.length < 65_536 ? 2 : 8;
  const frame = Buffer.alloc(2 + size + 4 + message.length);
  frame[0] = 0x82;
  frame[1] = 0x80 | (size === 0 ? message.length : size === 2 ? 126 : 127);
  if (size === 2) frame.writeUInt16BE(message.length, 2);
  if (size === 8) frame.writeBigUInt64BE(BigInt(message.length), 2);
  frame.set(message, 2 + size + 4);
  return frame;
}
