/**
 * What anybody can check about a relay without a key, at `http://host/c/<community>`: that the tiles give the root
 * of the checkpoint, that a proof leads to it, that the log only grows, and the totals. Whose key signed is not
 * public knowledge (it stands in a registry leaf); whoever holds a receipt compares its key with the checkpoint's.
 */
import { equalBytes } from "../crypto/bytes.ts";
import { decodeCbor } from "../crypto/cbor.ts";
import { type Checkpoint, parseCheckpoint, parseNote, parseProof } from "../crypto/checkpoint.ts";
import { HASH_BYTES, rootOf, TILE_WIDTH, verifyConsistency, verifyInclusion } from "../crypto/merkle.ts";
import type { Audited } from "./audit_file.ts";
import { formatTileNumber } from "./log.ts";

/** `url` ends in `/c/<community>`. */
export async function auditUrl(url: string): Promise<Audited> {
  const base = url.replace(/\/$/, "");
  if (!/\/c\/[a-z2-7]{26}$/.test(base)) return { faults: ["the url must end in /c/<community>"], lines: [] };
  const before = await readCheckpoint(base);
  if (before === null) return { faults: ["no checkpoint that can be read"], lines: [] };
  const hashes = await readLeaves(base, before.size);
  const checks = [
    treeFault(before, hashes),
    await proofFault(base, hashes),
    await continuityFault(base, before),
  ];
  const stats: unknown = await (await fetch(`${base}/stats`)).json();
  return {
    faults: checks.filter((fault) => fault !== null),
    lines: [`leaves ${before.size}, registry ${before.registryCount}`, `totals ${JSON.stringify(stats)}`],
  };
}

async function readCheckpoint(base: string): Promise<Checkpoint | null> {
  const note = parseNote(await (await fetch(`${base}/log/checkpoint`)).text());
  const checkpoint = note.ok ? parseCheckpoint(note.value.text) : null;
  return checkpoint?.ok ? checkpoint.value : null;
}

/** Leaf hashes from the tiles of level 0. */
async function readLeaves(base: string, size: number): Promise<readonly Uint8Array[]> {
  const hashes: Uint8Array[] = [];
  for (let n = 0; n * TILE_WIDTH < size; n++) {
    const width = Math.min(TILE_WIDTH, size - n * TILE_WIDTH);
    const part = width === TILE_WIDTH ? "" : `.p/${width}`;
    const response = await fetch(`${base}/log/tile/0/${formatTileNumber(n)}${part}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    for (let at = 0; at < bytes.length; at += HASH_BYTES) hashes.push(bytes.slice(at, at + HASH_BYTES));
  }
  return hashes;
}

function treeFault({ size, root }: Checkpoint, hashes: readonly Uint8Array[]): string | null {
  if (hashes.length !== size) return `${size} leaves were signed for, ${hashes.length} are shown`;
  return equalBytes(rootOf(hashes), root) ? null : "the tiles do not give the root that was signed";
}

async function proofFault(base: string, hashes: readonly Uint8Array[]): Promise<string | null> {
  const index = Math.floor(hashes.length / 2);
  const proof = parseProof(await (await fetch(`${base}/log/proof/${index}`)).text());
  if (!proof.ok) return `the proof of leaf ${index} cannot be read`;
  const note = parseNote(proof.value.checkpoint);
  const checkpoint = note.ok ? parseCheckpoint(note.value.text) : null;
  const hash = hashes[index];
  if (!checkpoint?.ok || hash === undefined) return `the proof of leaf ${index} has no checkpoint`;
  const { size, root } = checkpoint.value;
  const { path } = proof.value;
  return verifyInclusion({ index, size, leafHash: hash, path, root })
    ? null
    : `the proof of leaf ${index} is wrong`;
}

/** The log has only grown while we looked. */
async function continuityFault(base: string, before: Checkpoint): Promise<string | null> {
  const after = await readCheckpoint(base);
  if (after === null) return "the checkpoint has gone";
  const [from, to] = [before.size, after.size];
  const response = await fetch(`${base}/log/consistency?from=${from}&to=${to}`);
  const path = decodeCbor(new Uint8Array(await response.arrayBuffer()));
  if (!path.ok || !Array.isArray(path.value)) return "no proof that the log has only grown";
  const isGrown = verifyConsistency({
    from,
    to,
    fromRoot: before.root,
    toRoot: after.root,
    path: path.value as Uint8Array[],
  });
  return isGrown ? null : "the log has not only grown";
}
