import nacl from "tweetnacl";
import { expect, test } from "vitest";
import { concatBytes, utf8ToBytes } from "../../crypto/bytes.ts";
import { boxKeyFromSeed } from "../../crypto/keys.ts";
import { openSeal, SEAL_OVERHEAD_BYTES, SEALED_BYTES_MAX, seal } from "../../crypto/seal.ts";
import { createRandom, cuts, flipped } from "./kit.ts";

const li = boxKeyFromSeed(new Uint8Array(32).fill(2));
const zhao = boxKeyFromSeed(new Uint8Array(32).fill(3));
const plain = utf8ToBytes("138 0000 0000,3 单元 602");
const sealed = seal(plain, li.publicKey, createRandom(1));

test("李姐 reads what was sealed to her, and 小赵 does not", () => {
  expect(openSeal(sealed, li.secretKey)).toEqual(plain);
  expect(openSeal(sealed, zhao.secretKey)).toBeNull();
  expect(sealed).toHaveLength(plain.length + SEAL_OVERHEAD_BYTES);
});

test("no cut of it opens, and nothing may follow", () => {
  for (const cut of cuts(sealed)) expect(openSeal(cut, li.secretKey)).toBeNull();
  expect(openSeal(concatBytes(sealed, Uint8Array.of(0)), li.secretKey)).toBeNull();
});

test("no changed byte of it opens, nor the highest bit of the key that X25519 ignores", () => {
  for (let at = 0; at < sealed.length; at++) {
    expect(openSeal(flipped(sealed, at * 8 + (at % 8)), li.secretKey), `byte ${at}`).toBeNull();
  }
  expect(openSeal(flipped(sealed, 255), li.secretKey)).toBeNull();
});

test("the same words sealed twice have nothing in common", () => {
  const random = createRandom(7);
  const [one, two] = [seal(plain, li.publicKey, random), seal(plain, li.publicKey, random)];
  expect(one.slice(0, 32)).not.toEqual(two.slice(0, 32));
  expect(one.slice(56)).not.toEqual(two.slice(56));
});

test("2,048 bytes are the limit, both ways", () => {
  const largest = new Uint8Array(SEALED_BYTES_MAX - SEAL_OVERHEAD_BYTES).fill(5);
  const box = seal(largest, li.publicKey, createRandom(1));
  expect(box).toHaveLength(2_048);
  expect(openSeal(box, li.secretKey)).toEqual(largest);
  expect(() => seal(new Uint8Array(largest.length + 1), li.publicKey, createRandom(1))).toThrow(/2,048/);
  const larger = nacl.box(
    new Uint8Array(largest.length + 1),
    box.slice(32, 56),
    li.publicKey,
    zhao.secretKey,
  );
  expect(openSeal(concatBytes(zhao.publicKey, box.slice(32, 56), larger), li.secretKey)).toBeNull();
});

test("nothing at all can be sealed", () => {
  expect(openSeal(seal(new Uint8Array(), li.publicKey, createRandom(1)), li.secretKey)).toEqual(
    new Uint8Array(),
  );
});

test("a key of another length is a defect of the program", () => {
  expect(() => seal(plain, new Uint8Array(31), createRandom(1))).toThrow(/32 bytes/);
  expect(() => openSeal(sealed, new Uint8Array(64))).toThrow(/32 bytes/);
});

test("Buffers are taken, and what comes out is plain", () => {
  const opened = openSeal(Buffer.from(sealed), li.secretKey);
  expect(opened).toEqual(plain);
  expect(opened?.constructor).toBe(Uint8Array);
  expect(opened?.buffer.byteLength).toBe(plain.length);
});
