/**
 * Decides what changes an account's keys: one more phone, a new 恢复码, a phone that is silent for a while, and an
 * account that a steward and a witness give to a new phone (docs/spec/authority.md, A5, A6, A18–A24).
 */
import { err, ok, type Result } from "../../crypto/result.ts";
import {
  type Account,
  accountOfKey,
  devicesOf,
  hasRole,
  isOperator,
  isStewardOf,
  type Pending,
  type RegistryChange,
  standing,
  stewardsOf,
} from "./authority.ts";
import { newKey, pendingOf } from "./enrol.ts";
import type { EntryOf } from "./entry.ts";
import {
  cameBy,
  DEVICES_MAX,
  type DeviceKey,
  isWaiting,
  MOVE_SECONDS_MAX,
  moveStanding,
  RECOVER_WAIT_SECONDS,
  SUSPEND_SECONDS_MAX,
  type Suspension,
  suspensionAt,
} from "./keys_held.ts";
import type { Refusal } from "./refusal.ts";
import { isKeyUsed, type Judging, ownAccount, put, type Verdict } from "./speaker.ts";
import { addSeconds, type Id, keyText, type Moment } from "./units.ts";

/** One more phone: by a phone or the 恢复码 of the account, or by the one-time key of a link. */
export function keyAdd(entry: EntryOf<"key_add">, judging: Judging): Verdict {
  const { authority, speaker, now } = judging;
  if (speaker.by === "move" && entry.as !== speaker.account.id) return err("not_yours_to_say");
  const account = speaker.by === "move" ? ok(speaker.account) : ownAccount(entry, judging);
  if (!account.ok) return account;
  const { device, seal } = entry.body;
  if (isKeyUsed(authority, keyText(device))) return err("already_registered");
  if (devicesOf(authority, account.value.id).length >= DEVICES_MAX) return err("out_of_bounds");
  const added: RegistryChange = {
    put: "key",
    value: newKey({ device, seal, account: account.value.id, came: cameBy(authority, entry.key) }, now, now),
  };
  const move = authority.moves.get(entry.key);
  return move === undefined ? put(added) : put(added, { put: "move", value: { ...move, endedAt: now } });
}

/** A phone goes, or a link. Of a phone that waits it is the veto, which even a silent phone has (A23). */
export function keyRemove(entry: EntryOf<"key_remove">, judging: Judging): Verdict {
  const { authority, speaker, now } = judging;
  if (!("account" in speaker)) return err("wrong_role");
  if (entry.as !== speaker.account.id) return err("not_yours_to_say");
  const key = keyText(entry.body.device);
  const device = authority.keys.get(key);
  const move = authority.moves.get(key);
  if ((device ?? move)?.account !== speaker.account.id) return err("no_such_account");
  const mayVeto = device !== undefined && isWaiting(device, now);
  if (speaker.by === "suspended" && !mayVeto) return err("key_suspended");
  if (speaker.by === "waiting" && key !== entry.key) return err("key_waiting");
  if (device !== undefined)
    return device.removedAt === null
      ? put({ put: "key", value: { ...device, removedAt: now } })
      : err("already_done");
  return move === undefined || move.endedAt !== null
    ? err("already_done")
    : put({ put: "move", value: { ...move, endedAt: now } });
}

/** The one-time key of a link to one more phone; a new link ends the one before (A18). */
export function moveKey(entry: EntryOf<"move_key">, judging: Judging): Verdict {
  const { authority, speaker, now } = judging;
  const account = ownAccount(entry, judging);
  if (!account.ok) return account;
  if (speaker.by !== "device") return err("wrong_role");
  const { key, expires } = entry.body;
  if (isKeyUsed(authority, keyText(key))) return err("already_registered");
  if (expires <= now) return err("lapsed");
  if (expires > addSeconds(now, MOVE_SECONDS_MAX)) return err("out_of_bounds");
  const before = [...authority.moves.values()].filter(
    (move) => move.account === account.value.id && moveStanding(authority, move, now) === "open",
  );
  return put(...before.map((move): RegistryChange => ({ put: "move", value: { ...move, endedAt: now } })), {
    put: "move",
    value: { key: keyText(key), account: account.value.id, by: entry.key, expires, endedAt: null },
  });
}

/** A new 恢复码; how long the old ones are good is asked of `recoveryStanding` (A19, A20). */
export function recoveryKey(entry: EntryOf<"recovery_key">, judging: Judging): Verdict {
  const { authority, speaker, now, index } = judging;
  const account = ownAccount(entry, judging);
  if (!account.ok) return account;
  const key = keyText(entry.body.key);
  if (isKeyUsed(authority, key)) return err("already_registered");
  const by = speaker.by === "recovery" ? entry.key : null;
  const value = { key, account: account.value.id, from: now, index, by, device: null };
  return put({ put: "recovery", value });
}

