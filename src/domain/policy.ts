/**
 * Community policy: every number of the founding documents is one row here (policy-defaults.md), and a signed
 * `policy` entry names a preset and its changes. All values are integers; times are seconds, money is fen.
 * A locked field needs the root key and the second key (P5); bounds hold for everybody.
 */
import { DAY, HOUR, MINUTE } from "./units.ts";

interface Row {
  readonly unit: "seconds" | "count" | "percent" | "fen" | "metres" | "switch" | "stage" | "factor" | "hour";
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly locked: boolean;
  /** The row of policy-defaults.md or the requirement that asks for it. */
  readonly source: string;
}

const row = (unit: Row["unit"], value: number, min: number, max: number, source: string): Row => ({
  unit,
  default: value,
  min,
  max,
  locked: false,
  source,
});
const locked = (unit: Row["unit"], value: number, min: number, max: number, source: string): Row => ({
  ...row(unit, value, min, max, source),
  locked: true,
});

const POINT = 3600;

export const POLICY_SCHEMA = {
  rules: row("count", 1, 1, 1, "ledger.md: rules are numbered"),
  stage: row("stage", 1, 1, 3, "20, ST2"),
  point_seconds: locked("seconds", POINT, POINT, POINT, "E1"),
  display_factor: row("factor", 1, 1, 50, "2, E16"),
  step_seconds: row("seconds", 360, 180, 900, "3, D10"),
  extra_hold_percent: row("percent", 25, 0, 25, "3"),
  welcome_seconds: row("seconds", POINT, 0, 2 * POINT, "5, E10"),
  welcome_budget_seconds: row("seconds", 1000 * POINT, 0, 100_000 * POINT, "5: a budget for 30 days"),
  issue_cap_seconds: row("seconds", 100_000 * POINT, 0, 10_000_000 * POINT, "ledger.md: ISSUE is capped"),
  referral_seconds: row("seconds", POINT / 2, 0, POINT, "6, N1"),
  referral_count_month: row("count", 10, 0, 10, "6"),
  gift: row("switch", 0, 0, 1, "7, E5"),
  gift_seconds_day: row("seconds", 10 * POINT, 0, 10 * POINT, "7"),
  cross_community: row("switch", 0, 0, 1, "8"),
  lot_seconds: locked("seconds", 730 * DAY, 730 * DAY, 730 * DAY, "9, E6: 24 months"),
  expiry_notice_seconds: locked("seconds", 30 * DAY, 30 * DAY, 60 * DAY, "9, E6"),
  elder_no_expiry: row("switch", 0, 0, 1, "9"),
  auto_confirm_seconds: locked("seconds", 24 * HOUR, 24 * HOUR, 24 * HOUR, "10, D6"),
  proxy_auto_confirm_72h: row("switch", 0, 0, 1, "10"),
  unclaimed_seconds: locked("seconds", 6 * HOUR, HOUR, 6 * HOUR, "11, C6"),
  push_metres: locked("metres", 3000, 100, 3000, "12, C2"),
  contact_seconds: row("seconds", HOUR, 10 * MINUTE, HOUR, "C5: call within an hour"),
  enquiry_seconds: locked("seconds", 24 * HOUR, HOUR, 24 * HOUR, "13, A11"),
  complaint_seconds: locked("seconds", HOUR, 10 * MINUTE, HOUR, "13, M1"),
  helper_age: locked("count", 18, 18, 18, "A2"),
  care_age: locked("count", 25, 25, 25, "A2, D5"),
  suspend_seconds_min: locked("seconds", 30 * DAY, 30 * DAY, 30 * DAY, "M3: 1 month"),
  suspend_seconds_max: locked("seconds", 90 * DAY, 90 * DAY, 90 * DAY, "M3: 3 months"),
  level_two_points: locked("count", 51, 51, 51, "19, L1"),
  level_three_points: locked("count", 201, 201, 201, "19, L1"),
  kpi_response_percent: locked("percent", 90, 90, 90, "L5"),
  kpi_activity_people: locked("count", 20, 20, 20, "L5"),
  kpi_stars_tenths: locked("count", 45, 45, 45, "L5: 4.5 stars"),
  activity_people_min: row("count", 10, 1, 50, "17, E3"),
  activity_seconds: row("seconds", 5 * POINT, 0, 10 * POINT, "17, E3"),
  redemption: row("switch", 0, 0, 1, "1"),
  reference_fen: row("fen", 500, 0, 1000, "1, J2"),
  need_seconds: row("seconds", 30 * DAY, DAY, 60 * DAY, "issue: a need expires after 30 days"),
  void_notice_seconds: row("seconds", 30 * MINUTE, 0, 24 * HOUR, "ledger.md: void between take and start"),
  rating_reveal_seconds: row("seconds", 7 * DAY, DAY, 14 * DAY, "D7"),
  vouches_needed: row("count", 3, 1, 5, "identity.md"),
  proxy_hold_seconds_day: row("seconds", 2 * POINT, 0, 8 * POINT, "ledger.md: delegate"),
  proxy_seconds: row("seconds", 365 * DAY, DAY, 365 * DAY, "ledger.md: delegate"),
  invite_seconds: row("seconds", 7 * DAY, HOUR, 30 * DAY, "identity.md: personal invite"),
  pending_seconds: row("seconds", 7 * DAY, DAY, 14 * DAY, "identity.md: pending"),
  registered_needs_day: row("count", 3, 0, 10, "identity.md"),
  document_statements: row("count", 3000, 100, 3000, "board.md"),
  document_places_for_stewards: row("count", 500, 0, 500, "board.md"),
  vouched_statements: row("count", 200, 20, 1000, "board.md"),
  steward_statements: row("count", 1000, 100, 3000, "board.md"),
  rate_minute: row("count", 60, 10, 600, "board.md: resident"),
  rate_minute_steward: row("count", 600, 60, 6000, "board.md: steward"),
} as const satisfies Record<string, Row>;

