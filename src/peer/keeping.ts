/** What screens see of the phones of an account, and of a phone that lost everything. Types only. */
import type { KeyCame } from "../domain/keys_held.ts";
import type { Id, Moment } from "../domain/units.ts";

/** One phone of an account; removed ones are left out. */
export interface DeviceShown {
  /** The public key, base64url. */
  readonly key: string;
  readonly addedAt: Moment;
  /** How it came to the account, as the roster tells. */
  readonly came: KeyCame;
  /** What its owner calls it on this phone; null where she has not said. */
  readonly name: string | null;
  readonly isThis: boolean;
  readonly state: "live" | "waiting" | "suspended";
  /** From when a waiting one counts, until when a suspended one is silent; else null. */
  readonly until: Moment | null;
}

export interface Recovering {
  /** What the steward opens: this phone's public keys, in the fragment. */
  readonly link: string;
  /** Null until a steward has said whose phone this is. */
  readonly account: Id | null;
  readonly since: Moment;
  /** Null until the witness has cosigned; from then on nobody's veto came. */
  readonly activeAt: Moment | null;
}

export interface LostMarker {
  readonly community: Id;
  readonly building: string | null;
  /** 称呼 */
  readonly name: string | null;
}

export interface MoveLink {
  readonly link: string;
  readonly expires: Moment;
  /** The public key, base64url, that may add one phone. */
  readonly key: string;
}

/** What a witness is asked to cosign: an account that is opened, or one that is given back to a new phone. */
export interface Asked {
  readonly what: "register" | "recover";
  readonly account: Id;
  readonly by: Id;
}
