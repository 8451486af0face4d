/** 消息: what happened to this person, derived from proved leaves and from what neighbours said. Pure. */
import { type Authority, accountOfKey } from "../domain/authority.ts";
import type { Entry } from "../domain/entry.ts";
import type { NeedView, ProvedLeaf } from "../domain/need.ts";
import type { Said } from "../domain/said.ts";
import { canBeTakenBack, isTakenBack } from "../domain/taken_back.ts";
import { hlcToMoment, type Id, type KeyText, keyText, type Moment } from "../domain/units.ts";
import type { Notice, Waiting } from "./station.ts";

export interface NoticeInput {
  readonly me: Id;
  /** Her own account and those she speaks for. */
  readonly mine: readonly Id[];
  readonly needs: readonly NeedView[];
  readonly leaves: readonly ProvedLeaf[];
  readonly registry: readonly ProvedLeaf[];
  /** The key of this phone: of its own coming and going it is told nothing. */
  readonly own: KeyText;
  readonly said: readonly Said[];
  readonly authority: Authority;
  readonly waiting: readonly Waiting[];
  readonly readAt: Moment;
}

type Draft = Omit<Notice, "isNew">;

/** Newest first. */
export function foldNotices(input: NoticeInput): readonly Notice[] {
  const needById = new Map(input.needs.map((need) => [need.id, need]));
  const withdrawals = input.said.filter(({ kind }) => kind === "withdraw");
  const drafts = [
    ...input.leaves.flatMap((proved) => ofLeaf(proved, needById, input)),
    ...input.registry.flatMap((proved) => ofRegistry(proved, input)),
    ...input.said.flatMap((said) => ofSaid(said, needById, withdrawals, input)),
    ...input.needs.flatMap((need) => ofStandby(need, input)),
    ...input.waiting.flatMap((waiting) => ofRefused(waiting)),
  ];
  const byKey = new Map(drafts.map((draft) => [draft.key, draft]));
  return [...byKey.values()]
    .map((draft) => ({ ...draft, isNew: draft.at > input.readAt }))
    .sort((a, b) => b.at - a.at || (a.key < b.key ? 1 : -1));
}

const WHAT_BY_KIND: Readonly<Record<string, Notice["what"]>> = {
  take: "taken",
  give_back: "given_back",
  service_start: "started",
  service_end: "ended",
  confirm: "confirmed",
  dispute: "disputed",
  resolve: "resolved",
  void: "voided",
};

function ofLeaf(
  { index, leaf, entry }: ProvedLeaf,
  needById: ReadonlyMap<Id, NeedView>,
  input: NoticeInput,
): readonly Draft[] {
  if (leaf.status !== 0) return [];
  const mine = new Set(input.mine);
  const draft = (what: Notice["what"], more: Partial<Draft>): Draft[] => [
    { key: `leaf/${index}`, at: leaf.time, what, need: null, other: null, seconds: null, ...more },
  ];
  const { fact } = leaf;
  if (fact?.fact === "welcome")
    return mine.has(fact.account) ? draft("welcome", { seconds: fact.seconds, other: fact.account }) : [];
  if (fact?.fact === "auto_confirm" || fact?.fact === "lapse") {
    const need = input.needs.find((one) => one.hold?.id === fact.hold);
    if (need === undefined || !isParty(need, mine)) return [];
    return fact.fact === "lapse"
      ? draft("lapsed", { need: need.id })
      : draft("confirmed", { need: need.id, seconds: fact.seconds, other: need.requester });
  }
  const what = WHAT_BY_KIND[entry?.kind ?? ""];
  const need = needById.get(entry?.refs[0] ?? ("" as Id));
  if (what === undefined || entry === null || need === undefined || !isParty(need, mine)) return [];
  const by = accountByKey(input.authority, entry.key);
  if (by === input.me) return [];
  const seconds = entry.kind === "confirm" || entry.kind === "resolve" ? need.posted : null;
  return draft(what, { need: need.id, other: entry.as, seconds });
}

/** A key's owner at any time: whose act a leaf was. */
const accountByKey = (authority: Authority, key: NonNullable<ProvedLeaf["entry"]>["key"]): Id | null =>
  authority.keys.get(key)?.account ?? null;

const isParty = (need: NeedView, mine: ReadonlySet<Id>): boolean =>
  mine.has(need.requester) || (need.helper !== null && mine.has(need.helper));

function ofRegistry({ index, leaf, entry }: ProvedLeaf, input: NoticeInput): readonly Draft[] {
  const what = entry === null || leaf.status !== 0 ? null : registryNews(entry, input);
  if (what === null || entry === null) return [];
  const by = accountByKey(input.authority, entry.key);
  return [{ key: `leaf/${index}`, at: leaf.time, what, need: null, other: by, seconds: null }];
}

/** What an entry of the registry means to this person on this phone. */
function registryNews(entry: Entry, { me, own, authority }: NoticeInput): Notice["what"] | null {
  switch (entry.kind) {
    case "vouch":
      return entry.body.account === me ? "vouched" : null;
    case "grant":
      return entry.body.account === me ? "appointed" : null;
    case "key_add":
      return entry.as === me && keyText(entry.body.device) !== own ? "device_added" : null;
    case "key_remove": {
      const isPhone = authority.keys.get(keyText(entry.body.device))?.account === me;
      return isPhone && entry.key !== own ? "device_removed" : null;
    }
    case "cosign": {
      const asked = authority.pending.get(entry.refs[0] ?? ("" as Id))?.entry;
      const isMine = asked?.kind === "recover" && asked.body.account === me;
      return isMine && keyText(asked.body.device) !== own ? "device_waiting" : null;
    }
    default:
      return null;
  }
}

function ofSaid(
  said: Said,
  needById: ReadonlyMap<Id, NeedView>,
  withdrawals: readonly Said[],
  { me, mine, authority }: NoticeInput,
): readonly Draft[] {
  if (!canBeTakenBack(said)) return [];
  const at = hlcToMoment(said.at);
  const need = needById.get(said.refs[0] ?? ("" as Id));
  const by = accountOfKey(authority, said.key, at)?.id;
  if (need === undefined || by === undefined || by === me || !isParty(need, new Set(mine))) return [];
  if (isTakenBack(said, withdrawals, authority)) return [];
  // The stars stay hidden until both are there (D7); that somebody rated is told.
  const what = said.kind === "thanks" ? "thanked" : "rated";
  return [{ key: `said/${said.id}`, at, what, need: need.id, other: by, seconds: null }];
}

/** 候补: it is her turn when the need is open again and nobody stands before her. */
function ofStandby(need: NeedView, { me }: NoticeInput): readonly Draft[] {
  if (need.status !== "open" || need.standbys[0] !== me) return [];
  return [
    {
      key: `turn/${need.id}`,
      at: need.at,
      what: "your_turn",
      need: need.id,
      other: need.requester,
      seconds: null,
    },
  ];
}

function ofRefused({ key, fault, kind, need, since, state }: Waiting): readonly Draft[] {
  if (state !== "refused") return [];
  const what = kind === "take" && fault === "already_taken" ? "second_in_line" : "refused";
  return [{ key: `refused/${key}`, at: since, what, need, other: null, seconds: null }];
}
