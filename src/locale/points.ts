/** Points in words: 12.5 积分, 625 好心分. The ledger counts seconds; policy says how they are shown. */
import type { Policy, Preset } from "../domain/policy.ts";
import { secondsToPoints } from "../domain/units.ts";
import { dictionary, inLang, type Lang } from "./lang.ts";

const units = dictionary({
  zh: { points: "积分", time_points: "时间积分", kind_points: "好心分" },
  en: { points: "points", time_points: "time points", kind_points: "kindness points" },
});

export interface PointsShown {
  /** The number as people read it, such as 12.5. */
  readonly value: string;
  readonly unit: string;
}

/** What a community calls its points. */
export function unitOf(preset: Preset, lang: Lang): string {
  const t = inLang(units, lang);
  switch (preset) {
    case "government_pilot":
      return t.time_points;
    case "haoxin_maoming":
      return t.kind_points;
    case "building_start":
    case "merchant_union":
      return t.points;
    default:
      return preset satisfies never;
  }
}

/** Seconds of service as a community shows them, with at most two digits after the point. */
export const secondsToShown = (seconds: number, policy: Policy): string =>
  String(Math.round(secondsToPoints(seconds) * policy.display_factor * 100) / 100);

export const pointsOf = (
  seconds: number,
  community: { readonly policy: Policy; readonly preset: Preset },
  lang: Lang,
): PointsShown => ({
  value: secondsToShown(seconds, community.policy),
  unit: unitOf(community.preset, lang),
});
