/** When to try again: doubled each time, never twice at the same moment for two phones. */
import type { RandomBytes } from "../../crypto/keys.ts";
import { RETRY_FIRST_MS, RETRY_MAX_MS } from "./limits.ts";

export interface Backoff {
  /** Calls back after the next pause; a call that waits already stays. */
  schedule(work: () => void): void;
  /** The next pause is the first again. */
  reset(): void;
  stop(): void;
}

export function createBackoff(random: RandomBytes, firstMs = RETRY_FIRST_MS, maxMs = RETRY_MAX_MS): Backoff {
  let attempts = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isStopped = false;
  return {
    schedule(work) {
      if (timer !== null || isStopped) return;
      const whole = Math.min(maxMs, firstMs * 2 ** attempts++);
      const jitter = ((random(1)[0] as number) / 255) * (whole / 2);
      timer = setTimeout(
        () => {
          timer = null;
          work();
        },
        whole / 2 + jitter,
      );
    },
    reset() {
      attempts = 0;
    },
    stop() {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
