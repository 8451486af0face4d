import { describe, expect, test } from "vitest";
import { bytesToHex, concatBytes } from "../../crypto/bytes.ts";
import { sha256 } from "../../crypto/hash.ts";
import {
  createTree,
  leafHash,
  nodeHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from "../../crypto/merkle.ts";
import { rfc6962 } from "../vectors/published.ts";
import { flipped, hex } from "./kit.ts";

const leaves = Array.from({ length: 40 }, (_, i) => leafHash(Uint8Array.of(i)));
const { tree, roots } = grow(leaves);

/** A tree and its root at every size. */
function grow(hashes: readonly Uint8Array[]) {
  const grown = createTree();
  const seen = [grown.root()];
  for (const hash of hashes) {
    grown.append(hash);
    seen.push(grown.root());
  }
  return { tree: grown, roots: seen };
}

/** MTH of RFC 6962, word for word. */
function mth(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 0) return sha256(new Uint8Array());
  if (hashes.length === 1) return hashes[0]!;
  let k = 1;
  while (k * 2 < hashes.length) k *= 2;
  return nodeHash(mth(hashes.slice(0, k)), mth(hashes.slice(k)));
}

const noIndex = [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, -(2 ** 53)];

test("RFC 6962's roots and proofs are reproduced", () => {
  const published = grow(rfc6962.leaves.map((leaf) => leafHash(hex(leaf))));
  expect(published.roots.map(bytesToHex)).toEqual(rfc6962.roots);
  expect(published.tree.inclusion(0, 8)!.map(bytesToHex)).toEqual(rfc6962.inclusion0of8);
  expect(published.tree.consistency(6, 8)!.map(bytesToHex)).toEqual(rfc6962.consistency6to8);
});

test("the root at every size, grown and looked up later, is RFC 6962's definition", () => {
  for (let size = 0; size <= leaves.length; size++) {
    const expected = bytesToHex(mth(leaves.slice(0, size)));
    expect(bytesToHex(roots[size]!), `${size}`).toBe(expected);
    expect(bytesToHex(tree.root(size)), `${size}`).toBe(expected);
    expect(bytesToHex(rootOf(leaves.slice(0, size))), `${size}`).toBe(expected);
  }
});

test("appending says the index, and takes hashes only", () => {
  const one = createTree();
  expect([one.append(leaves[0]!), one.append(leaves[1]!), one.size]).toEqual([0, 1, 2]);
  expect(() => one.append(new Uint8Array(31))).toThrow(/32 bytes/);
  expect(() => one.root(3)).toThrow(/that many/);
  expect(one.size).toBe(2);
});

test("what is handed out is a copy", () => {
  const one = grow(leaves.slice(0, 3)).tree;
  one.root(1).fill(0);
  one.inclusion(0)![0]!.fill(0);
  one.tile(0, 0, 3)!.fill(0);
  expect(one.root()).toEqual(roots[3]);
});

