/**
 * Decides registry entries: register, vouch, grant, delegate, policy … (docs/spec/authority.md, A1…).
 * Pure: (authority, entry, moment, index) to changes or a refusal.
 */
import { bytesToHex, concatBytes, utf8ToBytes } from "../../crypto/bytes.ts";
import { sha256 } from "../../crypto/hash.ts";
import { err, ok, type Result } from "../../crypto/result.ts";
import {
  type Account,
  type Authority,
  accountOfKey,
  type Delegation,
  type DeviceKey,
  hasRole,
  type Invite,
  isOperator,
  isStewardOf,
  type Pending,
  policyAt,
  type RegistryChange,
  type RoleHeld,
  standing,
} from "./authority.ts";
import { type Entry, type EntryKind, type EntryOf, SCOPE_ALL } from "./entry.ts";
import { lockedChanges, policyFrom } from "./policy.ts";
import type { Refusal } from "./refusal.ts";
import { addSeconds, type Id, idToBytes, type KeyText, keyText, type Moment } from "./units.ts";

/** Who signed, once the key is known. */
export type Speaker =
  | { readonly by: "root" | "second" }
  | { readonly by: "newcomer" }
  | { readonly by: "device" | "recovery"; readonly account: Account };

export interface Judging {
  readonly authority: Authority;
  readonly speaker: Speaker;
  /** Leaf time. */
  readonly now: Moment;
  /** The leaf index that the entry would get. */
  readonly index: number;
}

export type RegistryKind =
  | "relay_key"
  | "register"
  | "key_add"
  | "key_remove"
  | "invite"
  | "vouch"
  | "attest"
  | "grant"
  | "revoke"
  | "policy"
  | "delegate"
  | "undelegate"
  | "cosign";
type Verdict = Result<readonly RegistryChange[], Refusal>;

/** Whose key signed an entry. The ledger's order counts here, not the entry's own time (A2). */
export function findSpeaker(authority: Authority, entry: Entry): Result<Speaker, Refusal> {
  const { founding } = authority;
  if (entry.key === founding.rootKey) return ok({ by: "root" });
  if (entry.key === founding.secondKey) return ok({ by: "second" });
  const device = authority.keys.get(entry.key);
  const owner = authority.accounts.get(device?.account ?? authority.recoveries.get(entry.key) ?? ("" as Id));
  if (owner === undefined)
    return entry.kind === "register" && entry.as === null ? ok({ by: "newcomer" }) : err("unknown_key");
  if (device !== undefined && device.removedAt !== null) return err("key_removed");
  if (owner.revokedAt !== null) return err("revoked");
  return ok({ by: device === undefined ? "recovery" : "device", account: owner });
}

export const isRegistryEntry = (entry: Entry): entry is EntryOf<RegistryKind> & Entry =>
  Object.hasOwn(JUDGES, entry.kind);

/** Decides one registry entry whose speaker is known. */
export function judgeRegistry(entry: Entry, judging: Judging): Verdict {
  const judge = JUDGES[entry.kind as RegistryKind] as (entry: Entry, judging: Judging) => Verdict;
  const { speaker } = judging;
  if (speaker.by === "recovery" && entry.kind !== "key_add" && entry.kind !== "key_remove")
    return err("not_yours_to_say");
  return judge(entry, judging);
}

type Judge<K extends EntryKind> = (entry: EntryOf<K>, judging: Judging) => Verdict;

