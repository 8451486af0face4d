// The Merkle tree of RFC 6962 / RFC 9162 over SHA-256: proofs that a log holds an entry, and that a later
// log continues an earlier one.
//
//   leaf = SHA-256(0x00 ‖ entry)      node = SHA-256(0x01 ‖ left ‖ right)      empty tree = SHA-256("")
//
// Proofs are arrays of 32-byte hashes from the leaf up (RFC 9162, 2.1.3 and 2.1.4). The tree keeps every
// complete subtree's hash, 64 bytes an entry, in blocks of 256, which are the tiles of c2sp.org/tlog-tiles.
// Checking is done with the arguments of whoever proves, so every wrong one is `false`, never an exception.
import { copyBytes, equalBytes } from "./bytes.ts";
import { sha256 } from "./hash.ts";
import { invariant } from "./result.ts";

/** Bytes of a hash. */
export const HASH_BYTES = 32;
/** Hashes of a full tile (tile height 8). */
export const TILE_WIDTH = 256;

/** An append-only tree. Hashes handed out are copies. */
export interface Tree {
  /** Number of leaves. */
  readonly size: number;
  /** Adds the next leaf's hash and returns its index. Throws unless 32 bytes. */
  append(leafHash: Uint8Array): number;
  /** The root of the first `size` leaves, all by default. Throws unless the tree has that many. */
  root(size?: number): Uint8Array;
  /** The path of leaf `index` in the tree of `size` leaves; null when there is no such leaf or tree. */
  inclusion(index: number, size?: number): Uint8Array[] | null;
  /** The path from the tree of `from` leaves to that of `to`; null unless 0 ≤ from ≤ to ≤ size. */
  consistency(from: number, to: number): Uint8Array[] | null;
  /** The first `width` hashes (1-256) of tile `n` at tile level `level`, joined; null when not yet there. */
  tile(level: number, n: number, width: number): Uint8Array | null;
}

/** The hash of an entry. */
export const leafHash = (entry: Uint8Array): Uint8Array => hashOf(0, entry);

/** The hash of two subtrees. */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array => hashOf(1, left, right);

/** What is hashed is put together in one place: a log hashes three times for each leaf. */
function hashOf(domain: 0 | 1, first: Uint8Array, second: Uint8Array = NOTHING): Uint8Array {
  const length = 1 + first.length + second.length;
  if (scratch.length < length) scratch = new Uint8Array(length);
  scratch[0] = domain;
  scratch.set(first, 1);
  scratch.set(second, 1 + first.length);
  return sha256(scratch.subarray(0, length));
}

const NOTHING = new Uint8Array();
let scratch = new Uint8Array(8_192);

/** The root over leaf hashes, computed at once. */
export function rootOf(leafHashes: readonly Uint8Array[]): Uint8Array {
  const tree = createTree();
  for (const hash of leafHashes) tree.append(hash);
  return tree.root();
}

/** An empty tree. */
export function createTree(): Tree {
  // levels[k] holds the hashes of the complete subtrees of 2^k leaves, from the left.
  const levels: HashList[] = [];
  const sizeNow = (): number => levels[0]?.length ?? 0;

  /** Hashes of the ragged right edge of one size, by their first leaf: a hundred paths of one commit share them. */
  const edge = { to: 0, hashByFrom: new Map<number, Uint8Array>() };

  /** The hash of leaves [from, to), where from is a multiple of the largest power of two in to − from. */
  function range(from: number, to: number): Uint8Array {
    const [width, level] = largestPower(to - from);
    if (from + width === to) return (levels[level] as HashList).get(from / width);
    if (edge.to !== to) {
      edge.to = to;
      edge.hashByFrom.clear();
    }
    const known = edge.hashByFrom.get(from);
    if (known !== undefined) return copyBytes(known);
    const hash = nodeHash((levels[level] as HashList).get(from / width), range(from + width, to));
    edge.hashByFrom.set(from, hash);
    return copyBytes(hash);
  }

  function append(hash: Uint8Array): number {
    invariant(hash.length === HASH_BYTES, "a leaf hash has 32 bytes");
    const index = sizeNow();
    let node = hash;
    for (let level = 0, at = index; ; level++, at = (at - 1) / 2) {
      const list = levels[level] ?? createHashList();
      levels[level] = list;
      list.push(node);
      if (at % 2 === 0) return index;
      node = nodeHash(list.get(at - 1), node);
    }
  }

  return {
    get size() {
      return sizeNow();
    },
    append,
    root(size = sizeNow()) {
      invariant(isCount(size) && size <= sizeNow(), "the tree has that many leaves");
      return size === 0 ? sha256(new Uint8Array()) : range(0, size);
    },
    inclusion(index, size = sizeNow()) {
      if (!isCount(index) || !isCount(size) || index >= size || size > sizeNow()) return null;
      return inclusionPath(range, index, size);
    },
    consistency(from, to) {
      if (!isCount(from) || !isCount(to) || from > to || to > sizeNow()) return null;
      return from === 0 || from === to ? [] : consistencyPath(range, from, to);
    },
    tile(level, n, width) {
      if (!isCount(level) || !isCount(n) || !isCount(width) || width < 1 || width > TILE_WIDTH) return null;
      return levels[level * 8]?.block(n, width) ?? null;
    },
  };
}

