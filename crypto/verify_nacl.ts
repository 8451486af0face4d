// Ed25519 by tweetnacl, in a file of its own: 11 KB that only phones without Ed25519 of their own load.
import nacl from "tweetnacl";
import { passesGate } from "./strict.ts";
import type { VerifySync } from "./verify.ts";

/** tweetnacl: no platform needed. */
export function verifyWithNacl(): VerifySync {
  return (publicKey, message, signature) =>
    passesGate(publicKey, signature) && nacl.sign.detached.verify(message, signature, publicKey);
}
