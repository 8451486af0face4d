/**
 * Who is who, at a time (identity.md). The state is a fold of registry leaves alone, so a phone that holds the
 * roster and a relay that holds the whole log get the same answer. `registry.ts` decides; this file remembers
 * and answers questions.
 */
import type { AttestedFact, Entry, Role } from "./entry.ts";
import type { Founding } from "./founding.ts";
import {
  type DeviceKey,
  deviceStanding,
  type KeysHeld,
  type MoveKey,
  type RecoveryKey,
} from "./keys_held.ts";
import { type Policy, type Preset, presetPolicy } from "./policy.ts";
import { addSeconds, DAY, type Id, type KeyText, MINUTE, type Moment } from "./units.ts";

export interface RoleHeld {
  readonly role: Role;
  /** "" = the whole community. */
  readonly building: string;
  readonly from: Moment;
  /** 0 = no end. */
  readonly expires: Moment;
  readonly endedAt: Moment | null;
}

export interface Attested {
  readonly at: Moment;
  /** 0 = no end. */
  readonly until: Moment;
  readonly by: Id;
}

export interface Account {
  readonly id: Id;
  readonly building: string;
  /** The account id of the household's first member; her own where nobody was named. */
  readonly household: Id;
  readonly registeredAt: Moment;
  readonly registeredIndex: number;
  readonly vouchedAt: Moment | null;
  readonly vouchedBy: readonly Id[];
  readonly facts: Readonly<Partial<Record<AttestedFact, Attested>>>;
  readonly roles: readonly RoleHeld[];
  /** The steward who opened the account for somebody without a phone. */
  readonly keeper: Id | null;
  readonly witness: Id | null;
  readonly revokedAt: Moment | null;
}

export interface Invite {
  /** Hex of the first 8 bytes of SHA-256(code ‖ community). */
  readonly codeHash: string;
  readonly building: string;
  /** 0 = any number. */
  readonly uses: number;
  readonly used: number;
  readonly expires: Moment;
  readonly by: Id;
}

export interface Delegation {
  readonly id: Id;
  readonly elder: Id;
  readonly proxy: Id;
  readonly scopes: number;
  readonly holdSecondsADay: number;
  readonly from: Moment;
  readonly expires: Moment;
  readonly endedAt: Moment | null;
}

/** An entry that needs a second key, until that key has spoken. */
export interface Pending {
  readonly id: Id;
  readonly entry: Entry;
  readonly index: number;
  readonly at: Moment;
  readonly state: "waiting" | "done" | "lapsed";
}

export interface PolicyInForce {
  readonly index: number;
  readonly effective: Moment;
  readonly preset: Preset;
  readonly policy: Policy;
}

export interface LogKey {
  readonly publicKey: Uint8Array;
  readonly purpose: "log" | "issuer";
  readonly from: Moment;
  /** Of the root key's word in the log. */
  readonly index: number;
}

export interface Authority extends KeysHeld {
  readonly founding: Founding;
  readonly accounts: Map<Id, Account>;
  readonly keysByAccount: Map<Id, readonly KeyText[]>;
  readonly invites: Map<string, Invite>;
  readonly delegations: Map<Id, Delegation>;
  readonly delegationsByElder: Map<Id, readonly Id[]>;
  readonly pending: Map<Id, Pending>;
  readonly policies: PolicyInForce[];
  readonly logKeys: LogKey[];
  /** Leaves of the registry tree folded so far. */
  registryCount: number;
}

/** What one registry entry changes: whole records, put in place of the old ones. */
export type RegistryChange =
  | { readonly put: "account"; readonly value: Account }
  | { readonly put: "key"; readonly value: DeviceKey }
  | { readonly put: "recovery"; readonly value: RecoveryKey }
  | { readonly put: "move"; readonly value: MoveKey }
  | { readonly put: "invite"; readonly value: Invite }
  | { readonly put: "delegation"; readonly value: Delegation }
  | { readonly put: "pending"; readonly value: Pending }
  | { readonly put: "policy"; readonly value: PolicyInForce }
  | { readonly put: "log_key"; readonly value: LogKey };

