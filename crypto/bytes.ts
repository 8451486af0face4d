// Bytes and the texts they are written in.
//
//   hex        lower case                       "00ff"
//   base32     RFC 4648, lower case, no padding "ab7q"      ids in URLs and document names
//   base64url  RFC 4648, no padding             "AP8"       keys of the shared documents
//   base64     RFC 4648, with padding           "AP8="      C2SP notes and proofs
//
// Decoders are strict: every byte string has one text, and any other text is null (a foreign character,
// a wrong length, white space, padding where there is none, spare bits that are not zero).

// What every runtime has and the ES2024 library does not name.
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new (
  label: "utf-8",
  options: { fatal: true; ignoreBOM: true },
) => { decode(bytes: Uint8Array): string };

/** One new plain array of all parts in their order. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** A plain Uint8Array of its own memory. (`slice` of a Node Buffer shares memory that may be reused.) */
export const copyBytes = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

/** Same length, same bytes. Not constant-time: for public values only. */
export const equalBytes = (a: Uint8Array, b: Uint8Array): boolean => compareBytes(a, b) === 0;

/** Lexicographic order as a sort wants it: below 0, 0 or above 0; a prefix comes before what continues it. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

const LONE_SURROGATE = /\p{Surrogate}/u;

/** Whether a text has a UTF-8 form at all, that is, no lone surrogate. */
export const isWellFormed = (text: string): boolean => !LONE_SURROGATE.test(text);

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** UTF-8. A lone surrogate becomes U+FFFD: whoever signs or compares asks `isWellFormed` first. */
export const utf8ToBytes = (text: string): Uint8Array => encoder.encode(text);

/** The text, byte order marks kept; null when the bytes are not well-formed UTF-8. */
export function bytesToUtf8(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** A character a byte: the fastest text there is, where nobody reads it. At most some thousand bytes. */
export const bytesToLatin1 = (bytes: Uint8Array): string =>
  // Typed arrays have a length and numbers; spreading one would ask for them through an iterator.
  String.fromCharCode.apply(null, bytes as unknown as number[]);

/** Lower-case hexadecimal. */
export const bytesToHex = (bytes: Uint8Array): string => write(HEX, bytes);

/** Bytes of lower-case hexadecimal, or null. */
export const hexToBytes = (text: string): Uint8Array | null => read(HEX, text);

/** RFC 4648 section 6 in lower case without padding: 16 bytes are 26 characters. */
export const bytesToBase32 = (bytes: Uint8Array): string => write(BASE32, bytes);

/** Bytes of a lower-case base32 text, or null. */
export const base32ToBytes = (text: string): Uint8Array | null => read(BASE32, text);

/** RFC 4648 section 5 without padding: 16 bytes are 22 characters. */
export const bytesToBase64url = (bytes: Uint8Array): string => write(BASE64URL, bytes);

/** Bytes of a base64url text without padding, or null. */
export const base64urlToBytes = (text: string): Uint8Array | null => read(BASE64URL, text);

/** RFC 4648 section 4 with padding. */
export function bytesToBase64(bytes: Uint8Array): string {
  const text = write(BASE64, bytes);
  return text + "=".repeat(-text.length & 3);
}

/** Bytes of a base64 text with its padding, or null. */
export function base64ToBytes(text: string): Uint8Array | null {
  const bytes = read(BASE64, text.replace(/={1,2}$/, ""));
  return bytes !== null && text.length % 4 === 0 ? bytes : null;
}

interface Alphabet {
  /** UTF-16 codes. */
  readonly codes: Uint8Array;
  readonly valueByCharacter: ReadonlyMap<string, number>;
  readonly bits: number;
}

function alphabet(characters: string): Alphabet {
  const valueByCharacter = new Map([...characters].map((character, value) => [character, value]));
  const codes = Uint8Array.from(characters, (character) => character.charCodeAt(0));
  return { codes, valueByCharacter, bits: Math.log2(characters.length) };
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";
const HEX = alphabet(`${DIGITS}abcdef`);
const BASE32 = alphabet(`${LETTERS}234567`);
const BASE64 = alphabet(`${LETTERS.toUpperCase()}${LETTERS}${DIGITS}+/`);
const BASE64URL = alphabet(`${LETTERS.toUpperCase()}${LETTERS}${DIGITS}-_`);

/** Characters put together at a time: all of an id or a key, and no stack is too small for it. */
const PART = 1_024;

function write({ codes, bits }: Alphabet, bytes: Uint8Array): string {
  const written: number[] = [];
  let text = "";
  let held = 0;
  let heldBits = 0;
  for (let at = 0; at < bytes.length; at++) {
    held = (held << 8) | (bytes[at] as number);
    heldBits += 8;
    while (heldBits >= bits) {
      heldBits -= bits;
      written.push(codes[held >> heldBits] as number);
      held &= (1 << heldBits) - 1;
    }
    if (written.length < PART) continue;
    text += String.fromCharCode(...written);
    written.length = 0;
  }
  if (heldBits > 0) written.push(codes[held << (bits - heldBits)] as number);
  return text + String.fromCharCode(...written);
}

function read({ valueByCharacter, bits }: Alphabet, text: string): Uint8Array | null {
  const bytes = new Uint8Array(Math.floor((text.length * bits) / 8));
  let at = 0;
  let held = 0;
  let heldBits = 0;
  for (const character of text) {
    const value = valueByCharacter.get(character);
    if (value === undefined) return null;
    held = (held << bits) | value;
    heldBits += bits;
    if (heldBits >= 8) {
      heldBits -= 8;
      bytes[at++] = held >> heldBits;
      held &= (1 << heldBits) - 1;
    }
  }
  // What is left over must be fewer bits than one character carries, and zero.
  return heldBits < bits && held === 0 ? bytes : null;
}
