/**
 * The station on this phone: all that screens may read and do. Types only; `open_station.ts` builds it.
 * Screens read one immutable `StationView` and call acts; every act answers with a value, never an exception.
 */
import type { DemoPage } from "../domain/demo.ts";
import type { Role } from "../domain/entry.ts";
import type { Building } from "../domain/founding.ts";
import type { NeedView } from "../domain/need.ts";
import type { Policy, Preset } from "../domain/policy.ts";
import type { Refusal } from "../domain/refusal.ts";
import type { Place } from "../domain/said.ts";
import type { ServiceType } from "../domain/service.ts";
import type { Id, Moment } from "../domain/units.ts";
import type { Container, KeyFault } from "./container.ts";
import type { Asked, DeviceShown, LostMarker, MoveLink, Recovering } from "./keeping.ts";

export type { Container, DeviceShown, KeyFault, LostMarker, MoveLink, Recovering };

/** Why this phone did not even try. */
export type LocalFault =
  | "no_identity" // nobody has joined on this phone
  | "storage_full"
  | "other_page" // another page of this browser holds what is needed, and does not let go
  | "storage_lost" // the browser did not keep what was written
  | KeyFault
  | "relay_unreachable"
  | "setup_refused" // the setup link is used, expired or wrong
  | "code_wrong" // a paper code that was typed back wrong
  | "csv_bad"
  | "name_refused"
  | "name_length"
  | "no_such_need"
  | "rating_settled" // too late to take a rating back
  | "not_a_bundle"
  | "other_community"
  | "client_too_old" // the relay asks for a newer app
  | "code_unknown" // no account here has this 恢复码
  | "move_expired" // the link to another phone is over or was used
  | "no_demo"; // a link of the demo, and this relay is none

export type Fault = Refusal | LocalFault;
export type Answer<T = null> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: Fault };

/**
 * The four words of the header, derived from receipts and never from navigator.onLine (experience.md); nothing is
 * said while nothing is known: before the first answer, or its failing.
 */
export type SyncWord = "unknown" | "synced" | "waiting" | "offline" | "relay_down";

/** One thing that is signed and not yet received, or that was refused. */
export interface Waiting {
  readonly key: string;
  readonly what: "need" | "state" | "profile" | "board" | "entry" | "contact";
  /** The statement's kind, for the sentence: need, take, confirm … */
  readonly kind: string;
  readonly need: Id | null;
  readonly since: Moment;
  readonly state: "waiting" | "trying" | "refused" | "countdown";
  readonly fault: Fault | null;
  /** A points act can be taken back until then (unix milliseconds); null once it is signed. */
  readonly takeBackUntil: number | null;
}

export interface Person {
  readonly id: Id;
  /** 称呼; null while her profile has not reached this phone. */
  readonly name: string | null;
  readonly building: string;
  readonly isSteward: boolean;
  readonly isVouched: boolean;
  readonly isAdult: boolean;
  /** Opened by a steward for somebody without a phone. */
  readonly isKept: boolean;
  readonly household: Id;
  readonly registeredAt: Moment;
}

export interface Me extends Person {
  readonly standing: "waiting" | "registered" | "vouched";
  readonly roles: readonly { readonly role: Role; readonly building: string }[];
  readonly consents: readonly string[];
  /** The contact kept in the vault, as typed; null before it was asked. */
  readonly contact: Contact | null;
  /** The paper recovery code, 恢复码; null on a phone that was added later. */
  readonly recoveryCode: string | null;
  /** The phones of this account, oldest first. */
  readonly devices: readonly DeviceShown[];
  readonly isOperator: boolean;
}

export type Contact =
  | { readonly way: "phone"; readonly number: string }
  | { readonly way: "knock" }
  | { readonly way: "steward" };

export interface Wallet {
  /** Seconds. */
  readonly available: number;
  readonly held: number;
  /** Newest first. */
  readonly lines: readonly WalletLine[];
}