/** Whether `leafHash` is leaf `index` of the tree of `size` leaves with this root (RFC 9162, 2.1.3.2). */
export function verifyInclusion(proof: {
  readonly index: number;
  readonly size: number;
  readonly leafHash: Uint8Array;
  readonly path: readonly Uint8Array[];
  readonly root: Uint8Array;
}): boolean {
  const { index, size, path, root } = proof;
  if (!isCount(index) || !isCount(size) || index >= size) return false;
  if (![proof.leafHash, root, ...path].every(isHash)) return false;
  let hash = proof.leafHash;
  const isWhole = climb(index, size - 1, path, (other, side) => {
    hash = side === "left" ? nodeHash(other, hash) : nodeHash(hash, other);
  });
  return isWhole && equalBytes(hash, root);
}

/**
 * Whether the tree of `to` leaves continues the tree of `from` leaves (RFC 9162, 2.1.4.2).
 * Every tree continues the empty one: then the path is empty and fromRoot is SHA-256("").
 */
export function verifyConsistency(proof: {
  readonly from: number;
  readonly to: number;
  readonly fromRoot: Uint8Array;
  readonly toRoot: Uint8Array;
  readonly path: readonly Uint8Array[];
}): boolean {
  const { from, to, fromRoot, toRoot } = proof;
  if (!isCount(from) || !isCount(to) || from > to) return false;
  if (![fromRoot, toRoot, ...proof.path].every(isHash)) return false;
  const emptyRoot = sha256(new Uint8Array());
  if (from === 0 && !equalBytes(fromRoot, emptyRoot)) return false;
  if (from === to) return proof.path.length === 0 && equalBytes(fromRoot, toRoot);
  if (from === 0) return proof.path.length === 0;
  // A complete old tree is itself the first node of the path, and is left out of it.
  const path = largestPower(from)[0] === from ? [fromRoot, ...proof.path] : proof.path;
  const first = path[0];
  if (first === undefined) return false;
  let [node, last] = [from - 1, to - 1];
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  let [oldHash, newHash] = [first, first];
  const isWhole = climb(node, last, path.slice(1), (other, side) => {
    if (side === "left") oldHash = nodeHash(other, oldHash);
    newHash = side === "left" ? nodeHash(other, newHash) : nodeHash(newHash, other);
  });
  return isWhole && equalBytes(oldHash, fromRoot) && equalBytes(newHash, toRoot);
}

/** Walks from a node to the root, whose rightmost node is `last`; false when the path is too short or long. */
function climb(
  node: number,
  last: number,
  path: readonly Uint8Array[],
  join: (other: Uint8Array, side: "left" | "right") => void,
): boolean {
  for (const other of path) {
    if (last === 0) return false;
    const hasLeft = node % 2 === 1 || node === last;
    join(other, hasLeft ? "left" : "right");
    // At the right edge levels without a sibling are passed over.
    if (hasLeft) while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    [node, last] = [half(node), half(last)];
  }
  return last === 0;
}

type Range = (from: number, to: number) => Uint8Array;

/** PATH(index, D[0:size]) of RFC 9162, 2.1.3.1, walked from the root and turned around. */
function inclusionPath(range: Range, index: number, size: number): Uint8Array[] {
  const path: Uint8Array[] = [];
  for (let from = 0, to = size; to - from > 1; ) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      path.push(range(middle, to));
      to = middle;
    } else {
      path.push(range(from, middle));
      from = middle;
    }
  }
  return path.reverse();
}

/** PROOF(old, D[0:size]) of RFC 9162, 2.1.4.1, walked from the root and turned around; 0 < old < size. */
function consistencyPath(range: Range, old: number, size: number): Uint8Array[] {
  const path: Uint8Array[] = [];
  let [from, to] = [0, size];
  while (to !== old) {
    const middle = from + splitOf(to - from);
    if (old <= middle) {
      path.push(range(middle, to));
      to = middle;
    } else {
      path.push(range(from, middle));
      from = middle;
    }
  }
  // The old tree's last subtree; known to the reader as the old root when it is the whole old tree.
  if (from > 0) path.push(range(from, to));
  return path.reverse();
}

/** 0, 1, 2 … 2^53 − 1. */
const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const isHash = (bytes: Uint8Array): boolean => bytes.length === HASH_BYTES;
// Numbers go beyond 32 bits, so no bit operators here.
const half = (value: number): number => Math.floor(value / 2);

/** The largest power of two at most `count` ≥ 1, and its exponent. */
function largestPower(count: number): [power: number, exponent: number] {
  let [power, exponent] = [1, 0];
  while (power * 2 <= count) [power, exponent] = [power * 2, exponent + 1];
  return [power, exponent];
}

/** The largest power of two below `count` ≥ 2: where RFC 9162 splits a tree. */
function splitOf(count: number): number {
  const [power] = largestPower(count);
  return power === count ? power / 2 : power;
}

interface HashList {
  readonly length: number;
  push(hash: Uint8Array): void;
  get(index: number): Uint8Array;
  block(n: number, width: number): Uint8Array | null;
}

/** Hashes packed in blocks of TILE_WIDTH: a million small arrays would cost five times their content. */
function createHashList(): HashList {
  const blocks: Uint8Array[] = [];
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(hash) {
      if (length % TILE_WIDTH === 0) blocks.push(new Uint8Array(TILE_WIDTH * HASH_BYTES));
      (blocks.at(-1) as Uint8Array).set(hash, (length % TILE_WIDTH) * HASH_BYTES);
      length++;
    },
    get(index) {
      invariant(index >= 0 && index < length, "the hash has been computed");
      const at = (index % TILE_WIDTH) * HASH_BYTES;
      return (blocks[Math.floor(index / TILE_WIDTH)] as Uint8Array).slice(at, at + HASH_BYTES);
    },
    block(n, width) {
      if (n * TILE_WIDTH + width > length) return null;
      return (blocks[n] as Uint8Array).slice(0, width * HASH_BYTES);
    },
  };
}
