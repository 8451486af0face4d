/**
 * How people enter the registry: by an invite, by a steward and a witness, and who may speak for whom
 * (docs/spec/authority.md, A4–A12).
 */
import { err, ok } from "../../crypto/result.ts";
import {
  type Account,
  accountOfKey,
  type Delegation,
  isStewardOf,
  type Pending,
  policyAt,
  type RegistryChange,
  standing,
} from "./authority.ts";
import { type Entry, type EntryOf, SCOPE_ALL } from "./entry.ts";
import { inviteByCode, inviteFault } from "./invite.ts";
import type { DeviceKey, RecoveryKey } from "./keys_held.ts";
import { policyFrom } from "./policy.ts";
import { isKeyUsed, type Judging, ownAccount, put, type Verdict } from "./speaker.ts";
import { addSeconds, type Id, keyText, type Moment } from "./units.ts";

interface NewKey extends Pick<DeviceKey, "seal" | "account" | "came"> {
  readonly device: Uint8Array;
}

/** `countsFrom` 0: the key that registered, which may have spoken offline before the register was logged. */
export const newKey = (
  { device, seal, account, came }: NewKey,
  now: Moment,
  countsFrom: Moment,
): DeviceKey => ({
  key: keyText(device),
  publicKey: device,
  seal,
  account,
  addedAt: now,
  came,
  countsFrom,
  removedAt: null,
  suspensions: [],
});

/** The first 恢复码 of an account. */
const firstRecovery = (key: Uint8Array, { id, registeredAt, registeredIndex }: Account): RecoveryKey => ({
  key: keyText(key),
  account: id,
  from: registeredAt,
  index: registeredIndex,
  by: null,
  device: null,
});

export function registerSelf(
  entry: EntryOf<"register">,
  { authority, speaker, now, index }: Judging,
): Verdict {
  const { device, seal, recovery, invite: code, building, household } = entry.body;
  if (speaker.by !== "newcomer") return err("already_registered");
  if (
    device === null ||
    seal === null ||
    keyText(device) !== entry.key ||
    entry.as !== null ||
    household !== null
  )
    return err("bad_statement");
  if (recovery !== null && (keyText(recovery) === entry.key || isKeyUsed(authority, keyText(recovery))))
    return err("already_registered");
  const account = newAccount(entry, building, index, now);
  const changes: RegistryChange[] = [
    { put: "account", value: account },
    { put: "key", value: newKey({ device, seal, account: account.id, came: "register" }, now, 0 as Moment) },
  ];
  if (recovery !== null) changes.push({ put: "recovery", value: firstRecovery(recovery, account) });
  // The very first account is the operator's, made with the setup link; everybody after her was invited.
  if (code === null) return authority.accounts.size === 0 ? ok(changes) : err("no_such_invite");
  const invite = inviteByCode(authority, code);
  const fault = inviteFault(invite, building, now);
  if (fault !== null || invite === null) return err(fault ?? "no_such_invite");
  return ok([...changes, { put: "invite", value: { ...invite, used: invite.used + 1 } }]);
}

export const newAccount = (entry: Entry, building: string, index: number, now: Moment): Account => ({
  id: entry.id,
  building,
  household: entry.id,
  registeredAt: now,
  registeredIndex: index,
  vouchedAt: null,
  vouchedBy: [],
  facts: {},
  roles: [],
  keeper: null,
  witness: null,
  revokedAt: null,
});

/** A steward opens an account for somebody without a phone; it waits for a witness (A9). */
export function openForSomebody(entry: EntryOf<"register">, judging: Judging): Verdict {
  const { body } = entry;
  const steward = ownAccount(entry, judging);
  if (!steward.ok) return steward;
  if (body.seal !== null || body.recovery !== null || body.invite !== null) return err("bad_statement");
  if (!isStewardOf(judging.authority, steward.value.id, body.building, judging.now)) return err("wrong_role");
  if (body.household !== null && judging.authority.accounts.get(body.household)?.building !== body.building)
    return err("no_such_account");
  return put({ put: "pending", value: pendingOf(entry, judging) });
}

export const pendingOf = (entry: Entry, { now, index }: Pick<Judging, "now" | "index">): Pending => ({
  id: entry.id,
  entry,
  index,
  at: now,
  state: "waiting",
});

