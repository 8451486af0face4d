/** The policy table in plain words: what each number is for, and how it is read (policy-defaults.md). */
import { POLICY_SCHEMA, type Policy, type PolicyField } from "../domain/policy.ts";
import { DAY } from "../domain/units.ts";
import { dictionary, inLang, type Lang } from "./lang.ts";
import { secondsToShown } from "./points.ts";
import { lengthWords } from "./time.ts";

const labels = dictionary({
  zh: {
    rules: "账本规则的版本",
    stage: "社区走到第几阶段",
    point_seconds: "1 积分等于多久的服务",
    display_factor: "1 小时显示成多少分",
    step_seconds: "时间按多少往上取整",
    extra_hold_percent: "超时最多再加",
    welcome_seconds: "第一次被见证，送",
    welcome_budget_seconds: "30 天里见面礼一共最多",
    issue_cap_seconds: "30 天里一共最多发出",
    referral_seconds: "介绍一位新邻居，得",
    referral_count_month: "一个月最多介绍",
    gift: "送给亲友",
    gift_seconds_day: "一天最多送",
    cross_community: "和别的社区互通",
    lot_seconds: "积分多久以后到期",
    expiry_notice_seconds: "到期前多久提醒",
    elder_no_expiry: "60 岁以上不过期",
    auto_confirm_seconds: "做完多久没人说话，就算确认",
    proxy_auto_confirm_72h: "代办的、纸质的放宽到 72 小时",
    unclaimed_seconds: "多久没人接，楼长来喊人",
    push_metres: "最远告诉多远的邻居",
    contact_seconds: "接单后多久内要打电话",
    enquiry_seconds: "咨询多久内答复",
    complaint_seconds: "投诉多久内先回应",
    helper_age: "帮忙的人最小",
    care_age: "托管孩子的人最小",
    suspend_seconds_min: "虚假服务，最短停接单",
    suspend_seconds_max: "虚假服务，最长停接单",
    level_two_points: "同行级，从累计多少分起",
    level_three_points: "共筑级，从累计多少分起",
    kpi_response_percent: "楼长考核：需求有人应",
    kpi_activity_people: "楼长考核：每场活动",
    kpi_stars_tenths: "楼长考核：满意度",
    activity_people_min: "活动有奖，至少来",
    activity_seconds: "组织一场活动，得",
    redemption: "到商家兑换",
    reference_fen: "1 积分参考多少钱",
    need_seconds: "一条需求放多久",
    void_notice_seconds: "接单后取消，要提前多久",
    rating_reveal_seconds: "评价最晚多久后公开",
    vouches_needed: "没有楼长时，要几位邻居见证",
    proxy_hold_seconds_day: "代办一天最多预留",
    proxy_seconds: "一次委托管多久",
    invite_seconds: "个人邀请多久有效",
    pending_seconds: "等第二把钥匙，最多等",
    registered_needs_day: "见证以前，一天最多发",
    document_statements: "一个月的板子最多写",
    document_places_for_stewards: "其中留给楼长",
    vouched_statements: "每位邻居在一块板上最多写",
    steward_statements: "楼长在一块板上最多写",
    rate_minute: "邻居一分钟最多写",
    rate_minute_steward: "楼长一分钟最多写",
  } satisfies Record<PolicyField, string>,
  en: {
    rules: "Version of the ledger's rules",
    stage: "Stage of the community",
    point_seconds: "Service that makes one point",
    display_factor: "An hour is shown as",
    step_seconds: "Time is rounded up to",
    extra_hold_percent: "Overtime adds at most",
    welcome_seconds: "Welcome gift after the first vouch",
    welcome_budget_seconds: "All welcome gifts within 30 days",
    issue_cap_seconds: "All that is issued within 30 days",
    referral_seconds: "For bringing a new neighbour",
    referral_count_month: "New neighbours that count in a month",
    gift: "Gifts to friends",
    gift_seconds_day: "Gifts in a day, at most",
    cross_community: "Exchange with other communities",
    lot_seconds: "Points expire after",
    expiry_notice_seconds: "Notice before they expire",
    elder_no_expiry: "No expiry from the age of 60",
    auto_confirm_seconds: "Counts as confirmed after a silence of",
    proxy_auto_confirm_72h: "72 hours for proxy and paper accounts",
    unclaimed_seconds: "The steward calls for people after",
    push_metres: "Neighbours are told within",
    contact_seconds: "A helper calls within",
    enquiry_seconds: "Questions are answered within",
    complaint_seconds: "Complaints get a first answer within",
    helper_age: "Helpers are at least",
    care_age: "Child carers are at least",
    suspend_seconds_min: "False service: shortest suspension",
    suspend_seconds_max: "False service: longest suspension",
    level_two_points: "Second level, from points earned",
    level_three_points: "Third level, from points earned",
    kpi_response_percent: "Stewards: requests answered",
    kpi_activity_people: "Stewards: people at each activity",
    kpi_stars_tenths: "Stewards: satisfaction",
    activity_people_min: "A rewarded activity has at least",
    activity_seconds: "For organising an activity",
    redemption: "Exchange in shops",
    reference_fen: "Reference value of a point",
    need_seconds: "A request stays for",
    void_notice_seconds: "Cancelling after it was taken: notice of",
    rating_reveal_seconds: "Ratings are shown after at most",
    vouches_needed: "Vouches needed without a steward",
    proxy_hold_seconds_day: "A proxy reserves in a day, at most",
    proxy_seconds: "A delegation lasts",
    invite_seconds: "A personal invite lasts",
    pending_seconds: "Waiting for the second key, at most",
    registered_needs_day: "Requests a day before being vouched for",
    document_statements: "Statements on a month's board",
    document_places_for_stewards: "of these kept for stewards",
    vouched_statements: "Statements of a neighbour on a board",
    steward_statements: "Statements of a steward on a board",
    rate_minute: "Statements of a neighbour in a minute",
    rate_minute_steward: "Statements of a steward in a minute",
  },
});

