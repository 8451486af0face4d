// Base45 (RFC 9285): bytes for the alphanumeric mode of a QR code, 3 characters for 2 bytes.
//
//   "AB" = BB8      "Hello!!" = %69 VD92EX0      "base-45" = UJCLQE7W581
//
//   two bytes a, b: 256·a + b = c + 45·d + 45²·e, written c d e; a single last byte: c + 45·d, written c d
//
// Strict: capitals only, no length of 3n + 1, no group above 65535 or, for the last byte, 255.

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const valueByCharacter = new Map([...ALPHABET].map((character, value) => [character, value]));

/** The text of bytes. */
export function bytesToBase45(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 2) {
    const isPair = at + 1 < bytes.length;
    let rest = isPair ? byteAt(bytes, at) * 256 + byteAt(bytes, at + 1) : byteAt(bytes, at);
    for (let i = 0; i < (isPair ? 3 : 2); i++) {
      text += ALPHABET[rest % 45];
      rest = Math.floor(rest / 45);
    }
  }
  return text;
}

/** The bytes of a text, or null when it is not base45. */
export function base45ToBytes(text: string): Uint8Array | null {
  const bytes = new Uint8Array(Math.floor((text.length * 2) / 3));
  for (let at = 0, to = 0; at < text.length; at += 3) {
    const values = [...text.slice(at, at + 3)].map((character) => valueByCharacter.get(character));
    const [low, middle, high = 0] = values;
    if (low === undefined || middle === undefined || values.includes(undefined)) return null;
    const group = low + 45 * middle + 45 * 45 * high;
    if (group > (values.length === 3 ? 0xffff : 0xff)) return null;
    if (values.length === 3) bytes[to++] = group >> 8;
    bytes[to++] = group & 0xff;
  }
  return bytes;
}

const byteAt = (bytes: Uint8Array, at: number): number => bytes[at] as number;
