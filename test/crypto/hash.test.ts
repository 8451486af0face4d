import * as nodeCrypto from "node:crypto";
import { expect, test } from "vitest";
import { bytesToHex, utf8ToBytes } from "../../crypto/bytes.ts";
import { sha256, useSha256 } from "../../crypto/hash.ts";

const native = (bytes: Uint8Array): Uint8Array => new Uint8Array(nodeCrypto.hash("sha256", bytes, "buffer"));
const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

test("the machine's SHA-256 is taken when it gives what ours gives", () => {
  expect(bytesToHex(sha256(utf8ToBytes("abc")))).toBe(abc);
  let asked = 0;
  useSha256((bytes) => {
    asked++;
    return native(bytes);
  });
  const before = asked;
  expect(bytesToHex(sha256(utf8ToBytes("abc")))).toBe(abc);
  expect(asked).toBe(before + 1);
});

test("one that is wrong for a single length is refused, and the one before goes on", () => {
  const wrong = (bytes: Uint8Array): Uint8Array => {
    const hash = native(bytes);
    if (bytes.length === 120) hash[31] = (hash[31] as number) ^ 1;
    return hash;
  };
  expect(() => useSha256(wrong)).toThrow("120 bytes");
  expect(bytesToHex(sha256(new Uint8Array(120)))).toBe(bytesToHex(native(new Uint8Array(120))));
});
