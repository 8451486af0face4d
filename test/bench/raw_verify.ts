/**
 * The rival of everything signed: node:crypto alone, verifying with keys that are at hand, in as many threads as the
 * machine has cores. No parsing, no hashing, no writing. `rawVerifies(threads)` gives verifies a second.
 */
import * as nodeCrypto from "node:crypto";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { perSecond } from "./row.ts";

/** About the size of what a member signs. */
const MESSAGE_BYTES = 300;
const KEYS = 50;
const COUNT = 8_000;

export async function rawVerifies(threads: number): Promise<number> {
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL(import.meta.url), { workerData: "verify" }),
  );
  await Promise.all(workers.map(said));
  const began = performance.now();
  for (const worker of workers) worker.postMessage("go");
  await Promise.all(workers.map(said));
  const spent = performance.now() - began;
  await Promise.all(workers.map((worker) => worker.terminate()));
  return perSecond(COUNT * threads, spent);
}

const said = (worker: Worker): Promise<void> =>
  new Promise((resolve, reject) => {
    worker.once("message", () => resolve());
    worker.once("error", reject);
  });

function verifyMany(): void {
  const message = nodeCrypto.randomBytes(MESSAGE_BYTES);
  const pairs = Array.from({ length: KEYS }, () => nodeCrypto.generateKeyPairSync("ed25519"));
  const signatures = pairs.map(({ privateKey }) => nodeCrypto.sign(null, message, privateKey));
  const run = (count: number): void => {
    for (let time = 0; time < count; time++) {
      const key = (pairs[time % KEYS] as (typeof pairs)[number]).publicKey;
      if (!nodeCrypto.verify(null, message, key, signatures[time % KEYS] as Buffer))
        throw new Error("not verified");
    }
  };
  run(500);
  parentPort?.once("message", () => {
    run(COUNT);
    parentPort?.postMessage("done");
  });
  parentPort?.postMessage("ready");
}

if (!isMainThread && workerData === "verify") verifyMany();
