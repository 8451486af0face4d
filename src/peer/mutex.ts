/** One at a time: across tabs where the browser has Web Locks, within this page everywhere. */
import { LOCK_MS } from "./limits.ts";
import type { Locks } from "./platform.ts";

export type Exclusive = <T>(work: () => Promise<T>) => Promise<T>;

/** A browser's locks have one queue for all its pages; whoever waits in it for too long is told (`isTaken`). */
export function createExclusive(locks: Locks | null, name: string): Exclusive {
  if (locks !== null) return (work) => locks.request(name, LOCK_MS, work);
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const run = last.then(work);
    last = run.catch(() => undefined);
    return run;
  };
}

const TAKEN = "LockTakenError";

/** Another page of this browser has the lock and does not let go: it sleeps, or waits itself. */
export function lockTaken(name: string): Error {
  const error = new Error(`another page holds ${name}`);
  error.name = TAKEN;
  return error;
}

export const isTaken = (error: unknown): boolean => error instanceof Error && error.name === TAKEN;

/** For work that the page which has the lock does as well. */
export function unlessTaken(error: unknown): void {
  if (!isTaken(error)) throw error;
}

/** Runs again after it has ended if it was asked for meanwhile; everybody who asked waits for a run of their own. */
export function createRepeated(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  function start(): Promise<void> {
    const run = work().finally(() => {
      // Between this run and the next nobody begins a third one beside it.
      if (running === run && next === null) running = null;
    });
    running = run;
    return run;
  }

  return () => {
    if (running === null) return start();
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = null;
        return start();
      });
    return next;
  };
}
