/** Long work in short pieces, so that a finger is never kept waiting. */
import { WORK_MS } from "./limits.ts";

/** Answers at once, or after the page has had its turn when the work since the last turn was long. */
export function createBreath(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < WORK_MS) return;
    await turn();
    since = performance.now();
  };
}

/** A task of its own; a message comes sooner than a timer, which browsers hold back by 4 ms and more. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
