/** When a new version takes over: never in the middle of anything, and a page whose files are gone starts anew once. */
import { expect, test } from "vitest";
import { createVersionNote, takeOverFirst, whenStill } from "../src/screens/take_over.ts";
import { createUpdates, type Updating } from "../src/screens/updates.ts";

const GONE = new TypeError("Failed to fetch dynamically imported module: https://x/assets/a-12345678.js");
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

interface World {
  readonly deps: Updating;
  readonly told: unknown[];
  readonly reloads: () => number;
  readonly kept: Map<string, string>;
  /** The worker that was told to take over does so. */
  readonly takeOver: () => void;
  readonly isRegistered: () => boolean;
  readonly registration: object;
  readonly waiting: object;
}

function world(changes: Partial<Updating> = {}, hasWaiting = true): World {
  const told: unknown[] = [];
  const kept = new Map<string, string>();
  let reloads = 0;
  let isRegistered = true;
  const workers = new EventTarget() as ServiceWorkerContainer;
  const waiting = { postMessage: (message: unknown) => told.push(message) };
  const registration = Object.assign(new EventTarget(), {
    waiting: hasWaiting ? waiting : null,
    installing: null,
    update: async () => undefined,
    unregister: async () => {
      isRegistered = false;
      return true;
    },
  });
  Object.assign(workers, {
    controller: {},
    startMessages: () => undefined,
    getRegistration: async () => registration,
    register: async () => registration,
  });
  const deps: Updating = {
    workers,
    storage: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
    },
    note: { write: () => kept.set("note", "1") },
    isQuiet: Promise.resolve(),
    isTouched: () => false,
    isReached: async () => true,
    onShow: () => undefined,
    reload: () => {
      reloads++;
    },
    nowMs: () => 1_000_000,
    wait: () => new Promise(() => undefined),
    ...changes,
  };
  return {
    deps,
    told,
    kept,
    reloads: () => reloads,
    isRegistered: () => isRegistered,
    registration,
    waiting,
    takeOver: () => workers.dispatchEvent(new Event("controllerchange")),
  };
}

test("a version that waits takes over at a quiet start", async () => {
  let calm: () => void = () => undefined;
  const isQuiet = new Promise<void>((resolve) => {
    calm = resolve;
  });
  const { deps, told, reloads, takeOver, kept } = world({ isQuiet });
  const updates = createUpdates(deps);
  await settled();
  // Asked while the page still asks for things, a browser would forget it.
  expect([told, updates.isWaiting(), kept.get("note")]).toEqual([[], true, "1"]);
  calm();
  await settled();
  expect(told).toEqual(["take over"]);
  takeOver();
  expect(reloads()).toBe(1);
});

test("a version that was ready before the page was quiet is seen, and one that takes over late is followed", async () => {
  const late = world({}, false);
  const { registration } = late;
  Object.assign(late.deps.workers as object, {
    register: async () => Object.assign(registration, { waiting: late.waiting }),
  });
  const updates = createUpdates(late.deps);
  await settled();
  expect([late.told, updates.isWaiting(), late.kept.get("note")]).toEqual([["take over"], true, "1"]);

  const early = world({ isQuiet: new Promise(() => undefined) });
  createUpdates(early.deps);
  await settled();
  early.takeOver();
  expect(early.reloads()).toBe(1);
});

test("a tap for the newest version is not kept waiting by a network that swallows everything", async () => {
  const never = new Promise<never>(() => undefined);
  const { deps, reloads, registration } = world(
    { wait: async () => undefined, isReached: () => never },
    false,
  );
  Object.assign(registration, { update: () => never });
  await createUpdates(deps).renew();
  expect(reloads()).toBe(1);
  Object.assign(registration, { installing: new EventTarget() });
  await createUpdates(deps).renew();
  expect(reloads()).toBe(2);
});

test("it does not once somebody has touched the page, and says that it is there", async () => {
  const { deps, told, reloads, takeOver, isRegistered } = world({ isTouched: () => true });
  const updates = createUpdates(deps);
  await settled();
  expect(told).toEqual([]);
  expect(updates.isWaiting()).toBe(true);
  const renewed = updates.renew();
  await settled();
  expect([told, reloads()]).toEqual([["take over now"], 0]);
  takeOver();
  await renewed;
  expect([reloads(), isRegistered()]).toEqual([1, true]);
});

test.each([
  [true, false],
  [false, true],
])("a worker that cannot take over is left behind where the relay is there (%s)", async (isThere, isLeft) => {
  const { deps, reloads, isRegistered } = world({
    isTouched: () => true,
    wait: async () => undefined,
    isReached: async () => isThere,
  });
  await createUpdates(deps).renew();
  expect([reloads(), isRegistered()]).toEqual([1, isLeft]);
});

const still = async (): Promise<void> => undefined;

