// The signed statement: COSE_Sign1 (RFC 9052), untagged, in exactly one form.
//
//   84                                  array of 4
//     58 26  a2 01 32 04 58 20 <key>    protected {1: -19, 4: public key}; -19 is Ed25519 (RFC 9864)
//     a0                                unprotected {}
//     <bytes>                           payload: deterministic CBOR [version, kind, …]
//     58 40  <signature>
//
//   signed  = Sig_structure = ["Signature1", protected, external_aad, payload]
//   external_aad = utf8("yizhan/" ‖ kind ‖ "/v1") ‖ 0x00 ‖ community id
//   digest  = SHA-256(Sig_structure), id = digest[0..16]; never from the signature, which is not unique
//
// Both maps have one form, so they are compared as bytes and no map is ever parsed. At most 4 KiB; version
// is an integer from 1, kind 1-32 of [a-z_.]. The external_aad keeps a statement of one community or of
// one kind from being taken for another; it is never sent.
import { concatBytes, copyBytes, utf8ToBytes } from "./bytes.ts";
import { type Cbor, decodeCbor, encodeCbor } from "./cbor.ts";
import { sha256 } from "./hash.ts";
import type { Signer } from "./keys.ts";
import { err, invariant, ok, type Result } from "./result.ts";
import { isStrictKey, KEY_BYTES, passesGate, SIGNATURE_BYTES } from "./strict.ts";
import type { Verify } from "./verify.ts";

/** A statement that has the right form. Nobody has checked its signature: it is not to be believed. */
export interface Parsed {
  /** The whole statement: what is stored and sent on. */
  readonly bytes: Uint8Array;
  /** 32 bytes: who claims to speak. */
  readonly publicKey: Uint8Array;
  /** `[version, kind, …]`. */
  readonly payload: readonly Cbor[];
  readonly kind: string;
  readonly version: number;
  /** 16 bytes: the same for every signature over the same words by the same key. */
  readonly id: Uint8Array;
  /** 32 bytes. */
  readonly digest: Uint8Array;
  /** The Sig_structure, which is what was signed. */
  readonly toBeSigned: Uint8Array;
  /** 64 bytes. */
  readonly signature: Uint8Array;
}

declare const openedBrand: unique symbol;
/** A statement whose signature is its key's. Made only by `openParsed` and `openStatement`. */
export type Opened = Parsed & { readonly [openedBrand]: true };

/** Why bytes are not a statement of this community, in the order of the checks. */
export type OpenError =
  | "too_large" // above STATEMENT_BYTES_MAX
  | "bad_cose" // not the one COSE form above
  | "bad_cbor" // the payload is not deterministic CBOR
  | "bad_payload" // not an array that begins with a version and a text
  | "bad_kind" // not 1-32 of [a-z_.]
  | "bad_key" // the key has another form or small order
  | "bad_signature"; // the signature has another form, or is not this key's over this in this community

/** Bytes of one statement: one row, one QR series of few frames. */
export const STATEMENT_BYTES_MAX = 4_096;
/** Bytes of a statement of a large kind: 500 buildings with their names. */
export const LARGE_BYTES_MAX = 65_536;
/** Kinds that never enter a document or the log, and are fetched alone. */
const LARGE_KINDS: ReadonlySet<string> = new Set(["manifest"]);
/** Bytes of a community id: the beginning of SHA-256(founding statement). */
export const COMMUNITY_BYTES = 16;
/** Bytes of a statement's id. */
export const ID_BYTES = 16;

/** Opens a statement received: form, gate, signature. What comes out may be believed to be its key's word. */
export async function openStatement(
  bytes: Uint8Array,
  community: Uint8Array,
  verify: Verify,
): Promise<Result<Opened, OpenError>> {
  const parsed = parseStatement(bytes, community);
  return parsed.ok ? openParsed(parsed.value, verify) : parsed;
}

/** The second half of `openStatement`, for who looks at the parsed statement first. */
export async function openParsed(parsed: Parsed, verify: Verify): Promise<Result<Opened, OpenError>> {
  const right = await verify(parsed.publicKey, parsed.toBeSigned, parsed.signature);
  return right === true ? ok(parsed as Opened) : err("bad_signature");
}

/** The first half of `openStatement`: everything but the signature itself. Throws unless community is 16 bytes. */
export const parseStatement = (bytes: Uint8Array, community: Uint8Array): Result<Parsed, OpenError> =>
  bytes.length > LARGE_BYTES_MAX ? err("too_large") : parseOwn(copyBytes(bytes), community);