export type PolicyField = keyof typeof POLICY_SCHEMA;
export const POLICY_FIELD_NAMES = Object.keys(POLICY_SCHEMA) as readonly PolicyField[];

/** All numbers in force. */
export type Policy = Readonly<Record<PolicyField, number>>;

export const PRESETS = ["building_start", "merchant_union", "government_pilot", "haoxin_maoming"] as const;
export type Preset = (typeof PRESETS)[number];

/** Presets differ only here (policy-defaults.md, "Presets"). */
const PRESET_CHANGES: Readonly<Record<Preset, Partial<Policy>>> = {
  building_start: {},
  merchant_union: { redemption: 1, stage: 2 },
  government_pilot: { referral_seconds: 0 },
  haoxin_maoming: { redemption: 1, reference_fen: 1000, display_factor: 50, stage: 2 },
};

const DEFAULTS = Object.fromEntries(
  POLICY_FIELD_NAMES.map((name) => [name, POLICY_SCHEMA[name].default]),
) as Policy;

/** The policy of a preset, before changes. */
export const presetPolicy = (preset: Preset): Policy => ({ ...DEFAULTS, ...PRESET_CHANGES[preset] });

export interface PolicyChange {
  readonly field: PolicyField;
  readonly value: number;
}

/** The policy that a `policy` entry puts in force; null when a value is outside its bounds. */
export function policyFrom(preset: Preset, changes: readonly PolicyChange[]): Policy | null {
  const inBounds = changes.every(
    ({ field, value }) => value >= POLICY_SCHEMA[field].min && value <= POLICY_SCHEMA[field].max,
  );
  if (!inBounds) return null;
  // 政府试点: elder-care time programmes forbid exchange for money or goods, so it cannot be switched on.
  if (
    preset === "government_pilot" &&
    changes.some(({ field, value }) => field === "redemption" && value !== 0)
  )
    return null;
  return {
    ...presetPolicy(preset),
    ...Object.fromEntries(changes.map(({ field, value }) => [field, value])),
  };
}

/** Locked fields in which two policies differ. */
export const lockedChanges = (before: Policy, after: Policy): readonly PolicyField[] =>
  POLICY_FIELD_NAMES.filter((name) => POLICY_SCHEMA[name].locked && before[name] !== after[name]);
