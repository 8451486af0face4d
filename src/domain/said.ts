/**
 * What is said in shared documents: `[1, kind, doc8, at, refs, body]` (docs/spec/wire.md, section 4).
 * The guard admits any kind; the fold ignores kinds and shapes that it does not know (W5).
 */
import type { Cbor } from "../../crypto/cbor.ts";
import type { Parsed } from "../../crypto/cose.ts";
import { blob, bytes, type Field, fields, flag, type Held, id, integer, list, oneOf, text } from "./codec.ts";
import { HOLD_SECONDS_MAX, REASONS } from "./entry.ts";
import { SERVICE_TYPES } from "./service.ts";
import { bytesToId, type Hlc, type Id, idToBytes, type KeyText, keyText, type Moment } from "./units.ts";

export const PLACES = ["door", "lobby", "gate", "home", "other"] as const;
export type Place = (typeof PLACES)[number];
export const THANKS = ["thanks", "warm", "quick", "careful"] as const;
export type ThanksCode = (typeof THANKS)[number];
export const NEED_WORDS_MAX = 200;
export const THANKS_WORDS_MAX = 60;
export const RATE_WORDS_MAX = 100;
export const NAME_CHARACTERS_MAX = 12;

const moment = integer(0, 2 ** 40) as unknown as Field<Moment>;
const none = fields({});

const BODIES = {
  hello: fields({
    checkpoint: blob(1024),
    leaves: list(fields({ index: integer(0, 2 ** 40), leaf: blob(4096), path: list(bytes(32), 64) }), 16),
  }),
  need: fields({
    type: oneOf(SERVICE_TYPES),
    requester: id,
    from: moment,
    to: moment,
    seconds: integer(60, HOLD_SECONDS_MAX),
    place: oneOf(PLACES),
    words: text(NEED_WORDS_MAX),
    gender: integer(0, 2),
    points: flag,
  }),
  withdraw: fields({ reason: oneOf(REASONS) }),
  state: fields({ leaf: blob(4096), receipt: blob(4096) }),
  standby: none,
  stand_down: none,
  no_show: fields({ helper: id }),
  thanks: fields({ code: oneOf(THANKS), words: text(THANKS_WORDS_MAX) }),
  rate: fields({ about: id, stars: integer(1, 5), words: text(RATE_WORDS_MAX) }),
  profile: fields({ account: id, name: text(NAME_CHARACTERS_MAX) }),
  erase: fields({ ids: list(id, 100) }),
} as const;

export type SaidKind = keyof typeof BODIES;
export type SaidBody<K extends SaidKind> = Held<(typeof BODIES)[K]>;

interface Common {
  readonly id: Id;
  readonly key: KeyText;
  readonly at: Hlc;
  readonly refs: readonly Id[];
}
export type SaidOf<K extends SaidKind> = Common & { readonly kind: K; readonly body: SaidBody<K> };
/** A document statement of any known kind; `readSaid` is its only maker. */
export type Said = { [K in SaidKind]: SaidOf<K> }[SaidKind];

export const isSaidKind = (kind: string): kind is SaidKind => Object.hasOwn(BODIES, kind);

/** Reads a statement of a document; whether its signature holds is the guard's question. Null: a kind or shape that is not known here. */
export function readSaid(said: Parsed): Said | null {
  const [version, kind, , at, refs, body] = said.payload;
  if (said.payload.length !== 6 || version !== 1 || typeof kind !== "string" || !isSaidKind(kind))
    return null;
  const read = {
    at: integer(0, Number.MAX_SAFE_INTEGER).read(at as Cbor),
    refs: list(id, 64).read(refs as Cbor),
    body: (BODIES[kind] as Field<unknown>).read(body as Cbor),
  };
  const saidId = bytesToId(said.id);
  if (Object.values(read).includes(undefined) || saidId === null) return null;
  return { ...read, kind, id: saidId, key: keyText(said.publicKey) } as unknown as Said;
}

/** The payload of a document statement, ready for `signStatement`. doc8 = first 8 bytes of the name's SHA-256. */
export function saidPayload<K extends SaidKind>(
  kind: K,
  draft: { doc8: Uint8Array; at: Hlc; refs: readonly Id[]; body: SaidBody<K> },
): readonly Cbor[] {
  const body = (BODIES[kind] as unknown as Field<SaidBody<K>>).write(draft.body);
  return [1, kind, draft.doc8, draft.at, draft.refs.map(idToBytes), body];
}
