/** How this browser puts a page on the home screen: read from its own line, the first row that fits. */

export const INSTALL_WAYS = [
  "apple",
  "huawei",
  "xiaomi",
  "oppo",
  "vivo",
  "samsung",
  "edge",
  "firefox",
  "chrome",
  "chinese",
  "edge_desktop",
  "chrome_desktop",
  "safari_desktop",
  "bookmark",
  "unknown",
] as const;
export type InstallWay = (typeof INSTALL_WAYS)[number];

/** Where on the screen the finger begins. */
export type Spot = "bottom" | "top" | "bar" | "menu";

const IS_PHONE = /Android|OpenHarmony|Mobile|HarmonyOS/i;

/** Phones; makers' browsers name Chrome as well, so Chrome comes last. */
const PHONES: readonly (readonly [InstallWay, RegExp])[] = [
  ["apple", /iPhone|iPad|iPod/],
  ["huawei", /HuaweiBrowser|HuaWei|HONORBrowser/i],
  ["xiaomi", /MiuiBrowser|XiaoMi\//i],
  ["oppo", /HeyTapBrowser|OppoBrowser/i],
  ["vivo", /VivoBrowser/i],
  ["samsung", /SamsungBrowser/],
  ["edge", /EdgA\//],
  ["firefox", /Firefox\//],
  ["chinese", /UCBrowser|MQQBrowser|Quark|Sogou|360|QHBrowser|Metasr|baidubrowser/i],
  ["chrome", /Chrome\//],
];

const DESKTOPS: readonly (readonly [InstallWay, RegExp])[] = [
  ["bookmark", /Firefox\//],
  ["edge_desktop", /Edg\//],
  ["chrome_desktop", /Chrome\//],
  ["safari_desktop", /Version\/(1[7-9]|[2-9]\d)[.\d]* Safari\//],
  ["bookmark", /Safari\//],
];

export function installWayOf(userAgent: string, isApple: boolean): InstallWay {
  if (isApple) return "apple";
  const rows = IS_PHONE.test(userAgent) ? PHONES : DESKTOPS;
  return rows.find(([, line]) => line.test(userAgent))?.[0] ?? "unknown";
}

export const SPOT_OF: Readonly<Record<InstallWay, Spot>> = {
  apple: "bottom",
  huawei: "bottom",
  xiaomi: "bottom",
  oppo: "bottom",
  vivo: "bottom",
  samsung: "bottom",
  edge: "bottom",
  firefox: "top",
  chrome: "top",
  chinese: "bottom",
  edge_desktop: "bar",
  chrome_desktop: "bar",
  safari_desktop: "menu",
  bookmark: "bar",
  unknown: "top",
};

/** Phones on which browsers need a permission of their own to put something on the home screen. */
export const ASKS_PERMISSION: ReadonlySet<InstallWay> = new Set<InstallWay>([
  "huawei",
  "xiaomi",
  "oppo",
  "vivo",
  "chinese",
  "chrome",
]);
