/** Nothing is waited for without an end (P38), nor a page for another one that sleeps (P39). */
import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { signerFromSeed } from "../../crypto/keys.ts";
import { locksOf } from "../../src/peer/browser.ts";
import { createClock } from "../../src/peer/clock.ts";
import { listenToEvents } from "../../src/peer/events.ts";
import { createHttp, type Http } from "../../src/peer/http.ts";
import { DATABASE_MS, REQUEST_MS, STREAM_SILENCE_MS, WORKER_SILENCE_MS } from "../../src/peer/limits.ts";
import { createExclusive, createRepeated, isTaken } from "../../src/peer/mutex.ts";
import { openStore } from "../../src/peer/store.ts";
import { createMemoryVault } from "../../src/peer/vault_memory.ts";
import { verifyInWorker } from "../../src/peer/worker_verify.ts";

const never = (): Promise<never> => new Promise(() => undefined);
const zero = (): Uint8Array => Uint8Array.of(0);

beforeEach(() => {
  // What a disk and a queue of microtasks do goes on by itself.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Lets time pass in steps, until something has happened. */
async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  await new Promise((resolve) => setImmediate(resolve));
}

async function httpOver(fetch: StationFetch): Promise<Http> {
  const clock = await createClock(createMemoryVault(), () => 0);
  return createHttp({ origin: "http://relay", fetch: fetch as typeof globalThis.fetch, now: () => 0 }, clock);
}
type StationFetch = (url: string, init: RequestInit) => Promise<Response>;

const endless = (): Response => new Response(new ReadableStream({ start: () => undefined }));

test.each([
  ["that nobody answers", never],
  ["whose answer never ends", async () => endless()],
])("[P38] a request %s is over after a quarter of a minute", async (_, fetch) => {
  const http = await httpOver(fetch);
  const reply = http.ask({ path: "/communities" });
  await pass(REQUEST_MS);
  expect(await reply).toMatchObject({ ok: false, fault: "relay_unreachable", transient: true });
  expect(http.reach).toBe("network");
});

test("[P38] a request that is over is called off", async () => {
  let signal: AbortSignal | null | undefined;
  const http = await httpOver((_, init) => {
    signal = init.signal;
    return never();
  });
  const reply = http.ask({ path: "/communities" });
  await pass(REQUEST_MS - 1);
  expect(signal?.aborted).toBe(false);
  await pass(1);
  expect([signal?.aborted, (await reply).ok]).toEqual([true, false]);
});

/** A relay's stream that is written by hand, and breaks off like a fetch when its signal says so. */
function createStreams() {
  const opened: { readonly write: (text: string) => void; readonly signal: AbortSignal }[] = [];
  let answers = true;
  const http = {
    stream: (_: string, signal: AbortSignal) =>
      new Promise<ReadableStream<Uint8Array> | null>((resolve, fail) => {
        signal.addEventListener("abort", () => fail(new Error("aborted")));
        let write: (text: string) => void = () => undefined;
        const stream = new ReadableStream<Uint8Array>({
          start(controller) {
            write = (text) => controller.enqueue(new TextEncoder().encode(text));
            signal.addEventListener("abort", () => controller.error(new Error("aborted")));
          },
        });
        opened.push({ write: (text) => write(text), signal });
        if (answers) resolve(stream);
      }),
  } as unknown as Http;
  return {
    opened,
    http,
    fallSilent: () => {
      answers = false;
    },
  };
}

test("[P38] an event stream that has fallen silent is left, and opened anew", async () => {
  const { opened, http } = createStreams();
  const heard: string[] = [];
  const events = listenToEvents({
    http,
    path: "/c/x/events",
    auth: async () => "auth",
    random: zero,
    onOpen: () => undefined,
    onChanged: (what) => heard.push(what),
  });
  await pass(0);
  expect(opened).toHaveLength(1);
  // A word in time, whatever it says, and it stays.
  for (let step = 0; step < 3; step++) {
    await pass(STREAM_SILENCE_MS - 1);
    opened[0]?.write(': still here\n\ndata: {"what":"need"}\n\n');
    await pass(0);
  }
  expect([heard, opened.length]).toEqual([["need", "need", "need"], 1]);
  await pass(STREAM_SILENCE_MS);
  expect(opened[0]?.signal.aborted).toBe(true);
  await pass(1_000);
  expect(opened).toHaveLength(2);
  events.close();
  expect(opened[1]?.signal.aborted).toBe(true);
});

test("[P38] a stream that nobody opens is tried again", async () => {
  const { opened, http, fallSilent } = createStreams();
  fallSilent();
  const deps = { http, path: "/c/x/events", auth: async () => "auth", random: zero };
  const events = listenToEvents({ ...deps, onOpen: () => undefined, onChanged: () => undefined });
  await pass(REQUEST_MS + 1_000);
  expect(opened).toHaveLength(2);
  events.close();
});

test("[P38] a database that does not open the first time is opened again; one that never does is told", async () => {
  const disk = new IDBFactory();
  let asked = 0;
  const mute = { addEventListener: () => undefined, removeEventListener: () => undefined };
  const deaf = (times: number): IDBFactory =>
    ({
      open: (name: string, version: number) =>
        ++asked <= times
          ? Object.assign(Object.create(IDBOpenDBRequest.prototype), mute)
          : disk.open(name, version),
    }) as unknown as IDBFactory;
  const open = (times: number) => openStore(deaf(times), "yizhan", 1, (db) => db.createObjectStore("rows"));
  const read = open(1).run("readonly", ["rows"], (tx) => tx.objectStore("rows").count());
  await pass(DATABASE_MS);
  expect(await read).toBe(0);
  asked = 0;
  const failed = open(2).run("readonly", ["rows"], (tx) => tx.objectStore("rows").count());
  const told = expect(failed).rejects.toThrow("not within");
  await pass(DATABASE_MS);
  await pass(DATABASE_MS);
  await told;
});

test("[P38] an upgrade that has begun is waited for", async () => {
  const real = await new Promise<IDBDatabase>((resolve) => {
    const request = new IDBFactory().open("yizhan", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("rows");
    request.onsuccess = () => resolve(request.result);
  });
  const events = new EventTarget();
  const request = Object.defineProperties(Object.create(IDBOpenDBRequest.prototype) as IDBOpenDBRequest, {
    result: { get: () => real },
    addEventListener: { value: events.addEventListener.bind(events) },
    removeEventListener: { value: events.removeEventListener.bind(events) },
  });
  const factory = { open: () => request } as unknown as IDBFactory;
  const store = openStore(factory, "yizhan", 1, () => undefined);
  const count = store.run("readonly", ["rows"], (tx) => tx.objectStore("rows").count());
  await pass(1);
  events.dispatchEvent(new Event("upgradeneeded"));
  await pass(3 * DATABASE_MS);
  events.dispatchEvent(new Event("success"));
  expect(await count).toBe(0);
});

test("[P97] a worker that says nothing is replaced, and nothing that it was asked is lost", async () => {
  const 李姐 = signerFromSeed(new Uint8Array(32).fill(1));
  const said = new TextEncoder().encode("酱油一瓶");
  const signature = await 李姐.sign(said);
  const asked: unknown[] = [];
  const verify = verifyInWorker(() => ({
    postMessage: (one) => asked.push(one),
    onmessage: null,
    onerror: null,
  }));
  const [good, bad] = [
    verify(李姐.publicKey, said, signature),
    verify(李姐.publicKey, Uint8Array.of(1), signature),
  ];
  await pass(WORKER_SILENCE_MS);
  expect(await Promise.all([good, bad])).toEqual([true, false]);
  expect(await verify(李姐.publicKey, said, signature)).toBe(true);
  expect(asked).toHaveLength(2);
});

test("[P39] who waits for another page's lock is told after a while, and the lock is free for who comes later", async () => {
  vi.useRealTimers();
  const locks = locksOf(navigator.locks);
  let release: () => void = () => undefined;
  const held = locks.request("yizhan/x", 1_000, () => new Promise<void>((resolve) => (release = resolve)));
  const late = locks.request("yizhan/x", 1, async () => "mine");
  await expect(late).rejects.toSatisfy(isTaken);
  release();
  await held;
  expect(await locks.request("yizhan/x", 1_000, async () => "mine")).toBe("mine");
  // What the work itself throws is its own.
  const broken = locks.request("yizhan/x", 1_000, async () => Promise.reject(new Error("disk")));
  await expect(broken).rejects.toThrow("disk");
});

test("[P39] work of one name is done in the order of asking, one at a time", async () => {
  for (const locks of [null, locksOf(navigator.locks)]) {
    const exclusive = createExclusive(locks, "yizhan/y");
    const done: number[] = [];
    let running = 0;
    const one = (place: number) =>
      exclusive(async () => {
        expect(++running).toBe(1);
        await new Promise((resolve) => setImmediate(resolve));
        running--;
        done.push(place);
        if (place === 1) throw new Error("one of them failed");
      }).catch(() => undefined);
    await Promise.all([0, 1, 2].map(one));
    expect(done).toEqual([0, 1, 2]);
  }
});

test("what is asked for while it runs is run once more, and never twice at once", async () => {
  let running = 0;
  let runs = 0;
  const again = createRepeated(async () => {
    expect(++running).toBe(1);
    runs++;
    await new Promise((resolve) => setImmediate(resolve));
    running--;
  });
  const first = again();
  const second = again();
  // Asked in the moment between two runs.
  const third = first.then(() => again());
  await Promise.all([first, second, again(), third]);
  expect(runs).toBe(2);
  await again();
  expect(runs).toBe(3);
});
