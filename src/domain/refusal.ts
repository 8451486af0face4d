/**
 * Every reason for which an entry or a request is refused, in order of precedence, with one sentence for
 * people in both languages. A transient refusal is tried again by the outbox; a final one is logged as a
 * `reject` leaf, unless it is one of DOOR_ONLY, which never reach the log.
 * The number of a refusal (its place in LEAF_STATUS) is what a leaf carries: that list only grows.
 */

type Row = readonly [transient: boolean, zh: string, en: string];

const ROWS = {
  // the door
  bad_statement: [
    false,
    "这条记录的格式不对，没有收下。请更新后重试。",
    "This record is malformed and was not accepted. Please update and try again.",
  ],
  bad_signature: [
    false,
    "签名对不上，没有收下。请在本机重新操作一次。",
    "The signature does not match. Please do it again on this phone.",
  ],
  relay_too_old: [
    true,
    "驿站的程序还不认识这种记录，升级后会自动再送。",
    "The relay does not know this kind of record yet; it will be sent again.",
  ],
  read_only: [
    true,
    "驿站正在核对账本，暂时只能看。",
    "The relay is checking its ledger and is read-only for now.",
  ],
  busy: [true, "驿站有点忙，稍后自动再送。", "The relay is busy; this will be sent again shortly."],
  rate: [true, "送得太快了，稍后自动再送。", "Too many at once; this will be sent again shortly."],
  clock_wrong: [
    true,
    "手机时间不准，已按驿站时间改好，会自动再送。",
    "This phone's clock is off; corrected to the relay's time and sent again.",
  ],
  unknown_key: [
    true,
    "还没查到您的入册记录，查到后自动再送。",
    "Your registration has not arrived yet; this waits for it.",
  ],
  ref_missing: [
    true,
    "前面的一步还没送到，会自动再送。",
    "An earlier step has not arrived yet; this waits for it.",
  ],
  too_old: [
    false,
    "这条记录放了超过7天，请重新操作。",
    "This record is more than 7 days old. Please do it again.",
  ],
  seq_used: [
    false,
    "同一个编号已经用过。请在本机重新操作一次。",
    "This number was used already. Please do it again on this phone.",
  ],
  // who
  key_removed: [
    false,
    "这台手机已被停用。请用恢复码，或找楼长。",
    "This phone was switched off. Use your recovery code or ask your steward.",
  ],
  revoked: [false, "这个账户已停用，有疑问请找社区。", "This account was closed. Please ask the community."],
  not_vouched: [
    false,
    "还没有人为您作见证。请找楼长当面认一下。",
    "Nobody has vouched for you yet. Please meet your steward at the door.",
  ],
  not_yours_to_say: [
    true,
    "这件事要本人或代办人来办。",
    "Only the person, or somebody who speaks for them, may do this.",
  ],
  wrong_role: [false, "您没有办这件事的身份。", "Your role does not allow this."],
  // registry
  no_such_invite: [
    false,
    "邀请码不对，请对照海报再输一次。",
    "No such invite. Please compare it with the poster.",
  ],
  invite_used: [
    false,
    "这个邀请已经用过，请再要一个新的。",
    "This invite was used already. Please ask for a new one.",
  ],
  invite_expired: [
    false,
    "这个邀请过期了，请再要一个新的。",
    "This invite has expired. Please ask for a new one.",
  ],
  already_registered: [false, "这把钥匙已经入册，不用再办。", "This key is registered already."],
  no_such_account: [false, "没有找到这位邻居的账户。", "There is no such account."],
  other_building: [false, "这不是您负责的楼栋。", "This building is not yours to look after."],
  same_person: [false, "不能由同一个人来办。", "The same person cannot do both sides."],
  same_household: [false, "要由另一户的邻居来作见证。", "This needs somebody of another household."],
  already_done: [false, "已经办过了，不用再办。", "This was done already."],
  lapsed: [
    false,
    "等得太久，这件事已失效，请重新办。",
    "This waited too long and lapsed. Please start again.",
  ],
  needs_second_key: [
    false,
    "这一项锁定了，要社区根钥匙和第二把钥匙一起改。",
    "This field is locked: it needs the root key and the second key.",
  ],
  out_of_bounds: [false, "数值超出了允许的范围。", "The value is outside its bounds."],
  switched_off: [false, "本社区还没有开通这一项。", "This is not switched on in this community."],
  // the ledger
  already_covered: [false, "这个需求已经预留过积分。", "Points are already reserved for this need."],
  amount_wrong: [false, "积分数目不对，请重新操作。", "The amount is not right. Please do it again."],
  not_enough_points: [
    false,
    "可用积分不够。可以请公益池先垫，或改为不计分。",
    "Not enough points. Ask the community pool, or post without points.",
  ],
  above_cap: [false, "超过了代办的每日上限。", "This is above the proxy's limit for a day."],
  hold_over: [false, "这一单已经结束。", "This service is over."],
  already_taken: [false, "已有邻居先接了。您可以排候补。", "A neighbour took it first. You may stand by."],
  own_need: [
    false,
    "不能接自己家或自己代办的需求。",
    "You cannot take a need of your own household or one you speak for.",
  ],
  not_eligible: [
    false,
    "这类服务要先由楼长核实年龄等条件。",
    "Your steward must first check the requirements of this kind of service.",
  ],
  pledge_missing: [
    false,
    "接单前请先读并签《志工服务承诺书》。",
    "Please read and sign the volunteer pledge first.",
  ],
  not_taken: [false, "还没有人接这一单。", "Nobody has taken this yet."],
  not_the_helper: [false, "这一单不是您接的。", "You are not the helper of this service."],
  already_started: [false, "服务已经开始，不能这样改了。", "The service has started already."],
  not_started: [false, "还没有点开始。", "The service has not been started."],
  already_ended: [false, "服务已经结束过了。", "The service has ended already."],
  not_ended: [false, "服务还没有结束。", "The service has not ended yet."],
  notice_too_short: [
    false,
    "离约好的时间太近，请先打电话商量。",
    "It is too close to the agreed time. Please call first.",
  ],
  disputed: [false, "这一单有争议，等楼长处理。", "This service is disputed and waits for the steward."],
  not_disputed: [false, "这一单没有争议，不用处理。", "This service is not disputed."],
  budget_spent: [
    true,
    "本月的额度发完了，下月自动补上。",
    "This month's budget is spent; it follows next month.",
  ],
  // keys (added later: LEAF_STATUS only grows)
  key_suspended: [
    false,
    "这部手机停用了，说的话先不算。请找楼长，或用恢复码。",
    "This phone is suspended for now. Ask your steward, or use your recovery code.",
  ],
  key_waiting: [
    true,
    "还要等满72小时才算数，到时候会自动再送。",
    "This counts once the 72 hours are over; it will be sent again then.",
  ],
  code_replaced: [
    false,
    "这张恢复码已经换过，不能用了。请用新的那张，或找楼长。",
    "This recovery code was replaced. Use the newer one, or ask your steward.",
  ],
} as const satisfies Record<string, Row>;