export const policyChange = (entry: EntryOf<"policy">, { now, index }: Judging): RegistryChange => {
  const { preset, effective, changes } = entry.body;
  const policy = policyFrom(preset, changes);
  if (policy === null) throw new Error("bounds were checked before");
  return { put: "policy", value: { index, effective: Math.max(effective, now) as Moment, preset, policy } };
};

export function delegate(entry: EntryOf<"delegate">, judging: Judging): Verdict {
  const { authority, speaker, now } = judging;
  const elder = authority.accounts.get(entry.as ?? ("" as Id));
  const proxy = authority.accounts.get(entry.body.proxy);
  if (speaker.by !== "device") return err("wrong_role");
  if (elder === undefined || proxy === undefined) return err("ref_missing");
  if (proxy.id === elder.id) return err("same_person");
  if (standing(authority, proxy.id, now) !== "vouched") return err("not_vouched");
  const { policy } = policyAt(authority, now);
  const { expires, holdSecondsADay } = entry.body;
  if (
    expires <= now ||
    expires > addSeconds(now, policy.proxy_seconds) ||
    holdSecondsADay > policy.proxy_hold_seconds_day
  )
    return err("out_of_bounds");
  if (speaker.account.id === elder.id) return put({ put: "delegation", value: delegationFrom(entry, now) });
  const hasOwnKey = (authority.keysByAccount.get(elder.id) ?? []).length > 0;
  if (hasOwnKey || !isStewardOf(authority, speaker.account.id, elder.building, now))
    return err("not_yours_to_say");
  return put({ put: "pending", value: pendingOf(entry, judging) });
}

export const delegationFrom = (entry: EntryOf<"delegate">, now: Moment): Delegation => ({
  id: entry.id,
  elder: entry.as ?? ("" as Id),
  proxy: entry.body.proxy,
  scopes: entry.body.scopes,
  holdSecondsADay: entry.body.holdSecondsADay,
  from: now,
  expires: entry.body.expires,
  endedAt: null,
});

/** The last cosign completes what waits: a policy by the second key, the rest by a witness of another household. */
export function completePending(pending: Pending, entry: EntryOf<"cosign">, judging: Judging): Verdict {
  const { authority, speaker } = judging;
  const done: RegistryChange = { put: "pending", value: { ...pending, state: "done" } };
  if (pending.entry.kind === "policy") {
    if (speaker.by !== "second" || entry.as !== authority.founding.community) return err("needs_second_key");
    return put(policyChange(pending.entry, judging), done);
  }
  const witness = ownAccount(entry, judging);
  if (!witness.ok) return witness;
  const steward = accountOfKey(authority, pending.entry.key, pending.at);
  const elder = authority.accounts.get(pending.entry.as ?? ("" as Id));
  if (standing(authority, witness.value.id, judging.now) !== "vouched") return err("not_vouched");
  if (steward === null || steward.id === witness.value.id) return err("same_person");
  if (witness.value.household === steward.household) return err("same_household");
  if (pending.entry.kind === "delegate") {
    if (elder !== undefined && elder.household === witness.value.household) return err("same_household");
    return put({ put: "delegation", value: delegationFrom(pending.entry, judging.now) }, done);
  }
  if (pending.entry.kind !== "register") return err("bad_statement");
  const named = authority.accounts.get(pending.entry.body.household ?? ("" as Id));
  if (named !== undefined && named.household === witness.value.household) return err("same_household");
  return put(...openedAccount(pending.entry, pending, steward, witness.value, named, judging), done);
}

/** The account of somebody without a phone, and the delegation by which her steward speaks for her. */
export function openedAccount(
  entry: EntryOf<"register">,
  pending: Pending,
  steward: Account,
  witness: Account,
  named: Account | undefined,
  { authority, now }: Judging,
): readonly RegistryChange[] {
  const { policy } = policyAt(authority, now);
  const account: Account = {
    ...newAccount(entry, entry.body.building, pending.index, now),
    household: named?.household ?? entry.id,
    vouchedAt: now,
    vouchedBy: [steward.id, witness.id],
    keeper: steward.id,
    witness: witness.id,
  };
  const delegation: Delegation = {
    id: entry.id,
    elder: entry.id,
    proxy: steward.id,
    scopes: SCOPE_ALL,
    holdSecondsADay: policy.proxy_hold_seconds_day,
    from: now,
    expires: addSeconds(now, policy.proxy_seconds),
    endedAt: null,
  };
  return [
    { put: "account", value: account },
    { put: "delegation", value: delegation },
  ];
}
