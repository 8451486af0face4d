/** The rows of the vault, store by store. */
import type { Id, Moment } from "../domain/units.ts";
import type { Contact } from "./station.ts";

/** A secret under the phone's AES-GCM key. */
export interface WrappedSecret {
  readonly iv: Uint8Array;
  readonly data: Uint8Array;
}

/** One person of one community on this phone. */
export interface IdentityKept {
  readonly account: Id;
  readonly community: Id;
  readonly building: string;
  /** Of a demo: her keys are public. */
  readonly isDemo?: true;
  /** 称呼 as typed at join. */
  readonly name: string;
  readonly createdAt: Moment;
  readonly publicKey: Uint8Array;
  readonly sealKey: Uint8Array;
  /** Of WebCrypto, not extractable; null where the browser has no Ed25519. */
  readonly signKey: CryptoKey | null;
  /** AES-GCM, not extractable. */
  readonly wrapKey: CryptoKey;
  readonly seed: WrappedSecret | null;
  readonly box: WrappedSecret;
  /** The paper of 恢复码; null on a phone that never had it. */
  readonly recovery: WrappedSecret | null;
  /** Its public key; older rows are of phones that registered and do not name it. */
  readonly recoveryKey?: Uint8Array | null;
}

/** The keys of an identity. */
export type KeysKept = Pick<
  IdentityKept,
  "publicKey" | "sealKey" | "signKey" | "wrapKey" | "seed" | "box" | "recovery" | "recoveryKey"
>;

/** The request of a phone that asked a steward for somebody's account; the row `recovering`. */
export interface RecoveryKept {
  readonly community: Id;
  readonly building: string | null;
  readonly since: Moment;
  readonly recoveryKey: Uint8Array;
  readonly device: KeysKept;
}

/** A signed entry on its way, or refused. What was receipted leaves the outbox and becomes a leaf. */
export interface EntryKept {
  readonly id: Id;
  readonly community: Id;
  readonly account: Id;
  readonly kind: string;
  readonly need: Id | null;
  /** Of a consent: the text agreed to. */
  readonly text?: string;
  readonly seq: number;
  readonly bytes: Uint8Array;
  readonly since: Moment;
  /** Unix milliseconds of this device: the order of signing. */
  readonly order: number;
  readonly fault: string | null;
}

/** A statement that this phone said in a document. */
export interface SaidKept {
  readonly id: Id;
  readonly community: Id;
  readonly account: Id;
  readonly document: string;
  readonly kind: string;
  readonly need: Id | null;
  /** Of a state: the index of the leaf that it shows. */
  readonly leaf?: number;
  readonly bytes: Uint8Array;
  readonly since: Moment;
  readonly state: "waiting" | "saved" | "refused";
  readonly fault: string | null;
}

/** A leaf of the log that was proved to this phone. */
export interface LeafKept {
  /** `<community>/<index>`. */
  readonly key: string;
  readonly community: Id;
  readonly index: number;
  readonly leaf: Uint8Array;
  readonly receipt: Uint8Array;
  /** The community again where the leaf may hold a consent: those are opened at every start. */
  readonly consentOf?: Id;
}

export interface RosterKept {
  /** `<community>/<index>`. */
  readonly key: string;
  readonly community: Id;
  readonly index: number;
  readonly leaf: Uint8Array;
}

/** The contact of one side of a need, as a signed statement. */
export interface ContactKept {
  /** `<need>/<account it is about>`. */
  readonly key: string;
  readonly community: Id;
  readonly need: Id;
  readonly about: Id;
  readonly contact: Contact;
  readonly bytes: Uint8Array;
  /** Keys of the phones that were sent it from here. */
  readonly sentTo: readonly string[];
  readonly until: Moment;
}

/** A points act that waits out its countdown. */
export interface IntentKept {
  readonly key: string;
  readonly community: Id;
  readonly account: Id;
  readonly kind: "confirm" | "resolve";
  readonly need: Id;
  readonly seconds: number | null;
  readonly since: Moment;
  /** Unix milliseconds of this device. */
  readonly until: number;
}

export interface KeptRow {
  readonly key: string;
  readonly value: unknown;
}

export interface Rows {
  identities: IdentityKept;
  kept: KeptRow;
  outbox: EntryKept;
  said: SaidKept;
  leaves: LeafKept;
  roster: RosterKept;
  contacts: ContactKept;
  intents: IntentKept;
}
export type StoreName = keyof Rows;

export const KEY_PATHS: Readonly<Record<StoreName, string>> = {
  identities: "account",
  kept: "key",
  outbox: "id",
  said: "id",
  leaves: "key",
  roster: "key",
  contacts: "key",
  intents: "key",
};
export const STORE_NAMES = Object.keys(KEY_PATHS) as readonly StoreName[];

export const keyOf = <K extends StoreName>(name: K, row: Rows[K]): string =>
  String((row as unknown as Record<string, unknown>)[KEY_PATHS[name]]);
