/**
 * A message as bytes on a WebSocket (RFC 6455, section 5.2): a server's frame, binary, whole, unmasked. It is made once
 * for each message, so five hundred phones that are told the same are written the same buffer, each in one write.
 */

const BINARY = 0x82;
const frameByMessage = new WeakMap<Uint8Array, Buffer>();

/** The frame of a message. The message is not changed after that. */
export function frameOf(message: Uint8Array): Buffer {
  const known = frameByMessage.get(message);
  if (known !== undefined) return known;
  const frame = encodeFrame(message);
  frameByMessage.set(message, frame);
  return frame;
}

function encodeFrame(message: Uint8Array): Buffer {
  const { length } = message;
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  // Memory of its own: a slice of Node's pool would keep eight kilobytes for a receipt.
  const frame = Buffer.from(new ArrayBuffer(head + length));
  frame[0] = BINARY;
  frame[1] = length < 126 ? length : length < 65_536 ? 126 : 127;
  if (head === 4) frame.writeUInt16BE(length, 2);
  if (head === 10) frame.writeBigUInt64BE(BigInt(length), 2);
  frame.set(message, head);
  return frame;
}