test("a start at which a version lies ready begins with it, and asks for nothing before", async () => {
  const { deps, told, reloads, takeOver } = world();
  let isStill: () => void = () => undefined;
  const asked = takeOverFirst({
    ...deps,
    isStill: () =>
      new Promise<void>((resolve) => {
        isStill = resolve;
      }),
  });
  await settled();
  expect(told).toEqual([]);
  isStill();
  await settled();
  expect([told, reloads()]).toEqual([["take over"], 0]);
  takeOver();
  expect([await asked, reloads()]).toEqual([true, 1]);
});

test.each([
  ["nothing lies ready", {}, false, []],
  ["there is no worker", { workers: null }, true, []],
  ["it is not let in time", { wait: async () => undefined }, true, ["take over"]],
])("a start goes on as it is where %s", async (_, changes, hasWaiting, words) => {
  const { deps, told, reloads } = world(changes, hasWaiting);
  expect(await takeOverFirst({ ...deps, isStill: still })).toBe(false);
  expect([told, reloads()]).toEqual([words, 0]);
});

test("a start goes on at once where another page of ours is open", async () => {
  const { deps } = world();
  const asked = takeOverFirst({ ...deps, isStill: still });
  await settled();
  deps.workers?.dispatchEvent(new MessageEvent("message", { data: "not now" }));
  expect(await asked).toBe(false);
});

test("the note of a version is read once, and storage that is switched off has none", () => {
  const text = new Map<string, string>();
  const note = createVersionNote({
    getItem: (key) => text.get(key) ?? null,
    setItem: (key, value) => void text.set(key, value),
    removeItem: (key) => void text.delete(key),
  });
  expect(note.take()).toBe(false);
  note.write();
  expect([note.take(), note.take()]).toEqual([true, false]);
  const off = (): never => {
    throw new Error("off");
  };
  const none = createVersionNote({ getItem: off, setItem: off, removeItem: off });
  none.write();
  expect(none.take()).toBe(false);
});

test("a page is still once it is loaded and nothing more has come", async () => {
  const page = new EventTarget();
  const document = { readyState: "interactive" };
  const come = [3, 4, 4];
  let looks = 0;
  const performance = { getEntriesByType: () => ({ length: come[looks++] ?? 4 }) };
  let isStill = false;
  const waited: number[] = [];
  const done = whenStill(Object.assign(page, { document, performance }) as unknown as Window, async (ms) =>
    waited.push(ms),
  ).then(() => {
    isStill = true;
  });
  await settled();
  expect([isStill, looks]).toEqual([false, 0]);
  page.dispatchEvent(new Event("load"));
  await done;
  expect([looks, waited.length]).toEqual([3, 2]);
});

test("a touch between the question and the answer keeps the page", async () => {
  let isTouched = false;
  const { deps, told, reloads, takeOver } = world({ isTouched: () => isTouched });
  createUpdates(deps);
  await settled();
  expect(told).toEqual(["take over"]);
  isTouched = true;
  takeOver();
  expect(reloads()).toBe(0);
});

test("nothing waits: nothing is said, and a wish for the newest is a plain start", async () => {
  const { deps, told, reloads } = world({}, false);
  const updates = createUpdates(deps);
  await settled();
  expect([told, updates.isWaiting()]).toEqual([[], false]);
  await updates.renew();
  expect(reloads()).toBe(1);
});

test("a missing file starts the page anew, once in a minute", async () => {
  let nowMs = 1_000_000;
  const { deps, reloads } = world({ nowMs: () => nowMs }, false);
  expect(await createUpdates(deps).recover(GONE)).toBe(true);
  nowMs += 5_000;
  expect(await createUpdates(deps).recover(GONE)).toBe(false);
  nowMs += 60_000;
  expect(await createUpdates(deps).recover(GONE)).toBe(true);
  expect(reloads()).toBe(2);
});

test.each([
  ["another fault", {}, new Error("Cannot read properties of null"), false],
  ["no network and no worker", { workers: null, isReached: async () => false }, GONE, false],
  ["no worker, but the relay is there", { workers: null }, GONE, true],
  [
    "a tab that remembers nothing",
    {
      storage: {
        getItem: () => {
          throw new Error("forbidden");
        },
        setItem: () => undefined,
      },
    },
    GONE,
    false,
  ],
] as const)("%s: starts anew is decided", async (_, changes, error, isStarted) => {
  const { deps, reloads } = world(changes as Partial<Updating>, false);
  expect(await createUpdates(deps).recover(error)).toBe(isStarted);
  expect(reloads()).toBe(isStarted ? 1 : 0);
});

test("a service, a scan or paper codes on screen hold the page", async () => {
  const { deps, reloads } = world({}, false);
  const updates = createUpdates(deps);
  const release = updates.hold();
  expect(await updates.recover(GONE)).toBe(false);
  release();
  expect(await updates.recover(GONE)).toBe(true);
  expect(reloads()).toBe(1);
});
