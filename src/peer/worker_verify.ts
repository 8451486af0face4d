/**
 * tweetnacl off the page's thread (P97): a signature takes it 7 ms on a computer and 30 on a cheap phone, and a start
 * may have hundreds. A worker that cannot be had, breaks, or says nothing, is replaced by the same code on this thread.
 */
import type { Verify } from "../../crypto/verify.ts";
import { createPatience } from "./deadline.ts";
import { WORKER_SILENCE_MS } from "./limits.ts";

/** What is asked of the worker, and what it answers. */
export interface VerifyAsked {
  readonly id: number;
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}
export interface VerifyAnswered {
  readonly id: number;
  readonly isGood: boolean;
}

/** A `Worker`, as far as we use it. */
export interface VerifyWorker {
  postMessage(asked: VerifyAsked): void;
  onmessage: ((event: { readonly data: VerifyAnswered }) => void) | null;
  onerror: ((event: never) => void) | null;
}

const onThisThread = async (): Promise<Verify> =>
  (await import("../../crypto/verify_nacl.ts")).verifyWithNacl();

function createAnswer(): { readonly promise: Promise<boolean>; readonly tell: (isGood: boolean) => void } {
  let tell: (isGood: boolean) => void = () => undefined;
  const promise = new Promise<boolean>((resolve) => {
    tell = resolve;
  });
  return { promise, tell };
}

export function verifyInWorker(start: () => VerifyWorker): Verify {
  const waiting = new Map<
    number,
    { readonly asked: VerifyAsked; readonly tell: (isGood: boolean) => void }
  >();
  let last = 0;
  let worker: VerifyWorker | null = null;
  const patience = createPatience(giveUp);

  async function answerHere({ publicKey, message, signature }: VerifyAsked): Promise<boolean> {
    return (await onThisThread())(publicKey, message, signature);
  }

  function giveUp(): void {
    worker = null;
    patience.end();
    for (const { asked, tell } of waiting.values()) answerHere(asked).then(tell, () => tell(false));
    waiting.clear();
  }

  try {
    worker = start();
    worker.onmessage = ({ data: { id, isGood } }) => {
      waiting.get(id)?.tell(isGood === true);
      waiting.delete(id);
      if (waiting.size === 0) patience.end();
      else patience.wait(WORKER_SILENCE_MS);
    };
    worker.onerror = giveUp;
  } catch {
    giveUp();
  }

  return (publicKey, message, signature) => {
    const asked = { id: ++last, publicKey, message, signature };
    const { promise, tell } = createAnswer();
    if (worker === null) return answerHere(asked);
    // The bytes are copied by the message: who asked may use them again.
    if (waiting.size === 0) patience.wait(WORKER_SILENCE_MS);
    waiting.set(asked.id, { asked, tell });
    worker.postMessage(asked);
    return promise;
  };
}
