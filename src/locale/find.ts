/** Looking for a page of 我的 by the word that somebody has for it, in either language. */
import { dictionary, type Lang } from "./lang.ts";

export const findWords = dictionary({
  zh: {
    label: "找一找",
    hint: "比如：长辈版、恢复码、换手机",
    none: "没有找到。换个说法，或者叫楼长。",
    found: (count: number) => `找到 ${count} 个`,
  },
  en: {
    label: "Find",
    hint: "Such as: large letters, recovery code, new phone",
    none: "Nothing found. Try another word, or call the steward.",
    found: (count) => `${count} found`,
  },
});

interface Findable {
  readonly to: string;
  readonly zh: string;
  readonly en: string;
  /** Other words for it: what other apps, neighbours and children call it. */
  readonly also: readonly string[];
}

const BIG =
  "长辈版 亲情版 关爱版 关怀版 老年版 老人模式 长者模式 适老 大字版 大号字 字大 字太小 看不清 眼睛 简洁版 elder senior large big letters font size easy simple care mode";
const of = (words: string): readonly string[] => words.split(" ");

const PAGES: readonly Findable[] = [
  { to: "/elder", zh: "换成大字版（长辈版）", en: "Switch to large letters", also: of(BIG) },
  {
    to: "/me/look",
    zh: "字体和样子",
    en: "Letters and colours",
    also: of(
      `${BIG} 颜色 深色 夜间 黑 亮 语言 中文 英文 换回 平常 标准版 dark night theme colour color language chinese english`,
    ),
  },
  {
    to: "/help",
    zh: "叫楼长",
    en: "Call the steward",
    also: of("电话 求助 帮助 客服 人工 急救 报警 120 110 12345 help phone support emergency"),
  },
  {
    to: "/ask",
    zh: "要帮忙",
    en: "Ask for help",
    also: of("发布 需求 求人 买 代买 取快递 post request need errand"),
  },
  { to: "/mine", zh: "我的事", en: "My matters", also: of("订单 记录 进度 撤回 order history requests") },
  {
    to: "/wallet",
    zh: "我的积分",
    en: "My points",
    also: of("余额 账 账单 收据 钱包 存折 钱 balance wallet receipt passbook money"),
  },
  { to: "/messages", zh: "消息", en: "News", also: of("通知 提醒 信 notice notification inbox") },
  { to: "/me/name", zh: "称呼", en: "Name", also: of("名字 姓名 改名 昵称 nickname rename") },
  { to: "/me/contact", zh: "联系方式", en: "Contact", also: of("电话 手机号 号码 敲门 phone number") },
  {
    to: "/me/safety",
    zh: "数据安全",
    en: "Keeping it safe",
    also: of("安全 备份 丢手机 手机丢了 我的手机 移除 停用 被盗 清理 safe backup lost stolen phones devices"),
  },
  {
    to: "/me/code",
    zh: "恢复码",
    en: "Recovery code",
    also: of("密码 找回 换手机 丢手机 备份 钥匙 口令 password backup new phone lost key"),
  },
  {
    to: "/me/move",
    zh: "再加一部手机",
    en: "Add another phone",
    also: of("搬家 换手机 新手机 平板 第二部 两部手机 move new phone tablet second device"),
  },
  {
    to: "/me/install",
    zh: "放到桌面",
    en: "Put it on the home screen",
    also: of("安装 下载 图标 快捷方式 install download icon app"),
  },
  {
    to: "/scan",
    zh: "扫一扫",
    en: "Scan",
    also: of("二维码 相机 摄像头 海报 见证 扫码 qr code camera poster witness"),
  },
  {
    to: "/me/carry",
    zh: "带走本楼的内容",
    en: "Carry the building's content",
    also: of("导出 文件 断网 蓝牙 分享 export file offline share"),
  },
  {
    to: "/me/texts",
    zh: "我签过的说明",
    en: "What I agreed to",
    also: of("协议 隐私 同意 条款 承诺 privacy policy consent terms agreement"),
  },
  {
    to: "/me/who",
    zh: "我是谁",
    en: "Who am I",
    also: of("账户 账号 切换 家人 退出 注销 account switch family log out leave"),
  },
  {
    to: "/me/about",
    zh: "关于时间驿站",
    en: "About Time Station",
    also: of("规则 说明 是什么 版本 about rules what version"),
  },
];

export interface Found {
  readonly to: string;
  readonly title: string;
}

const plain = (text: string): string => text.toLowerCase().replace(/\s+/gu, "");

/** Pages whose name or another word for it holds what was typed, or is held by it; names come first. */
export function findPages(typed: string, lang: Lang): readonly Found[] {
  const wanted = plain(typed);
  if (wanted === "") return [];
  const rank = ({ zh, en, also }: Findable): number => {
    const names = [plain(zh), plain(en)];
    if (names.some((name) => name.startsWith(wanted))) return 3;
    if (names.some((name) => name.includes(wanted))) return 2;
    const isOther = also.some((word) => word.includes(wanted) || (word.length > 1 && wanted.includes(word)));
    return isOther ? 1 : 0;
  };
  return PAGES.map((page) => ({ page, rank: rank(page) }))
    .filter((one) => one.rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ page }) => ({ to: page.to, title: page[lang] }));
}
