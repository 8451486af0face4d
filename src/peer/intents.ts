/**
 * Points acts that wait out their countdown: kept in the vault from the tap on, signed ten seconds later or at once
 * when the page hides, taken back until then. A page that died in between signs at the next start.
 */
import type { Id } from "../domain/units.ts";
import { TAKE_BACK_MS } from "./limits.ts";
import { createExclusive, isTaken } from "./mutex.ts";
import type { StationDeps } from "./platform.ts";
import type { IntentKept, Vault } from "./vault.ts";

export interface Intents {
  readonly all: readonly IntentKept[];
  add(intent: Omit<IntentKept, "key" | "until" | "community" | "account">): Promise<string>;
  takeBack(key: string): Promise<boolean>;
  /** Signs everything now. */
  signAll(): Promise<void>;
  reload(): Promise<void>;
  onChange(listener: () => void): () => void;
  stop(): void;
}

export async function openIntents(deps: {
  readonly community: Id;
  readonly account: Id;
  readonly vault: Vault;
  readonly platform: Pick<StationDeps, "now" | "locks" | "onHide">;
  /** Signs the entry of an intent; it is in the outbox when this answers. */
  readonly sign: (intent: IntentKept) => Promise<void>;
}): Promise<Intents> {
  const { community, account, vault, platform } = deps;
  const exclusive = createExclusive(platform.locks, `yizhan/intents/${account}`);
  const listeners = new Set<() => void>();
  let all: readonly IntentKept[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isStopped = false;

  async function reload(): Promise<void> {
    all = (await vault.all("intents")).filter((one) => one.account === account);
    arm();
    for (const listener of [...listeners]) listener();
  }

  function arm(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const next = Math.min(...all.map(({ until }) => until));
    if (!isStopped && Number.isFinite(next))
      timer = setTimeout(signSoon, Math.min(Math.max(0, next - platform.now()), TAKE_BACK_MS));
  }

  /** Another tab may have signed or taken back meanwhile: the vault decides, one tab at a time. */
  const sign = (isForced = false): Promise<void> =>
    exclusive(async () => {
      await reload();
      for (const intent of all) {
        if (!isForced && intent.until > platform.now()) continue;
        await deps.sign(intent);
        await vault.write({}, { intents: [intent.key] });
      }
      await reload();
    });

  function signSoon(): void {
    sign().catch((error: unknown) => {
      // Whoever has the lock may be asleep: what it does not sign is signed here.
      if (isTaken(error)) arm();
      else console.error("what was counted down is not signed", error);
    });
  }

  const stopListening = platform.onHide(() => void sign(true).catch(() => undefined));
  // Where another tab has the lock it signs, and the start does not wait for it.
  await reload();
  signSoon();

  return {
    get all() {
      return all;
    },
    async add(intent) {
      const key = `intent/${intent.need}/${intent.kind}`;
      const until = platform.now() + TAKE_BACK_MS;
      await vault.write({ intents: [{ ...intent, key, until, community, account }] });
      await reload();
      return key;
    },
    takeBack: (key) =>
      exclusive(async () => {
        await reload();
        if (!all.some((intent) => intent.key === key)) return false;
        await vault.write({}, { intents: [key] });
        await reload();
        return true;
      }),
    signAll: () => sign(true),
    reload,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop() {
      isStopped = true;
      stopListening();
      if (timer !== null) clearTimeout(timer);
    },
  };
}
