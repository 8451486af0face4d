/**
 * Who is told that something changed (wire.md, `events`): the event says what, never how. An account's or a
 * need's change is told to its parties only; the roster, checkpoints and the manifest to every member who listens.
 */
import { delegationsFor } from "../src/domain/authority.ts";
import type { Entry } from "../src/domain/entry.ts";
import { helperOf } from "../src/domain/hold.ts";
import type { Ledger } from "../src/domain/ledger.ts";
import { currentHold } from "../src/domain/ledger_state.ts";
import type { Id } from "../src/domain/units.ts";
import type { Booked } from "./clerk.ts";
import { STREAMS_MAX, STREAMS_PER_ACCOUNT_MAX } from "./limits.ts";

export interface Changed {
  readonly what: "account" | "need" | "roster" | "box" | "checkpoint" | "manifest";
  readonly id?: Id;
  readonly index?: number;
}

export interface Events {
  /** Listens for an account; null when it has too many streams. Returns the end of listening. */
  listen(account: Id, send: (changed: Changed) => void): (() => void) | null;
  tell(accounts: Iterable<Id>, changed: Changed): void;
  tellMembers(changed: Changed): void;
  /** Tells of a commit. */
  tellBooked(booked: readonly Booked[], ledger: Ledger, isRegistry: (one: Booked) => boolean): void;
  readonly size: number;
}

export function createEvents(): Events {
  const sendersByAccount = new Map<Id, Set<(changed: Changed) => void>>();
  let size = 0;

  function tell(accounts: Iterable<Id>, changed: Changed): void {
    for (const account of accounts) for (const send of sendersByAccount.get(account) ?? []) send(changed);
  }

  return {
    get size() {
      return size;
    },
    listen(account, send) {
      const senders = sendersByAccount.get(account) ?? new Set();
      if (senders.size >= STREAMS_PER_ACCOUNT_MAX || size >= STREAMS_MAX) return null;
      sendersByAccount.set(account, senders.add(send));
      size++;
      return () => {
        if (senders.delete(send)) size--;
        if (senders.size === 0) sendersByAccount.delete(account);
      };
    },
    tell,
    tellMembers: (changed) => tell(sendersByAccount.keys(), changed),
    tellBooked(booked, ledger, isRegistry) {
      if (size === 0) return;
      for (const one of booked) {
        const { index } = one;
        const { parties, need } = concernedBy(one, ledger);
        for (const account of parties) tell([account], { what: "account", id: account, index });
        if (need !== null) tell(parties, { what: "need", id: need, index });
        if (isRegistry(one)) tell(sendersByAccount.keys(), { what: "roster", index });
      }
      const last = booked.at(-1);
      if (last !== undefined) tell(sendersByAccount.keys(), { what: "checkpoint", index: last.index });
    },
  };
}

/** Whom a leaf concerns, and the need it is about. */
export function concernedBy(
  { leaf, entry }: Booked,
  ledger: Ledger,
): { readonly parties: ReadonlySet<Id>; readonly need: Id | null } {
  const parties = new Set<Id>();
  let need: Id | null = null;
  const add = (id: Id | null | undefined): void => {
    if (id != null && ledger.authority.accounts.has(id)) parties.add(id);
  };
  const addHold = (id: Id | undefined): void => {
    const hold = ledger.holds.get(id ?? ("" as Id));
    if (hold === undefined) return;
    add(hold.payer);
    add(helperOf(hold));
    need = hold.need;
  };
  if (leaf.fact !== null) {
    if ("account" in leaf.fact) add(leaf.fact.account);
    if ("hold" in leaf.fact) addHold(leaf.fact.hold);
    return { parties, need };
  }
  if (entry === null) return { parties, need };
  add(entry.as);
  add(ledger.authority.keys.get(entry.key)?.account);
  add(accountIn(entry));
  // A take names the payer; everything after it names the hold.
  if (entry.kind === "take") add(entry.refs[1]);
  if (entry.kind === "take")
    addHold(currentHold(ledger, entry.refs[0] ?? entry.id, entry.refs[1] ?? entry.id)?.id);
  for (const ref of [entry.id, ...entry.refs]) addHold(ref);
  for (const party of [...parties])
    for (const { proxy } of delegationsFor(ledger.authority, party, leaf.time)) add(proxy);
  return { parties, need };
}

function accountIn(entry: Entry): Id | null {
  const { body } = entry;
  if (entry.kind === "register") return entry.id;
  if ("account" in body) return body.account;
  return "proxy" in body ? body.proxy : null;
}
