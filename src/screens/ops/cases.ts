/** Services that the operator or a steward must settle. */
import type { NeedView } from "../../domain/need.ts";
import type { StationView } from "../../peer/station.ts";

export const disputedOf = (view: StationView): readonly NeedView[] =>
  view.needs.filter(({ status }) => status === "disputed");

/** Finished longer ago than silence takes to count as a yes, and still not confirmed. */
export function stuckOf(view: StationView): readonly NeedView[] {
  const limit = view.community?.policy.auto_confirm_seconds ?? Number.POSITIVE_INFINITY;
  return view.needs.filter(
    ({ status, endedAt }) => status === "ended" && endedAt !== null && view.now >= endedAt + limit,
  );
}

/** Stewards of a building whose name is known, by name. */
export const stewardsOf = (view: StationView, building: string): readonly string[] =>
  [...view.people.values()]
    .filter((one) => one.isSteward && one.building === building)
    .flatMap((one) => one.name ?? []);
