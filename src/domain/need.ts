/**
 * A need and its service as neighbours see them: a fold of what was said on the board and of ledger leaves that were
 * proved to this phone (docs/spec/need.md, N1…). Pure: the same statements in any order give the same answer.
 */
import { type Authority, policyAt, STANDING_SLACK_SECONDS, speaksFor } from "./authority.ts";
import { type Entry, SCOPE } from "./entry.ts";
import type { Leaf } from "./leaf.ts";
import type { Place, Said, SaidOf } from "./said.ts";
import type { ServiceType } from "./service.ts";
import { authorOf, canBeTakenBack, isTakenBack, settlesAt } from "./taken_back.ts";
import { addSeconds, hlcToMoment, type Id, type Moment, roundUpToStep } from "./units.ts";

export type NeedStatus =
  | "waiting_points" // 等积分: asked for with points, and no hold stands
  | "open" // 等人来
  | "taken" // 已接
  | "running" // 服务中
  | "ended" // 等确认
  | "disputed" // 有争议
  | "done" // 已完成
  | "withdrawn" // 已撤回
  | "expired"; // 已过期

/** A ledger leaf that was proved by a receipt (or is this phone's own). */
export interface ProvedLeaf {
  readonly index: number;
  readonly leaf: Leaf;
  /** The leaf's entry, read; null for facts. */
  readonly entry: Entry | null;
}

export interface Rating {
  readonly by: Id;
  readonly about: Id;
  readonly stars: number;
  readonly words: string;
}

export interface NeedView {
  readonly id: Id;
  /** When it was said, in moments. */
  readonly at: Moment;
  readonly requester: Id;
  /** The account that said it: the requester, or who speaks for her. */
  readonly by: Id;
  readonly type: ServiceType;
  readonly from: Moment;
  readonly to: Moment;
  /** Agreed time in seconds, as posted. */
  readonly seconds: number;
  readonly place: Place;
  readonly words: string;
  readonly gender: number;
  /** False: 不计分. */
  readonly points: boolean;
  readonly status: NeedStatus;
  /** The hold that stands or was posted; null before the first. */
  readonly hold: { readonly id: Id; readonly index: number; readonly seconds: number } | null;
  readonly helper: Id | null;
  readonly startedAt: Moment | null;
  readonly endedAt: Moment | null;
  /** Seconds that the helper is due after the end; what a confirmation without an amount posts. */
  readonly served: number | null;
  /** Seconds that moved to the helper, once done. */
  readonly posted: number | null;
  readonly doneAt: Moment | null;
  /** 候补, in the order in which they answered; the helper is not among them. */
  readonly standbys: readonly Id[];
  /** Ratings that may be shown: both were given and stand for good, or the time to wait has passed (D7). */
  readonly ratings: readonly Rating[];
  /** Who has rated already, shown or not. */
  readonly rated: readonly Id[];
  readonly thanks: readonly { readonly by: Id; readonly code: string; readonly words: string }[];
  readonly noShows: readonly Id[];
}

export interface NeedFold {
  readonly said: Iterable<Said>;
  readonly leaves: readonly ProvedLeaf[];
  readonly authority: Authority;
  readonly now: Moment;
}

/** All needs of the statements, the newest first. */
export function foldNeeds(input: NeedFold): readonly NeedView[] {
  const { needs, answersOf, leavesOf, all } = splitFold(input);
  return sortNeeds(
    needs.flatMap((need) => foldNeed(need, answersOf(need.id), leavesOf(need.id), all, input) ?? []),
  );
}

/** What was said, by what it answers. */
export interface SplitFold {
  readonly needs: readonly SaidOf<"need">[];
  /** Answers to every statement. */
  readonly all: ReadonlyMap<Id, readonly Said[]>;
  /** Answers to a need, in the order of saying. */
  answersOf(need: Id): readonly Said[];
  /** Proved leaves about a need, in the log's order. */
  leavesOf(need: Id): readonly ProvedLeaf[];
}

/** Sorts statements and leaves by the need that they are about. */
export function splitFold(input: NeedFold): SplitFold {
  const all = new Map<Id, Said[]>();
  const needs: SaidOf<"need">[] = [];
  for (const said of input.said) {
    const [ref] = said.refs;
    if (said.kind === "need") needs.push(said);
    else if (ref !== undefined) push(all, ref, said);
  }
  const leaves = leavesByNeed(input.leaves);
  return {
    needs,
    all,
    answersOf: (need) => [...(all.get(need) ?? [])].sort(bySaying),
    leavesOf: (need) => leaves.get(need) ?? [],
  };
}