/** A lost phone is silent until a date; a date of 0 lifts it (A21, A22). */
export function suspendKey(entry: EntryOf<"suspend_key">, judging: Judging): Verdict {
  const { authority, now } = judging;
  const speaker = ownAccount(entry, judging);
  if (!speaker.ok) return speaker;
  const device = authority.keys.get(keyText(entry.body.device));
  const person = authority.accounts.get(device?.account ?? ("" as Id));
  if (device === undefined || person === undefined) return err("no_such_account");
  if (!maySuspend(judging, speaker.value, person)) return err("wrong_role");
  if (device.removedAt !== null) return err("already_done");
  const { until } = entry.body;
  if (until === 0) return lift(device, now);
  if (until <= now) return err("lapsed");
  if (until > addSeconds(now, SUSPEND_SECONDS_MAX)) return err("out_of_bounds");
  const suspensions = [...endedNow(device, now), { from: now, until }];
  return put({ put: "key", value: { ...device, suspensions } });
}

const lift = (device: DeviceKey, now: Moment): Verdict =>
  suspensionAt(device, now) === null
    ? err("already_done")
    : put({ put: "key", value: { ...device, suspensions: endedNow(device, now) } });

const endedNow = ({ suspensions }: DeviceKey, now: Moment): readonly Suspension[] =>
  suspensions.map((one) => (one.until > now ? { ...one, until: now } : one));

/** Her own; else the steward of her building, or an operator for those who have an office. */
function maySuspend({ authority, speaker, now }: Judging, by: Account, person: Account): boolean {
  if (by.id === person.id) return true;
  if (speaker.by !== "device") return false;
  if (isOperator(authority, by.id, now)) return !isOperator(authority, person.id, now);
  return isStewardOf(authority, by.id, person.building, now) && !hasOffice({ authority, now }, person);
}

type At = Pick<Judging, "authority" | "now">;

/** Steward, deputy or operator: their phones are an operator's to silence or give back, never a colleague's. */
const hasOffice = ({ authority, now }: At, { id }: Account): boolean =>
  (["steward", "deputy", "operator"] as const).some((role) => hasRole(authority, id, role, null, now));

/** A steward says: this is her new phone. It waits for a witness (A24). */
export function recover(entry: EntryOf<"recover">, judging: Judging): Verdict {
  const { authority } = judging;
  const steward = ownAccount(entry, judging);
  if (!steward.ok) return steward;
  const person = authority.accounts.get(entry.body.account);
  if (person === undefined) return err("no_such_account");
  if (!mayRecover(judging, steward.value, person)) return err("wrong_role");
  const fault = recoverFault(entry, person, steward.value, judging);
  return fault === null ? put({ put: "pending", value: pendingOf(entry, judging) }) : err(fault);
}

/** The steward of the building; an operator for those who have an office, and where no other steward could. */
function mayRecover({ authority, now }: Judging, by: Account, person: Account): boolean {
  const office = hasOffice({ authority, now }, person);
  if (isStewardOf(authority, by.id, person.building, now) && !office) return true;
  if (!isOperator(authority, by.id, now)) return false;
  const others = stewardsOf(authority, person.building, now).filter(
    ({ household }) => household !== person.household,
  );
  return office || others.length === 0;
}

/** What must hold when the steward speaks, and still when the witness does. */
function recoverFault(
  { body, key }: EntryOf<"recover">,
  person: Account,
  steward: Account,
  { authority, now }: Judging,
): Refusal | null {
  if (person.revokedAt !== null) return "revoked";
  if (person.id === steward.id) return "same_person";
  if (person.household === steward.household) return "same_household";
  const [device, recovery] = [keyText(body.device), keyText(body.recovery)];
  if (device === recovery || device === key) return "bad_statement";
  if (isKeyUsed(authority, device) || isKeyUsed(authority, recovery)) return "already_registered";
  return devicesOf(authority, person.id).some((one) => isWaiting(one, now)) ? "already_done" : null;
}

/** The witness, of another household than either, cosigns: the new phone counts after 72 hours without a veto. */
export function completeRecover(
  pending: Pending,
  asked: EntryOf<"recover">,
  entry: EntryOf<"cosign">,
  judging: Judging,
): Verdict {
  const { now, index } = judging;
  const parties = partiesOf(pending, asked, entry, judging);
  if (!parties.ok) return parties;
  const { person, steward } = parties.value;
  const fault = recoverFault(asked, person, steward, judging);
  if (fault !== null) return err(fault);
  const { device, seal, recovery } = asked.body;
  const from = addSeconds(now, RECOVER_WAIT_SECONDS);
  return put(
    { put: "key", value: newKey({ device, seal, account: person.id, came: "steward" }, now, from) },
    {
      put: "recovery",
      value: {
        ...{ key: keyText(recovery), account: person.id, from, index },
        ...{ by: null, device: keyText(device) },
      },
    },
    { put: "pending", value: { ...pending, state: "done" } },
  );
}

function partiesOf(
  pending: Pending,
  asked: EntryOf<"recover">,
  entry: EntryOf<"cosign">,
  judging: Judging,
): Result<{ readonly person: Account; readonly steward: Account }, Refusal> {
  const { authority, now } = judging;
  const witness = ownAccount(entry, judging);
  if (!witness.ok) return witness;
  const person = authority.accounts.get(asked.body.account);
  const steward = accountOfKey(authority, asked.key, pending.at);
  if (person === undefined) return err("no_such_account");
  if (standing(authority, witness.value.id, now) !== "vouched") return err("not_vouched");
  if (steward === null || [steward.id, person.id].includes(witness.value.id)) return err("same_person");
  if ([steward.household, person.household].includes(witness.value.household)) return err("same_household");
  return ok({ person, steward });
}
