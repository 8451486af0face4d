/**
 * Whether the relay still tells one history: every checkpoint is signed by a log key that the root named, continues
 * the one before, and counts the registry that this phone holds. What contradicts itself is kept as evidence.
 */

import { equalBytes } from "../../crypto/bytes.ts";
import { decodeCbor } from "../../crypto/cbor.ts";
import { type Checkpoint, verifyCheckpoint } from "../../crypto/checkpoint.ts";
import { leafHash, rootOf, verifyConsistency } from "../../crypto/merkle.ts";
import type { Verify } from "../../crypto/verify.ts";
import type { Authority } from "../domain/authority.ts";
import type { Founding } from "../domain/founding.ts";
import { logOrigin } from "../domain/leaf.ts";
import { keyText } from "../domain/units.ts";
import type { Http } from "./http.ts";
import type { OpenLeaf } from "./roster_fold.ts";

/** A checkpoint that a log key signed, and the note that says so. */
export interface Sealed {
  readonly note: string;
  readonly checkpoint: Checkpoint;
}

/** Two signed words of one relay that cannot both be true. */
export interface Evidence {
  readonly why: "rollback" | "fork" | "registry";
  readonly before: string | null;
  readonly after: string;
}

/** Log keys that the root has named, in these leaves or before. */
export function logKeysOf(
  authority: Authority | null,
  leaves: readonly OpenLeaf[] = [],
  founding?: Founding,
) {
  const known = (authority?.logKeys ?? [])
    .filter(({ purpose }) => purpose === "log")
    .map(({ publicKey }) => publicKey);
  const named = leaves.flatMap(({ entry, leaf }) =>
    entry?.kind === "relay_key" &&
    leaf.status === 0 &&
    entry.body.purpose === "log" &&
    entry.key === founding?.rootKey
      ? [entry.body.key]
      : [],
  );
  return [...new Map([...known, ...named].map((key) => [keyText(key), key])).values()];
}

/** The checkpoint of a note, if one of these keys signed it for this community. */
export async function openNote(
  note: string,
  founding: Founding,
  logKeys: readonly Uint8Array[],
  verify: Verify,
): Promise<Sealed | null> {
  for (const key of logKeys) {
    const checkpoint = await verifyCheckpoint(note, logOrigin(founding.community), key, verify);
    if (checkpoint.ok) return { note, checkpoint: checkpoint.value };
  }
  return null;
}

/** Null when the later checkpoint continues the earlier one; "unreached" when the relay did not say. */
export async function checkContinues(
  before: Sealed | null,
  after: Sealed,
  http: Http,
  community: string,
): Promise<Evidence | "unreached" | null> {
  if (before === null || before.checkpoint.size === 0) return null;
  const [from, to] = [before.checkpoint.size, after.checkpoint.size];
  const evidence = (why: Evidence["why"]): Evidence => ({ why, before: before.note, after: after.note });
  if (to < from) return evidence("rollback");
  if (to === from) return equalBytes(before.checkpoint.root, after.checkpoint.root) ? null : evidence("fork");
  const reply = await http.ask({ path: `/c/${community}/log/consistency?from=${from}&to=${to}` });
  if (!reply.ok) return "unreached";
  const path = decodeCbor(reply.bytes);
  const hashes = path.ok && Array.isArray(path.value) ? path.value : null;
  const isWhole =
    hashes?.every((hash): hash is Uint8Array => hash instanceof Uint8Array) === true &&
    verifyConsistency({
      from,
      to,
      fromRoot: before.checkpoint.root,
      toRoot: after.checkpoint.root,
      path: hashes,
    });
  return isWhole ? null : evidence("fork");
}

/** Whether these leaves are exactly the registry that the checkpoint counts: nothing was left out. */
export const isWholeRegistry = ({ checkpoint }: Sealed, leaves: readonly OpenLeaf[]): boolean =>
  checkpoint.registryCount === leaves.length &&
  equalBytes(checkpoint.registryRoot, rootOf(leaves.map(({ bytes }) => leafHash(bytes))));