const JUDGES: { readonly [K in RegistryKind]: Judge<K> } = {
  relay_key: (entry, { authority, speaker, now }) => {
    if (speaker.by !== "root" || entry.as !== authority.founding.community) return err("wrong_role");
    return put({
      put: "log_key",
      value: { publicKey: entry.body.key, purpose: entry.body.purpose, from: now },
    });
  },
  register: (entry, judging) =>
    entry.body.device === null ? openForSomebody(entry, judging) : registerSelf(entry, judging),
  key_add: (entry, judging) => {
    const account = ownAccount(entry, judging);
    if (!account.ok) return account;
    const { device, seal } = entry.body;
    if (isKeyUsed(judging.authority, keyText(device))) return err("already_registered");
    return put({ put: "key", value: newKey(device, seal, account.value.id, judging.now) });
  },
  key_remove: (entry, judging) => {
    const account = ownAccount(entry, judging);
    if (!account.ok) return account;
    const device = judging.authority.keys.get(keyText(entry.body.device));
    if (device?.account !== account.value.id) return err("no_such_account");
    return device.removedAt === null
      ? put({ put: "key", value: { ...device, removedAt: judging.now } })
      : err("already_done");
  },
  invite: (entry, judging) => {
    const { authority, now } = judging;
    const { codeHash, building, uses, expires } = entry.body;
    const speaker = ownAccount(entry, judging);
    if (!speaker.ok) return speaker;
    if (!mayKeepBuilding(judging, speaker.value, building)) return err("wrong_role");
    if (authority.invites.has(bytesToHex(codeHash))) return err("already_done");
    if (expires <= now) return err("invite_expired");
    const invite: Invite = {
      codeHash: bytesToHex(codeHash),
      building,
      uses,
      used: 0,
      expires,
      by: speaker.value.id,
    };
    return put({ put: "invite", value: invite });
  },
  vouch: (entry, judging) => {
    const found = personAndJudge(entry, entry.body.account, judging);
    if (!found.ok) return found;
    const { person, speaker } = found.value;
    if (person.vouchedAt !== null || person.vouchedBy.includes(speaker.id)) return err("already_done");
    const keeps = mayKeepBuilding(judging, speaker, person.building);
    if (
      !keeps &&
      (standing(judging.authority, speaker.id, judging.now) !== "vouched" ||
        speaker.building !== person.building)
    )
      return err("wrong_role");
    const household = householdOf(entry.body.household, person, keeps, judging);
    if (!household.ok) return household;
    const vouchedBy = [...person.vouchedBy, speaker.id];
    const isEnough = keeps || vouchedBy.length >= vouchesNeeded(judging, person.building);
    return put({
      put: "account",
      value: { ...person, household: household.value, vouchedBy, vouchedAt: isEnough ? judging.now : null },
    });
  },
  attest: (entry, judging) => {
    const found = personAndJudge(entry, entry.body.account, judging);
    if (!found.ok) return found;
    const { person, speaker } = found.value;
    const verifies = hasRole(judging.authority, speaker.id, "verifier", null, judging.now);
    if (!verifies && !mayKeepBuilding(judging, speaker, person.building)) return err("wrong_role");
    if (speaker.household === person.household) return err("same_household");
    const facts = {
      ...person.facts,
      [entry.body.fact]: { at: judging.now, until: entry.body.until, by: speaker.id },
    };
    return put({ put: "account", value: { ...person, facts } });
  },
  grant: (entry, judging) => {
    const { authority, now } = judging;
    const { role, building, expires } = entry.body;
    const person = authority.accounts.get(entry.body.account);
    if (person === undefined) return err("ref_missing");
    const allowed =
      role === "operator"
        ? isCouncil(entry, judging)
        : isCouncil(entry, judging) || isOwnOperator(entry, judging);
    if (!allowed) return err("wrong_role");
    if ((role === "steward" || role === "deputy") && (building === "" || person.vouchedAt === null)) {
      return err(building === "" ? "out_of_bounds" : "not_vouched");
    }
    const held: RoleHeld = { role, building, from: now, expires, endedAt: null };
    // The root's word is as good as a vouch: the first operator has nobody who could vouch for her.
    const vouchedAt = role === "operator" ? (person.vouchedAt ?? now) : person.vouchedAt;
    return put({ put: "account", value: { ...person, vouchedAt, roles: [...person.roles, held] } });
  },
  revoke: (entry, judging) => {
    const { authority, now } = judging;
    const { role } = entry.body;
    const person = authority.accounts.get(entry.body.account);
    if (person === undefined) return err("no_such_account");
    const ofOperator = role === "operator" || isOperator(authority, person.id, now);
    if (!(isCouncil(entry, judging) || (!ofOperator && isOwnOperator(entry, judging))))
      return err("wrong_role");
    if (role === "member")
      return person.revokedAt === null
        ? put({ put: "account", value: { ...person, revokedAt: now } })
        : err("already_done");
    const roles = person.roles.map((held) =>
      held.role === role && held.endedAt === null ? { ...held, endedAt: now } : held,
    );
    return roles.some((held, place) => held !== person.roles[place])
      ? put({ put: "account", value: { ...person, roles } })
      : err("already_done");
  },
  policy: (entry, judging) => {
    const { authority, now } = judging;
    const { preset, changes } = entry.body;
    const council = isCouncil(entry, judging);
    if (!council && !isOwnOperator(entry, judging)) return err("wrong_role");
    const policy = policyFrom(preset, changes);
    if (policy === null) return err("out_of_bounds");
    if (lockedChanges(policyAt(authority, now).policy, policy).length === 0)
      return put(policyChange(entry, judging));
    return council ? put({ put: "pending", value: pendingOf(entry, judging) }) : err("needs_second_key");
  },
  delegate: (entry, judging) => delegate(entry, judging),
  undelegate: (entry, judging) => {
    const { authority, now } = judging;
    const speaker = ownAccount(entry, judging);
    if (!speaker.ok) return speaker;
    const delegation = authority.delegations.get(entry.refs[0] ?? ("" as Id));
    if (delegation === undefined) return err("ref_missing");
    const elder = authority.accounts.get(delegation.elder);
    const may =
      [delegation.elder, delegation.proxy].includes(speaker.value.id) ||
      (elder !== undefined && mayKeepBuilding(judging, speaker.value, elder.building));
    if (!may) return err("not_yours_to_say");
    return delegation.endedAt === null
      ? put({ put: "delegation", value: { ...delegation, endedAt: now } })
      : err("already_done");
  },
  cosign: (entry, judging) => {
    const pending = judging.authority.pending.get(entry.refs[0] ?? ("" as Id));
    if (pending === undefined) return err("ref_missing");
    if (pending.state !== "waiting") return err(pending.state === "done" ? "already_done" : "lapsed");
    return completePending(pending, entry, judging);
  },
};

