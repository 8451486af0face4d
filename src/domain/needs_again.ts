/**
 * All needs, folded again only where something was said: a need whose statements, leaves and roster are those of the
 * last time is the very same object. The answer is always that of `foldNeeds`; a test compares them.
 */
import { type Authority, policyAt } from "./authority.ts";
import { foldNeed, type NeedFold, type NeedView, type ProvedLeaf, sortNeeds, splitFold } from "./need.ts";
import type { Said } from "./said.ts";
import { settlesAt } from "./taken_back.ts";
import { addSeconds, type Moment } from "./units.ts";

interface Kept {
  readonly parts: readonly (Said | ProvedLeaf)[];
  readonly view: NeedView | null;
  /** What the time of day decides: past its last day, ratings revealed, ratings that stand for good. */
  readonly hours: string;
}

/** A fold that remembers the last one. */
export function createNeedsFold(): (input: NeedFold) => readonly NeedView[] {
  let keptByNeed = new Map<Said, Kept>();
  let roster: { readonly authority: Authority; readonly count: number } | null = null;
  let before: readonly NeedView[] = [];

  return (input) => {
    const { authority, now } = input;
    // A roster only grows in place; a phone that folds it anew has another one.
    if (roster?.authority !== authority || roster.count !== authority.registryCount) keptByNeed = new Map();
    roster = { authority, count: authority.registryCount };
    const { needs, answersOf, leavesOf, all } = splitFold(input);
    const next = new Map<Said, Kept>();
    const views: NeedView[] = [];
    for (const need of needs) {
      const answers = answersOf(need.id);
      const parts = [...answers, ...answers.flatMap(({ id }) => all.get(id) ?? []), ...leavesOf(need.id)];
      const last = keptByNeed.get(need);
      const isSame =
        last !== undefined &&
        isSameList(last.parts, parts) &&
        last.hours === hoursOf(last.view, answers, authority, now);
      const view = isSame ? last.view : foldNeed(need, answers, leavesOf(need.id), all, input);
      next.set(need, isSame ? last : { parts, view, hours: hoursOf(view, answers, authority, now) });
      if (view !== null) views.push(view);
    }
    keptByNeed = next;
    const sorted = sortNeeds(views);
    if (!isSameList(sorted, before)) before = sorted;
    return before;
  };
}

const isSameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((one, place) => one === b[place]);

function hoursOf(view: NeedView | null, answers: readonly Said[], authority: Authority, now: Moment): string {
  if (view === null) return "";
  const { policy } = policyAt(authority, view.at);
  const isOver = now > addSeconds(view.at, policy.need_seconds);
  const isRevealed = addSeconds(view.doneAt ?? now, policy.rating_reveal_seconds) <= now;
  const settled = answers.filter((said) => said.kind === "rate" && settlesAt(said) <= now);
  return `${isOver} ${isRevealed} ${settled.length}`;
}
