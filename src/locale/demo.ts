/** The demo: what it is, who is who, and the few sentences that lead a visitor through one service. */
import { dictionary } from "./lang.ts";

export const demoWords = dictionary({
  zh: {
    welcome: {
      title: "时间驿站",
      headline: "邻居帮邻居，记个账",
      sentence: "帮人一小时，记一个积分；以后要人帮忙，拿它来换。",
      what: "这是一个演示社区",
      why: "人和事是编的，签名、规矩和账本都是真的。随便点，弄不坏什么，也不用登记。",
      enter: "进去看看",
      who: "先看看有谁",
    },
    who: {
      title: "演示里的人",
      sentence: "点一位，就像拿起这位的手机。每个人都有自己的钥匙；在真的社区里，钥匙只在本人手里。",
      now: "正在用",
      be: (name: string) => `换成${name}`,
      entering: "正在换人",
      tour: "跟着走一遍",
      tourNote: "五步，一分钟，看完一次帮忙",
    },
    tour: {
      step: (at: number, of: number) => `第 ${at} 步，共 ${of} 步`,
      skip: "不看了",
      done: "知道了",
      open: "打开看看",
      be: (name: string) => `换成${name}`,
      away: (helper: string, me: string) => `下一步是${helper}的事，您现在是${me}。`,
      look: (requester: string, helper: string) =>
        `${requester}想请人帮个小忙。您是同楼的${helper}，点开这一条看看。`,
      take: "您要是愿意去，就点「我来」。别人马上看得到，不会白跑。",
      serve: "到了点「开始」，办完点「结束」。用了多久，手机自己记。",
      confirm: (requester: string, helper: string) =>
        `办好了，轮到${requester}点头：她确认了，积分才归${helper}。换到她的手机上看看。`,
      confirmMine: (requester: string) => `这是${requester}的手机。东西收到了，就点「确认」。`,
      wait: "已经确认。十秒内还能反悔，过了就入账。",
      proof: "入账了。这一笔有编号、有签名，手机自己就能验，驿站也改不了。",
      end: "这就是时间驿站：有人开口，有人搭手，账清清楚楚。网断了，楼里照样能用。",
      gone: "这一条有别人先办了。换一条，也是一样走。",
      proofOpen: "看凭证",
      others: "换个人看看",
      again: "换一条",
    },
  },
  en: {
    welcome: {
      title: "Time Station",
      headline: "Neighbours help each other and keep count",
      sentence: "An hour of help is one point; with it you can ask for an hour of somebody else's.",
      what: "This community is a demo",
      why: "The people are made up; the signatures, the rules and the ledger are real. Tap anything: you cannot break it, and there is nothing to sign up for.",
      enter: "Have a look inside",
      who: "See who lives here",
    },
    who: {
      title: "People of the demo",
      sentence:
        "Choose somebody and you hold that phone. Everybody has a key of their own; in a real community it never leaves their hands.",
      now: "in use",
      be: (name) => `Be ${name}`,
      entering: "Changing places",
      tour: "Follow one favour",
      tourNote: "Five steps, one minute, from asking to the receipt",
    },
    tour: {
      step: (at, of) => `Step ${at} of ${of}`,
      skip: "Leave the tour",
      done: "Got it",
      open: "Open it",
      be: (name) => `Be ${name}`,
      away: (helper, me) => `The next step is ${helper}'s, and you are ${me}.`,
      look: (requester, helper) =>
        `${requester} could use a small favour. You are ${helper} from the same building: open it.`,
      take: "If you would go, tap “I'll come”. Everybody sees it at once, so nobody comes in vain.",
      serve: "Tap “Start” when you get there and “Finish” when it is done. The phone keeps the time.",
      confirm: (requester, helper) =>
        `Done. The points are ${helper}'s once ${requester} says yes. Look at it on her phone.`,
      confirmMine: (requester) => `This is ${requester}'s phone. You have what you asked for: tap “Confirm”.`,
      wait: "Confirmed. You can take it back for ten seconds; then it is booked.",
      proof:
        "Booked. The entry has a number and a signature, and your phone checks it: not even the station can change it.",
      end: "That is Time Station: somebody asks, somebody helps, and the count is right. Without a network the building goes on all the same.",
      gone: "Somebody else was quicker with this one. Another will do just as well.",
      proofOpen: "See the receipt",
      others: "Be somebody else",
      again: "Take another",
    },
  },
});