describe("inclusion", () => {
  const verify = (
    index: number,
    size: number,
    change: Partial<Parameters<typeof verifyInclusion>[0]> = {},
  ): boolean =>
    verifyInclusion({
      index,
      size,
      leafHash: leaves[index]!,
      path: tree.inclusion(index, size)!,
      root: roots[size]!,
      ...change,
    });

  test("every leaf of every tree is proven", () => {
    for (let size = 1; size <= leaves.length; size++) {
      for (let index = 0; index < size; index++)
        expect(verify(index, size), `${index} of ${size}`).toBe(true);
    }
  });

  test("no other index is proven by the same path", () => {
    for (let size = 1; size <= 20; size++) {
      for (let index = 0; index < size; index++) {
        const path = tree.inclusion(index, size)!;
        const proof = { size, leafHash: leaves[index]!, path, root: roots[size]! };
        for (const wrong of [...Array(size + 2).keys(), ...noIndex].filter((one) => one !== index)) {
          expect(verifyInclusion({ ...proof, index: wrong }), `${wrong} for ${index} of ${size}`).toBe(false);
        }
      }
    }
  });

  test("no size that is none, and no size too small for the index", () => {
    for (const size of [...noIndex, 0, 1, 7])
      expect(
        verifyInclusion({
          index: 7,
          size,
          leafHash: leaves[7]!,
          path: tree.inclusion(7, 13)!,
          root: roots[13]!,
        }),
      ).toBe(false);
  });

  test("no changed, cut, longer or reordered path, leaf or root", () => {
    const path = tree.inclusion(7, 13)!;
    for (let at = 0; at < path.length; at++) {
      for (let bit = 0; bit < 256; bit++) {
        expect(verify(7, 13, { path: path.with(at, flipped(path[at]!, bit)) })).toBe(false);
      }
      expect(verify(7, 13, { path: path.slice(0, at) })).toBe(false);
      expect(verify(7, 13, { path: path.slice(at + 1) })).toBe(false);
      expect(verify(7, 13, { path: path.with(at, path[at]!.slice(1)) })).toBe(false);
      expect(verify(7, 13, { path: path.toSpliced(at, 0, path[at]!) })).toBe(false);
    }
    expect(verify(7, 13, { path: [...path, path[0]!] })).toBe(false);
    expect(verify(7, 13, { path: [...path].reverse() })).toBe(false);
    expect(verify(7, 13, { leafHash: leaves[8]! })).toBe(false);
    expect(verify(7, 13, { root: roots[12]! })).toBe(false);
    expect(verify(7, 13, { root: roots[13]!.slice(0, 31) })).toBe(false);
    expect(verify(7, 13, { root: new Uint8Array() })).toBe(false);
  });

  test("no path whose hashes have other borders but join to the same bytes", () => {
    const joined = concatBytes(leaves[0]!, leaves[1]!);
    const [short, long] = [joined.slice(0, 31), joined.slice(31)];
    expect(nodeHash(short, long)).toEqual(roots[2]);
    expect(verifyInclusion({ index: 0, size: 2, leafHash: short, path: [long], root: roots[2]! })).toBe(
      false,
    );
  });

  test("an inner node is not taken for a leaf", () => {
    const entry = concatBytes(leaves[0]!, leaves[1]!);
    expect(
      verifyInclusion({ index: 0, size: 2, leafHash: leafHash(entry), path: [leaves[2]!], root: roots[3]! }),
    ).toBe(false);
  });

  test("nobody proves an index that is not there", () => {
    for (const index of [...noIndex, 13, 40]) expect(tree.inclusion(index, 13)).toBeNull();
    for (const size of [...noIndex, 41]) expect(tree.inclusion(0, size)).toBeNull();
    expect(createTree().inclusion(0)).toBeNull();
  });
});

describe("consistency", () => {
  const proofOf = (from: number, to: number) => ({
    from,
    to,
    fromRoot: roots[from]!,
    toRoot: roots[to]!,
    path: tree.consistency(from, to)!,
  });

  test("every tree continues every earlier one", () => {
    for (let to = 0; to <= leaves.length; to++) {
      for (let from = 0; from <= to; from++) {
        expect(verifyConsistency(proofOf(from, to)), `${from} to ${to}`).toBe(true);
      }
    }
  });

  test("no other old size is proven by the same path", () => {
    for (let to = 1; to <= 20; to++) {
      for (let from = 1; from <= to; from++) {
        for (const wrong of [...Array(to + 2).keys(), ...noIndex].filter((one) => one !== from)) {
          expect(
            verifyConsistency({ ...proofOf(from, to), from: wrong }),
            `${wrong} for ${from} to ${to}`,
          ).toBe(false);
        }
      }
    }
  });

  test("no new size that is none, or below the old", () => {
    for (const to of [...noIndex, 0, 5]) expect(verifyConsistency({ ...proofOf(6, 13), to })).toBe(false);
  });

  test("no changed, cut, longer or reordered path, and no other root", () => {
    for (const [from, to] of [
      [6, 13],
      [8, 13],
      [1, 2],
      [7, 8],
    ] as const) {
      const proof = proofOf(from, to);
      for (let at = 0; at < proof.path.length; at++) {
        for (let bit = 0; bit < 256; bit += 7) {
          expect(
            verifyConsistency({ ...proof, path: proof.path.with(at, flipped(proof.path[at]!, bit)) }),
          ).toBe(false);
        }
        expect(verifyConsistency({ ...proof, path: proof.path.slice(0, at) })).toBe(false);
        expect(verifyConsistency({ ...proof, path: proof.path.toSpliced(at, 0, proof.path[at]!) })).toBe(
          false,
        );
        expect(verifyConsistency({ ...proof, path: proof.path.with(at, new Uint8Array(33)) })).toBe(false);
      }
      expect(verifyConsistency({ ...proof, path: [...proof.path, proof.path[0]!] })).toBe(false);
      for (let bit = 0; bit < 256; bit += 7) {
        expect(verifyConsistency({ ...proof, fromRoot: flipped(proof.fromRoot, bit) })).toBe(false);
        expect(verifyConsistency({ ...proof, toRoot: flipped(proof.toRoot, bit) })).toBe(false);
      }
    }
  });

  test("no path whose hashes have other borders but join to the same bytes", () => {
    const proof = proofOf(3, 4);
    const [right, other, left] = proof.path as [Uint8Array, Uint8Array, Uint8Array];
    expect(nodeHash(left, nodeHash(right, other))).toEqual(roots[4]);
    const path = [concatBytes(left.slice(31), right), other, left.slice(0, 31)];
    expect(verifyConsistency({ ...proof, path })).toBe(false);
    expect(
      verifyConsistency({
        from: 1,
        to: 2,
        fromRoot: leaves[0]!.slice(0, 31),
        toRoot: roots[2]!,
        path: [concatBytes(leaves[0]!.slice(31), leaves[1]!)],
      }),
    ).toBe(false);
  });

  test("a log that changed one early entry does not continue the old one", () => {
    const other = grow(leaves.with(2, leafHash(Uint8Array.of(99))));
    for (const from of [3, 4, 8, 13]) {
      const path = other.tree.consistency(from, 20)!;
      expect(
        verifyConsistency({ from, to: 20, fromRoot: roots[from]!, toRoot: other.roots[20]!, path }),
      ).toBe(false);
    }
  });

  test("the empty tree has one root and needs no path; the same size needs the same root", () => {
    const empty = proofOf(0, 13);
    expect(verifyConsistency({ ...empty, fromRoot: roots[1]! })).toBe(false);
    expect(verifyConsistency({ ...empty, path: [roots[13]!] })).toBe(false);
    expect(verifyConsistency({ ...proofOf(0, 0), fromRoot: roots[1]!, toRoot: roots[1]! })).toBe(false);
    expect(verifyConsistency({ ...proofOf(13, 13), toRoot: roots[12]! })).toBe(false);
    expect(verifyConsistency({ ...proofOf(13, 13), path: [roots[13]!] })).toBe(false);
  });

  test("nobody proves what is not there", () => {
    for (const wrong of [...noIndex, 41]) {
      expect(tree.consistency(0, wrong)).toBeNull();
      expect(tree.consistency(wrong, 40)).toBeNull();
    }
    expect(tree.consistency(6, 5)).toBeNull();
  });
});

