/**
 * Texts that people sign. A text never changes under its version: whoever edits one raises the version, and the
 * statement carries the hash of exactly the characters that were shown (wire.md, `consent`).
 */
import { bytesToHex, utf8ToBytes } from "../../crypto/bytes.ts";
import { sha256 } from "../../crypto/hash.ts";
import type { Lang } from "./lang.ts";

export const CONSENT_CODES = ["first_notice", "sync_notice", "points_notice", "pledge"] as const;
export type ConsentCode = (typeof CONSENT_CODES)[number];

export interface ConsentText {
  readonly version: number;
  readonly title: Readonly<Record<Lang, string>>;
  readonly text: Readonly<Record<Lang, string>>;
}

export const CONSENTS: Readonly<Record<ConsentCode, ConsentText>> = {
  // The first notice has at most 120 characters.
  first_notice: {
    version: 1,
    title: { zh: "用什么，不用什么", en: "What is used" },
    text: {
      zh: "加入只要一个称呼，不要手机号、身份证和位置。称呼和您发的需求，本社区已见证的邻居看得到；联系方式只给接单的那一位。您可以随时撤回、导出或删除。不记录行踪，不录音，没有广告。",
      en: "Joining takes a name to call you by: no phone number, no ID, no location. Vouched neighbours of this community see that name and your requests; your contact goes only to the one who helps. Withdraw, export or delete at any time. No tracking, no recording, no ads.",
    },
  },
  sync_notice: {
    version: 1,
    title: { zh: "存在哪里", en: "Where it is kept" },
    text: {
      zh: "您发的需求会存到本楼邻居手机里，断网时大家也看得到。撤回或删除后，联上网的手机会跟着删掉。",
      en: "Your requests are kept on the phones of neighbours in this building, so that everybody can read them without a network. Once you withdraw or delete, phones that come online delete them, too.",
    },
  },
  points_notice: {
    version: 1,
    title: { zh: "积分是什么", en: "What points are" },
    text: {
      zh: "帮人一小时记一个积分，以后可以请别人帮您一小时。积分不是钱，不能买、不能取现、不生息，两年有效。每一笔都有签名和编号，谁都可以核对。",
      en: "An hour of help is one point, and a point is an hour of help for you. Points are not money: they cannot be bought, cashed or earn interest, and they last two years. Every entry is signed and numbered, and anybody can check it.",
    },
  },
  pledge: {
    version: 1,
    title: { zh: "志工服务承诺书", en: "Volunteer pledge" },
    text: {
      zh: "我自愿帮助邻居。\n一、我已满18周岁，说的和做的都是真的，做了多久就记多久。\n二、先打电话说好，再按时去；去不了，早点说。\n三、不收钱，不借钱，不推销。\n四、不打听、不外传别人家的事，病情和孩子的事更不说。\n五、安全第一：觉得不对就停下，打 120、110，或叫楼长。\n六、有了误会，先听楼长调解。",
      en: "I help my neighbours of my own will.\n1. I am at least 18. What I say and do is true, and I record the time I really gave.\n2. I call first and come on time; if I cannot come, I say so early.\n3. I take no money, borrow none and sell nothing.\n4. I do not pry into or pass on other people's affairs, least of all an illness or a child's matters.\n5. Safety first: when something feels wrong I stop, and call 120, 110 or the steward.\n6. If there is a misunderstanding, I listen to the steward first.",
    },
  },
};

/** The three texts that joining signs. */
export const JOINING: readonly ConsentCode[] = ["first_notice", "sync_notice", "points_notice"];

export interface SignedText {
  readonly text: ConsentCode;
  readonly version: number;
  readonly lang: Lang;
  /** Lower-case hex of the SHA-256 of the text in UTF-8. */
  readonly sha256: string;
}

/** What is signed when somebody agrees to a text in a language. */
export const consentTo = (code: ConsentCode, lang: Lang): SignedText => ({
  text: code,
  version: CONSENTS[code].version,
  lang,
  sha256: bytesToHex(sha256(utf8ToBytes(CONSENTS[code].text[lang]))),
});
