/** Names of people and buildings as a screen shows them. */

import type { Id } from "../domain/units.ts";
import { common } from "../locale/common.ts";
import { inLang, type Lang } from "../locale/lang.ts";
import type { StationView } from "../peer/station.ts";

/** 称呼, or 一位邻居 while her profile has not reached this phone. */
export const nameOf = (view: StationView, account: Id | null, lang: Lang): string =>
  (account === null ? null : view.people.get(account)?.name) ??
  (account !== null && account === view.me?.id ? view.me.name : null) ??
  inLang(common, lang).someone;

/** 5号楼. */
export const buildingName = (view: StationView, building: string, lang: Lang): string =>
  view.community?.buildings.find((one) => one.id === building)?.name ??
  inLang(common, lang).building(building);

/** The building where a person lives, in words. */
export const placeOf = (view: StationView, account: Id, lang: Lang): string => {
  const person = view.people.get(account) ?? (view.me?.id === account ? view.me : undefined);
  return person === undefined ? "" : buildingName(view, person.building, lang);
};

export const isSteward = (view: StationView): boolean =>
  view.me?.roles.some(({ role }) => role === "steward" || role === "deputy") === true;
