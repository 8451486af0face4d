// Paper codes: a secret of 128 bits that a person writes down, keeps in a drawer and types back.
//
//   000G 40R4 0M30 E209 185G R38E 1WHQ  =  00 01 02 … 0f        26 characters and 2 for the check
//
//   alphabet: Crockford's base32, 0123456789ABCDEFGHJKMNPQRSTVWXYZ (no I, L, O, U)
//   data:     128 bits, highest first, then two zero bits
//   check:    Reed-Solomon over GF(32), x⁵ + x² + 1, generator (x − 1)(x − 2): the 28 characters as a
//             polynomial, first character highest, have remainder 0. Any one or two wrong characters are
//             caught, so every slip of one character and every swap of two, adjacent or not.
//
// Reading is kind: any spaces and dashes, small letters, full-width forms, O for 0, I and L for 1.

import { deriveBytes } from "./hash.ts";
import { err, invariant, ok, type Result } from "./result.ts";

/** What a paper code is for; each gives another key from the same bits. */
export type PaperPurpose = "root" | "second" | "recovery" | "move";

/** Why a typed text is no paper code, in the order of the checks. */
export type PaperError = "too_short" | "too_long" | "bad_character" | "bad_check";

/** Bytes of the secret. */
export const PAPER_BYTES = 16;

const DATA_CHARACTERS = 26;
const CHARACTERS = 28;
/** Nobody types more; it bounds what is looked at. */
const TYPED_CHARACTERS_MAX = 200;
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The code to print: 7 groups of 4 characters with spaces. Throws unless 16 bytes. */
export function formatPaperCode(bits16: Uint8Array): string {
  invariant(bits16.length === PAPER_BYTES, "a paper code holds 16 bytes");
  const data = bytesToDigits(bits16);
  const check = remainder([...data, 0, 0]);
  const text = [...data, ...check].map((digit) => ALPHABET[digit]).join("");
  return text.replace(/.{4}(?=.)/g, "$& ");
}

/** The 16 bytes of a code as typed. */
export function parsePaperCode(text: string): Result<Uint8Array, PaperError> {
  if (text.length > TYPED_CHARACTERS_MAX) return err("too_long");
  const typed = text
    .normalize("NFKC")
    .replace(/[\s\p{Dash}]/gu, "")
    .toUpperCase();
  const characters = [...typed.replaceAll("O", "0").replace(/[IL]/g, "1")];
  if (characters.length < CHARACTERS) return err("too_short");
  if (characters.length > CHARACTERS) return err("too_long");
  const digits = characters.map((character) => ALPHABET.indexOf(character));
  if (digits.includes(-1)) return err("bad_character");
  if (remainder(digits).some((digit) => digit !== 0)) return err("bad_check");
  const bytes = digitsToBytes(digits.slice(0, DATA_CHARACTERS));
  return bytes === null ? err("bad_check") : ok(bytes);
}

/** The 32-byte seed of a paper key, see keys.ts. Throws unless 16 bytes. */
export function seedFromPaper(bits16: Uint8Array, purpose: PaperPurpose): Uint8Array {
  invariant(bits16.length === PAPER_BYTES, "a paper code holds 16 bytes");
  return deriveBytes(`yizhan/paper/${purpose}/v1`, bits16);
}

/** 26 digits of 5 bits; the last two bits are zero. */
function bytesToDigits(bytes: Uint8Array): number[] {
  let value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) << 2n;
  const digits: number[] = [];
  for (; digits.length < DATA_CHARACTERS; value >>= 5n) digits.unshift(Number(value & 31n));
  return digits;
}

function digitsToBytes(digits: readonly number[]): Uint8Array | null {
  let value = digits.reduce((sum, digit) => (sum << 5n) | BigInt(digit), 0n);
  if ((value & 3n) !== 0n) return null;
  value >>= 2n;
  const bytes = new Uint8Array(PAPER_BYTES);
  for (let at = PAPER_BYTES - 1; at >= 0; at--, value >>= 8n) bytes[at] = Number(value & 255n);
  return bytes;
}

/** The remainder of the digits as a polynomial over GF(32), divided by (x − 1)(x − 2) = x² + 3x + 2. */
function remainder(digits: readonly number[]): [number, number] {
  let [high, low] = [0, 0];
  for (const digit of digits) {
    const twice = double(high);
    [high, low] = [low ^ twice ^ high, digit ^ twice];
  }
  return [high, low];
}

/** 2·a in GF(32). */
const double = (a: number): number => ((a << 1) & 31) ^ (a & 16 ? 0b00101 : 0);
