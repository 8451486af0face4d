/**
 * Where trust starts (identity.md): the founding statement is signed by the root key that it names, and the
 * community's id is the hash of its bytes. The manifest names buildings, relays and positions; it is signed by an
 * operator and only ever grows in version.
 */
import type { Cbor } from "../../crypto/cbor.ts";
import { type OpenError, type Opened, openStatement } from "../../crypto/cose.ts";
import { sha256 } from "../../crypto/hash.ts";
import { err, ok, type Result } from "../../crypto/result.ts";
import type { Verify } from "../../crypto/verify.ts";
import { bytes, fields, type Held, integer, list, pattern, text } from "./codec.ts";
import { bytesToId, type Id, type KeyText, keyText, type Moment } from "./units.ts";
import { refusedWordIn } from "./words.ts";

/** The community that a founding statement speaks for, before it has an id. */
export const NO_COMMUNITY = new Uint8Array(16);
export const COMMUNITY_NAME_MAX = 24;

export interface Founding {
  readonly community: Id;
  readonly name: string;
  /** IANA name, for example Asia/Shanghai. */
  readonly timeZone: string;
  readonly rootKey: KeyText;
  readonly secondKey: KeyText;
  readonly bytes: Uint8Array;
}

export type FoundingError = OpenError | "bad_founding" | "name_refused";

const foundingFields = fields({
  name: text(COMMUNITY_NAME_MAX),
  timeZone: pattern(/^[A-Za-z0-9_+/-]{1,40}$/),
  salt: bytes(16),
  rootKey: bytes(32),
  secondKey: bytes(32),
});

/** Two to 24 characters, and no word of a bank in it (policy-defaults 25). */
export function checkCommunityName(name: string): "ok" | "too_short" | "too_long" | "name_refused" {
  const length = [...name.trim()].length;
  if (length < 2) return "too_short";
  if (length > COMMUNITY_NAME_MAX) return "too_long";
  return refusedWordIn(name) === null ? "ok" : "name_refused";
}

export const foundingPayload = (draft: Held<typeof foundingFields>): readonly Cbor[] => [
  1,
  "founding",
  ...(foundingFields.write(draft) as readonly Cbor[]),
];

/** Opens a founding statement: signed by the root key it names. The caller compares the community id. */
export async function openFounding(
  statement: Uint8Array,
  verify: Verify,
): Promise<Result<Founding, FoundingError>> {
  const opened = await openStatement(statement, NO_COMMUNITY, verify);
  return opened.ok ? readFounding(opened.value) : opened;
}

function readFounding(said: Opened): Result<Founding, FoundingError> {
  const body =
    said.kind === "founding" && said.version === 1 ? foundingFields.read(said.payload.slice(2)) : undefined;
  const community = bytesToId(sha256(said.bytes).slice(0, 16));
  if (body === undefined || community === null || keyText(said.publicKey) !== keyText(body.rootKey))
    return err("bad_founding");
  if (keyText(body.rootKey) === keyText(body.secondKey)) return err("bad_founding");
  if (checkCommunityName(body.name) !== "ok") return err("name_refused");
  return ok({
    community,
    name: body.name,
    timeZone: body.timeZone,
    rootKey: keyText(body.rootKey),
    secondKey: keyText(body.secondKey),
    bytes: said.bytes,
  });
}

const buildingFields = fields({
  id: pattern(/^[a-z0-9]{1,8}$/),
  name: text(24),
  /** Degrees × 1e7, WGS-84. */
  lat: integer(-900_000_000, 900_000_000),
  lon: integer(-1_800_000_000, 1_800_000_000),
  households: integer(0, 100_000),
});
export type Building = Held<typeof buildingFields>;
export const BUILDINGS_MAX = 500;

const manifestFields = fields({
  version: integer(1, 2 ** 31),
  at: integer(0, 2 ** 40),
  name: text(COMMUNITY_NAME_MAX),
  buildings: list(buildingFields, BUILDINGS_MAX),
  relays: list(pattern(/^https?:\/\/[a-z0-9.:[\]-]{1,100}$/), 8),
  policyIndex: integer(0, 2 ** 40),
});
export type Manifest = Held<typeof manifestFields>;

export const manifestPayload = (draft: Manifest): readonly Cbor[] => [
  1,
  "manifest",
  ...(manifestFields.write(draft) as readonly Cbor[]),
];

/** Reads an opened manifest. Null: not one. Whether its signer may say it is `mayManifest` of authority. */
export function readManifest(said: Opened): Manifest | null {
  if (said.kind !== "manifest" || said.version !== 1) return null;
  const manifest = manifestFields.read(said.payload.slice(2));
  if (manifest === undefined) return null;
  const names = new Set(manifest.buildings.map((building) => building.id));
  return names.size === manifest.buildings.length ? manifest : null;
}

/** A moment that a manifest was made. */
export const manifestMoment = (manifest: Manifest): Moment => manifest.at as Moment;
