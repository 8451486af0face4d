/**
 * Decides registry entries: register, vouch, grant, delegate, policy … (docs/spec/authority.md, A1…).
 * Pure: (authority, entry, moment, index) to changes or a refusal.
 */
import { bytesToHex } from "../../crypto/bytes.ts";
import { err, ok, type Result } from "../../crypto/result.ts";
import {
  type Account,
  hasRole,
  type Invite,
  isOperator,
  policyAt,
  type RoleHeld,
  standing,
} from "./authority.ts";
import {
  completePending,
  delegate,
  openForSomebody,
  pendingOf,
  policyChange,
  registerSelf,
} from "./enrol.ts";
import type { Entry, EntryKind, EntryOf } from "./entry.ts";
import { lockedChanges, policyFrom } from "./policy.ts";
import { completeRecover, keyAdd, keyRemove, moveKey, recover, recoveryKey, suspendKey } from "./recovery.ts";
import type { Refusal } from "./refusal.ts";
import {
  isCouncil,
  isOwnOperator,
  type Judging,
  mayKeepBuilding,
  ownAccount,
  put,
  type Verdict,
} from "./speaker.ts";
import type { Id } from "./units.ts";

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
  | "cosign"
  | "move_key"
  | "recovery_key"
  | "suspend_key"
  | "recover";

export const isRegistryEntry = (entry: Entry): entry is EntryOf<RegistryKind> & Entry =>
  Object.hasOwn(JUDGES, entry.kind);

/** Decides one registry entry whose speaker is known. */
export function judgeRegistry(entry: Entry, judging: Judging): Verdict {
  const judge = JUDGES[entry.kind as RegistryKind] as (entry: Entry, judging: Judging) => Verdict;
  const { speaker } = judging;
  if (speaker.by === "recovery" && !OF_RECOVERY.has(entry.kind)) return err("not_yours_to_say");
  if (speaker.by === "move" && entry.kind !== "key_add") return err("not_yours_to_say");
  return judge(entry, judging);
}

/** What a 恢复码 may say for its account (A6). */
const OF_RECOVERY: ReadonlySet<EntryKind> = new Set(["key_add", "key_remove", "recovery_key", "suspend_key"]);

type Judge<K extends EntryKind> = (entry: EntryOf<K>, judging: Judging) => Verdict;

const JUDGES: { readonly [K in RegistryKind]: Judge<K> } = {
  relay_key: (entry, { authority, speaker, now, index }) => {
    if (speaker.by !== "root" || entry.as !== authority.founding.community) return err("wrong_role");
    return put({
      put: "log_key",
      value: { publicKey: entry.body.key, purpose: entry.body.purpose, from: now, index },
    });
  },
  register: (entry, judging) =>
    entry.body.device === null ? openForSomebody(entry, judging) : registerSelf(entry, judging),
  key_add: keyAdd,
  key_remove: keyRemove,
  move_key: moveKey,
  recovery_key: recoveryKey,
  suspend_key: suspendKey,
  recover,
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
    return pending.entry.kind === "recover"
      ? completeRecover(pending, pending.entry, entry, judging)
      : completePending(pending, entry, judging);
  },
};

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
