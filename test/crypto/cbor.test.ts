import { decode, encode } from "cborg";
import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesToHex, equalBytes } from "../../crypto/bytes.ts";
import { type Cbor, decodeCbor, decodeCborSequence, encodeCbor } from "../../crypto/cbor.ts";
import { coseToBeSigned, rfc8949 } from "../vectors/published.ts";
import { cuts, hex } from "./kit.ts";

const { value: anyCbor } = fc.letrec<{ value: Cbor; leaf: Cbor; list: Cbor }>((tie) => ({
  value: fc.oneof({ maxDepth: 7, withCrossShrink: true }, tie("leaf"), tie("list")),
  leaf: fc.oneof(
    fc.maxSafeInteger(),
    fc.integer({ min: -300, max: 300 }),
    fc.string({ unit: "binary", maxLength: 30 }),
    fc.uint8Array({ maxLength: 30 }),
    fc.boolean(),
    fc.constant(null),
  ),
  list: fc.array(tie("value"), { maxLength: 5 }),
}));

test("RFC 8949's examples are read and written", () => {
  for (const [text, value] of rfc8949) {
    expect(decodeCbor(hex(text)), text).toEqual({ ok: true, value });
    expect(bytesToHex(encodeCbor(value)), text).toBe(text);
  }
});

test("a COSE working group's Sig_structure is reproduced", () => {
  const { protected: header, externalAad, payload, toBeSigned } = coseToBeSigned;
  expect(bytesToHex(encodeCbor(["Signature1", hex(header), hex(externalAad), hex(payload)]))).toBe(
    toBeSigned,
  );
});

test("the codec writes what cborg writes and reads it back", () => {
  fc.assert(
    fc.property(anyCbor, (value) => {
      const bytes = encodeCbor(value);
      expect(bytesToHex(bytes)).toBe(bytesToHex(encode(value)));
      expect(decodeCbor(bytes)).toEqual({ ok: true, value });
    }),
    { numRuns: 500 },
  );
});

test("the codec accepts exactly those bytes that cborg reads into our values and writes the same way", () => {
  const oracle = (bytes: Uint8Array): boolean => {
    try {
      const value: unknown = decode(bytes, { allowIndefinite: false, allowUndefined: false, strict: true });
      return isOurs(value, 0) && equalBytes(encode(value), bytes);
    } catch {
      return false;
    }
  };
  const outcomes = new Set<boolean>();
  const agree = (bytes: Uint8Array): void => {
    const accepted = decodeCbor(bytes).ok;
    outcomes.add(accepted);
    expect(accepted, bytesToHex(bytes)).toBe(oracle(bytes));
  };
  const changed = fc
    .tuple(anyCbor, fc.nat(), fc.nat({ max: 255 }))
    .map(([value, at, byte]) => encodeCbor(value).map((was, i, all) => (i === at % all.length ? byte : was)));
  fc.assert(fc.property(changed, agree), { numRuns: 3000 });
  fc.assert(fc.property(fc.uint8Array({ maxLength: 6 }), agree), { numRuns: 3000 });
  expect(outcomes.size).toBe(2);
});

function isOurs(value: unknown, depth: number): boolean {
  if (Array.isArray(value)) return depth < 8 && value.every((item) => isOurs(item, depth + 1));
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  return value instanceof Uint8Array || Number.isSafeInteger(value);
}

