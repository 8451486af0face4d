/**
 * What anybody can check about a relay without a key, at `http://host/c/<community>`. The community id is the hash of
 * the founding statement, which names the root key, which named the log's key: from there on nothing is taken on
 * trust. Checked: the signature of each checkpoint, that the tiles give its root, that a proof leads to it, that the
 * log only grows; and the totals are shown.
 */
import * as nodeCrypto from "node:crypto";
import { equalBytes } from "../crypto/bytes.ts";
import { decodeCbor, decodeCborSequence } from "../crypto/cbor.ts";
import { type Checkpoint, parseProof, verifyCheckpoint } from "../crypto/checkpoint.ts";
import { openStatement } from "../crypto/cose.ts";
import { HASH_BYTES, rootOf, TILE_WIDTH, verifyConsistency, verifyInclusion } from "../crypto/merkle.ts";
import { err, ok, type Result } from "../crypto/result.ts";
import { verifyWithNodePool } from "../crypto/verify.ts";
import { readEntry } from "../src/domain/entry.ts";
import { openFounding } from "../src/domain/founding.ts";
import { logOrigin } from "../src/domain/leaf.ts";
import { type Id, idToBytes, keyText } from "../src/domain/units.ts";
import type { Audited } from "./audit_file.ts";
import { formatTileNumber } from "./log.ts";

const verify = verifyWithNodePool(nodeCrypto);
/** Relay keys that a root key may have named; more is not an answer. */
const RELAY_KEYS_MAX = 256;

/** Reads a checkpoint's note: the checkpoint, once a log key of the council has been found to have signed it. */
type Check = (note: string) => Promise<Checkpoint | null>;

/** `url` ends in `/c/<community>`. */
export async function auditUrl(url: string): Promise<Audited> {
  const base = url.replace(/\/$/, "");
  const community = /\/c\/([a-z2-7]{26})$/.exec(base)?.[1] as Id | undefined;
  if (community === undefined) return { faults: ["the url must end in /c/<community>"], lines: [] };
  const keys = await readLogKeys(base, community);
  if (!keys.ok) return { faults: [keys.error], lines: [] };
  const check = checkWith(logOrigin(community), keys.value);
  const before = await readCheckpoint(base, check);
  if (before === null)
    return { faults: ["no checkpoint that a log key of the council has signed"], lines: [] };
  const hashes = await readLeaves(base, before.size);
  const checks = [
    treeFault(before, hashes),
    await proofFault(base, hashes, check),
    await continuityFault(base, before, check),
  ];
  const stats: unknown = await (await fetch(`${base}/stats`)).json();
  return {
    faults: checks.filter((fault) => fault !== null),
    lines: [
      `signed by ${keys.value.map(keyText).join(", ")}`,
      `leaves ${before.size}, registry ${before.registryCount}`,
      `totals ${JSON.stringify(stats)}`,
    ],
  };
}

/** The log's keys, by what the root key said and nobody else. */
async function readLogKeys(base: string, community: Id): Promise<Result<readonly Uint8Array[], string>> {
  const founding = await openFounding(await readBytes(`${base}/founding`), verify);
  if (!founding.ok || founding.value.community !== community)
    return err("the founding statement is not that of this community");
  const statements = decodeCborSequence(await readBytes(`${base}/relay-keys`), RELAY_KEYS_MAX);
  const keys: Uint8Array[] = [];
  for (const statement of statements.ok ? statements.value : []) {
    if (!(statement instanceof Uint8Array)) continue;
    const opened = await openStatement(statement, idToBytes(community), verify);
    const entry = opened.ok ? readEntry(opened.value) : null;
    if (entry?.kind === "relay_key" && entry.key === founding.value.rootKey && entry.body.purpose === "log")
      keys.push(entry.body.key);
  }
  return keys.length > 0 ? ok(keys) : err("the root key named no key for the log");
}

const checkWith =
  (origin: string, keys: readonly Uint8Array[]): Check =>
  async (note) => {
    for (const key of keys) {
      const checkpoint = await verifyCheckpoint(note, origin, key, verify);
      if (checkpoint.ok) return checkpoint.value;
    }
    return null;
  };

const readBytes = async (url: string): Promise<Uint8Array> =>
  new Uint8Array(await (await fetch(url)).arrayBuffer());

const readCheckpoint = async (base: string, check: Check): Promise<Checkpoint | null> =>
  check(await (await fetch(`${base}/log/checkpoint`)).text());

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

async function proofFault(base: string, hashes: readonly Uint8Array[], check: Check): Promise<string | null> {
  const index = Math.floor(hashes.length / 2);
  const proof = parseProof(await (await fetch(`${base}/log/proof/${index}`)).text());
  if (!proof.ok) return `the proof of leaf ${index} cannot be read`;
  const checkpoint = await check(proof.value.checkpoint);
  const hash = hashes[index];
  if (checkpoint === null || hash === undefined)
    return `the proof of leaf ${index} has no checkpoint of this log`;
  const { size, root } = checkpoint;
  const { path } = proof.value;
  return verifyInclusion({ index, size, leafHash: hash, path, root })
    ? null
    : `the proof of leaf ${index} is wrong`;
}

/** The log has only grown while we looked. */
async function continuityFault(base: string, before: Checkpoint, check: Check): Promise<string | null> {
  const after = await readCheckpoint(base, check);
  if (after === null) return "the checkpoint has gone";
  const [from, to] = [before.size, after.size];
  const path = decodeCbor(await readBytes(`${base}/log/consistency?from=${from}&to=${to}`));
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
