import * as nodeCrypto from "node:crypto";
import { expect, test } from "vitest";
import { encodeCbor } from "../../crypto/cbor.ts";
import { openStatement, signStatement } from "../../crypto/cose.ts";
import { signerFromSeed } from "../../crypto/keys.ts";
import { verifyWithNacl, verifyWithNode, verifyWithNodePool, verifyWithSubtle } from "../../crypto/verify.ts";

test("a statement signed is a statement opened", async () => {
  const signer = signerFromSeed(new Uint8Array(32).fill(7));
  const c = new Uint8Array(16);
  const bytes = await signStatement(encodeCbor([1, "need", 3]), "need", c, signer);
  for (const v of [
    verifyWithNacl(),
    verifyWithNode(nodeCrypto),
    verifyWithNodePool(nodeCrypto),
    verifyWithSubtle(nodeCrypto.webcrypto.subtle),
    verifyWithSubtle(crypto.subtle),
  ]) {
    const o = await openStatement(bytes, c, v);
    expect(o.ok && o.value.kind).toBe("need");
    expect((await openStatement(bytes, new Uint8Array(16).fill(1), v)).ok).toBe(false);
  }
});