const put = (...changes: readonly RegistryChange[]): Verdict => ok(changes);

/** The account that signed, speaking for itself. */
function ownAccount(entry: Entry, { speaker }: Judging): Result<Account, Refusal> {
  if (speaker.by !== "device" && speaker.by !== "recovery") return err("wrong_role");
  return entry.as === speaker.account.id ? ok(speaker.account) : err("not_yours_to_say");
}

const isCouncil = (entry: Entry, { authority, speaker }: Judging): boolean =>
  speaker.by === "root" && entry.as === authority.founding.community;

function isOwnOperator(entry: Entry, judging: Judging): boolean {
  const account = ownAccount(entry, judging);
  return account.ok && isOperator(judging.authority, account.value.id, judging.now);
}

const mayKeepBuilding = ({ authority, now }: Judging, account: Account, building: string): boolean =>
  isStewardOf(authority, account.id, building, now) || isOperator(authority, account.id, now);

const isKeyUsed = (authority: Authority, key: KeyText): boolean =>
  authority.keys.has(key) ||
  authority.recoveries.has(key) ||
  key === authority.founding.rootKey ||
  key === authority.founding.secondKey;

const newKey = (device: Uint8Array, seal: Uint8Array, account: Id, now: Moment): DeviceKey => ({
  key: keyText(device),
  publicKey: device,
  seal,
  account,
  addedAt: now,
  removedAt: null,
});

/** The first 8 bytes of SHA-256(code ‖ community) in hex: the code itself is not in the log before it is used. */
export const inviteHash = (code: string, community: Id): Uint8Array =>
  sha256(concatBytes(utf8ToBytes(code), idToBytes(community))).slice(0, 8);

