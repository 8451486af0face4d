import * as nodeCrypto from "node:crypto";
import nacl from "tweetnacl";
import { describe, expect, test } from "vitest";
import { bytesToHex, concatBytes, utf8ToBytes } from "../../crypto/bytes.ts";
import { boxKeyFromSeed, publicKeyFromSeed, signerFromSeed } from "../../crypto/keys.ts";
import { isBelowPrime, isStrictKey, passesGate } from "../../crypto/strict.ts";
import { CACHED_KEYS_MAX, type NodeCrypto, verifyWithNode } from "../../crypto/verify.ts";
import { createRandom, fastVerify, hex, li, missing, readVectors, verifiers, zhang } from "./kit.ts";

const message = utf8ToBytes("帮我取个快递");
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const P = 2n ** 255n - 19n;

const littleEndian = (value: bigint): Uint8Array =>
  Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 255n));
const numberOf = (bytes: Uint8Array): bigint =>
  bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);

/** The same signature with S + times·L: for every library that does not look, as good as the first. */
const malleated = (signature: Uint8Array, times = 1n): Uint8Array =>
  concatBytes(signature.slice(0, 32), littleEndian(numberOf(signature.slice(32)) + times * L));

describe.each(verifiers)("%s", (_name, verify) => {
  test("accepts a signature, and not another message, key or signature", async () => {
    const signature = await zhang.sign(message);
    expect(await verify(zhang.publicKey, message, signature)).toBe(true);
    expect(await verify(zhang.publicKey, utf8ToBytes("帮我取个快"), signature)).toBe(false);
    expect(await verify(li.publicKey, message, signature)).toBe(false);
    expect(await verify(zhang.publicKey, message, await li.sign(message))).toBe(false);
  });

  test("takes Buffers", async () => {
    const signature = Buffer.from(await zhang.sign(message));
    expect(await verify(Buffer.from(zhang.publicKey), Buffer.from(message), signature)).toBe(true);
  });

  test("refuses the signature with S + L, which mathematics would accept", async () => {
    const signature = await zhang.sign(message);
    for (const times of [1n, 2n, 7n]) {
      expect(await verify(zhang.publicKey, message, malleated(signature, times))).toBe(false);
    }
  });

  test("answers false to keys and signatures of every other length", async () => {
    const signature = await zhang.sign(message);
    for (const length of [0, 1, 31, 33, 64]) {
      expect(await verify(new Uint8Array(length), message, signature)).toBe(false);
    }
    for (const length of [0, 32, 63, 65, 128]) {
      expect(await verify(zhang.publicKey, message, new Uint8Array(length))).toBe(false);
    }
  });

  test("answers false to a key that is no point of the curve", async () => {
    const y2 = littleEndian(2n);
    expect(isStrictKey(y2)).toBe(true);
    expect(await verify(y2, message, await zhang.sign(message))).toBe(false);
  });

  test("accepts RFC 8032's vectors", async ({ skip }) => {
    skip(missing("rfc8032.json") !== null, missing("rfc8032.json") ?? "");
    for (const { pub, msg, sig } of readVectors("rfc8032.json") as Rfc8032[]) {
      expect(await verify(hex(pub), hex(msg), hex(sig))).toBe(true);
    }
  });

  test("accepts Wycheproof's valid signatures and refuses its invalid ones", async ({ skip }) => {
    skip(missing("wycheproof_ed25519.json") !== null, missing("wycheproof_ed25519.json") ?? "");
    const { testGroups, numberOfTests } = readVectors("wycheproof_ed25519.json") as Wycheproof;
    let seen = 0;
    for (const { publicKey, tests } of testGroups) {
      for (const { tcId, msg, sig, result } of tests) {
        const accepted = await verify(hex(publicKey.pk), hex(msg), hex(sig));
        expect(accepted, `test ${tcId}`).toBe(result === "valid");
        seen++;
      }
    }
    expect(seen).toBe(numberOfTests);
  });

  test("accepts only case 3 of speccheck", async ({ skip }) => {
    skip(missing("speccheck.json") !== null, missing("speccheck.json") ?? "");
    const cases = readVectors("speccheck.json") as { message: string; pub_key: string; signature: string }[];
    const accepted: number[] = [];
    for (const [i, one] of cases.entries()) {
      if (await verify(hex(one.pub_key), hex(one.message), hex(one.signature))) accepted.push(i);
    }
    expect(cases).toHaveLength(12);
    expect(accepted).toEqual([3]);
  });
});

interface Rfc8032 {
  priv: string;
  pub: string;
  msg: string;
  sig: string;
}
interface Wycheproof {
  numberOfTests: number;
  testGroups: {
    publicKey: { pk: string };
    tests: { tcId: number; msg: string; sig: string; result: "valid" | "invalid" }[];
  }[];
}

