/**
 * Each signature is checked once in a phone's life (docs/spec/peer.md, P96): what was found good is remembered under
 * SHA-256 of key, signature and message. Nothing is remembered of a bad one.
 */
import { bytesToHex, concatBytes } from "../../crypto/bytes.ts";
import { sha256 } from "../../crypto/hash.ts";
import type { Verify } from "../../crypto/verify.ts";
import { GOOD_MAX, GOOD_MS } from "./limits.ts";
import type { StationDeps } from "./platform.ts";
import type { Vault } from "./vault.ts";

const KEY = "good";
const HASH_BYTES = 32;

export interface KeptVerify {
  readonly verify: Verify;
  /** Writes what is new, and ends. */
  close(): Promise<void>;
}

export async function openKeptVerify(deps: {
  readonly verify: Verify;
  readonly vault: Pick<Vault, "kept" | "keep">;
  readonly platform: Pick<StationDeps, "onHide">;
}): Promise<KeptVerify> {
  const { verify, vault, platform } = deps;
  // In the order of finding: a Map gives its keys as they came, the first is the oldest.
  const hashByName = new Map<string, Uint8Array>();
  const kept = await vault.kept<unknown>(KEY).catch(() => undefined);
  if (kept instanceof Uint8Array)
    for (let at = 0; at + HASH_BYTES <= kept.length; at += HASH_BYTES) put(kept.slice(at, at + HASH_BYTES));
  let timer: ReturnType<typeof setTimeout> | null = null;

  function put(hash: Uint8Array): void {
    hashByName.set(bytesToHex(hash), hash);
    const [oldest] = hashByName.keys();
    if (hashByName.size > GOOD_MAX && oldest !== undefined) hashByName.delete(oldest);
  }

  async function write(): Promise<void> {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
    await vault.keep(KEY, concatBytes(...hashByName.values())).catch(() => undefined);
  }
  const stopHide = platform.onHide(() => void write());

  return {
    verify(publicKey, message, signature) {
      const hash = sha256(concatBytes(publicKey, signature, message));
      // A key and a signature of other lengths could be cut elsewhere: they are never good.
      if (publicKey.length !== 32 || signature.length !== 64) return false;
      if (hashByName.has(bytesToHex(hash))) return true;
      return note(hash, verify(publicKey, message, signature));
    },
    async close() {
      stopHide();
      await write();
    },
  };

  async function note(hash: Uint8Array, answer: boolean | Promise<boolean>): Promise<boolean> {
    const isGood = await answer;
    if (isGood) {
      put(hash);
      timer ??= setTimeout(() => void write(), GOOD_MS);
    }
    return isGood;
  }
}
