/**
 * Time as the relay has it: this device's clock plus what every answer's X-Time taught. Statements of documents are
 * stamped with a hybrid logical clock that never goes back, whatever the device does with its own.
 */
import { HLC_PER_MS, type Hlc, hlc, hlcToMs, type Moment } from "../domain/units.ts";
import type { Vault } from "./vault.ts";

export interface Clock {
  /** Unix milliseconds, corrected. */
  ms(): number;
  moment(): Moment;
  /** A stamp above every one before it. It is on disk when it answers. */
  stamp(): Promise<Hlc>;
  /** Learns from an answer that was asked for at `sentMs` of this device. */
  hear(relayMs: number, sentMs: number): void;
}

/** A network's way there and back makes smaller differences than this, in milliseconds. */
const NOTEWORTHY_MS = 1_000;

export async function createClock(vault: Vault, now: () => number): Promise<Clock> {
  let offset = (await vault.kept<number>("clock/offset")) ?? 0;

  const ms = (): number => now() + offset;
  return {
    ms,
    moment: () => Math.floor(ms() / 1000) as Moment,
    stamp: async () => {
      const at = hlc(Math.floor(ms()));
      return (await vault.count("clock/hlc", (last) => (at > last ? at : nextOf(last)))) as Hlc;
    },
    hear(relayMs, sentMs) {
      const heard = relayMs - (sentMs + now()) / 2;
      if (Math.abs(heard - offset) < NOTEWORTHY_MS) return;
      offset = heard;
      vault.keep("clock/offset", heard).catch(() => undefined);
    },
  };
}

const nextOf = (last: number): number =>
  last % HLC_PER_MS < HLC_PER_MS - 1 ? last + 1 : hlc(hlcToMs(last) + 1);
