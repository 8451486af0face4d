/** 消息: one sentence for everything that can happen to a person. */
import type { Notice } from "../peer/station.ts";
import { dictionary } from "./lang.ts";

type Sentence = (who: string, title: string, points: string) => string;

export const messageWords = dictionary({
  zh: {
    title: "消息",
    isNew: "新",
    empty: "还没有消息。有人接了您的忙，这里会告诉您。",
    what: {
      taken: (who: string, title: string) => `${who}接了「${title}」`,
      given_back: (who: string, title: string) => `${who}去不了，「${title}」又在等人`,
      started: (who: string, title: string) => `${who}开始了「${title}」`,
      ended: (who: string, title: string, points: string) => `${who}做完了「${title}」，等您确认 ${points}`,
      confirmed: (who: string, title: string, points: string) => `${who}给了您 ${points}：${title}`,
      thanked: (who: string, title: string) => `${who}谢谢您：${title}`,
      rated: (who: string, title: string) => `${who}评价了「${title}」`,
      vouched: (who: string) => `${who}为您作了见证，现在可以帮邻居了`,
      welcome: (_who: string, _title: string, points: string) => `社区送您见面礼 ${points}`,
      second_in_line: (who: string, title: string) => `「${title}」${who}先接了一步，您可以排候补`,
      your_turn: (_who: string, title: string) => `「${title}」轮到您了，还愿意去吗？`,
      disputed: (who: string, title: string) => `${who}对「${title}」有话要说，楼长会来问`,
      resolved: (who: string, title: string, points: string) => `${who}调解好了「${title}」：${points}`,
      appointed: () => "您有了新的身份，谢谢您愿意出力",
      refused: (_who: string, title: string) => `「${title}」没有办成，点开看看为什么`,
      lapsed: (_who: string, title: string) => `「${title}」放得太久，已经失效，积分退回`,
      voided: (who: string, title: string) => `${who}取消了「${title}」`,
      device_added: () => "您的账号加了一部手机",
      device_waiting: () => "有人要把您的账号装到另一部手机上，不是您就马上拦下来",
      device_removed: () => "您的账号去掉了一部手机",
    } satisfies Record<Notice["what"], Sentence>,
    something: "一件事",
  },
  en: {
    title: "News",
    isNew: "new",
    empty: "No news yet. When somebody takes your request, you read it here.",
    what: {
      taken: (who, title) => `${who} takes “${title}”`,
      given_back: (who, title) => `${who} cannot come; “${title}” is open again`,
      started: (who, title) => `${who} started “${title}”`,
      ended: (who, title, points) => `${who} finished “${title}”; please confirm ${points}`,
      confirmed: (who, title, points) => `${who} gave you ${points}: ${title}`,
      thanked: (who, title) => `${who} thanks you: ${title}`,
      rated: (who, title) => `${who} rated “${title}”`,
      vouched: (who) => `${who} vouched for you; now you can help`,
      welcome: (_who, _title, points) => `The community gives you ${points} to start with`,
      second_in_line: (who, title) => `${who} was a step ahead with “${title}”; you can stand by`,
      your_turn: (_who, title) => `“${title}” is yours if you still want to go`,
      disputed: (who, title) => `${who} has something to say about “${title}”; the steward will ask`,
      resolved: (who, title, points) => `${who} settled “${title}”: ${points}`,
      appointed: () => "You have a new role; thank you for helping",
      refused: (_who, title) => `“${title}” did not work out; open it to see why`,
      lapsed: (_who, title) => `“${title}” waited too long and lapsed; the points are back`,
      voided: (who, title) => `${who} cancelled “${title}”`,
      device_added: () => "A phone was added to your account",
      device_waiting: () => "Somebody asks to move your account to another phone; stop it if it is not you",
      device_removed: () => "A phone was removed from your account",
    },
    something: "something",
  },
});
