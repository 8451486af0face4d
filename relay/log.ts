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
import { createTree, leafHash, TILE_WIDTH, type Tree } from "../crypto/merkle.ts";
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

export const createLog = (community: Id, signer: Signer): Log => new SignedLog(logOrigin(community), signer);

class SignedLog implements Log {
  readonly origin: string;
  readonly registry: number[] = [];
  readonly #signer: Signer;
  readonly #tree: Tree = createTree();
  readonly #registryTree: Tree = createTree();
  readonly #ends: End[] = [];
  readonly #sealedBySize = new Map<number, Promise<Sealed>>();

  constructor(origin: string, signer: Signer) {
    this.origin = origin;
    this.#signer = signer;
  }

  get size(): number {
    return this.#tree.size;
  }

  get sealedSize(): number {
    return this.#ends.at(-1)?.size ?? 0;
  }

  add(leaf: Uint8Array, isRegistry: boolean): number {
    const hash = leafHash(leaf);
    const index = this.#tree.append(hash);
    if (isRegistry) {
      this.#registryTree.append(hash);
      this.registry.push(index);
    }
    return index;
  }

  seal(): void {
    invariant(this.size > this.sealedSize, "a commit has leaves");
    this.#ends.push({ size: this.size, registryCount: this.#registryTree.size });
  }

  async note(size = this.sealedSize): Promise<string | null> {
    const end = this.#endAt(size);
    return end === null ? null : (await this.#sealed(end)).note;
  }

  async receipt(index: number, leaf: Leaf): Promise<Receipt> {
    const end = this.#ends[this.#firstEndFrom(index + 1)];
    invariant(end !== undefined, "a receipt is given after the commit");
    const path = this.#tree.inclusion(index, end.size);
    invariant(path !== null, "a leaf below the checkpoint's size has a path");
    const { checkpoint, signature68: signature } = await this.#sealed(end);
    const { time, policyIndex, status } = leaf;
    const { size, root, registryCount, registryRoot } = checkpoint;
    return { index, time, policyIndex, status, path, size, root, registryCount, registryRoot, signature };
  }

  async proof(index: number, size = this.sealedSize): Promise<string | null> {
    const path = this.#tree.inclusion(index, size);
    const signed = await this.note(size);
    return path === null || signed === null ? null : formatProof(index, path, signed);
  }

  path(index: number): readonly Uint8Array[] | null {
    return this.#tree.inclusion(index, this.sealedSize);
  }

  consistency(from: number, to: number): readonly Uint8Array[] | null {
    return to > this.sealedSize ? null : this.#tree.consistency(from, to);
  }

  tile(level: number, n: number, width: number): Uint8Array | null {
    const leaves = (n * TILE_WIDTH + width) * TILE_WIDTH ** level;
    return leaves > this.sealedSize ? null : this.#tree.tile(level, n, width);
  }

  checkpointAt(size: number): Checkpoint | null {
    const end = this.#endAt(size);
    return end === null ? null : this.#checkpoint(end);
  }

  #checkpoint({ size, registryCount }: End): Checkpoint {
    const registryRoot = this.#registryTree.root(registryCount);
    return { origin: this.origin, size, root: this.#tree.root(size), registryCount, registryRoot };
  }

  #endAt(size: number): End | null {
    const end = this.#ends[this.#firstEndFrom(size)];
    return end?.size === size ? end : null;
  }

  /** The place in `ends` of the first checkpoint over at least `size` leaves. */
  #firstEndFrom(size: number): number {
    let [low, high] = [0, this.#ends.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#ends[middle] as End).size < size) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #sealed(end: End): Promise<Sealed> {
    const kept = this.#sealedBySize.get(end.size);
    if (kept !== undefined) return kept;
    const sealed = signCheckpoint(this.#checkpoint(end), this.#signer);
    this.#sealedBySize.set(end.size, sealed);
    if (this.#sealedBySize.size > SEALED_KEPT_MAX)
      this.#sealedBySize.delete(this.#sealedBySize.keys().next().value as number);
    return sealed;
  }
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
