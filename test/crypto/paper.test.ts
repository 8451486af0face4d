import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesToHex, concatBytes, utf8ToBytes } from "../../crypto/bytes.ts";
import { sha256 } from "../../crypto/hash.ts";
import { formatPaperCode, parsePaperCode, seedFromPaper } from "../../crypto/paper.ts";
import { createRandom, hex } from "./kit.ts";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const bits = hex("000102030405060708090a0b0c0d0e0f");
const code = "000G 40R4 0M30 E209 185G R38E 1WHQ";
const random = createRandom(42);
const codes = [code, ...Array.from({ length: 3 }, () => formatPaperCode(random(16)))];

test("a code is what it always was", () => {
  expect(formatPaperCode(bits)).toBe(code);
  expect(formatPaperCode(new Uint8Array(16))).toBe("0000 0000 0000 0000 0000 0000 0000");
  expect(formatPaperCode(new Uint8Array(16).fill(255))).toMatch(/^ZZZZ ZZZZ ZZZZ ZZZZ ZZZZ ZZZZ ZW/);
});

test("what is printed is read back", () => {
  const bits16 = fc.uint8Array({ minLength: 16, maxLength: 16 });
  fc.assert(
    fc.property(bits16, (secret) => {
      const printed = formatPaperCode(secret);
      expect(printed).toMatch(/^([0-9A-HJKMNP-TV-Z]{4} ){6}[0-9A-HJKMNP-TV-Z]{4}$/);
      expect(parsePaperCode(printed)).toEqual({ ok: true, value: secret });
    }),
  );
});

test.each([
  ["small letters", code.toLowerCase()],
  ["no spaces", code.replaceAll(" ", "")],
  ["dashes", code.replaceAll(" ", "-")],
  ["long dashes, line breaks and ideographic spaces", `  ${code.replaceAll(" ", "\u3000—\n")}\t`],
  [
    "full-width letters of a Chinese keyboard",
    code.replaceAll(/[^ ]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
  ],
  ["O for zero", code.replaceAll("0", "O")],
  ["I for one", code.replaceAll("1", "I")],
  ["l for one", code.replaceAll("1", "l")],
])("reading forgives %s", (_name, typed) => {
  expect(parsePaperCode(typed)).toEqual({ ok: true, value: bits });
});

test("every other character at every place is caught", () => {
  for (const printed of codes) {
    const packed = printed.replaceAll(" ", "");
    for (let at = 0; at < packed.length; at++) {
      for (const other of alphabet.replace(packed[at]!, "")) {
        const typed = packed.slice(0, at) + other + packed.slice(at + 1);
        expect(parsePaperCode(typed), typed).toEqual({ ok: false, error: "bad_check" });
      }
    }
  }
});

test("every swap of two different characters is caught, adjacent or not", () => {
  let swaps = 0;
  for (const printed of codes) {
    const packed = [...printed.replaceAll(" ", "")];
    for (let a = 0; a < packed.length; a++) {
      for (let b = a + 1; b < packed.length; b++) {
        if (packed[a] === packed[b]) continue;
        const typed = packed.with(a, packed[b]!).with(b, packed[a]!).join("");
        expect(parsePaperCode(typed), typed).toEqual({ ok: false, error: "bad_check" });
        swaps++;
      }
    }
  }
  expect(swaps).toBeGreaterThan(1000);
});

test("a code whose check is right but whose spare bits are not zero is refused", () => {
  // …0001 in the last data character, with the check characters that belong to it: remainder of x²·1.
  expect(parsePaperCode(`${"0".repeat(25)}132`)).toEqual({ ok: false, error: "bad_check" });
  expect(parsePaperCode(`${"0".repeat(25)}4C8`).ok).toBe(true);
});

test.each([
  ["", "too_short"],
  ["    ", "too_short"],
  [code.slice(0, -1), "too_short"],
  [`${code}0`, "too_long"],
  [" ".repeat(201), "too_long"],
  ["0".repeat(100_000), "too_long"],
  [code.replace("G", "U"), "bad_character"],
  [code.replace("G", "?"), "bad_character"],
  [code.replace("G", "零"), "bad_character"],
  [code.replace("G", "\ud800"), "bad_character"],
  [code.replace("G", "H"), "bad_check"],
])("%j is %s", (typed, error) => {
  expect(parsePaperCode(typed)).toEqual({ ok: false, error });
});

test("one paper gives another seed for each purpose, always the same", () => {
  const seeds = (["root", "second", "recovery"] as const).map((purpose) =>
    bytesToHex(seedFromPaper(bits, purpose)),
  );
  expect(new Set(seeds).size).toBe(3);
  expect(seeds[0]).toBe(bytesToHex(sha256(concatBytes(utf8ToBytes("yizhan/paper/root/v1\0"), bits))));
});

test("a secret of another length is a defect of the program", () => {
  expect(() => formatPaperCode(new Uint8Array(15))).toThrow(/16 bytes/);
  expect(() => seedFromPaper(new Uint8Array(32), "root")).toThrow(/16 bytes/);
});
