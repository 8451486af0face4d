/** Whose window a page stands in, by the browser's own line as it was seen in the field, with and without lies. */
import { expect, test } from "vitest";
import { type Container, containerOf, whyNoKey } from "../../src/peer/container.ts";

const ANDROID = "Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 (KHTML, like Gecko)";
const WINDOW =
  "Mozilla/5.0 (Linux; Android 12; PCAM00 Build/SKQ1; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/108.0.5359.128";
const IPHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)";

const CONTAINERS: readonly (readonly [Container, string])[] = [
  [
    "wechat",
    `${WINDOW} Mobile Safari/537.36 XWEB/1160117 MMWEBSDK/20240301 MicroMessenger/8.0.49.2600(0x28003133) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64`,
  ],
  ["wechat", `${IPHONE} Mobile/15E148 MicroMessenger/8.0.47(0x18002f2b) NetType/4G Language/zh_CN`],
  [
    "wechat",
    `${MAC} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/107.0.0.0 Safari/537.36 NetType/WIFI MicroMessenger/6.8.0 MacWechat/3.8.7`,
  ],
  [
    "wechat",
    "Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile MicroMessenger/8.0.5",
  ],
  ["wecom", `${WINDOW} Mobile Safari/537.36 wxwork/4.1.20 MicroMessenger/7.0.1 NetType/WIFI Language/zh`],
  [
    "qq",
    `${WINDOW} MQQBrowser/6.2 TBS/046291 Mobile Safari/537.36 V1_AND_SQ_8.9.28_3700_YYB_D QQ/8.9.28.10155 NetType/WIFI WebP/0.3.0`,
  ],
  ["qq", `${IPHONE} Mobile/15E148 QQ/9.0.20.604 V1_IPH_SQ_9.0.20_1_APP_A Pixel/1170`],
  ["qq", `${WINDOW} MQQBrowser/6.2 Mobile Safari/537.36 V1_AND_SQ_3.5.6 TIM/3.5.6.3208 QQ/3.5.6`],
  ["dingtalk", `${WINDOW} Mobile Safari/537.36 AliApp(DingTalk/7.5.10) com.alibaba.android.rimet/0`],
  [
    "dingtalk",
    `${IPHONE} Mobile/15E148 AliApp(DingTalk/7.0.40) com.laiwang.DingTalk/29 Channel/201200 language/zh-Hans-CN UT4Aplus/0.0.6 WK`,
  ],
  [
    "alipay",
    `${ANDROID} Version/4.0 Chrome/100.0.4896.58 UWS/5.6.0 Mobile Safari/537.36 UCBS/5.6.0 Nebula AlipayDefined(nt:WIFI,ws:360|0|3.0) AliApp(AP/10.5.56.8000) AlipayClient/10.5.56.8000 Language/zh-Hans`,
  ],
  [
    "alipay",
    `${IPHONE} Mobile/15E148 Ariver/1.1.0 AliApp(AP/10.5.60.6000) Nebula WK RVKType(0) AlipayDefined(nt:4G) AlipayClient/10.5.60.6000`,
  ],
  ["feishu", `${WINDOW} Mobile Safari/537.36 Lark/7.8.5 LarkLocale/zh_CN ChannelName/Feishu`],
  ["weibo", `${WINDOW} Mobile Safari/537.36 Weibo (vivo-V2309A__weibo__14.3.1__android__android14)`],
  ["weibo", `${IPHONE} Mobile/15E148 Weibo (iPhone14,5__weibo__14.3.0__iphone__os17.4)`],
  [
    "douyin",
    `${WINDOW} Mobile Safari/537.36 aweme_290300 JsSdk/1.0 NetType/WIFI AppName/aweme app_version/29.3.0 ByteLocale/zh-CN`,
  ],
  ["toutiao", `${WINDOW} Mobile Safari/537.36 JsSdk/2 NewsArticle/9.7.2 NetType/wifi`],
  ["kuaishou", `${WINDOW} Mobile Safari/537.36 Yoda/3.1.5 ksNebula/12.2.10`],
  [
    "baidu",
    `${WINDOW} Mobile Safari/537.36 T7/13.49 SP-engine/2.87.0 baiduboxapp/13.49.0.11 (Baidu; P1 14) NABar/1.0`,
  ],
  ["xiaohongshu", `${IPHONE} Mobile/15E148 xhsdiscover/8.29 XHSVersion/8.29`],
  ["taobao", `${WINDOW} Mobile Safari/537.36 AliApp(TB/10.30.10) WindVane/8.5.0`],
  ["app", `${IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/450.0.0.38.108]`],
  ["app", `${WINDOW} Mobile Safari/537.36`],
];

test.each(CONTAINERS)("[P3] %s is recognised: %s", (container, line) => {
  expect(containerOf(line)).toBe(container);
  expect(whyNoKey(line, [])).toBe("in_container");
});

const BROWSERS = [
  `${ANDROID} Chrome/120.0.0.0 Mobile Safari/537.36`,
  `${ANDROID} Chrome/120.0.0.0 Mobile Safari/537.36 EdgA/120.0.2210.141`,
  `${ANDROID} SamsungBrowser/23.0 Chrome/115.0.0.0 Mobile Safari/537.36`,
  `${ANDROID} Chrome/114.0.5735.196 HuaweiBrowser/15.0.4.312 Mobile Safari/537.36`,
  "Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile HuaweiBrowser/5.0.4.300",
  "Mozilla/5.0 (Linux; U; Android 13; zh-cn; 2211133C Build/TKQ1) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/100.0.4896.127 Mobile Safari/537.36 XiaoMi/MiuiBrowser/17.6.110521",
  "Mozilla/5.0 (Linux; U; Android 13; zh-cn; PGJM10 Build/TP1A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/90.0.4430.61 Mobile Safari/537.36 HeyTapBrowser/40.8.10.1",
  `${WINDOW} Mobile Safari/537.36 VivoBrowser/13.8.2.0`,
  `${ANDROID} Version/4.0 Chrome/98.0.4758.102 MQQBrowser/14.6 Mobile Safari/537.36 COVC/046613`,
  `${ANDROID} Version/4.0 Chrome/100.0.4896.58 Quark/6.8.5.442 Mobile Safari/537.36`,
  `${ANDROID} Version/4.0 Chrome/100.0.4896.58 UCBrowser/16.4.9.1343 Mobile Safari/537.36`,
  `${IPHONE} Version/17.4 Mobile/15E148 Safari/604.1`,
  `${IPHONE} CriOS/122.0.6261.89 Mobile/15E148 Safari/604.1`,
  // An app on the iPhone's home screen does not name Safari any more.
  `${IPHONE} Mobile/15E148`,
  `${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15`,
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/122.0.0.0 Safari/537.36 Edg/122.0.0.0",
  "Mozilla/5.0 (Android 14; Mobile; rv:123.0) Gecko/123.0 Firefox/123.0",
];

test.each(BROWSERS)("[P3] a browser of its own may keep a key: %s", (line) => {
  expect(containerOf(line)).toBeNull();
  expect(whyNoKey(line, [])).toBeNull();
});

test.each(["indexedDB", "serviceWorker", "subtle", "locks"] as const)(
  "[P3] who says to be Chrome and has no %s cannot keep a key",
  (lack) => {
    expect(whyNoKey(BROWSERS[0] as string, [lack])).toBe("cannot_keep");
  },
);