/** One leaf that moved this account's points, or reserved or returned them. */
export interface WalletLine {
  readonly index: number;
  readonly at: Moment;
  readonly what: "welcome" | "earned" | "paid" | "reserved" | "returned" | "expired";
  /** Seconds, never negative. */
  readonly seconds: number;
  readonly other: Id | null;
  readonly need: Id | null;
  readonly entry: Id | null;
  readonly isAutomatic: boolean;
}

/** A notice in 消息: something that happened to this person. */
export interface Notice {
  readonly key: string;
  readonly at: Moment;
  readonly what:
    | "taken"
    | "given_back"
    | "started"
    | "ended"
    | "confirmed"
    | "thanked"
    | "rated"
    | "vouched"
    | "welcome"
    | "second_in_line"
    | "your_turn"
    | "disputed"
    | "resolved"
    | "appointed"
    | "refused"
    | "lapsed"
    | "voided"
    | "device_added"
    /** Somebody asks to move this account to another phone: a veto stands open. */
    | "device_waiting"
    | "device_removed";
  readonly need: Id | null;
  readonly other: Id | null;
  readonly seconds: number | null;
  readonly isNew: boolean;
}

export interface Community {
  readonly id: Id;
  readonly name: string;
  readonly timeZone: string;
  readonly buildings: readonly Building[];
  readonly policy: Policy;
  readonly preset: Preset;
}

export interface StationView {
  /**
   * "opening" until the vault was read; "remembered" the same, with what was seen last; "empty" nobody joined here; "lost" a key existed and is gone; "recovering"
   * a steward was asked for the account and this phone waits.
   */
  readonly phase: "opening" | "remembered" | "empty" | "lost" | "recovering" | "ready";
  readonly community: Community | null;
  readonly me: Me | null;
  readonly sync: {
    readonly word: SyncWord;
    /** What the last question came to: an answer, nothing, or an answer that is not this relay's. */
    readonly reach: "unknown" | "reached" | "network" | "relay";
    readonly at: Moment | null;
    readonly waiting: readonly Waiting[];
  };
  /** Needs of the buildings that this phone follows, newest first. */
  readonly needs: readonly NeedView[];
  readonly people: ReadonlyMap<Id, Person>;
  /** Null before the relay's first answer. */
  readonly wallet: Wallet | null;
  readonly notices: readonly Notice[];
  /** People for whom I may speak. */
  readonly elders: readonly Person[];
  /** Steward: registered people of my building whom nobody vouched for. Operator: of all buildings. */
  readonly newcomers: readonly Person[];
  /** Steward: what she signed and a witness must cosign, accounts opened and accounts given back. */
  readonly pending: readonly {
    readonly entry: Id;
    readonly what: Asked["what"];
    readonly name: string;
    readonly link: string;
    readonly since: Moment;
  }[];
  /** The other accounts on this phone, 我是谁. */
  readonly identities: readonly {
    readonly community: Id;
    readonly account: Id;
    readonly name: string;
    readonly isCurrent: boolean;
  }[];
  /** Days since the roster was last fresh; a sentence is shown from 14 on. */
  readonly rosterAgeDays: number;
  /** Whether the browser promised to keep what is stored; asked after the first signed act. */
  readonly storage: "unknown" | "kept" | "may_be_cleaned";
  /** This phone's own request to a steward. */
  readonly recovering: Recovering | null;
  /** Who was here before the browser threw the store away. */
  readonly lostMarker: LostMarker | null;
  readonly isTestClock: boolean;
  /** A made-up community whose keys are public. */
  readonly isDemo: boolean;
  readonly isClientTooOld: boolean;
  /** Why nobody can join in this browser; null where a key may be made. */
  readonly keyFault: KeyFault | null;
  /** Relay-corrected time, refreshed at least every 30 s while a screen looks. */
  readonly now: Moment;
}

