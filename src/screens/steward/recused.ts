/** Who may not settle a case: a party, somebody who speaks for one, or a person of either household (ledger.md). */
import type { NeedView } from "../../domain/need.ts";
import type { StationView } from "../../peer/station.ts";

export function isRecused(view: StationView, need: NeedView): boolean {
  const { me } = view;
  if (me === null) return true;
  const parties = [need.requester, need.by, need.helper];
  const speaks = view.elders.some(({ id }) => id === need.requester || id === need.helper);
  const isHome = parties.some(
    (party) => party !== null && view.people.get(party)?.household === me.household,
  );
  return speaks || isHome || parties.includes(me.id);
}
