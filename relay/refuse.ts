/**
 * How the relay says no over HTTP: RFC 9457 problem+json with one sentence in Chinese and one in English, or the
 * array `["refused", code, transient, now, index | null]` inside a CBOR sequence (wire.md, section 6).
 * No stack, no path and nothing about anybody else ever stands in one.
 */
import type { Cbor } from "../crypto/cbor.ts";
import { isRefusal, isTransient, type Refusal, refusalText } from "../src/domain/refusal.ts";
import type { Moment } from "../src/domain/units.ts";

type Row = readonly [status: number, transient: boolean, zh: string, en: string];

/** What only a relay can answer; reasons about entries are in src/domain/refusal.ts. */
const ROWS = {
  bad_request: [400, false, "请求的格式不对。", "The request is malformed."],
  bad_auth: [401, false, "没有认出您的签名，请重新打开应用。", "The request is not signed by a known key."],
  clock_wrong: [
    401,
    true,
    "手机时间不准，已按驿站时间改好，会自动再送。",
    "This phone's clock is off; corrected to the relay's time and sent again.",
  ],
  request_used: [401, true, "这次请求已经用过，会自动重签再送。", "This signed request was used already."],
  not_allowed: [403, false, "您不能看这一项。", "You may not see this."],
  setup_refused: [
    403,
    false,
    "开站链接不对或已过期。请在驿站主机上运行 npm start -- --setup 再取一个。",
    "The setup link is wrong or has expired. Run npm start -- --setup on the relay for a new one.",
  ],
  setup_incomplete: [
    400,
    false,
    "开站资料不完整，没有保存任何内容。",
    "The founding is incomplete; nothing was kept.",
  ],
  not_found: [404, false, "没有这个页面。", "There is no such thing here."],
  no_such_community: [404, false, "这台驿站没有这个社区。", "This relay does not serve that community."],
  no_such_checkpoint: [404, false, "没有这个大小的账本签名。", "There is no checkpoint of that size."],
  wrong_method: [405, false, "不能这样请求。", "That method is not allowed here."],
  version_low: [409, false, "社区资料已有更新的版本。", "There is a newer manifest already."],
  box_full: [409, true, "对方的信箱满了，稍后再送。", "The post box is full; this will be sent again."],
  client_too_old: [
    426,
    true,
    "手机上的程序旧了，换成新版再送。写好的都留着。",
    "The app on this phone is too old; renew it and it sends this again.",
  ],
  too_large: [413, false, "内容太大，没有收下。", "The body is too large."],
  too_many: [429, true, "请求太多，稍后自动再试。", "Too many requests; try again shortly."],
  broken: [500, true, "驿站出了点问题，稍后自动再试。", "The relay failed; try again shortly."],
} as const satisfies Record<string, Row>;

export type Code = keyof typeof ROWS | Refusal;

/** HTTP statuses of ledger refusals that are not 409, a conflict with what the ledger says. */
const STATUS: Readonly<Partial<Record<Refusal, number>>> = {
  bad_statement: 400,
  bad_signature: 400,
  relay_too_old: 501,
  read_only: 503,
  busy: 503,
  rate: 429,
  clock_wrong: 401,
  unknown_key: 403,
  key_removed: 403,
  key_suspended: 403,
  key_waiting: 403,
  code_replaced: 403,
  revoked: 403,
  not_vouched: 403,
  not_yours_to_say: 403,
  wrong_role: 403,
  no_such_invite: 404,
  invite_used: 410,
  invite_expired: 410,
  no_such_account: 404,
};

/** Seconds after which somebody who was too fast may try again, unless told otherwise. */
const RETRY_SECONDS = 1;

export interface Problem {
  readonly code: Code;
  readonly now: Moment;
  /** The reject leaf, when there is one. */
  readonly index?: number | null;
  readonly retrySeconds?: number;
}

export const isTransientCode = (code: Code): boolean =>
  isRefusal(code) && code !== "clock_wrong" ? isTransient(code) : ROWS[code as keyof typeof ROWS][1];

const isOwn = (code: Code): code is keyof typeof ROWS => Object.hasOwn(ROWS, code);

/** The refusal as an answer. */
export function problem({ code, now, index, retrySeconds }: Problem): Response {
  const text = isOwn(code) ? { zh: ROWS[code][2], en: ROWS[code][3] } : refusalText(code);
  const status = isOwn(code) ? ROWS[code][0] : (STATUS[code] ?? 409);
  const body = {
    type: `urn:yizhan:${code}`,
    title: text.zh,
    code,
    transient: isTransientCode(code),
    title_en: text.en,
    now,
    ...(index == null ? {} : { index }),
  };
  const headers = new Headers({
    "Content-Type": "application/problem+json; charset=utf-8",
    "Cache-Control": "no-store",
  });
  if (status === 429 || status === 503) headers.set("Retry-After", String(retrySeconds ?? RETRY_SECONDS));
  return new Response(JSON.stringify(body), { status, headers });
}

/** The refusal inside a CBOR sequence. */
export const refusalItem = ({ code, now, index }: Problem): Cbor => [
  "refused",
  code,
  isTransientCode(code),
  now,
  index ?? null,
];