/** The newest first. */
export const sortNeeds = (needs: readonly NeedView[]): readonly NeedView[] =>
  [...needs].sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}

const bySaying = (a: Said, b: Said): number => a.at - b.at || (a.id < b.id ? -1 : 1);

function leavesByNeed(leaves: readonly ProvedLeaf[]): ReadonlyMap<Id, readonly ProvedLeaf[]> {
  const ordered = [...new Map(leaves.map((proved) => [proved.index, proved])).values()].sort(
    (a, b) => a.index - b.index,
  );
  const needByHold = new Map<Id, Id>();
  const byNeed = new Map<Id, ProvedLeaf[]>();
  for (const proved of ordered) {
    if (proved.leaf.status !== 0) continue;
    const { entry } = proved;
    if (entry?.kind === "hold" && entry.refs[0] !== undefined) needByHold.set(entry.id, entry.refs[0]);
    const need = entry === null ? needOfFact(proved.leaf, needByHold) : entry.refs[0];
    if (need !== undefined) push(byNeed, need, proved);
  }
  return byNeed;
}

function needOfFact(leaf: Leaf, needByHold: ReadonlyMap<Id, Id>): Id | undefined {
  return leaf.fact?.fact === "auto_confirm" || leaf.fact?.fact === "lapse"
    ? needByHold.get(leaf.fact.hold)
    : undefined;
}

/** One need; null when who said it may not speak for whom it is. */
export function foldNeed(
  need: SaidOf<"need">,
  answers: readonly Said[],
  leaves: readonly ProvedLeaf[],
  all: ReadonlyMap<Id, readonly Said[]>,
  { authority, now }: NeedFold,
): NeedView | null {
  const at = hlcToMoment(need.at);
  const by = authorOf(authority, need);
  const { requester } = need.body;
  if (by === null || !speaksFor(authority, by, requester, SCOPE.publish, at, STANDING_SLACK_SECONDS))
    return null;
  const service = foldService(requester, leaves, authority);
  const isParty = (account: Id, when: Moment): "requester" | "helper" | null =>
    account === service.helper
      ? "helper"
      : speaksFor(authority, account, requester, SCOPE.publish, when, STANDING_SLACK_SECONDS)
        ? "requester"
        : null;
  const voices = answers.flatMap((said) => {
    const account = authorOf(authority, said);
    const isGone = canBeTakenBack(said) && isTakenBack(said, all.get(said.id) ?? [], authority);
    return account === null || isGone
      ? []
      : [{ said, account, party: isParty(account, hlcToMoment(said.at)) }];
  });
  const isWithdrawn = voices.some(
    ({ said, account, party }) => said.kind === "withdraw" && (party === "requester" || account === by),
  );
  const { policy } = policyAt(authority, at);
  const lastDay = addSeconds(at, policy.need_seconds);
  return {
    id: need.id,
    at,
    by,
    ...need.body,
    ...service,
    status: statusOf(service, { isWithdrawn, isExpired: now > lastDay, points: need.body.points }),
    standbys: standbysOf(voices, all, service.helper, requester, authority),
    ...ratingsOf(voices, service, requester, {
      now,
      isRevealed: addSeconds(service.doneAt ?? now, policy.rating_reveal_seconds) <= now,
    }),
    thanks: voices.flatMap(({ said, account, party }) =>
      said.kind === "thanks" && party !== null
        ? [{ by: party === "requester" ? requester : account, ...said.body }]
        : [],
    ),
    noShows: voices.flatMap(({ said, party }) =>
      said.kind === "no_show" && party === "requester" ? [said.body.helper] : [],
    ),
  };
}

interface Service {
  readonly hold: NeedView["hold"];
  readonly helper: Id | null;
  readonly phase: "none" | "open" | "taken" | "running" | "ended" | "disputed" | "done";
  readonly startedAt: Moment | null;
  readonly endedAt: Moment | null;
  /** What the helper is due after the end, in seconds. */
  readonly served: number | null;
  readonly posted: number | null;
  readonly doneAt: Moment | null;
}

const NO_SERVICE: Service = {
  hold: null,
  helper: null,
  phase: "none",
  startedAt: null,
  endedAt: null,
  served: null,
  posted: null,
  doneAt: null,
};

/** The service as the proved leaves tell it, in the log's order. Leaves of other payers' holds do not count. */
function foldService(requester: Id, leaves: readonly ProvedLeaf[], authority: Authority): Service {
  let service: Service = NO_SERVICE;
  for (const proved of leaves) {
    const step = policyAt(authority, proved.leaf.time).policy.step_seconds;
    service = stepService(service, proved, requester, step);
  }
  return service;
}

