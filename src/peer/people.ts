/** The people of the community as screens show them: the register's facts and the names they gave themselves. */
import {
  type Account,
  type Authority,
  accountOfKey,
  isAdult,
  speaksFor,
  stewardsOf,
} from "../domain/authority.ts";
import type { Said } from "../domain/said.ts";
import { type Hlc, hlcToMoment, type Id, type Moment } from "../domain/units.ts";
import type { Person } from "./station.ts";

/** A name, and when it was said. */
interface LastName {
  readonly name: string;
  readonly at: Moment;
}

/** The latest name of everybody, as said by herself or somebody who speaks for her. */
export function foldNames(said: readonly Said[], authority: Authority): ReadonlyMap<Id, string> {
  return new Map([...foldLastNames(said, authority)].map(([account, { name }]) => [account, name]));
}

/** The same, with when it was said. */
export function foldLastNames(said: readonly Said[], authority: Authority): ReadonlyMap<Id, LastName> {
  const latest = new Map<Id, { readonly at: Hlc; readonly id: Id; readonly name: string }>();
  for (const one of said) {
    if (one.kind !== "profile") continue;
    const { account, name } = one.body;
    const at = hlcToMoment(one.at);
    const by = accountOfKey(authority, one.key, at)?.id;
    if (by === undefined || !speaksFor(authority, by, account, 0, at)) continue;
    const before = latest.get(account);
    const isLater =
      before === undefined || one.at > before.at || (one.at === before.at && one.id > before.id);
    if (isLater) latest.set(account, { at: one.at, id: one.id, name });
  }
  return new Map([...latest].map(([account, { name, at }]) => [account, { name, at: hlcToMoment(at) }]));
}

export function personOf(
  account: Account,
  name: string | null,
  stewards: ReadonlySet<Id>,
  now: Moment,
): Person {
  return {
    id: account.id,
    name,
    building: account.building,
    isSteward: stewards.has(account.id),
    isVouched: account.vouchedAt !== null && account.revokedAt === null,
    isAdult: isAdult(account, 18, now),
    isKept: account.keeper !== null,
    household: account.household,
    registeredAt: account.registeredAt,
  };
}

/** Everybody who is registered and not closed. */
export function foldPeople(
  authority: Authority,
  names: ReadonlyMap<Id, string>,
  now: Moment,
): ReadonlyMap<Id, Person> {
  const buildings = new Set([...authority.accounts.values()].map(({ building }) => building));
  const stewards = new Set(
    [...buildings].flatMap((building) => stewardsOf(authority, building, now).map(({ id }) => id)),
  );
  return new Map(
    [...authority.accounts.values()]
      .filter(({ revokedAt }) => revokedAt === null)
      .map((account) => [account.id, personOf(account, names.get(account.id) ?? null, stewards, now)]),
  );
}
