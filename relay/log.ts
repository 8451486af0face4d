/**
 * The transparency log: the tree over all leaves, the registry tree over those about people and keys, and
 * checkpoints signed by the log key (ledger.md, "Transparency log"). It holds hashes; the leaves are the journal's.
 *
 * A checkpoint is signed once per commit. Its text is a function of the size and Ed25519 is deterministic, so the
 * first receipt of an entry can be given again at any time, byte for byte, without being stored.
 */
import { base64ToBytes, concatBytes } from "../crypto/bytes.ts";
import { type Checkpoint, checkpointText, formatProof, noteKeyId, signNote } from "../crypto/checkpoint.ts";
import type { Signer } from "../crypto/keys.ts";
import { createTree, leafHash } from "../crypto/merkle.ts";
import { invariant } from "../crypto/result.ts";
import { type Leaf, logOrigin, type Receipt } from "../src/domain/leaf.ts";
import type { Id } from "../src/domain/units.ts";

export interface Log {
  readonly origin: string;
  /** Number of leaves. */
  readonly size: number;
  /** Log indices of the registry leaves, rising. */
  readonly registry: readonly number[];
  /** Adds the next leaf and returns its index. */
  add(leaf: Uint8Array, isRegistry: boolean): number;
  /** The commit that holds everything added so far is on disk: a checkpoint may be given at this size. */
  seal(): void;
  /** The newest size at which a checkpoint may be given; 0 when there is none. */
  readonly sealedSize: number;
  /** The checkpoint at a sealed size, signed; null at any other. */
  note(size?: number): Promise<string | null>;
  /** The receipt of a leaf under the first checkpoint that held it: the same at every asking. */
  receipt(index: number, leaf: Leaf): Promise<Receipt>;
  /** c2sp.org/tlog-proof of a leaf at a sealed size; null when there is no such leaf or checkpoint. */
  proof(index: number, size?: number): Promise<string | null>;
  /** The path of a leaf to the root at the newest sealed size, or null. */
  path(index: number): readonly Uint8Array[] | null;
  consistency(from: number, to: number): readonly Uint8Array[] | null;
  tile(level: number, n: number, width: number): Uint8Array | null;
  /** Roots at a sealed size, unsigned: what a checkpoint there says. */
  checkpointAt(size: number): Checkpoint | null;
}

interface End {
  readonly size: number;
  readonly registryCount: number;
}

interface Sealed {
  readonly checkpoint: Checkpoint;
  readonly note: string;
  readonly signature68: Uint8Array;
}

/** Signed checkpoints kept in memory; older ones are signed again when somebody asks. */
const SEALED_KEPT_MAX = 64;

export function createLog(community: Id, signer: Signer): Log {
  const origin = logOrigin(community);
  const tree = createTree();
  const registryTree = createTree();
  const registry: number[] = [];
  const ends: End[] = [];
  const sealedBySize = new Map<number, Promise<Sealed>>();

  /** The place in `ends` of the first checkpoint with more than `size − 1` leaves. */
  function firstEndFrom(size: number): number {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((ends[middle] as End).size < size) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  const endAt = (size: number): End | null => {
    const end = ends[firstEndFrom(size)];
    return end?.size === size ? end : null;
  };

  const checkpointOf = (end: End): Checkpoint => ({
    origin,
    size: end.size,
    root: tree.root(end.size),
    registryCount: end.registryCount,
    registryRoot: registryTree.root(end.registryCount),
  });

  function sealedAt(end: End): Promise<Sealed> {
    const kept = sealedBySize.get(end.size);
    if (kept !== undefined) return kept;
    const sealed = signCheckpoint(checkpointOf(end), signer);
    sealedBySize.set(end.size, sealed);
    if (sealedBySize.size > SEALED_KEPT_MAX) sealedBySize.delete(sealedBySize.keys().next().value as number);
    return sealed;
  }

  const lastSize = (): number => ends.at(-1)?.size ?? 0;

  async function note(size = lastSize()): Promise<string | null> {
    const end = endAt(size);
    return end === null ? null : (await sealedAt(end)).note;
  }

  return {
    origin,
    registry,
    get size() {
      return tree.size;
    },
    get sealedSize() {
      return lastSize();
    },
    add(leaf, isRegistry) {
      const hash = leafHash(leaf);
      const index = tree.append(hash);
      if (isRegistry) {
        registryTree.append(hash);
        registry.push(index);
      }
      return index;
    },
    seal() {
      invariant(tree.size > lastSize(), "a commit has leaves");
      ends.push({ size: tree.size, registryCount: registryTree.size });
    },
    note,
    async receipt(index, leaf) {
      const end = ends[firstEndFrom(index + 1)];
      invariant(end !== undefined, "a receipt is given after the commit");
      const path = tree.inclusion(index, end.size);
      invariant(path !== null, "a leaf below the checkpoint's size has a path");
      const { checkpoint, signature68: signature } = await sealedAt(end);
      const { time, policyIndex, status } = leaf;
      const { size, root, registryCount, registryRoot } = checkpoint;
      return { index, time, policyIndex, status, path, size, root, registryCount, registryRoot, signature };
    },
    async proof(index, size = lastSize()) {
      const path = tree.inclusion(index, size);
      const signed = await note(size);
      return path === null || signed === null ? null : formatProof(index, path, signed);
    },
    path: (index) => tree.inclusion(index, lastSize()),
    consistency: (from, to) => (to > lastSize() ? null : tree.consistency(from, to)),
    tile: (level, n, width) =>
      (n * 256 + width) * 256 ** level > lastSize() ? null : tree.tile(level, n, width),
    checkpointAt(size) {
      const end = endAt(size);
      return end === null ? null : checkpointOf(end);
    },
  };
}

async function signCheckpoint(checkpoint: Checkpoint, signer: Signer): Promise<Sealed> {
  const text = checkpointText(checkpoint);
  const note = await signNote(text, checkpoint.origin, signer);
  const line = note.slice(text.length + 1).trimEnd();
  const signature68 = base64ToBytes(line.slice(line.lastIndexOf(" ") + 1));
  const keyId = noteKeyId(checkpoint.origin, signer.publicKey);
  invariant(signature68?.length === 68, "a signature line carries key id and signature");
  invariant(
    keyId.every((byte, at) => byte === signature68[at]),
    "the note is signed by the log key",
  );
  return { checkpoint, note, signature68 };
}

/** The leaf of a C2SP tile path: "x001/x234/067" is 1,234,067; null for anything else. */
export function parseTileNumber(text: string): number | null {
  if (!/^(x[0-9]{3}\/)*[0-9]{3}$/.test(text)) return null;
  const n = Number(text.replaceAll("x", "").replaceAll("/", ""));
  return Number.isSafeInteger(n) && formatTileNumber(n) === text ? n : null;
}

export function formatTileNumber(n: number): string {
  const digits = String(n).padStart(Math.ceil(String(n).length / 3) * 3, "0");
  const groups = digits.match(/.{3}/g) ?? [];
  return groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join("/");
}

/** C2SP entry bundle: each leaf behind its length in two bytes. */
export const entryBundle = (leaves: readonly Uint8Array[]): Uint8Array =>
  concatBytes(...leaves.flatMap((leaf) => [Uint8Array.of(leaf.length >> 8, leaf.length & 0xff), leaf]));
