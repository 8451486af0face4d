/** Nothing that this phone waits for may take for ever: what does not come in time is over, whatever it still does. */

const LATE = "LateError";
export const isLate = (error: unknown): boolean => error instanceof Error && error.name === LATE;

function late(ms: number): Error {
  const error = new Error(`not within ${ms} ms`);
  error.name = LATE;
  return error;
}

/** Runs work that can be called off, for so many milliseconds at most; then it fails. */
export async function within<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  // AbortSignal.timeout is younger than the oldest browsers that we serve.
  const stop = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<never>((_, fail) => {
    timer = setTimeout(() => {
      fail(late(ms));
      stop.abort();
    }, ms);
  });
  try {
    return await Promise.race([work(stop.signal), over]);
  } finally {
    clearTimeout(timer);
  }
}

export interface Patience {
  /** Waits for the next sign of life so many milliseconds from now. */
  wait(ms: number): void;
  end(): void;
}

/** For what comes piece by piece: `onOver` is called once nothing came in time. */
export function createPatience(onOver: () => void): Patience {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    wait(ms) {
      clearTimeout(timer);
      timer = setTimeout(onOver, ms);
    },
    end: () => clearTimeout(timer),
  };
}
