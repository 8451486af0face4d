/**
 * Sealed post (identity.md, "Sealed contact"): bytes for one device, kept until it has fetched them or they lapse.
 * The relay can neither read them nor keep them: an acknowledgement or the date deletes the row.
 */
import type { DatabaseSync } from "node:sqlite";
import { bytesToBase32, copyBytes } from "../crypto/bytes.ts";
import type { RandomBytes } from "../crypto/keys.ts";
import type { Id, Moment } from "../src/domain/units.ts";
import { POSTS_PER_DEVICE_MAX, POSTS_PER_SENDER_MAX } from "./limits.ts";

export interface Post {
  readonly id: Id;
  readonly from: Id;
  /** The X25519 key it is sealed for. */
  readonly seal: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly expires: Moment;
}

export interface Box {
  /** Keeps all or none. False when a box is full. */
  put(to: Id, from: Id, sealed: readonly Sealed[], expires: Moment, now: Moment): boolean;
  /** What waits for a device. */
  for(seal: Uint8Array, now: Moment): readonly Post[];
  /** Deletes a post for one of these devices; nothing else. */
  acknowledge(id: Id, seals: readonly Uint8Array[]): void;
  sweep(now: Moment): void;
  readonly size: number;
}

export interface Sealed {
  readonly seal: Uint8Array;
  readonly ciphertext: Uint8Array;
}

export const BOX_SCHEMA = `
  CREATE TABLE IF NOT EXISTS post (
    id TEXT PRIMARY KEY, recipient TEXT NOT NULL, sender TEXT NOT NULL,
    seal BLOB NOT NULL, ciphertext BLOB NOT NULL, expires INTEGER NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS post_seal ON post (seal, expires);
  CREATE INDEX IF NOT EXISTS post_sender ON post (sender);
  CREATE INDEX IF NOT EXISTS post_expires ON post (expires);
`;

interface Row {
  readonly id: string;
  readonly sender: string;
  readonly seal: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly expires: number;
}

export function createBox(database: DatabaseSync, random: RandomBytes): Box {
  const insert = database.prepare(
    "INSERT INTO post (id, recipient, sender, seal, ciphertext, expires) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const waiting = database.prepare(
    "SELECT id, sender, seal, ciphertext, expires FROM post WHERE seal = ? AND expires > ? ORDER BY expires, id",
  );
  const ofDevice = database.prepare("SELECT count(*) AS n FROM post WHERE seal = ?");
  const ofSender = database.prepare("SELECT count(*) AS n FROM post WHERE sender = ?");
  const all = database.prepare("SELECT count(*) AS n FROM post");
  const remove = database.prepare("DELETE FROM post WHERE id = ? AND seal = ?");
  const lapse = database.prepare("DELETE FROM post WHERE expires <= ?");
  const count = (statement: typeof all, ...values: (string | Uint8Array)[]): number =>
    (statement.get(...values) as { n: number }).n;

  return {
    get size() {
      return count(all);
    },
    put(to, from, sealed, expires, now) {
      lapse.run(now);
      const isFull =
        count(ofSender, from) + sealed.length > POSTS_PER_SENDER_MAX ||
        sealed.some(({ seal }) => count(ofDevice, seal) >= POSTS_PER_DEVICE_MAX);
      if (isFull) return false;
      database.exec("BEGIN IMMEDIATE");
      try {
        for (const { seal, ciphertext } of sealed)
          insert.run(bytesToBase32(random(16)), to, from, seal, ciphertext, expires);
        database.exec("COMMIT");
      } catch (error) {
        if (database.isTransaction) database.exec("ROLLBACK");
        throw error;
      }
      return true;
    },
    for: (seal, now) => waiting.all(seal, now).map((row) => postOf(row as unknown as Row)),
    acknowledge(id, seals) {
      for (const seal of seals) remove.run(id, seal);
    },
    sweep: (now) => void lapse.run(now),
  };
}

const postOf = ({ id, sender, seal, ciphertext, expires }: Row): Post => ({
  id: id as Id,
  from: sender as Id,
  seal: copyBytes(seal),
  ciphertext: copyBytes(ciphertext),
  expires: expires as Moment,
});
