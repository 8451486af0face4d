import { expect, test } from "vitest";
import { hasEd25519 } from "../../src/peer/device.ts";

/** This process's WebCrypto with one answer of its own. */
const subtleWith = (own: Partial<SubtleCrypto>): SubtleCrypto =>
  new Proxy(crypto.subtle, {
    get: (subtle, name: keyof SubtleCrypto): unknown =>
      own[name] ?? (subtle[name] as (...given: unknown[]) => unknown).bind(subtle),
  });

test.each([
  ["a real one", {}, true],
  [
    "one that throws",
    { generateKey: () => Promise.reject(new DOMException("no", "NotSupportedError")) },
    false,
  ],
  ["one that signs nonsense", { sign: async (): Promise<ArrayBuffer> => new ArrayBuffer(64) }, false],
  ["one that finds everything right", { verify: async (): Promise<boolean> => true }, false],
  ["one that finds nothing right", { verify: async (): Promise<boolean> => false }, false],
] as const)(
  "[P32] the browser's Ed25519 is used when it really signs and checks: %s",
  async (_, own, used) => {
    expect(await hasEd25519(subtleWith(own as Partial<SubtleCrypto>))).toBe(used);
  },
);
