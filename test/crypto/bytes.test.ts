import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { base45ToBytes, bytesToBase45 } from "../../crypto/base45.ts";
import {
  base32ToBytes,
  base64ToBytes,
  base64urlToBytes,
  bytesToBase32,
  bytesToBase64,
  bytesToBase64url,
  bytesToHex,
  bytesToUtf8,
  compareBytes,
  concatBytes,
  copyBytes,
  equalBytes,
  hexToBytes,
  isWellFormed,
  utf8ToBytes,
} from "../../crypto/bytes.ts";
import * as published from "../vectors/published.ts";

const codecs = [
  ["hex", bytesToHex, hexToBytes, "0123456789abcdef"],
  ["base32", bytesToBase32, base32ToBytes, "abcdefghijklmnopqrstuvwxyz234567"],
  [
    "base64url",
    bytesToBase64url,
    base64urlToBytes,
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
  ],
  [
    "base64",
    bytesToBase64,
    base64ToBytes,
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=",
  ],
  ["base45", bytesToBase45, base45ToBytes, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"],
] as const;

describe.each(codecs)("%s", (_name, write, read, alphabet) => {
  test("gives back what was written", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => equalBytes(read(write(bytes))!, bytes)),
    );
  });

  test("has one text for each byte string: whatever is read is written the same way", () => {
    let accepted = 0;
    const text = fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 9 });
    fc.assert(
      fc.property(text, (typed) => {
        const bytes = read(typed);
        if (bytes === null) return true;
        accepted++;
        return write(bytes) === typed;
      }),
      { numRuns: 2000 },
    );
    expect(accepted).toBeGreaterThan(50);
  });

  test.each(["\n", "é", "０", "😀", "\ud800", "~", "aa aa~", "AAAA\n", "\u0000AAA"])(
    "refuses the foreign text %j",
    (text) => {
      expect(read(text)).toBeNull();
    },
  );
});

test("RFC 4648's examples are reproduced", () => {
  for (const [plain, base64, base32] of published.rfc4648) {
    const bytes = utf8ToBytes(plain);
    expect(bytesToBase64(bytes)).toBe(base64);
    expect(bytesToBase64url(bytes)).toBe(base64.replaceAll("=", ""));
    expect(bytesToBase32(bytes)).toBe(base32.replaceAll("=", "").toLowerCase());
    expect(base64ToBytes(base64)).toEqual(bytes);
  }
});

test("RFC 9285's examples are reproduced", () => {
  for (const [plain, text] of published.base45) {
    expect(bytesToBase45(utf8ToBytes(plain))).toBe(text);
    expect(base45ToBytes(text)).toEqual(utf8ToBytes(plain));
  }
});

test.each(["A", "AAAA", "GGW", ":::", "::", "5:", "bb8"])("base45 refuses %s", (text) => {
  expect(base45ToBytes(text)).toBeNull();
});

test("base45 takes the largest groups there are", () => {
  expect(base45ToBytes("FGW")).toEqual(Uint8Array.of(255, 255));
  expect(base45ToBytes("U5")).toEqual(Uint8Array.of(255));
});

test.each(["Zg=", "Zg", "Zg===", "Zh==", "Zm8", "Zm9=", "Zm9v=", "Zm9v====", "=", "=Zm8", "Z=g=", "Zm9v\n"])(
  "base64 refuses %j: wrong padding or spare bits",
  (text) => {
    expect(base64ToBytes(text)).toBeNull();
  },
);

test.each(["0", "0g", "FF", "0x00", "000"])("hex refuses %s", (text) => {
  expect(hexToBytes(text)).toBeNull();
});

test.each(["a", "abc", "abcdef", "ab=", "AA", "a1", "ab7r"])("base32 refuses %s", (text) => {
  expect(base32ToBytes(text)).toBeNull();
});

test("an id is 26 characters of base32 and 22 of base64url", () => {
  expect(bytesToBase32(new Uint8Array(16))).toHaveLength(26);
  expect(bytesToBase64url(new Uint8Array(16))).toHaveLength(22);
});

test("order is lexicographic and a prefix comes first", () => {
  const rows = ["", "00", "0000", "00ff", "01", "7f", "80", "ff"].map((text) => hexToBytes(text)!);
  expect([...rows].reverse().sort(compareBytes)).toEqual(rows);
  expect(equalBytes(rows[1]!, rows[2]!)).toBe(false);
  expect(compareBytes(rows[3]!, rows[3]!)).toBe(0);
});

test("joined and copied bytes are plain and have their own memory", () => {
  const buffer = Buffer.from([1, 2]);
  const both = [concatBytes(buffer, Uint8Array.of(3)), copyBytes(buffer)];
  buffer.fill(9);
  expect(both).toEqual([Uint8Array.of(1, 2, 3), Uint8Array.of(1, 2)]);
  expect(both.every((bytes) => bytes.constructor === Uint8Array)).toBe(true);
});

test.each([
  ["an overlong slash", [0xc0, 0xaf]],
  ["a surrogate", [0xed, 0xa0, 0x80]],
  ["a cut character", [0xe6, 0xb0]],
  ["a lone continuation", [0x80]],
  ["beyond Unicode", [0xf4, 0x90, 0x80, 0x80]],
])("text of %s is refused", (_name, bytes) => {
  expect(bytesToUtf8(Uint8Array.from(bytes))).toBeNull();
});

test("a byte order mark is kept, and a lone surrogate is known", () => {
  expect(bytesToUtf8(utf8ToBytes("\ufeff水"))).toBe("\ufeff水");
  expect(["\ud83d\ude00", "\ud83d", "a\ude00", "\ude00\ud83d"].map(isWellFormed)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
