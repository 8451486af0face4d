/** When a new version takes over: never in the middle of anything, and a page whose files are gone starts anew once. */
import { expect, test } from "vitest";
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
    getRegistration: async () => registration,
    register: async () => registration,
  });
  const deps: Updating = {
    workers,
    storage: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
    },
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
    takeOver: () => workers.dispatchEvent(new Event("controllerchange")),
  };
}

test("a version that waits takes over at a quiet start", async () => {
  const { deps, told, reloads, takeOver } = world();
  createUpdates(deps);
  await settled();
  expect(told).toEqual(["take over"]);
  takeOver();
  expect(reloads()).toBe(1);
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
