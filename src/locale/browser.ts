/** Another app's window, or a browser that keeps nothing: how to get to one that does. */
import type { Container } from "../peer/station.ts";
import { dictionary } from "./lang.ts";

/** The entry of the app's own menu, where we know its words. */
const ITEM: Readonly<Partial<Record<Container, string>>> = {
  wechat: "在浏览器打开",
  wecom: "在浏览器打开",
  qq: "用浏览器打开",
  dingtalk: "在浏览器打开",
  alipay: "在浏览器打开",
};

export const browserWords = dictionary({
  zh: {
    title: "加入",
    container: {
      headline: "换到浏览器里打开",
      sentence: (app: string) => `${app}里留不住您的账户，所以请在手机自己的浏览器里加入。`,
      corner: "菜单在这里",
      first: "点右上角的 ···",
      item: (container: Container) =>
        ITEM[container] === undefined ? "选带「浏览器」三个字的那一项" : `选「${ITEM[container]}」`,
      last: "接着就能加入",
      or: "没有这一项？复制链接，再粘贴到浏览器里。",
    },
    app: {
      wecom: "企业微信",
      wechat: "微信",
      qq: "QQ ",
      dingtalk: "钉钉",
      alipay: "支付宝",
      feishu: "飞书",
      weibo: "微博",
      douyin: "抖音",
      toutiao: "今日头条",
      kuaishou: "快手",
      xiaohongshu: "小红书",
      baidu: "百度应用",
      taobao: "这个应用",
      app: "这个应用",
    } satisfies Record<Container, string>,
    unfit: {
      headline: "换一个浏览器打开",
      sentence: "这个浏览器留不住您的账户：可能开着无痕模式，或者版本太旧。",
      steps: [
        "复制这个链接",
        "打开手机自带的浏览器，像 Safari、Chrome、华为浏览器",
        "粘贴到上面的地址栏，打开",
      ],
    },
    from: (place: string) => `${place}的邀请`,
    copy: "复制链接",
    byHand: "复制不了？长按下面的链接，选「复制」。",
    link: "链接",
    look: "先看看楼里在做什么",
  },
  en: {
    title: "Join",
    container: {
      headline: "Open it in a browser",
      sentence: (app) => `${app} cannot keep your account, so please join in the phone's own browser.`,
      corner: "The menu is up here",
      first: "Tap ··· at the top right",
      item: (container) =>
        ITEM[container] === undefined
          ? "Choose the entry that names a browser"
          : `Choose “Open in browser” (${ITEM[container]})`,
      last: "Join there",
      or: "No such entry? Copy the link and paste it into the browser.",
    },
    app: {
      wecom: "WeCom",
      wechat: "WeChat",
      qq: "QQ",
      dingtalk: "DingTalk",
      alipay: "Alipay",
      feishu: "Feishu",
      weibo: "Weibo",
      douyin: "Douyin",
      toutiao: "Toutiao",
      kuaishou: "Kuaishou",
      xiaohongshu: "Xiaohongshu",
      baidu: "The Baidu app",
      taobao: "This app",
      app: "This app",
    },
    unfit: {
      headline: "Use another browser",
      sentence: "This browser cannot keep your account: it may be in private mode, or too old.",
      steps: [
        "Copy this link",
        "Open the phone's own browser, such as Safari, Chrome or Huawei Browser",
        "Paste the link into the address bar",
      ],
    },
    from: (place) => `An invite from ${place}`,
    copy: "Copy the link",
    byHand: "Copying does not work? Press the link below for a while and choose “Copy”.",
    link: "Link",
    look: "See what the building does",
  },
});
