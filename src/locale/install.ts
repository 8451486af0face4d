/** Putting the app on the home screen: the offer after the first receipt, and the way of each browser. */
import { dictionary } from "./lang.ts";

export const installWords = dictionary({
  zh: {
    offer: {
      title: "放到桌面吗？",
      text: "像别的应用一样，一点就开，断网也打得开，也不容易被系统清掉。",
      act: "放到桌面",
      later: "以后再说",
      truth:
        "好，不再问了。没放到桌面时，手机可能会清掉浏览器里存的东西；积分都在账本里，不会丢。想放的时候，在「我的」里点「放到桌面」。",
      ok: "知道了",
    },
    sentence: "放到桌面以后，断网也打得开，也不容易被系统清掉。",
    act: "放到桌面",
    done: "已经在桌面上了。",
    apple: {
      sentence: "苹果手机的桌面图标自己存东西，像另一部手机，所以要先把账户接过去，一次就好。",
      act: "接到桌面图标上",
    },
    steps: {
      apple: ["点下面的「分享」按钮", "往下找，选「添加到主屏幕」", "点「添加」"],
      huawei: ["点最下面的菜单（四个点）", "选「添加至桌面」，也叫「添加到主屏幕」", "点「添加」"],
      xiaomi: ["点最下面的菜单（三条线）", "选「添加书签」或「工具箱」", "选「添加到桌面」"],
      oppo: ["点最下面的菜单", "选「添加书签」或「添加到」", "选「桌面」"],
      vivo: ["点最下面的菜单（三条线）", "选「添加书签」", "选「添加到桌面」"],
      samsung: ["点右下角的菜单（三条线）", "选「添加页面至」", "选「主屏幕」"],
      edge: ["点最下面的菜单（三条线）", "选「添加到手机」", "点「安装」或「添加」"],
      firefox: ["点菜单（三个点）", "选「安装」或「添加到主屏幕」", "点「添加」"],
      chrome: ["点右上角的菜单（三个点）", "选「安装应用」或「添加到主屏幕」", "点「安装」或「添加」"],
      chinese: ["点最下面的菜单", "选「添加书签」或「工具箱」", "选「添加到桌面」"],
      edge_desktop: ["看地址栏的右边", "点「安装」的小图标（方块和加号）", "点「安装」"],
      chrome_desktop: ["看地址栏的右边", "点「安装」的小图标（屏幕和箭头）", "点「安装」"],
      safari_desktop: ["点屏幕最上面的「文件」", "选「添加到程序坞」", "点「添加」"],
      bookmark: [
        "这个浏览器不能放到桌面",
        "按 Ctrl 和 D（苹果电脑按 ⌘ 和 D）加一个书签",
        "以后点书签就能打开，断网也行",
      ],
      unknown: [
        "点浏览器的菜单",
        "找「添加到桌面」「添加到主屏幕」或「安装」",
        "都没有就加一个书签，一样能用",
      ],
    },
    permission: "点了没有出现？到手机的「设置 → 应用 → 浏览器 → 权限」里，打开「桌面快捷方式」，再试一次。",
  },
  en: {
    offer: {
      title: "Put it on the home screen?",
      text: "It opens with one tap like any app, works without a network, and is less likely to be cleaned away.",
      act: "Put it there",
      later: "Later",
      truth:
        "Fine, you will not be asked again. Until then the phone may clean away what the browser keeps; your points are in the ledger and safe. You find it under Me.",
      ok: "Understood",
    },
    sentence:
      "From the home screen it opens without a network, and the phone is less likely to clean it away.",
    act: "Put it on the home screen",
    done: "It is on the home screen.",
    apple: {
      sentence:
        "On an iPhone the icon on the home screen keeps things of its own, like another phone. So your account is brought there first, once.",
      act: "Bring it to the home screen",
    },
    steps: {
      apple: ["Tap the share button", "Scroll and choose “Add to Home Screen”", "Tap “Add”"],
      huawei: ["Tap the menu at the bottom (four dots)", "Choose “Add to Home screen”", "Tap “Add”"],
      xiaomi: [
        "Tap the menu at the bottom (three lines)",
        "Choose “Add bookmark” or “Tools”",
        "Choose “Add to Home screen”",
      ],
      oppo: ["Tap the menu at the bottom", "Choose “Add bookmark” or “Add to”", "Choose “Home screen”"],
      vivo: [
        "Tap the menu at the bottom (three lines)",
        "Choose “Add bookmark”",
        "Choose “Add to Home screen”",
      ],
      samsung: [
        "Tap the menu at the bottom right (three lines)",
        "Choose “Add page to”",
        "Choose “Home screen”",
      ],
      edge: ["Tap the menu at the bottom (three lines)", "Choose “Add to phone”", "Tap “Install” or “Add”"],
      firefox: ["Tap the menu (three dots)", "Choose “Install” or “Add to Home screen”", "Tap “Add”"],
      chrome: [
        "Tap the menu at the top right (three dots)",
        "Choose “Install app” or “Add to Home screen”",
        "Tap “Install” or “Add”",
      ],
      chinese: [
        "Tap the menu at the bottom",
        "Choose “Add bookmark” or “Tools”",
        "Choose “Add to Home screen”",
      ],
      edge_desktop: [
        "Look at the right end of the address bar",
        "Click the small install icon (squares and a plus)",
        "Click “Install”",
      ],
      chrome_desktop: [
        "Look at the right end of the address bar",
        "Click the small install icon (a screen and an arrow)",
        "Click “Install”",
      ],
      safari_desktop: ["Click “File” at the top of the screen", "Choose “Add to Dock”", "Click “Add”"],
      bookmark: [
        "This browser cannot put it on the desktop",
        "Press Ctrl and D (⌘ and D on a Mac) for a bookmark",
        "The bookmark opens it, also without a network",
      ],
      unknown: [
        "Open the browser's menu",
        "Look for “Add to Home screen” or “Install”",
        "If there is neither, a bookmark works as well",
      ],
    },
    permission:
      "Nothing appeared? In the phone's settings, under Apps, Browser, Permissions, allow home screen shortcuts and try again.",
  },
});
