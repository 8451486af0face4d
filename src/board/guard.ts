// What is checked about a statement itself, before anybody is asked about its author (docs/spec/guard.md).
//
//   form       COSE, CBOR, the gate before Ed25519 (crypto/cose.ts)
//   place      key and client are those of its id
//   document   the payload is [version, kind, doc8, at, refs, body], and doc8 is this document's
//   signature  last, because it costs a thousand times the rest; remembered
//
// Version and kind are not looked at, so that older phones carry newer statements.
import { base64urlToBytes, equalBytes } from "../../crypto/bytes.ts";
import type { Cbor } from "../../crypto/cbor.ts";
import {
  ID_BYTES,
  type Opened,
  openParsed,
  type Parsed,
  parseOwn,
  STATEMENT_BYTES_MAX,
} from "../../crypto/cose.ts";
import { sha256 } from "../../crypto/hash.ts";
import { err, invariant, ok, type Result } from "../../crypto/result.ts";
import type { Verify } from "../../crypto/verify.ts";
import { DOC8_BYTES } from "./document.ts";
import { ERASE_IDS_MAX, REFS_MAX } from "./limits.ts";
import type { Dropped } from "./reason.ts";
import type { Place } from "./update.ts";
import { nameStatement, type Proven, type Verdicts } from "./verdicts.ts";

/** Bytes that came from outside, in memory of their own; an update also claims a place for them. */
export interface Candidate {
  readonly bytes: Uint8Array;
  readonly claim: Place | null;
}

/** A statement of this document whose signature is still open, or was found good before. */
export type Examined =
  | { readonly proven: true; readonly said: Opened; readonly place: Place; readonly name: string }
  | { readonly proven: false; readonly said: Parsed; readonly place: Place; readonly name: string };

/** The checks of one document. */
export interface Guard {
  /** Everything but author and signature. */
  examine(candidate: Candidate): Result<Examined, Dropped>;
  /** The signature, unless it is known. */
  prove(examined: Examined): Promise<Result<Proven, Dropped>>;
  /** Forgets what an erased statement opened to. */
  forget(said: Parsed): void;
}

export interface GuardDeps {
  readonly doc8: Uint8Array;
  readonly verify: Verify;
  readonly verdicts: Verdicts;
  /** The place of a statement by its digest. Tests crowd it. */
  readonly placeOf: (digest: Uint8Array) => Place;
}

export function createGuard({ doc8, verify, verdicts, placeOf }: GuardDeps): Guard {
  const { community } = verdicts;

  function open(bytes: Uint8Array): Result<Examined, Dropped> {
    if (bytes.length > STATEMENT_BYTES_MAX) return err("too_large");
    const name = nameStatement(bytes);
    const known = verdicts.get(name);
    if (known !== undefined) return ok({ proven: true, name, ...known });
    const parsed = parseOwn(bytes, community);
    if (!parsed.ok) return parsed;
    return ok({ proven: false, name, said: parsed.value, place: placeOf(parsed.value.digest) });
  }

  function examine({ bytes, claim }: Candidate): Result<Examined, Dropped> {
    const opened = open(bytes);
    if (!opened.ok) return opened;
    const { said, place } = opened.value;
    if (claim !== null && (claim.key !== place.key || claim.client !== place.client))
      return err("wrong_place");
    const shape = faultOfPayload(said.payload, doc8);
    return shape === null ? opened : err(shape);
  }

  async function prove(examined: Examined): Promise<Result<Proven, Dropped>> {
    const { place, name } = examined;
    if (examined.proven) return ok({ said: examined.said, place });
    const opened = await openParsed(examined.said, verify);
    if (!opened.ok) return opened;
    const proven = { said: opened.value, place };
    verdicts.keep(name, proven);
    return ok(proven);
  }

  return { examine, prove, forget: (said) => verdicts.forget(nameStatement(said.bytes)) };
}

/** The id that a refusal names: what the update claimed, or the hash of bytes that claim nothing. */
export function nameOfCandidate({ bytes, claim }: Candidate): Uint8Array {
  if (claim === null) return sha256(bytes).slice(0, ID_BYTES);
  const id = base64urlToBytes(claim.key);
  invariant(id !== null, "the grammar lets only ids be keys");
  return id;
}

/** The ids that an `erase` names; none for any other statement and for an `erase` of another form. */
export function erasedIdsOf({ kind, payload }: Parsed): readonly Uint8Array[] {
  const body = payload[5];
  const ids = kind === "erase" && Array.isArray(body) && body.length === 1 ? (body[0] as Cbor) : null;
  return isIds(ids) && ids.length <= ERASE_IDS_MAX ? ids : [];
}

/** `[version, kind, doc8, at, refs, body]`: the first two are checked by whoever parsed it. */
function faultOfPayload(payload: readonly Cbor[], doc8: Uint8Array): "bad_shape" | "wrong_document" | null {
  const [, , document, at, refs, body] = payload;
  if (payload.length !== 6 || !(document instanceof Uint8Array)) return "bad_shape";
  if (document.length !== DOC8_BYTES || typeof at !== "number" || at < 0) return "bad_shape";
  if (!isIds(refs) || refs.length > REFS_MAX || !Array.isArray(body)) return "bad_shape";
  return equalBytes(document, doc8) ? null : "wrong_document";
}

const isIds = (value: Cbor | undefined): value is readonly Uint8Array[] =>
  Array.isArray(value) && value.every((id) => id instanceof Uint8Array && id.length === ID_BYTES);
