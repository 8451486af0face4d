/** The worker of worker_verify.ts: a program of its own that answers one question. */
import { verifyWithNacl } from "../../crypto/verify_nacl.ts";
import type { VerifyAnswered, VerifyAsked } from "./worker_verify.ts";

const verify = verifyWithNacl();

addEventListener("message", ({ data }: MessageEvent<VerifyAsked>) => {
  const { id, publicKey, message, signature } = data;
  const answered: VerifyAnswered = { id, isGood: verify(publicKey, message, signature) };
  postMessage(answered);
});