function stepService(
  service: Service,
  { index, leaf, entry }: ProvedLeaf,
  requester: Id,
  step: number,
): Service {
  if (entry === null) {
    if (leaf.fact?.fact === "auto_confirm" && leaf.fact.hold === service.hold?.id)
      return done(service, leaf.fact.seconds, leaf.time);
    return leaf.fact?.fact === "lapse" && leaf.fact.hold === service.hold?.id ? NO_SERVICE : service;
  }
  if (entry.kind === "hold") {
    if (entry.as !== requester) return service;
    return { ...NO_SERVICE, phase: "open", hold: { id: entry.id, index, seconds: entry.body.seconds } };
  }
  if (entry.kind === "take") {
    if (entry.refs[1] !== requester || entry.as === null) return service;
    // A phone may know the take before it has seen the hold: the log's word is enough.
    return { ...service, phase: "taken", helper: entry.as };
  }
  if (service.hold !== null && entry.refs[1] !== service.hold.id) return service;
  switch (entry.kind) {
    case "give_back":
      return { ...service, phase: "open", helper: null };
    case "service_start":
      return { ...service, phase: "running", helper: entry.as, startedAt: leaf.time };
    case "service_end":
      return {
        ...service,
        phase: "ended",
        helper: entry.as,
        endedAt: leaf.time,
        served: dueOf(service, entry.body.seconds, step),
      };
    case "dispute":
      return { ...service, phase: "disputed" };
    case "confirm":
      return done(service, entry.body.seconds, leaf.time);
    case "resolve":
      return entry.body.seconds > 0 ? done(service, entry.body.seconds, leaf.time) : NO_SERVICE;
    case "void":
      return NO_SERVICE;
    default:
      return service;
  }
}

const dueOf = (service: Service, seconds: number, step: number): number =>
  service.hold?.seconds === 0
    ? 0
    : Math.min(roundUpToStep(seconds, step), service.hold?.seconds ?? Number.POSITIVE_INFINITY);

const done = (service: Service, posted: number | null, at: Moment): Service => ({
  ...service,
  phase: "done",
  posted: posted ?? service.served ?? service.hold?.seconds ?? null,
  doneAt: at,
});

function statusOf(
  service: Service,
  need: { readonly isWithdrawn: boolean; readonly isExpired: boolean; readonly points: boolean },
): NeedStatus {
  switch (service.phase) {
    case "taken":
    case "running":
    case "ended":
    case "disputed":
    case "done":
      return service.phase;
    case "open":
    case "none":
      if (need.isWithdrawn) return "withdrawn";
      if (need.isExpired) return "expired";
      return service.phase === "open" ? "open" : "waiting_points";
    default:
      return service.phase satisfies never;
  }
}

interface Voice {
  readonly said: Said;
  readonly account: Id;
  readonly party: "requester" | "helper" | null;
}

function standbysOf(
  voices: readonly Voice[],
  all: ReadonlyMap<Id, readonly Said[]>,
  helper: Id | null,
  requester: Id,
  authority: Authority,
): readonly Id[] {
  const waiting = voices.filter(({ said, account }) => {
    if (said.kind !== "standby" || account === helper || account === requester) return false;
    return !(all.get(said.id) ?? []).some(
      (later) => later.kind === "stand_down" && authorOf(authority, later) === account,
    );
  });
  return [...new Set(waiting.map(({ account }) => account))];
}

function ratingsOf(
  voices: readonly Voice[],
  service: Service,
  requester: Id,
  { now, isRevealed }: { readonly now: Moment; readonly isRevealed: boolean },
): Pick<NeedView, "ratings" | "rated"> {
  if (service.phase !== "done" || service.helper === null) return { ratings: [], rated: [] };
  const byRater = new Map<Id, Rating>();
  let isSettled = true;
  for (const { said, account, party } of voices) {
    if (said.kind !== "rate" || party === null) continue;
    const by = party === "requester" ? requester : account;
    const about = party === "requester" ? service.helper : requester;
    // The first word stands: a rating is not bargained over.
    if (said.body.about !== about || byRater.has(by)) continue;
    byRater.set(by, { by, about, stars: said.body.stars, words: said.body.words });
    if (settlesAt(said) > now) isSettled = false;
  }
  const ratings = [...byRater.values()];
  return {
    ratings: (ratings.length === 2 && isSettled) || isRevealed ? ratings : [],
    rated: ratings.map((rating) => rating.by),
  };
}
