/**
 * Each signature is checked once in a phone's life (docs/spec/peer.md, P96): what was found good is remembered under
 * SHA-256 of key, signature and message. Nothing is remembered of a bad one.
 */
import { concatBytes } from "../../crypto/bytes.ts";
import { sha256 } from "../../crypto/hash.ts";
import type { Verify } from "../../crypto/verify.ts";
import { createHashes, type Hashes } from "./hashes.ts";
import { GOOD_MAX, GOOD_MS } from "./limits.ts";
import type { StationDeps } from "./platform.ts";
import type { Vault } from "./vault.ts";

const KEY = "good";

export interface KeptVerify {
  readonly verify: Verify;
  /** Writes what is new, and ends. */
  close(): Promise<void>;
}

export function openKeptVerify(deps: {
  readonly verify: Verify;
  readonly vault: Pick<Vault, "kept" | "keep">;
  readonly platform: Pick<StationDeps, "onHide">;
}): KeptVerify {
  const { verify, vault, platform } = deps;
  let hashes: Hashes | null = null;
  // The start goes on while they are read; whoever asks first waits for them.
  const reading = read();
  let timer: ReturnType<typeof setTimeout> | null = null;

  async function read(): Promise<Hashes> {
    const kept = await vault.kept<unknown>(KEY).catch(() => undefined);
    hashes = createHashes(kept instanceof Uint8Array ? kept : new Uint8Array(), GOOD_MAX);
    return hashes;
  }

  async function write(): Promise<void> {
    if (timer === null || hashes === null) return;
    clearTimeout(timer);
    timer = null;
    await vault.keep(KEY, hashes.bytes()).catch(() => undefined);
  }
  const stopHide = platform.onHide(() => void write());

  return {
    verify(publicKey, message, signature) {
      const hash = sha256(concatBytes(publicKey, signature, message));
      // A key and a signature of other lengths could be cut elsewhere: they are never good.
      if (publicKey.length !== 32 || signature.length !== 64) return false;
      const check = (good: Hashes): boolean | Promise<boolean> =>
        good.has(hash) || note(good, hash, verify(publicKey, message, signature));
      return hashes === null ? reading.then(check) : check(hashes);
    },
    async close() {
      stopHide();
      await write();
    },
  };

  async function note(good: Hashes, hash: Uint8Array, answer: boolean | Promise<boolean>): Promise<boolean> {
    const isGood = await answer;
    if (isGood) {
      if (!good.has(hash)) good.add(hash);
      timer ??= setTimeout(() => void write(), GOOD_MS);
    }
    return isGood;
  }
}
