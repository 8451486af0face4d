/** A phone of an account in words that its owner knows it by: what it is, how it came, since when. */
import { dictionary } from "./lang.ts";

export const phonesWords = dictionary({
  zh: {
    here: { phone: "这部手机", tablet: "这台平板", computer: "这台电脑" },
    kind: {
      android: "安卓手机",
      androidTablet: "安卓平板",
      harmony: "鸿蒙手机",
      iphone: "苹果手机",
      ipad: "苹果平板",
      computer: "电脑",
    },
    onDesk: (kind: string) => `${kind}（桌面图标）`,
    came: {
      register: "加入时用的手机",
      paper: "用恢复码接回的手机",
      link: "扫码加的手机",
      phone: "后来加的手机",
      steward: "楼长帮着接回的手机",
    },
    /** Beside a name of one's own. */
    cameShort: {
      register: "加入时用的",
      paper: "用恢复码接回的",
      link: "扫码加的",
      phone: "后来加的",
      steward: "楼长帮着接回的",
    },
    since: (day: string) => `${day}加入`,
    call: "叫它什么",
    callNote: "只记在这部手机里，不会发出去。",
    kinds: ["安卓手机", "苹果手机", "平板", "电脑"],
    other: "或者自己写一个",
    named: (name: string) => `记下了：${name}`,
    unnamed: "名字去掉了。",
    rename: "给它起个名字",
  },
  en: {
    here: { phone: "This phone", tablet: "This tablet", computer: "This computer" },
    kind: {
      android: "Android phone",
      androidTablet: "Android tablet",
      harmony: "HarmonyOS phone",
      iphone: "iPhone",
      ipad: "iPad",
      computer: "Computer",
    },
    onDesk: (kind) => `${kind} (home screen)`,
    came: {
      register: "The phone you joined with",
      paper: "Brought back by recovery code",
      link: "Added by scanning",
      phone: "Added later",
      steward: "Brought back with the steward",
    },
    cameShort: {
      register: "joined with it",
      paper: "brought back by recovery code",
      link: "added by scanning",
      phone: "added later",
      steward: "brought back with the steward",
    },
    since: (day) => `since ${day}`,
    call: "What do you call it",
    callNote: "Kept on this phone only; it is not sent anywhere.",
    kinds: ["Android phone", "iPhone", "Tablet", "Computer"],
    other: "Or your own word",
    named: (name) => `Kept: ${name}`,
    unnamed: "The name is gone.",
    rename: "Give it a name",
  },
});