/** A reason of the closed union. */
export type Refusal = keyof typeof ROWS;

/** All refusals in order of precedence; a leaf's status is 1 + the place in this list. It only grows. */
export const LEAF_STATUS: readonly Refusal[] = Object.keys(ROWS) as Refusal[];

/** Final refusals that never become a leaf: nobody enrolled stands behind them, or the place is taken. */
export const DOOR_ONLY: ReadonlySet<Refusal> = new Set([
  "bad_statement",
  "bad_signature",
  "seq_used",
  "too_old",
]);

export const isRefusal = (code: string): code is Refusal => Object.hasOwn(ROWS, code);
export const isTransient = (refusal: Refusal): boolean => ROWS[refusal][0];
export const refusalText = (refusal: Refusal): { readonly zh: string; readonly en: string } => ({
  zh: ROWS[refusal][1],
  en: ROWS[refusal][2],
});

/** The status number of a leaf: 0 = ok. */
export const statusOf = (refusal: Refusal | null): number =>
  refusal === null ? 0 : LEAF_STATUS.indexOf(refusal) + 1;

/** The refusal of a leaf's status; null for 0, undefined for a number this program does not know. */
export const refusalOf = (status: number): Refusal | null | undefined =>
  status === 0 ? null : LEAF_STATUS[status - 1];
