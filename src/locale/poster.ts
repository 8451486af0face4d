/** Posters and personal invites: what is printed, what is copied into a chat. */
import { dictionary } from "./lang.ts";

export const posterWords = dictionary({
  zh: {
    title: "海报",
    comma: "、",
    intro: (building: string) =>
      `${building}的海报。贴在电梯口，谁扫了都能加入${building}；加入以后，还要楼长当面见证。`,
    make: "做一张海报",
    print: "打印",
    again: "换一个新码",
    expires: (day: string) => `这张海报的码到${day}为止都能用。`,
    http: "现在的地址不是 https。别人的手机扫了打不开，请先用 --origin https://… 启动驿站。",
    dense: "网址太长，二维码太密，老手机可能扫不出来。请换一个短一点的网址。",
    notYours: "这栋楼的海报由它的楼长或社区运营来做。",
    noBuilding: "没有这栋楼",
    noBuildingTodo: "请从工作台或楼栋表里选。",
    back: "返回",
    preview: "海报样子",
    sheet: {
      sentence: "邻居帮邻居，记个账",
      qr: (building: string) => `加入${building}的二维码`,
      steps: ["要帮忙，贴一条", "有空的邻居来", "一小时记一分"],
      wechat: "用微信扫开后，点右上角 ··· 选「在浏览器打开」",
      foot: (building: string, stewards: string, host: string) =>
        [building, stewards === "" ? "" : `楼长 ${stewards}`, host].filter(Boolean).join(" · "),
    },
    invite: {
      title: "邀请邻居",
      sentence: "一个邀请给一个人，7 天内用一次。",
      where: "请到哪栋楼",
      make: "做一个邀请",
      again: "再做一个",
      copy: "复制文字",
      copied: "复制好了，去微信里粘贴",
      qr: (building: string) => `加入${building}的邀请，只能用一次`,
      scan: "她在旁边，就让她扫这个码；不在，就把文字发给她。",
      until: (when: string) => `${when}前有效，只能用一次`,
      text: (me: string, community: string, building: string, link: string) =>
        `您好，我是${me}。请您加入${community}的时间驿站（${building}），邻居帮邻居，记个账。点这里加入，只能您一个人用：\n${link}\n在微信里打开后，请点右上角 ··· 选「在浏览器打开」。`,
      steward: "请楼长也这样：她加入以后，在「审核」里见证并任命。",
    },
  },
  en: {
    title: "Poster",
    comma: ", ",
    intro: (building) =>
      `The poster of ${building}, for the place beside the lift. Whoever scans it can join ${building}; a steward still meets each of them in person.`,
    make: "Make a poster",
    print: "Print",
    again: "A new code",
    expires: (day) => `The code on this poster works until ${day}.`,
    http: "This address is not https, so other phones cannot open it. Start the station with --origin https://… first.",
    dense: "The address is long and the code very dense; old phones may fail. Choose a shorter address.",
    notYours: "This building's poster is made by its steward or the operator.",
    noBuilding: "There is no such building",
    noBuildingTodo: "Please choose one from the desk or the table of buildings.",
    back: "Back",
    preview: "What the poster looks like",
    sheet: {
      sentence: "Neighbours help neighbours, and keep count",
      qr: (building) => `QR code to join ${building}`,
      steps: ["Post what you need", "A neighbour comes", "An hour is a point"],
      wechat: "In WeChat, tap ··· at the top right and choose “Open in browser”",
      foot: (building, stewards, host) =>
        [building, stewards === "" ? "" : `Steward ${stewards}`, host].filter(Boolean).join(" · "),
    },
    invite: {
      title: "Invite a neighbour",
      sentence: "One invite for one person, used once within 7 days.",
      where: "Into which building",
      make: "Make an invite",
      again: "Another one",
      copy: "Copy the text",
      copied: "Copied; paste it into the chat",
      qr: (building) => `Invite into ${building}, for one use`,
      scan: "If they are beside you, let them scan this; if not, send them the text.",
      until: (when) => `Good until ${when}, for one use`,
      text: (me, community, building, link) =>
        `Hello, this is ${me}. Please join the Time Station of ${community} (${building}), where neighbours help each other. This link is for you alone:\n${link}\nIn WeChat, tap ··· at the top right and choose “Open in browser”.`,
      steward: "Stewards are invited like this too: once she has joined, vouch and appoint under Review.",
    },
  },
});