const values = dictionary({
  zh: {
    on: "开",
    off: "关",
    yuan: (yuan: string) => `${yuan} 元`,
    kilometres: (count: number) => `${count} 公里`,
    metres: (count: number) => `${count} 米`,
    stage: (count: number) => `第 ${count} 阶段`,
    percent: (count: number) => `${count}%`,
    factor: (count: number) => `${count} 分`,
    years: (count: number) => `${count} 年`,
    age: (count: number) => `${count} 岁`,
    people: (count: number) => `${count} 人`,
    stars: (stars: string) => `${stars} 星`,
    count: (count: number) => `${count} 条`,
    plain: (count: number) => `${count}`,
  },
  en: {
    on: "on",
    off: "off",
    yuan: (yuan) => `${yuan} yuan`,
    kilometres: (count) => `${count} km`,
    metres: (count) => `${count} m`,
    stage: (count) => `${count}`,
    percent: (count) => `${count}%`,
    factor: (count) => `${count}`,
    years: (count) => (count === 1 ? "1 year" : `${count} years`),
    age: (count) => `${count} years old`,
    people: (count) => `${count}`,
    stars: (stars) => `${stars} stars`,
    count: (count) => `${count}`,
    plain: (count) => `${count}`,
  },
});

/** The table's parts in the order in which people ask. */
export const RULE_GROUPS = {
  points: [
    "point_seconds",
    "display_factor",
    "step_seconds",
    "extra_hold_percent",
    "welcome_seconds",
    "referral_seconds",
    "referral_count_month",
    "lot_seconds",
    "expiry_notice_seconds",
    "elder_no_expiry",
  ],
  help: [
    "need_seconds",
    "unclaimed_seconds",
    "push_metres",
    "contact_seconds",
    "void_notice_seconds",
    "auto_confirm_seconds",
    "proxy_auto_confirm_72h",
    "rating_reveal_seconds",
  ],
  safety: [
    "helper_age",
    "care_age",
    "vouches_needed",
    "enquiry_seconds",
    "complaint_seconds",
    "suspend_seconds_min",
    "suspend_seconds_max",
  ],
  proxy: [
    "proxy_hold_seconds_day",
    "proxy_seconds",
    "invite_seconds",
    "pending_seconds",
    "registered_needs_day",
  ],
  exchange: ["redemption", "reference_fen", "gift", "gift_seconds_day", "cross_community"],
  honours: [
    "level_two_points",
    "level_three_points",
    "kpi_response_percent",
    "kpi_activity_people",
    "kpi_stars_tenths",
    "activity_people_min",
    "activity_seconds",
  ],
  limits: [
    "stage",
    "rules",
    "welcome_budget_seconds",
    "issue_cap_seconds",
    "document_statements",
    "document_places_for_stewards",
    "vouched_statements",
    "steward_statements",
    "rate_minute",
    "rate_minute_steward",
  ],
} as const satisfies Record<string, readonly PolicyField[]>;
export type RuleGroup = keyof typeof RULE_GROUPS;

/** Fields whose seconds are an amount of points and not a time to wait. */
const AMOUNTS: ReadonlySet<PolicyField> = new Set([
  "step_seconds",
  "welcome_seconds",
  "welcome_budget_seconds",
  "issue_cap_seconds",
  "referral_seconds",
  "gift_seconds_day",
  "activity_seconds",
  "proxy_hold_seconds_day",
] as const);
const AGES: ReadonlySet<PolicyField> = new Set(["helper_age", "care_age"] as const);
const PEOPLE: ReadonlySet<PolicyField> = new Set([
  "kpi_activity_people",
  "activity_people_min",
  "vouches_needed",
  "referral_count_month",
] as const);
const PLAIN: ReadonlySet<PolicyField> = new Set(["rules", "level_two_points", "level_three_points"] as const);

export const ruleLabel = (field: PolicyField, lang: Lang): string => inLang(labels, lang)[field];

/** A field's number as people read it; `unit` is what the community calls its points. */
export function ruleValue(field: PolicyField, policy: Policy, unit: string, lang: Lang): string {
  const t = inLang(values, lang);
  const value = policy[field];
  const { unit: measure } = POLICY_SCHEMA[field];
  switch (measure) {
    case "seconds":
      return AMOUNTS.has(field) ? `${secondsToShown(value, policy)} ${unit}` : timeText(value, lang);
    case "switch":
      return value === 1 ? t.on : t.off;
    case "fen":
      return t.yuan(String(value / 100));
    case "metres":
      return value % 1000 === 0 ? t.kilometres(value / 1000) : t.metres(value);
    case "percent":
      return t.percent(value);
    case "stage":
      return t.stage(value);
    case "factor":
      return t.factor(value);
    case "count":
      return countText(field, value, lang);
    case "hour":
      return t.plain(value);
    default:
      return measure satisfies never;
  }
}

function countText(field: PolicyField, value: number, lang: Lang): string {
  const t = inLang(values, lang);
  if (field === "kpi_stars_tenths") return t.stars((value / 10).toFixed(1));
  if (AGES.has(field)) return t.age(value);
  if (PEOPLE.has(field)) return t.people(value);
  return PLAIN.has(field) ? t.plain(value) : t.count(value);
}

/** Whole years as years, else hours and days: two years are not 730 days to anybody. */
function timeText(seconds: number, lang: Lang): string {
  const year = 365 * DAY;
  if (seconds >= year && seconds % year === 0) return inLang(values, lang).years(seconds / year);
  return lengthWords(seconds, lang);
}
