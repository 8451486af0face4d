/** The code of a poster: who may make it, and whether old phones can read it. */
import { encodeQR } from "qr";
import type { StationView } from "../../peer/station.ts";

/** Modules along a side of QR version 5, the densest that old cameras read from a stairwell wall (interface.md). */
const MODULES_MAX = 17 + 4 * 5;
/** The least white border that can be asked for. */
const BORDER = 1;

/** Whether the poster's code is denser than it should be; measured as the poster draws it. */
export const isDense = (link: string): boolean =>
  encodeQR(link.toUpperCase(), "raw", { ecc: "medium", border: BORDER }).length - 2 * BORDER > MODULES_MAX;

/** The operator for every building, a steward for hers. */
export const mayInvite = (view: StationView, building: string): boolean =>
  view.me?.isOperator === true ||
  view.me?.roles.some(
    (held) => (held.role === "steward" || held.role === "deputy") && held.building === building,
  ) === true;

/** The screen above: each goes back to her own place. */
export const above = (view: StationView): string =>
  view.me?.isOperator === true ? "/ops/buildings" : "/desk";
