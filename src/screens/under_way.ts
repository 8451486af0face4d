import type { StationView, Waiting } from "../peer/station.ts";

/** Signed and not received yet; what was refused or is still to be signed is not on its way. */
export const underWay = (view: StationView): readonly Waiting[] =>
  view.sync.waiting.filter(({ state }) => state === "waiting" || state === "trying");
