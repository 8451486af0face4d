/**
 * The keys of an account and whether each may speak at a time (identity.md, docs/spec/authority.md A18–A24): the keys
 * of its phones, its paper 恢复码, and the one-time key of a link to one more phone. Pure.
 */
import { DAY, HOUR, type Id, type KeyText, MINUTE, type Moment } from "./units.ts";

/** Seconds for which a replaced 恢复码 is still good: a thief with the phone cannot shut the owner out at once. */
export const OLD_RECOVERY_SECONDS = 72 * HOUR;
/** Seconds between the witness's word and the first word of a phone that a steward gave back. */
export const RECOVER_WAIT_SECONDS = 72 * HOUR;
/** Seconds ahead that a phone may be silenced at most. */
export const SUSPEND_SECONDS_MAX = 7 * DAY;
/** Seconds for which a link to one more phone may be good at most. */
export const MOVE_SECONDS_MAX = 60 * MINUTE;
/** Phones that one account may have at once. */
export const DEVICES_MAX = 8;

/** A time in which a key is silent: from ≤ t < until. */
export interface Suspension {
  readonly from: Moment;
  readonly until: Moment;
}

/** How a phone's key came to its account, as the log tells. */
export type KeyCame =
  | "register" // with the account
  | "paper" // a key_add by 恢复码
  | "link" // a key_add by the key of a link
  | "phone" // a key_add by another phone
  | "steward"; // a recover that a witness cosigned

export interface DeviceKey {
  readonly key: KeyText;
  readonly publicKey: Uint8Array;
  /** X25519, for sealed post. */
  readonly seal: Uint8Array;
  readonly account: Id;
  readonly addedAt: Moment;
  readonly came: KeyCame;
  /** What it signed before says nothing; 0 for the key that registered, which may have waited offline for that. */
  readonly countsFrom: Moment;
  readonly removedAt: Moment | null;
  /** In the order of the log. */
  readonly suspensions: readonly Suspension[];
}

/** A paper key, 恢复码. */
export interface RecoveryKey {
  readonly key: KeyText;
  readonly account: Id;
  readonly from: Moment;
  /** The leaf that made it: of two of one second, the later. */
  readonly index: number;
  /** The older paper that signed for this one. */
  readonly by: KeyText | null;
  /** The phone with which it came from a steward; it never counts when that phone was vetoed. */
  readonly device: KeyText | null;
}

/** The key of a link: it adds one phone, once. */
export interface MoveKey {
  readonly key: KeyText;
  readonly account: Id;
  /** The phone that showed the link. */
  readonly by: KeyText;
  readonly expires: Moment;
  /** Used, or replaced by a newer link. */
  readonly endedAt: Moment | null;
}

/** All keys of a community by their text. */
export interface KeysHeld {
  readonly keys: Map<KeyText, DeviceKey>;
  readonly recoveries: Map<KeyText, RecoveryKey>;
  readonly moves: Map<KeyText, MoveKey>;
}

/** Who signs a `key_add` tells how the phone came. */
export function cameBy({ recoveries, moves }: KeysHeld, signer: KeyText): KeyCame {
  if (moves.has(signer)) return "link";
  return recoveries.has(signer) ? "paper" : "phone";
}

export type DeviceStanding = "live" | "waiting" | "suspended" | "removed";

/** `slack`: seconds of clock difference that a document forgives; the ledger passes none. */
export function deviceStanding(device: DeviceKey, at: Moment, slack = 0): DeviceStanding {
  const { removedAt, countsFrom, suspensions } = device;
  // Vetoed while it waited: it never counted.
  if (removedAt !== null && (at >= removedAt + slack || removedAt < countsFrom)) return "removed";
  if (at + slack < countsFrom) return "waiting";
  const isSilent = suspensions.some(({ from, until }) => at >= from + slack && at + slack < until);
  return isSilent ? "suspended" : "live";
}

export const isWaiting = (device: DeviceKey, at: Moment): boolean => deviceStanding(device, at) === "waiting";

/** The suspension that runs at a time, also of a key that waits. */
export const suspensionAt = ({ suspensions }: DeviceKey, at: Moment): Suspension | null =>
  suspensions.findLast(({ from, until }) => from <= at && at < until) ?? null;

/** Whether a 恢复码 is not good yet, good, or replaced. */
export function recoveryStanding(
  held: KeysHeld,
  recovery: RecoveryKey,
  at: Moment,
): "live" | "waiting" | "over" {
  if (isVetoed(held, recovery)) return "over";
  if (at < recovery.from) return "waiting";
  const isReplaced = [...held.recoveries.values()].some(
    (other) =>
      other.account === recovery.account &&
      isLater(other, recovery) &&
      !isVetoed(held, other) &&
      at >= other.from + graceOf(held, other, recovery),
  );
  return isReplaced ? "over" : "live";
}

/** Whether a newer 恢复码 is good already: this one is not shown any more, though it may still be used. */
export const isSuperseded = (held: KeysHeld, recovery: RecoveryKey, at: Moment): boolean =>
  [...held.recoveries.values()].some(
    (other) =>
      other.account === recovery.account &&
      isLater(other, recovery) &&
      !isVetoed(held, other) &&
      at >= other.from,
  );

/** The steward's word ends former papers at once; so does an older paper's word for papers younger than itself. */
function graceOf({ recoveries }: KeysHeld, later: RecoveryKey, older: RecoveryKey): number {
  const signer = later.by === null ? undefined : recoveries.get(later.by);
  if (later.device !== null || (signer !== undefined && isLater(older, signer))) return 0;
  return OLD_RECOVERY_SECONDS;
}

const isLater = (one: RecoveryKey, other: RecoveryKey): boolean =>
  one.from > other.from || (one.from === other.from && one.index > other.index);

function isVetoed({ keys }: KeysHeld, { device, from }: RecoveryKey): boolean {
  const removedAt = device === null ? null : (keys.get(device)?.removedAt ?? null);
  return removedAt !== null && removedAt < from;
}

/** Whether the key of a link may still add a phone: in time, not used, and shown by a phone that may speak. */
export function moveStanding({ keys }: KeysHeld, move: MoveKey, at: Moment): "open" | "used" | "over" {
  if (move.endedAt !== null) return "used";
  const by = keys.get(move.by);
  return at < move.expires && by !== undefined && deviceStanding(by, at) === "live" ? "open" : "over";
}
