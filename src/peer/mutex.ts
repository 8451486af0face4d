/** One at a time: across tabs where the browser has Web Locks, within this page everywhere. */
import type { Locks } from "./platform.ts";

export type Exclusive = <T>(work: () => Promise<T>) => Promise<T>;

export function createExclusive(locks: Locks | null, name: string): Exclusive {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const run = last.then(() => (locks === null ? work() : locks.request(name, work)));
    last = run.catch(() => undefined);
    return run;
  };
}

/** Runs again after it has ended if it was asked for meanwhile; everybody who asked waits for a run of their own. */
export function createRepeated(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  function start(): Promise<void> {
    const run = work().finally(() => {
      if (running === run) running = null;
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