test("all four agree on signatures that were changed at random", async () => {
  const random = createRandom(20260101);
  const answers = new Set<boolean>();
  for (let round = 0; round < 40; round++) {
    const signer = signerFromSeed(random(32));
    const parts = [signer.publicKey, random(20), await signer.sign(message)] as const;
    const [publicKey, , signature] = parts.map((part) => new Uint8Array(part)) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ];
    const [where, bit] = random(2) as unknown as [number, number];
    if (round % 4 === 1) publicKey[where % 32]! ^= 1 << (bit & 7);
    if (round % 4 === 2) signature[where % 64]! ^= 1 << (bit & 7);
    const said = await Promise.all(verifiers.map(([, verify]) => verify(publicKey, message, signature)));
    expect(new Set(said).size, bytesToHex(signature)).toBe(1);
    expect(said[0]).toBe(round % 4 !== 1 && round % 4 !== 2);
    answers.add(said[0]!);
  }
  expect(answers.size).toBe(2);
});

test("the gate is needed: without it tweetnacl takes S + L", async () => {
  const signature = malleated(await zhang.sign(message));
  expect(nacl.sign.detached.verify(message, signature, zhang.publicKey)).toBe(true);
  expect(passesGate(zhang.publicKey, signature)).toBe(false);
});

test("S passes below L and not from L on", async () => {
  const point = (await zhang.sign(message)).slice(0, 32);
  const passes = (s: bigint): boolean => passesGate(zhang.publicKey, concatBytes(point, littleEndian(s)));
  expect([0n, L - 1n].map(passes)).toEqual([true, true]);
  expect([L, L + 1n, 2n ** 253n, 2n ** 256n - 1n].map(passes)).toEqual([false, false, false, false]);
});

test("a point passes with y below p and not from p on, with either sign", async () => {
  const sign = 2n ** 255n;
  for (const good of [2n, 3n, P - 2n, 2n + sign])
    expect(isStrictKey(littleEndian(good)), `${good}`).toBe(true);
  for (const y of [P, P + 1n, P + 2n, P + 18n]) {
    expect(isStrictKey(littleEndian(y)), `${y}`).toBe(false);
    expect(isStrictKey(littleEndian(y + sign)), `${y}`).toBe(false);
  }
});

// The eight points of small order, by y; found with a curve calculator and listed in libsodium's ge25519.
const smallOrder = [
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
];

test.each(smallOrder)("no point of small order passes, as key or as R: %s", async (text) => {
  const signature = await zhang.sign(message);
  for (const top of [0, 0x80]) {
    const point = hex(text);
    point[31]! |= top;
    expect(isStrictKey(point)).toBe(false);
    expect(passesGate(zhang.publicKey, concatBytes(point, signature.slice(32)))).toBe(false);
  }
});

test("an X25519 key has one form", () => {
  expect(isBelowPrime(littleEndian(P - 1n))).toBe(true);
  expect([P, P + 1n, 2n ** 255n].map(littleEndian).map(isBelowPrime)).toEqual([false, false, false]);
});

test("RFC 8032's signatures are reproduced", async ({ skip }) => {
  skip(missing("rfc8032.json") !== null, missing("rfc8032.json") ?? "");
  for (const { priv, pub, msg, sig } of readVectors("rfc8032.json") as Rfc8032[]) {
    const signer = signerFromSeed(hex(priv));
    expect(bytesToHex(signer.publicKey)).toBe(pub);
    expect(bytesToHex(publicKeyFromSeed(hex(priv)))).toBe(pub);
    expect(bytesToHex(await signer.sign(hex(msg)))).toBe(sig);
  }
});

test("the box key of a seed is always the same, and is not its signing key", () => {
  const seed = new Uint8Array(32).fill(1);
  const box = boxKeyFromSeed(seed);
  expect(boxKeyFromSeed(seed)).toEqual(box);
  expect(box.secretKey).not.toEqual(seed);
  expect(nacl.scalarMult.base(box.secretKey)).toEqual(box.publicKey);
  expect(() => boxKeyFromSeed(new Uint8Array(31))).toThrow(/32 bytes/);
  expect(() => signerFromSeed(new Uint8Array(64))).toThrow(/32 bytes/);
});

test("imported keys are kept, and the least recently used is dropped", () => {
  let imports = 0;
  const counting: NodeCrypto = {
    createPublicKey: () => ++imports,
    verify: (() => true) as NodeCrypto["verify"],
  };
  const verify = verifyWithNode(counting);
  const signature = concatBytes(littleEndian(2n), new Uint8Array(32));
  const ask = (key: number): boolean => verify(littleEndian(BigInt(key) + 2n), message, signature);
  for (let key = 0; key < CACHED_KEYS_MAX; key++) ask(key);
  for (let key = 0; key < CACHED_KEYS_MAX; key++) ask(key);
  expect(imports).toBe(CACHED_KEYS_MAX);
  ask(0);
  ask(CACHED_KEYS_MAX); // drops key 1, since key 0 was just used
  ask(0);
  expect(imports).toBe(CACHED_KEYS_MAX + 1);
  ask(1);
  expect(imports).toBe(CACHED_KEYS_MAX + 2);
});

test("a platform that throws is an answer of false", async () => {
  const broken = {
    createPublicKey: nodeCrypto.createPublicKey,
    verify() {
      throw new Error("no Ed25519 here");
    },
  };
  const signature = await zhang.sign(message);
  expect(verifyWithNode(broken)(zhang.publicKey, message, signature)).toBe(false);
  expect(fastVerify(zhang.publicKey, message, signature)).toBe(true);
});
