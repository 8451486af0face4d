/** A relay in this process, on a port of its own, with a clock that the test moves. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { createRelay, type Relay, type RelayOptions } from "../../relay/relay.ts";

/** 2026-03-02 10:00 in Beijing. */
export const MORNING_MS = Date.UTC(2026, 2, 2, 2);

export interface Clock {
  ms: number;
  advance(seconds: number): void;
}

export function createTestClock(ms = MORNING_MS): Clock {
  return {
    ms,
    advance(seconds) {
      this.ms += seconds * 1000;
    },
  };
}

export interface Started {
  readonly relay: Relay;
  readonly url: string;
  readonly clock: Clock;
  close(): Promise<void>;
}

/** Everything in memory unless `data` names a folder. */
export async function startRelay(
  options: Partial<RelayOptions> = {},
  clock = createTestClock(),
): Promise<Started> {
  const relay = await createRelay({
    now: () => clock.ms,
    random: (count) => new Uint8Array(randomBytes(count)),
    data: null,
    origin: null,
    log: pino({ level: "silent" }),
    ...options,
  });
  const { url } = await relay.listen({ host: "127.0.0.1", port: 0 });
  return { relay, url, clock, close: () => relay.close() };
}

/** A new folder for one test, and its removal. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "yizhan-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
