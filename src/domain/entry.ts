/**
 * Ledger entries: `[1, kind, seq, at, as, refs, body]` (docs/spec/wire.md, section 3).
 * The example: a take of 李姐 is `[1, "take", 7, 1763740800, <her account>, [<need>], []]`.
 */
import type { Cbor } from "../../crypto/cbor.ts";
import type { Opened } from "../../crypto/cose.ts";
import { bytes, type Field, fields, type Held, id, integer, list, oneOf, orNull, pattern } from "./codec.ts";
import { POLICY_FIELD_NAMES, PRESETS } from "./policy.ts";
import { SERVICE_TYPES } from "./service.ts";
import { bytesToId, type Id, idToBytes, type KeyText, keyText, type Moment } from "./units.ts";

export const ROLES = ["steward", "deputy", "operator", "verifier", "auditor"] as const;
export type Role = (typeof ROLES)[number];
export const FACTS = ["real_name", "adult", "age25", "training", "insurance"] as const;
export type AttestedFact = (typeof FACTS)[number];
export const REASONS = [
  "changed_mind",
  "found_other",
  "sick",
  "no_time",
  "mistake",
  "no_show",
  "not_done",
  "too_little",
  "other",
] as const;
export type Reason = (typeof REASONS)[number];
/** Scopes of a delegation, added up. */
export const SCOPE = { publish: 1, hold: 2, confirm: 4 } as const;
export const SCOPE_ALL = 7;

const MOMENT_MAX = 2 ** 40;
/** The most seconds one hold may reserve: a day. */
export const HOLD_SECONDS_MAX = 86_400;

const at = integer(0, MOMENT_MAX) as unknown as Field<Moment>;
const building = pattern(/^[a-z0-9]{1,8}$/);
const key = bytes(32);
const duration = integer(0, HOLD_SECONDS_MAX);
const reason = oneOf(REASONS);
const none = fields({});

const BODIES = {
  relay_key: fields({ key, purpose: oneOf(["log", "issuer"]) }),
  register: fields({
    device: orNull(key),
    seal: orNull(key),
    recovery: orNull(key),
    invite: orNull(pattern(/^[a-z2-7]{6}$/)),
    building,
    household: orNull(id),
  }),
  key_add: fields({ device: key, seal: key }),
  key_remove: fields({ device: key }),
  invite: fields({ codeHash: bytes(8), building, uses: integer(0, 10_000), expires: at }),
  vouch: fields({ account: id, household: orNull(id) }),
  attest: fields({ account: id, fact: oneOf(FACTS), until: at }),
  consent: fields({
    text: pattern(/^[a-z0-9_]{1,24}$/),
    version: integer(1, 10_000),
    lang: oneOf(["zh", "en"]),
    sha256: bytes(32),
  }),
  grant: fields({ account: id, role: oneOf(ROLES), building: pattern(/^[a-z0-9]{0,8}$/), expires: at }),
  revoke: fields({ account: id, role: oneOf([...ROLES, "member"] as const) }),
  policy: fields({
    preset: oneOf(PRESETS),
    effective: at,
    changes: list(fields({ field: oneOf(POLICY_FIELD_NAMES), value: integer(-1, 2 ** 40) }), 100),
  }),
  delegate: fields({ proxy: id, scopes: integer(1, SCOPE_ALL), holdSecondsADay: duration, expires: at }),
  undelegate: none,
  cosign: none,
  hold: fields({
    type: oneOf(SERVICE_TYPES),
    seconds: duration,
    helper: orNull(id),
    from: at,
    to: at,
    lapses: at,
  }),
  take: none,
  give_back: fields({ reason }),
  service_start: none,
  service_end: fields({ seconds: duration }),
  confirm: fields({ seconds: orNull(duration) }),
  dispute: fields({ reason }),
  resolve: fields({ seconds: duration }),
  void: fields({ reason }),
  move_key: fields({ key, expires: at }),
  recovery_key: fields({ key }),
  suspend_key: fields({ device: key, until: at }),
  recover: fields({ account: id, device: key, seal: key, recovery: key }),
} as const;

export type EntryKind = keyof typeof BODIES;
export type BodyOf<K extends EntryKind> = Held<(typeof BODIES)[K]>;

interface Common {
  readonly id: Id;
  /** The key that signed. */
  readonly key: KeyText;
  readonly publicKey: Uint8Array;
  readonly seq: number;
  readonly at: Moment;
  /** The account spoken for; null only in a register that a person signs for herself. */
  readonly as: Id | null;
  readonly refs: readonly Id[];
  /** The signed bytes, for the journal. Nothing else reads them. */
  readonly bytes: Uint8Array;
}

/** One kind of entry, opened and read. */
export type EntryOf<K extends EntryKind> = Common & { readonly kind: K; readonly body: BodyOf<K> };
/** An entry of any kind; `readEntry` is its only maker. */
export type Entry = { [K in EntryKind]: EntryOf<K> }[EntryKind];

/** Kinds whose leaves form the registry tree: who is who, and under which rules (identity.md). */
export const REGISTRY_KINDS: ReadonlySet<EntryKind> = new Set([
  "relay_key",
  "register",
  "key_add",
  "key_remove",
  "invite",
  "vouch",
  "attest",
  "grant",
  "revoke",
  "policy",
  "delegate",
  "undelegate",
  "cosign",
  "move_key",
  "recovery_key",
  "suspend_key",
  "recover",
]);

export const isEntryKind = (kind: string): kind is EntryKind => Object.hasOwn(BODIES, kind);

const refsField = list(id, 8);

/** Reads an opened statement as an entry. Null: not an entry of a kind and shape known here (W5). */
export function readEntry(said: Opened): Entry | null {
  const [version, kind, seq, moment, as, refs, body] = said.payload;
  if (said.payload.length !== 7 || version !== 1 || typeof kind !== "string" || !isEntryKind(kind))
    return null;
  const read = {
    seq: integer(1, Number.MAX_SAFE_INTEGER).read(seq as Cbor),
    at: at.read(moment as Cbor),
    as: orNull(id).read(as as Cbor),
    refs: refsField.read(refs as Cbor),
    body: (BODIES[kind] as Field<unknown>).read(body as Cbor),
  };
  const entryId = bytesToId(said.id);
  if (read.seq === undefined || read.at === undefined || read.as === undefined) return null;
  if (read.refs === undefined || read.body === undefined || entryId === null) return null;
  return {
    ...read,
    kind,
    id: entryId,
    key: keyText(said.publicKey),
    publicKey: said.publicKey,
    bytes: said.bytes,
  } as unknown as Entry;
}

/** What a person is about to sign. */
export interface Draft<K extends EntryKind> {
  readonly seq: number;
  readonly at: Moment;
  readonly as: Id | null;
  readonly refs: readonly Id[];
  readonly body: BodyOf<K>;
}

/** The payload of an entry, ready for `signStatement(payload, kind, community, signer)`. */
export function entryPayload<K extends EntryKind>(kind: K, draft: Draft<K>): readonly Cbor[] {
  const body = (BODIES[kind] as unknown as Field<BodyOf<K>>).write(draft.body);
  return [
    1,
    kind,
    draft.seq,
    draft.at,
    draft.as === null ? null : idToBytes(draft.as),
    draft.refs.map(idToBytes),
    body,
  ];
}