describe("tiles", () => {
  // The example of c2sp.org/tlog-tiles: 70,000 entries.
  const large = createTree();
  const hash = leafHash(new Uint8Array());
  for (let i = 0; i < 70_000; i++) large.append(hash);

  test("70,000 entries have the tiles of the specification's example, and no others", () => {
    expect(large.tile(0, 272, 256)).toHaveLength(8_192);
    expect(large.tile(0, 273, 112)).toHaveLength(112 * 32);
    expect(large.tile(0, 273, 113)).toBeNull();
    expect(large.tile(1, 0, 256)).toHaveLength(8_192);
    expect(large.tile(1, 1, 17)).toHaveLength(17 * 32);
    expect(large.tile(1, 1, 18)).toBeNull();
    expect(large.tile(2, 0, 1)).toHaveLength(32);
    expect(large.tile(2, 0, 2)).toBeNull();
    expect(large.tile(3, 0, 1)).toBeNull();
  });

  test("a hash of a tile is the root of the full tile below", () => {
    expect(large.tile(1, 0, 1)).toEqual(rootOf(Array<Uint8Array>(256).fill(hash)));
    expect(large.tile(2, 0, 1)).toEqual(large.root(65_536));
  });

  test("no tile at a place that is none", () => {
    for (const wrong of noIndex) {
      expect(large.tile(wrong, 0, 1)).toBeNull();
      expect(large.tile(0, wrong, 1)).toBeNull();
      expect(large.tile(0, 0, wrong)).toBeNull();
    }
    expect([large.tile(0, 0, 0), large.tile(0, 0, 257), large.tile(63, 0, 1)]).toEqual([null, null, null]);
  });

  test("proofs of a large tree are short and right", () => {
    const path = large.inclusion(69_999)!;
    expect(path.length).toBeLessThanOrEqual(17);
    expect(verifyInclusion({ index: 69_999, size: 70_000, leafHash: hash, path, root: large.root() })).toBe(
      true,
    );
    const [from, to] = [12_345, 70_000];
    const proof = {
      from,
      to,
      fromRoot: large.root(from),
      toRoot: large.root(to),
      path: large.consistency(from, to)!,
    };
    expect(proof.path.length).toBeLessThanOrEqual(18);
    expect(verifyConsistency(proof)).toBe(true);
  });
});

test("paths of one size stay right while others are asked for and the tree grows", () => {
  const { tree: growing } = grow(leaves.slice(0, 23));
  for (const size of [23, 7, 23, 22]) {
    for (let index = 0; index < size; index++) {
      const path = growing.inclusion(index, size);
      expect(path).toEqual(tree.inclusion(index, size));
      // What was handed out is a copy: writing into it spoils nothing.
      for (const hash of path ?? []) hash.fill(0);
    }
    expect(growing.root(size)).toEqual(roots[size]);
  }
  for (const hash of leaves.slice(23)) growing.append(hash);
  expect(growing.inclusion(5, 23)).toEqual(tree.inclusion(5, 23));
  expect(growing.root()).toEqual(roots.at(-1));
});