export const emptyAuthority = (founding: Founding): Authority => ({
  founding,
  accounts: new Map(),
  keys: new Map(),
  keysByAccount: new Map(),
  recoveries: new Map(),
  moves: new Map(),
  invites: new Map(),
  delegations: new Map(),
  delegationsByElder: new Map(),
  pending: new Map(),
  policies: [],
  logKeys: [],
  registryCount: 0,
});

/** Puts one change in place. */
export function applyRegistryChange(authority: Authority, change: RegistryChange): void {
  switch (change.put) {
    case "account":
      authority.accounts.set(change.value.id, change.value);
      return;
    case "key":
      authority.keys.set(change.value.key, change.value);
      addTo(authority.keysByAccount, change.value.account, change.value.key);
      return;
    case "recovery":
      authority.recoveries.set(change.value.key, change.value);
      return;
    case "move":
      authority.moves.set(change.value.key, change.value);
      return;
    case "invite":
      authority.invites.set(change.value.codeHash, change.value);
      return;
    case "delegation":
      authority.delegations.set(change.value.id, change.value);
      addTo(authority.delegationsByElder, change.value.elder, change.value.id);
      return;
    case "pending":
      authority.pending.set(change.value.id, change.value);
      return;
    case "policy":
      authority.policies.push(change.value);
      return;
    case "log_key":
      authority.logKeys.push(change.value);
      return;
    default:
      change satisfies never;
  }
}

function addTo<V>(lists: Map<Id, readonly V[]>, key: Id, value: V): void {
  const before = lists.get(key) ?? [];
  if (!before.includes(value)) lists.set(key, [...before, value]);
}

// Questions. `at` is the time of the statement that is judged, never the time of asking.

/**
 * Seconds of clock difference for which a statement in a document is forgiven around a removal or a grant
 * (identity.md). Readers of documents pass it as `slack`; the ledger has its own order and passes none.
 */
export const STANDING_SLACK_SECONDS = 5 * MINUTE;

/** The policy in force at a moment; the defaults before the first. */
export function policyAt(authority: Authority, at: Moment): PolicyInForce {
  const inForce = authority.policies.findLast((policy) => policy.effective <= at);
  return (
    inForce ?? {
      index: 0,
      effective: 0 as Moment,
      preset: "building_start",
      policy: presetPolicy("building_start"),
    }
  );
}

export const isLive = (account: Account, at: Moment, slack = 0): boolean =>
  account.revokedAt === null || at < account.revokedAt + slack;

/**
 * The account for which a device key may speak at this time; null for keys that are unknown, removed, suspended or
 * not counting yet, and for closed accounts.
 */
export function accountOfKey(authority: Authority, key: KeyText, at: Moment, slack = 0): Account | null {
  const device = authority.keys.get(key);
  if (device === undefined || deviceStanding(device, at, slack) !== "live") return null;
  const account = authority.accounts.get(device.account);
  return account !== undefined && isLive(account, at, slack) ? account : null;
}

/** All keys of an account that were not removed, in the order in which they came. */
export const devicesOf = (authority: Authority, account: Id): readonly DeviceKey[] =>
  (authority.keysByAccount.get(account) ?? [])
    .map((key) => authority.keys.get(key))
    .filter((device): device is DeviceKey => device !== undefined && device.removedAt === null);

/** Keys of an account that may speak at a time, with their sealing keys. */
export const liveKeysOf = (authority: Authority, account: Id, at: Moment): readonly DeviceKey[] =>
  devicesOf(authority, account).filter((device) => deviceStanding(device, at) === "live");

export type Standing = "none" | "registered" | "vouched";

export function standing(authority: Authority, account: Id, at: Moment, slack = 0): Standing {
  const found = authority.accounts.get(account);
  if (found === undefined || !isLive(found, at, slack)) return "none";
  return found.vouchedAt !== null && found.vouchedAt <= at + slack ? "vouched" : "registered";
}

const isHeld = (held: RoleHeld, at: Moment, slack: number): boolean =>
  held.from <= at + slack &&
  (held.expires === 0 || at <= held.expires) &&
  (held.endedAt === null || at < held.endedAt + slack);

