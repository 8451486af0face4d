import { expect, test } from "vitest";
import { signerFromSeed } from "../../crypto/keys.ts";
import { verifyWithNacl } from "../../crypto/verify_nacl.ts";
import { openKeptVerify } from "../../src/peer/kept_verify.ts";
import { GOOD_MAX } from "../../src/peer/limits.ts";
import { type VerifyAsked, type VerifyWorker, verifyInWorker } from "../../src/peer/worker_verify.ts";

const 李姐 = signerFromSeed(new Uint8Array(32).fill(1));
const 老周 = signerFromSeed(new Uint8Array(32).fill(2));
const words = (text: string): Uint8Array => new TextEncoder().encode(text);
const nacl = verifyWithNacl();

/** A vault of one row, a page that hides by hand, and a count of what was really checked. */
function createDisk() {
  let kept: unknown;
  const hiders = new Set<() => void>();
  const disk = {
    asked: 0,
    open: () =>
      openKeptVerify({
        verify: (...given) => {
          disk.asked++;
          return nacl(...given);
        },
        vault: {
          kept: async <T>() => kept as T | undefined,
          keep: async (_, value) => {
            kept = value;
          },
        },
        platform: {
          onHide: (listener) => {
            hiders.add(listener);
            return () => void hiders.delete(listener);
          },
        },
      }),
    hide: () => {
      for (const hide of hiders) hide();
    },
    bytes: () => (kept instanceof Uint8Array ? kept.length : 0),
  };
  return disk;
}

test("[P96] a good signature is checked once in a phone's life", async () => {
  const disk = createDisk();
  const said = words("酱油一瓶");
  const signature = await 李姐.sign(said);
  const first = await disk.open();
  expect(await first.verify(李姐.publicKey, said, signature)).toBe(true);
  expect(await first.verify(李姐.publicKey, said, signature)).toBe(true);
  expect(disk.asked).toBe(1);
  disk.hide();
  const next = await disk.open();
  expect(await next.verify(李姐.publicKey, said, signature)).toBe(true);
  expect(disk.asked).toBe(1);
});

test("[P96] nothing is remembered of a bad one, and no byte of a good one may change", async () => {
  const disk = createDisk();
  const { verify, close } = await disk.open();
  const said = words("酱油一瓶");
  const signature = await 李姐.sign(said);
  expect(await verify(李姐.publicKey, said, signature)).toBe(true);
  const flipped = (bytes: Uint8Array, at: number) =>
    bytes.map((byte, place) => (place === at ? byte ^ 1 : byte));
  for (let at = 0; at < said.length; at++)
    expect(await verify(李姐.publicKey, flipped(said, at), signature), `word ${at}`).toBe(false);
  for (const at of [0, 31, 32, 63])
    expect(await verify(李姐.publicKey, said, flipped(signature, at)), `signature ${at}`).toBe(false);
  expect(await verify(老周.publicKey, said, signature)).toBe(false);
  // The same bytes, cut elsewhere.
  const joined = new Uint8Array([...signature, ...said]);
  expect(await verify(李姐.publicKey, joined.slice(65), joined.slice(0, 65))).toBe(false);
  expect(await verify(李姐.publicKey, joined.slice(63), joined.slice(0, 63))).toBe(false);
  await close();
  expect(disk.bytes()).toBe(32);
});

test("[P96] what is kept is bounded, the newest stays", async () => {
  let bytes = 0;
  const { verify, close } = await openKeptVerify({
    verify: () => true,
    vault: {
      kept: async () => undefined,
      keep: async (_, value) => {
        bytes = (value as Uint8Array).length;
      },
    },
    platform: { onHide: () => () => undefined },
  });
  const signature = new Uint8Array(64);
  for (let count = 0; count < GOOD_MAX + 10; count++)
    await verify(李姐.publicKey, words(`${count}`), signature);
  await close();
  expect(bytes).toBe(GOOD_MAX * 32);
});

/** A worker that answers when it is told to, in any order, or breaks. */
function createWorker() {
  const asked: VerifyAsked[] = [];
  const worker: VerifyWorker & { asked: VerifyAsked[]; answer(place: number): void } = {
    asked,
    onmessage: null,
    onerror: null,
    postMessage: (one) => void asked.push(structuredClone(one)),
    answer(place) {
      const { id, publicKey, message, signature } = asked[place] as VerifyAsked;
      worker.onmessage?.({ data: { id, isGood: nacl(publicKey, message, signature) } });
    },
  };
  return worker;
}

test("[P97] a worker answers each question its own, in whatever order", async () => {
  const worker = createWorker();
  const verify = verifyInWorker(() => worker);
  const signature = await 李姐.sign(words("一"));
  const good = verify(李姐.publicKey, words("一"), signature);
  const bad = verify(李姐.publicKey, words("二"), signature);
  worker.answer(1);
  worker.answer(0);
  expect(await good).toBe(true);
  expect(await bad).toBe(false);
});

test("[P97] what a worker was asked before it broke is answered, and what comes later", async () => {
  const worker = createWorker();
  const verify = verifyInWorker(() => worker);
  const signature = await 李姐.sign(words("一"));
  const good = verify(李姐.publicKey, words("一"), signature);
  const bad = verify(老周.publicKey, words("一"), signature);
  worker.onerror?.(undefined as never);
  expect(await good).toBe(true);
  expect(await bad).toBe(false);
  expect(await verify(李姐.publicKey, words("一"), signature)).toBe(true);
  expect(worker.asked.length).toBe(2);
});

test("[P97] a browser without workers checks on the page's thread", async () => {
  const verify = verifyInWorker(() => {
    throw new Error("no worker");
  });
  expect(await verify(李姐.publicKey, words("一"), await 李姐.sign(words("一")))).toBe(true);
  expect(await verify(李姐.publicKey, words("二"), await 李姐.sign(words("一")))).toBe(false);
});