/** The invite of a code, used or not; null when there is none. */
export const inviteByCode = (authority: Authority, code: string): Invite | null =>
  authority.invites.get(bytesToHex(inviteHash(code, authority.founding.community))) ?? null;

/** Why an invite cannot be used now, or null. */
export function inviteFault(invite: Invite | null, building: string, now: Moment): Refusal | null {
  if (invite === null || invite.building !== building) return "no_such_invite";
  if (invite.uses > 0 && invite.used >= invite.uses) return "invite_used";
  return now > invite.expires ? "invite_expired" : null;
}

function registerSelf(entry: EntryOf<"register">, { authority, speaker, now, index }: Judging): Verdict {
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
    { put: "key", value: newKey(device, seal, account.id, now) },
  ];
  if (recovery !== null)
    changes.push({ put: "recovery", value: { key: keyText(recovery), account: account.id } });
  // The very first account is the operator's, made with the setup link; everybody after her was invited.
  if (code === null) return authority.accounts.size === 0 ? ok(changes) : err("no_such_invite");
  const invite = inviteByCode(authority, code);
  const fault = inviteFault(invite, building, now);
  if (fault !== null || invite === null) return err(fault ?? "no_such_invite");
  return ok([...changes, { put: "invite", value: { ...invite, used: invite.used + 1 } }]);
}

const newAccount = (entry: Entry, building: string, index: number, now: Moment): Account => ({
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
function openForSomebody(entry: EntryOf<"register">, judging: Judging): Verdict {
  const { body } = entry;
  const steward = ownAccount(entry, judging);
  if (!steward.ok) return steward;
  if (body.seal !== null || body.recovery !== null || body.invite !== null) return err("bad_statement");
  if (!isStewardOf(judging.authority, steward.value.id, body.building, judging.now)) return err("wrong_role");
  if (body.household !== null && judging.authority.accounts.get(body.household)?.building !== body.building)
    return err("no_such_account");
  return put({ put: "pending", value: pendingOf(entry, judging) });
}

const pendingOf = (entry: Entry, { now, index }: Judging): Pending => ({
  id: entry.id,
  entry,
  index,
  at: now,
  state: "waiting",
});

/** The account that judges and the person judged; never the same. */
function personAndJudge(
  entry: Entry,
  account: Id,
  judging: Judging,
): Result<{ person: Account; speaker: Account }, Refusal> {
  const speaker = ownAccount(entry, judging);
  if (!speaker.ok) return speaker;
  const person = judging.authority.accounts.get(account);
  if (person === undefined) return err("ref_missing");
  if (person.revokedAt !== null) return err("revoked");
  return person.id === speaker.value.id ? err("same_person") : ok({ person, speaker: speaker.value });
}

function householdOf(
  named: Id | null,
  person: Account,
  keeps: boolean,
  { authority }: Judging,
): Result<Id, Refusal> {
  if (named === null) return ok(person.household);
  const first = authority.accounts.get(named);
  if (!keeps) return err("wrong_role");
  return first === undefined || first.building !== person.building
    ? err("no_such_account")
    : ok(first.household);
}

/** Three members, or fewer where a building has few (identity.md). */
function vouchesNeeded({ authority, now }: Judging, building: string): number {
  const members = [...authority.accounts.values()].filter(
    (account) => account.building === building && account.vouchedAt !== null,
  ).length;
  return Math.max(1, Math.min(policyAt(authority, now).policy.vouches_needed, members));
}

const policyChange = (entry: EntryOf<"policy">, { now, index }: Judging): RegistryChange => {
  const { preset, effective, changes } = entry.body;
  const policy = policyFrom(preset, changes);
  if (policy === null) throw new Error("bounds were checked before");
  return { put: "policy", value: { index, effective: Math.max(effective, now) as Moment, preset, policy } };
};

function delegate(entry: EntryOf<"delegate">, judging: Judging): Verdict {
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

const delegationFrom = (entry: EntryOf<"delegate">, now: Moment): Delegation => ({
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
function completePending(pending: Pending, entry: EntryOf<"cosign">, judging: Judging): Verdict {
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
function openedAccount(
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
