/** What waits for a steward, out of the station's view. */
import type { NeedView } from "../../domain/need.ts";
import type { Id } from "../../domain/units.ts";
import type { Person, StationView } from "../../peer/station.ts";
import { partOf, pendingOf } from "../deeds.ts";
import { isUnclaimed } from "./unclaimed.ts";

/** The buildings she looks after. */
export const buildingsOf = (view: StationView): readonly string[] => [
  ...new Set(
    (view.me?.roles ?? [])
      .filter(({ role }) => role === "steward" || role === "deputy")
      .map(({ building }) => building),
  ),
];

export interface Queue {
  readonly unclaimed: readonly NeedView[];
  /** Of people she speaks for first. */
  readonly toConfirm: readonly NeedView[];
  readonly disputed: readonly NeedView[];
  readonly newcomers: readonly Person[];
}

export function queueOf(view: StationView): Queue {
  const buildings = new Set(buildingsOf(view));
  const { community } = view;
  const needs = view.needs.filter((need) => buildings.has(buildingOf(view, need.requester)));
  const limit = community?.policy.unclaimed_seconds ?? 0;
  const ended = needs.filter((need) => need.status === "ended" && !pendingOf(view, need.id).has("confirm"));
  const isHers = (need: NeedView): boolean => partOf(view, need) === "mine";
  return {
    unclaimed: needs.filter((need) => isUnclaimed(need, view.now, limit, community?.timeZone ?? "")),
    toConfirm: [...ended.filter(isHers), ...ended.filter((need) => !isHers(need))],
    disputed: needs.filter(({ status }) => status === "disputed"),
    newcomers: view.newcomers.filter(({ building }) => buildings.has(building)),
  };
}

export const buildingOf = (view: StationView, account: Id): string =>
  (view.people.get(account) ?? (view.me?.id === account ? view.me : undefined))?.building ?? "";

/** Vouched people of a building with whom somebody may share a household, by name. */
export const housemates = (view: StationView, building: string, but: Id | null): readonly Person[] =>
  [...view.people.values()]
    .filter((one) => one.building === building && one.isVouched && one.name !== null && one.id !== but)
    .sort((a, b) => (a.name ?? "").localeCompare(b.name ?? "", "zh"));