test.each([
  ["nothing", "", "truncated"],
  ["an array of which an item is missing", "8201", "truncated"],
  ["a text longer than the input", "6561", "truncated"],
  ["an array of 2^53 - 1 items in nine bytes", "9b001fffffffffffff", "truncated"],
  ["a byte string of 4 GB", "5affffffff00", "truncated"],
  ["23 written long", "1817", "not_canonical"],
  ["255 written long", "1900ff", "not_canonical"],
  ["65535 written long", "1a0000ffff", "not_canonical"],
  ["2^32 - 1 written long", "1b00000000ffffffff", "not_canonical"],
  ["a length written long", "580161", "not_canonical"],
  ["a float of 16 bits", "f93c00", "not_allowed"],
  ["a float of 32 bits", "fa47c35000", "not_allowed"],
  ["a float of 64 bits", "fb3ff199999999999a", "not_allowed"],
  ["NaN", "f97e00", "not_allowed"],
  ["undefined", "f7", "not_allowed"],
  ["a simple value", "f0", "not_allowed"],
  ["a long simple value", "f818", "not_allowed"],
  ["a tag", "c074323031332d30332d32315432303a30343a30305a", "not_allowed"],
  ["a bignum", "c249010000000000000000", "not_allowed"],
  ["a map", "a10102", "not_allowed"],
  ["an empty map", "a0", "not_allowed"],
  ["an indefinite array", "9f01ff", "not_allowed"],
  ["an indefinite text", "7f6161ff", "not_allowed"],
  ["an indefinite byte string", "5f4101ff", "not_allowed"],
  ["a break", "ff", "not_allowed"],
  ["reserved additional information", "1c", "not_allowed"],
  ["2^53", "1b0020000000000000", "too_big"],
  ["-2^53", "3b001fffffffffffff", "too_big"],
  ["2^64 - 1", "1bffffffffffffffff", "too_big"],
  ["a lone surrogate", "63eda080", "bad_text"],
  ["an overlong character", "62c0af", "bad_text"],
  ["nine arrays", "818181818181818180", "too_deep"],
  ["an item and one byte", "0000", "trailing_bytes"],
])("%s is refused", (_name, text, error) => {
  expect(decodeCbor(hex(text))).toEqual({ ok: false, error });
});

test("the limits themselves are accepted", () => {
  expect(decodeCbor(hex("8181818181818180")).ok).toBe(true);
  expect(decodeCbor(hex("1b001fffffffffffff"))).toEqual({ ok: true, value: Number.MAX_SAFE_INTEGER });
  expect(decodeCbor(hex("3b001ffffffffffffe"))).toEqual({ ok: true, value: -Number.MAX_SAFE_INTEGER });
});

test("a million opening brackets do not touch the stack", () => {
  expect(decodeCbor(new Uint8Array(1_000_000).fill(0x81))).toEqual({ ok: false, error: "too_deep" });
});

test("no cut of an item is an item", () => {
  const bytes = encodeCbor([1, "需求", [Uint8Array.of(1, 2, 3), -70_000, null, true]]);
  for (const cut of cuts(bytes)) expect(decodeCbor(cut)).toEqual({ ok: false, error: "truncated" });
});

test("bytes come out as plain copies, also of a Buffer that is used again", () => {
  const buffer = Buffer.from(encodeCbor(Uint8Array.of(1, 2, 3)));
  const decoded = decodeCbor(buffer);
  buffer.fill(0);
  expect(decoded).toEqual({ ok: true, value: Uint8Array.of(1, 2, 3) });
  expect(decoded.ok && (decoded.value as Uint8Array).constructor).toBe(Uint8Array);
});

test("a sequence is read to its end and no further than asked", () => {
  expect(decodeCborSequence(hex("018102f6"), 3)).toEqual({ ok: true, value: [1, [2], null] });
  expect(decodeCborSequence(hex(""), 3)).toEqual({ ok: true, value: [] });
  expect(decodeCborSequence(hex("01020304"), 3)).toEqual({ ok: false, error: "too_many" });
  expect(decodeCborSequence(hex("0182"), 3)).toEqual({ ok: false, error: "truncated" });
});

test.each([
  ["a fraction", 0.5],
  ["NaN", Number.NaN],
  ["infinity", Number.POSITIVE_INFINITY],
  ["2^53", 2 ** 53],
  ["a BigInt", 1n],
  ["undefined", undefined],
  ["a Map", new Map()],
  ["an object", {}],
  ["a lone surrogate", "\ud800"],
  ["nine arrays", [[[[[[[[[]]]]]]]]]],
])("writing %s is a defect of the program", (_name, value) => {
  expect(() => encodeCbor(value as Cbor)).toThrow(/broken invariant/);
});
