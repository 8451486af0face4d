/**
 * Apps that show web pages in a window of their own and keep nothing for them (experience.md, "Where it must work"),
 * told by the browser's own line. Whoever lies in that line is found by what its window lacks.
 */
export type Container =
  | "wecom"
  | "wechat"
  | "qq"
  | "dingtalk"
  | "alipay"
  | "feishu"
  | "weibo"
  | "douyin"
  | "toutiao"
  | "kuaishou"
  | "xiaohongshu"
  | "baidu"
  | "taobao"
  | "app";

/** Why no key is made here. */
export type KeyFault =
  | "in_container" // another app's window, which keeps nothing
  | "cannot_keep"; // a browser without a place for a key, or without a way to sign

/** What a browser must have to keep a key. */
export type Lack = "indexedDB" | "serviceWorker" | "subtle" | "locks";

/** The first that fits: 企业微信 names WeChat too, DingTalk and Taobao name Alipay's frame. */
const ROWS: readonly (readonly [Container, RegExp])[] = [
  ["wecom", /wxwork/i],
  ["wechat", /MicroMessenger/i],
  ["qq", /\b(QQ|TIM|Qzone|QQTheme)\/[0-9v_]/i],
  ["dingtalk", /DingTalk/i],
  ["alipay", /AlipayClient|AliApp\(AP/i],
  ["feishu", /\b(Lark|Feishu)\//i],
  ["weibo", /__weibo__|\bWeibo\b/i],
  ["toutiao", /NewsArticle|JsSdk\/2|ToutiaoMicroApp/i],
  ["douyin", /aweme|BytedanceWebview|\bdouyin/i],
  ["kuaishou", /\b(Kwai|ksNebula|Yoda)\//i],
  ["xiaohongshu", /xhsdiscover|XiaoHongShu|\bdiscover\/[0-9]/i],
  ["baidu", /baiduboxapp/i],
  ["taobao", /AliApp\(|\b(jdapp|pinduoduo|imeituan|meituan)\b/i],
  ["app", /\b(FBAN|FBAV|FB_IAB|Instagram|Line)\/|BiliApp|bili-universal|ZhihuHybrid|osee2unified/i],
];

/** An Android window of some app; vivo's and other makers' browsers say so, too, and add their own name. */
const WINDOW = /; wv\)/;
const BROWSER = /Browser\/|Quark\/|EdgA?\/|Firefox\/|OPR\//i;

export function containerOf(userAgent: string): Container | null {
  const named = ROWS.find(([, line]) => line.test(userAgent))?.[0];
  if (named !== undefined) return named;
  return WINDOW.test(userAgent) && !BROWSER.test(userAgent) ? "app" : null;
}

/** Null: a key may be made here. */
export function whyNoKey(userAgent: string, lacks: readonly Lack[]): KeyFault | null {
  if (containerOf(userAgent) !== null) return "in_container";
  return lacks.length > 0 ? "cannot_keep" : null;
}