/** As `parseStatement`, of bytes that nobody will change: they are kept as they are. */
export function parseOwn(bytes: Uint8Array, community: Uint8Array): Result<Parsed, OpenError> {
  if (bytes.length > LARGE_BYTES_MAX) return err("too_large");
  const envelope = openEnvelope(bytes);
  if (envelope === null) return err("bad_cose");
  const payload = decodeCbor(envelope.payload);
  if (!payload.ok) return err("bad_cbor");
  if (!isPayload(payload.value)) return err("bad_payload");
  const [version, kind] = payload.value;
  if (!isKind(kind)) return err("bad_kind");
  if (bytes.length > STATEMENT_BYTES_MAX && !LARGE_KINDS.has(kind)) return err("too_large");
  if (!isStrictKey(envelope.publicKey)) return err("bad_key");
  if (!passesGate(envelope.publicKey, envelope.signature)) return err("bad_signature");
  const toBeSigned = sigStructure(envelope.publicKey, aadOf(kind, community), envelope.payload);
  const digest = sha256(toBeSigned);
  const { publicKey, signature } = envelope;
  const id = digest.slice(0, ID_BYTES);
  return ok({
    bytes: envelope.bytes,
    publicKey,
    payload: payload.value,
    kind,
    version,
    id,
    digest,
    toBeSigned,
    signature,
  });
}

/**
 * Signs a payload, the deterministic CBOR of `[version, kind, …]`, and gives the statement's bytes.
 * Rejects when the result would not open: another kind inside, above 4 KiB, not our CBOR.
 */
export async function signStatement(
  payload: Uint8Array,
  kind: string,
  community: Uint8Array,
  signer: Signer,
): Promise<Uint8Array> {
  const toBeSigned = sigStructure(signer.publicKey, externalAad(kind, community), payload);
  const signature = await signer.sign(toBeSigned);
  const bytes = concatBytes(START, signer.publicKey, MIDDLE, encodeCbor(payload), END, signature);
  const parsed = parseStatement(bytes, community);
  invariant(parsed.ok, `what is signed can be opened, but: ${parsed.ok || parsed.error}`);
  invariant(parsed.value.kind === kind, "a statement is signed as what it says it is");
  return bytes;
}

/** What is signed but not sent: kind and community. Throws on another form of either. */
export function externalAad(kind: string, community: Uint8Array): Uint8Array {
  invariant(isKind(kind), "a kind is 1-32 of [a-z_.]");
  invariant(community.length === COMMUNITY_BYTES, "a community id has 16 bytes");
  return concatBytes(utf8ToBytes(`yizhan/${kind}/v1`), new Uint8Array(1), community);
}

/** As `externalAad`, made once for each kind while somebody holds the community's bytes. */
function aadOf(kind: string, community: Uint8Array): Uint8Array {
  const aadByKind = known.get(community) ?? new Map<string, Uint8Array>();
  const aad = aadByKind.get(kind) ?? externalAad(kind, community);
  // Whoever writes makes up kinds as he likes: no more of them are kept than we could have.
  if (aadByKind.size < KINDS_KEPT_MAX) aadByKind.set(kind, aad);
  known.set(community, aadByKind);
  return aad;
}

const KINDS_KEPT_MAX = 128;
const known = new WeakMap<Uint8Array, Map<string, Uint8Array>>();

const KIND = /^[a-z_.]{1,32}$/;
const isKind = (kind: string): boolean => KIND.test(kind);

function isPayload(value: Cbor): value is readonly [number, string, ...Cbor[]] {
  if (!Array.isArray(value)) return false;
  const [version, kind] = value as readonly Cbor[];
  return typeof version === "number" && version >= 1 && typeof kind === "string";
}

const PROTECTED = Uint8Array.of(0xa2, 0x01, 0x32, 0x04, 0x58, KEY_BYTES);
const START = concatBytes(Uint8Array.of(0x84, 0x58, PROTECTED.length + KEY_BYTES), PROTECTED);
const MIDDLE = Uint8Array.of(0xa0);
const END = Uint8Array.of(0x58, SIGNATURE_BYTES);

const sigStructure = (publicKey: Uint8Array, aad: Uint8Array, payload: Uint8Array): Uint8Array =>
  encodeCbor(["Signature1", concatBytes(PROTECTED, publicKey), aad, payload]);

interface Envelope {
  readonly bytes: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
}

/** Takes the envelope apart from both ends; what is left in the middle must be one byte string. */
function openEnvelope(bytes: Uint8Array): Envelope | null {
  const middle = START.length + KEY_BYTES;
  const end = bytes.length - END.length - SIGNATURE_BYTES;
  if (end < middle + MIDDLE.length) return null;
  if (!hasAt(bytes, 0, START) || !hasAt(bytes, middle, MIDDLE) || !hasAt(bytes, end, END)) return null;
  const payload = decodeCbor(bytes.subarray(middle + MIDDLE.length, end));
  if (!payload.ok || !(payload.value instanceof Uint8Array)) return null;
  return {
    bytes,
    publicKey: bytes.slice(START.length, middle),
    payload: payload.value,
    signature: bytes.slice(end + END.length),
  };
}

function hasAt(bytes: Uint8Array, start: number, part: Uint8Array): boolean {
  for (let i = 0; i < part.length; i++) if (bytes[start + i] !== part[i]) return false;
  return true;
}
