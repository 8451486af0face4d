/** Positions of buildings, between the degrees that people copy and the parts that are kept. */
import { PARTS_PER_DEGREE } from "../../domain/buildings_csv.ts";
import type { Building } from "../../domain/founding.ts";
import { gcjToWgs } from "./gcj02.ts";

/** A building whose position was copied from a Chinese map service. */
export function buildingToWgs(building: Building): Building {
  const { lat, lon } = gcjToWgs({
    lat: building.lat / PARTS_PER_DEGREE,
    lon: building.lon / PARTS_PER_DEGREE,
  });
  return {
    ...building,
    lat: Math.round(lat * PARTS_PER_DEGREE),
    lon: Math.round(lon * PARTS_PER_DEGREE),
  };
}

/** "21.6629, 110.9254" in two cells; the separators of every keyboard. */
export function splitPosition(typed: string): { readonly lat: string; readonly lon: string } {
  const [lat = "", lon = "", ...rest] = typed
    .normalize("NFKC")
    .split(/[\s,;、]+/u)
    .filter(Boolean);
  return { lat, lon: [lon, ...rest].join(" ") };
}
