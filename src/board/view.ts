// What a board tells the other side of what it holds: state vector, digest, and the updates that it lacks.
// Everything is made from the statements, never read out of Yjs, and kept until the next change.
import { bytesToBase64url, compareBytes, concatBytes } from "../../crypto/bytes.ts";
import { sha256 } from "../../crypto/hash.ts";
import { ok, type Result } from "../../crypto/result.ts";
import type { GrammarFault } from "./grammar.ts";
import { type Held, placedOf, type Shelf } from "./shelf.ts";
import { encodeStateVector, type HasClient, parseStateVector } from "./state_vector.ts";
import { encodeChunks, encodeUpdate } from "./update.ts";

/** What two sides compare when nothing is under way any more. */
export interface Digest {
  /** Statements. */
  readonly count: number;
  /** SHA-256 over their ids in ascending order. */
  readonly hash: Uint8Array;
}

/** The reading side of a board. */
export interface View {
  stateVector(): Uint8Array;
  digest(except: readonly Uint8Array[]): Digest;
  everything(): Uint8Array;
  diff(theirStateVector: Uint8Array): Result<Uint8Array, GrammarFault>;
  chunks(theirStateVector: Uint8Array | null): Result<readonly Uint8Array[], GrammarFault>;
}

export function createView(shelf: Shelf, chunkBytes: number): View {
  const inMap = (): readonly Held[] => [...shelf.all()].filter((held) => held.isInMap);
  const onSide = (): readonly Held[] => [...shelf.all()].filter((held) => !held.isInMap);
  const missingTo = (has: HasClient): readonly Held[] => inMap().filter(({ place }) => !has(place.client));

  const stateVector = keptBy(shelf, () => encodeStateVector(inMap().map(({ place }) => place.client)));
  const fullDigest = keptBy(shelf, () => digestOf([...shelf.all()].map(({ said }) => said.id)));
  const sideChunks = keptBy(shelf, () => encodeChunks(onSide().map(placedOf), chunkBytes));
  const allChunks = keptBy(shelf, () => [
    ...encodeChunks(inMap().map(placedOf), chunkBytes),
    ...sideChunks(),
  ]);

  function digest(except: readonly Uint8Array[]): Digest {
    if (except.length === 0) return fullDigest();
    const left = new Set(except.map(bytesToBase64url));
    return digestOf([...shelf.all()].filter(({ place }) => !left.has(place.key)).map(({ said }) => said.id));
  }

  function diff(theirStateVector: Uint8Array): Result<Uint8Array, GrammarFault> {
    const has = parseStateVector(theirStateVector);
    return has.ok ? ok(encodeUpdate(missingTo(has.value).map(placedOf))) : has;
  }

  function chunks(theirStateVector: Uint8Array | null): Result<readonly Uint8Array[], GrammarFault> {
    if (theirStateVector === null) return ok(allChunks());
    const has = parseStateVector(theirStateVector);
    if (!has.ok) return has;
    return ok([...encodeChunks(missingTo(has.value).map(placedOf), chunkBytes), ...sideChunks()]);
  }

  return { stateVector, digest, diff, chunks, everything: () => encodeUpdate(inMap().map(placedOf)) };
}

function digestOf(ids: readonly Uint8Array[]): Digest {
  return { count: ids.length, hash: sha256(concatBytes(...[...ids].sort(compareBytes))) };
}

/** Computes anew only after a change. */
function keptBy<T>(shelf: Shelf, compute: () => T): () => T {
  let kept: { readonly version: number; readonly value: T } | null = null;
  return () => {
    if (kept === null || kept.version !== shelf.version) kept = { version: shelf.version, value: compute() };
    return kept.value;
  };
}