export interface NeedDraft {
  readonly requester: Id;
  readonly type: ServiceType;
  readonly from: Moment;
  readonly to: Moment;
  readonly seconds: number;
  readonly place: Place;
  readonly words: string;
  readonly gender: number;
  readonly points: boolean;
}

export interface InviteMade {
  readonly code: string;
  readonly building: string;
  readonly link: string;
  readonly expires: Moment;
}

export interface InviteSeen {
  readonly community: Id;
  readonly name: string;
  readonly building: string;
  readonly buildingName: string;
}

export interface SetupDraft {
  readonly name: string;
  readonly timeZone: string;
  readonly preset: Preset;
  /** The operator's 称呼. */
  readonly operatorName: string;
  readonly buildings: readonly Building[];
}

/** A proof, checked on this phone. */
export interface ProofShown {
  readonly index: number;
  readonly at: Moment;
  readonly isValid: boolean;
  readonly leafHash: string;
  readonly path: readonly string[];
  readonly size: number;
  readonly root: string;
  readonly checkpoint: string;
}

export interface Acts {
  // setting up (operator)
  readonly openSetup: (
    secret: string,
  ) => Promise<Answer<{ readonly rootCode: string; readonly secondCode: string }>>;
  /** Both codes as typed back, then everything in one request. The root and second keys leave the browser's memory. */
  readonly found: (
    draft: SetupDraft,
    typed: { readonly root: string; readonly second: string },
  ) => Promise<Answer<Id>>;
  readonly saveBuildings: (buildings: readonly Building[]) => Promise<Answer>;
  readonly makeInvite: (building: string, kind: "poster" | "personal") => Promise<Answer<InviteMade>>;
  readonly appoint: (account: Id, role: Role, building: string) => Promise<Answer>;
  readonly revoke: (account: Id, role: Role | "member") => Promise<Answer>;
  // joining
  readonly seeInvite: (community: string, building: string, code: string) => Promise<Answer<InviteSeen>>;
  readonly join: (
    invite: { readonly community: string; readonly building: string; readonly code: string },
    name: string,
  ) => Promise<Answer<Id>>;
  readonly consent: (
    texts: readonly {
      readonly text: string;
      readonly version: number;
      readonly lang: "zh" | "en";
      readonly sha256: string;
    }[],
  ) => Promise<Answer>;
  readonly rename: (account: Id, name: string) => Promise<Answer>;
  readonly setContact: (account: Id, contact: Contact) => Promise<Answer>;
  readonly switchTo: (community: Id, account: Id) => Promise<Answer>;
  // keeping the account
  /** By 恢复码 on this phone; community null: the one that was here, or the relay's only one. */
  readonly restore: (code: string, community: string | null) => Promise<Answer<Id>>;
  /** A link of a few minutes by which one more phone joins this account. */
  readonly makeMoveLink: () => Promise<Answer<MoveLink>>;
  /** On the new phone: community and secret as they stand in the link. */
  readonly move: (community: string, secret: string) => Promise<Answer<Id>>;
  /** Without phone and paper: makes keys here and the link that the steward opens. */
  readonly askRecovery: (
    community: string | null,
    building: string | null,
  ) => Promise<Answer<{ readonly link: string }>>;
  readonly cancelRecovery: () => Promise<Answer>;
  /** Steward: gives somebody's account to the phone whose keys stand in the fragment; a witness cosigns. */
  readonly recoverFor: (
    account: Id,
    keys: string,
  ) => Promise<Answer<{ readonly entry: Id; readonly link: string }>>;
  /** A phone of this account goes; of a waiting one it is the veto. */
  readonly removeDevice: (key: string) => Promise<Answer>;
  /** A lost phone is silent for some days (at most 7); 0 lifts it. */
  readonly suspendDevice: (account: Id, key: string | "all", days: number) => Promise<Answer>;
  /** What this person calls a phone of hers, on this phone alone; an empty name forgets. */
  readonly nameDevice: (key: string, name: string) => Promise<Answer>;
  /** A new 恢复码; the old one stays good for 72 hours. */
  readonly renewRecoveryCode: () => Promise<Answer<string>>;
  // the steward
  readonly vouch: (
    account: Id,
    seen: { readonly household: Id | null; readonly isAdult: boolean },
  ) => Promise<Answer>;
  readonly openFor: (draft: {
    readonly name: string;
    readonly household: Id | null;
    readonly contact: Contact;
  }) => Promise<Answer<{ readonly entry: Id; readonly link: string }>>;
  readonly cosign: (community: string, entry: string) => Promise<Answer>;
  // needs
  readonly publish: (draft: NeedDraft) => Promise<Answer<Id>>;
  readonly withdraw: (need: Id) => Promise<Answer>;
  readonly take: (need: Id) => Promise<Answer>;
  readonly giveBack: (need: Id) => Promise<Answer>;
  readonly standBy: (need: Id) => Promise<Answer>;
  readonly standDown: (need: Id) => Promise<Answer>;
  readonly start: (need: Id) => Promise<Answer>;
  readonly end: (need: Id) => Promise<Answer>;
  /** Seconds null: what was served. Signed 10 s after the tap, or at once when the page hides. */
  readonly confirm: (need: Id, seconds: number | null) => Promise<Answer>;
  readonly dispute: (need: Id, reason: "not_done" | "too_little" | "other") => Promise<Answer>;
  readonly resolve: (need: Id, seconds: number) => Promise<Answer>;
  readonly voidHold: (
    need: Id,
    reason: "changed_mind" | "found_other" | "no_show" | "no_time",
  ) => Promise<Answer>;
  readonly thank: (
    need: Id,
    code: "thanks" | "warm" | "quick" | "careful",
    words: string,
  ) => Promise<Answer<Id>>;
  readonly rate: (need: Id, stars: number, words: string) => Promise<Answer<Id>>;
  /** Takes back a points act within its countdown, or undoes a board act: a need, 候补, thanks, a rating that does not stand for good yet. */
  readonly takeBack: (key: string) => Promise<Answer>;
  // carrying
  readonly exportBundle: () => Promise<
    Answer<{ readonly bytes: Uint8Array; readonly name: string; readonly needs: number }>
  >;
  readonly importBundle: (
    bytes: Uint8Array,
  ) => Promise<Answer<{ readonly added: number; readonly waiting: number; readonly refused: number }>>;
  // looking
  readonly proof: (index: number) => Promise<Answer<ProofShown>>;
  readonly markNoticesRead: () => Promise<void>;
  /** Tries everything that waits at once. */
  readonly retry: () => Promise<void>;
  // the demo
  /** Who is who, at a relay that is a demo. */
  readonly seeDemo: () => Promise<Answer<DemoPage>>;
  /** Becomes one of its people on this phone; whoever is here already stays. */
  readonly enterDemo: (person: { readonly account: Id; readonly seed: string }) => Promise<Answer<DemoPage>>;
  /** Steward and operator: ends an identity on this phone. */
  readonly leave: () => Promise<Answer>;
}

export interface Station {
  readonly view: () => StationView;
  readonly subscribe: (listener: () => void) => () => void;
  readonly acts: Acts;
  /** Contact of the other side of a need: known, on its way, or nobody gave one. */
  readonly contactFor: (
    need: Id,
  ) =>
    | { readonly state: "known"; readonly contact: Contact; readonly masked: string }
    | { readonly state: "waiting" }
    | { readonly state: "none" };
  /** What an entry that waits for a witness is about; null when nothing waits under this id. */
  readonly asked: (entry: Id) => Asked | null;
  /** The phones of an account as the roster tells, for its steward. */
  readonly devicesOf: (account: Id) => readonly DeviceShown[];
  readonly close: () => Promise<void>;
}