/** Whether an account held a role at a time. `building` null: anywhere; a role with building "" counts everywhere. */
export function hasRole(
  authority: Authority,
  account: Id,
  role: Role,
  building: string | null,
  at: Moment,
  slack = 0,
): boolean {
  const found = authority.accounts.get(account);
  if (found === undefined || !isLive(found, at, slack)) return false;
  return found.roles.some(
    (held) =>
      held.role === role &&
      isHeld(held, at, slack) &&
      (building === null || held.building === "" || held.building === building),
  );
}

/** 楼长, 副楼长 of this building. */
export const isStewardOf = (
  authority: Authority,
  account: Id,
  building: string,
  at: Moment,
  slack = 0,
): boolean =>
  (["steward", "deputy"] as const).some((role) => hasRole(authority, account, role, building, at, slack));

export const isOperator = (authority: Authority, account: Id, at: Moment, slack = 0): boolean =>
  hasRole(authority, account, "operator", null, at, slack);

/** All stewards of a building now, in the order in which they registered. */
export const stewardsOf = (authority: Authority, building: string, at: Moment): readonly Account[] =>
  [...authority.accounts.values()].filter((account) => isStewardOf(authority, account.id, building, at));

/** Delegations by which others may speak for this account at a time. */
export const delegationsFor = (
  authority: Authority,
  elder: Id,
  at: Moment,
  slack = 0,
): readonly Delegation[] =>
  (authority.delegationsByElder.get(elder) ?? [])
    .map((id) => authority.delegations.get(id))
    .filter(
      (delegation): delegation is Delegation => delegation !== undefined && isInForce(delegation, at, slack),
    );

const isInForce = (delegation: Delegation, at: Moment, slack = 0): boolean =>
  delegation.from <= at + slack &&
  at <= delegation.expires &&
  (delegation.endedAt === null || at < delegation.endedAt + slack);

/** The delegation by which `proxy` may do this for `elder`; null where there is none. */
export const delegationOf = (
  authority: Authority,
  elder: Id,
  proxy: Id,
  scope: number,
  at: Moment,
  slack = 0,
): Delegation | null =>
  delegationsFor(authority, elder, at, slack).find(
    (delegation) => delegation.proxy === proxy && (delegation.scopes & scope) === scope,
  ) ?? null;

/** Whether an account may speak for another: it is the same, or a proxy with this scope. */
export const speaksFor = (
  authority: Authority,
  speaker: Id,
  spokenFor: Id,
  scope: number,
  at: Moment,
  slack = 0,
): boolean => speaker === spokenFor || delegationOf(authority, spokenFor, speaker, scope, at, slack) !== null;

/** People for whom this account may speak, herself excluded. */
export const eldersOf = (authority: Authority, proxy: Id, at: Moment): readonly Account[] =>
  [...authority.delegations.values()]
    .filter((delegation) => delegation.proxy === proxy && isInForce(delegation, at))
    .map((delegation) => authority.accounts.get(delegation.elder))
    .filter(
      (account, place, all): account is Account => account !== undefined && all.indexOf(account) === place,
    );

/** Days for which a witness may not help the person whose account she cosigned. */
export const WITNESS_DAYS = 90;

/**
 * Whether two people are too close for one to be paid by the other: the same, one household, a proxy, the household
 * of a proxy, or the witness of the account for 90 days (identity.md).
 */
export function isTooClose(authority: Authority, helper: Id, requester: Id, at: Moment): boolean {
  const helperAccount = authority.accounts.get(helper);
  const requesterAccount = authority.accounts.get(requester);
  if (helperAccount === undefined || requesterAccount === undefined) return true;
  if (helperAccount.household === requesterAccount.household) return true;
  const proxies = delegationsFor(authority, requester, at).map((delegation) =>
    authority.accounts.get(delegation.proxy),
  );
  if (proxies.some((proxy) => proxy?.household === helperAccount.household)) return true;
  return (
    requesterAccount.witness === helper && at < addSeconds(requesterAccount.registeredAt, WITNESS_DAYS * DAY)
  );
}

export const isAdult = (account: Account, age: 18 | 25, at: Moment): boolean =>
  (age === 18 ? (["adult", "age25"] as const) : (["age25"] as const)).some((fact) => {
    const attested = account.facts[fact];
    return attested !== undefined && (attested.until === 0 || at <= attested.until);
  });
