/**
 * The one-time setup link (identity.md, "Setup"): `ORIGIN/setup#<secret>`, good for an hour, while no community
 * exists. The relay keeps only the secret's hash, so a stolen data folder opens nothing.
 */

import { timingSafeEqual } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bytesToBase32, bytesToHex, utf8ToBytes } from "../crypto/bytes.ts";
import { sha256 } from "../crypto/hash.ts";
import type { RandomBytes } from "../crypto/keys.ts";
import { SETUP_MS, SETUP_SECRET_BYTES } from "./limits.ts";

export interface SetupLink {
  /** A new secret; the one before it is void. */
  renew(): string;
  /** Whether this is the secret, within its hour. */
  fits(secret: string): boolean;
  /** Nobody can set up any more. */
  end(): void;
}

interface Kept {
  readonly hash: string;
  readonly until: number;
}

export function createSetupLink(folder: string | null, now: () => number, random: RandomBytes): SetupLink {
  const path = folder === null ? null : join(folder, "setup.json");
  let kept: Kept | null = path === null ? null : read(path);
  return {
    renew() {
      const secret = bytesToBase32(random(SETUP_SECRET_BYTES));
      kept = { hash: hashOf(secret), until: now() + SETUP_MS };
      if (path !== null) writeFileSync(path, JSON.stringify(kept), { mode: 0o600 });
      return secret;
    },
    fits: (secret) =>
      kept !== null &&
      now() <= kept.until &&
      timingSafeEqual(utf8ToBytes(hashOf(secret)), utf8ToBytes(kept.hash)),
    end() {
      kept = null;
      if (path !== null) rmSync(path, { force: true });
    },
  };
}

const hashOf = (secret: string): string => bytesToHex(sha256(utf8ToBytes(`yizhan/setup/${secret}`)));

function read(path: string): Kept | null {
  if (!existsSync(path)) return null;
  const kept: unknown = JSON.parse(readFileSync(path, "utf8"));
  if (typeof kept !== "object" || kept === null || !("hash" in kept) || !("until" in kept)) return null;
  const { hash, until } = kept;
  return typeof hash === "string" && hash.length === 64 && typeof until === "number" ? { hash, until } : null;
}
