/** The witness's screen: who is opened by whom, what she confirms, and every reason why it may not be her. */
import type { Fault } from "../peer/station.ts";
import { dictionary, inLang, type Lang } from "./lang.ts";

export const cosignWords = dictionary({
  zh: {
    title: "作见证",
    broken: "这个链接不完整",
    brokenTodo: "请让楼长再给您看一次二维码，对准了扫。",
    scan: "再扫一次",
    notJoined: "先加入，再来作见证",
    notJoinedTodo: "这台手机上还没有人加入。扫楼里的海报加入，见证过以后再扫楼长的码。",
    otherCommunity: "这是别的社区的",
    otherCommunityTodo: "见证人要是同一个社区的邻居。",
    goHome: "回首页",
    wanted: (steward: string, name: string) => `${steward}要给${name}开户`,
    someone: "一位没有手机的邻居",
    steward: (name: string) => `楼长${name}`,
    anySteward: "楼长",
    explain: "开好以后，她没有手机也能请邻居帮忙，由楼长替她发、替她点头，每一步都写明是代办。",
    confirms: "您签字，就是说这三句话",
    three: ["我认得她，她真的住在这里", "她自己愿意，不是别人替她做主", "我和楼长、和她都不是一家人"],
    act: "我作见证",
    line: "您的名字会和这次开户记在一起。90 天里，您不能接她的单。",
    doneTitle: "签好了",
    done: (name: string) => `${name}的户头开好了。谢谢您走这一趟。`,
    recover: {
      wanted: (steward: string, name: string) => `${steward}要帮${name}接回账户`,
      explain: "她的手机丢了，恢复码也没有。您和楼长都签了，再过 72 小时，她的新手机就能用原来的账户。",
      three: [
        "她本人就在我面前，我认得她",
        "她说手机丢了、要换到这部新手机上，是她自己的意思",
        "我和楼长、和她都不是一家人",
      ],
      line: "您的名字会和这次接回记在一起。没见到本人，不要签。",
      done: (name: string) => `再过 72 小时，${name}的新手机就接上了。谢谢您走这一趟。`,
    },
  },
  en: {
    title: "Witness",
    broken: "This link is not complete",
    brokenTodo: "Ask the steward to show the code again and scan it whole.",
    scan: "Scan again",
    notJoined: "Join first, then witness",
    notJoinedTodo:
      "Nobody has joined on this phone. Scan the poster, be vouched for, then scan the steward's code again.",
    otherCommunity: "This belongs to another community",
    otherCommunityTodo: "A witness must be a neighbour of the same community.",
    goHome: "Home",
    wanted: (steward, name) => `${steward} opens an account for ${name}`,
    someone: "a neighbour without a phone",
    steward: (name) => `Steward ${name}`,
    anySteward: "The steward",
    explain:
      "With it, they can ask neighbours for help without a phone; the steward asks and confirms for them, and every step says so.",
    confirms: "By signing you say three things",
    three: [
      "I know them, and they really live here",
      "They want this themselves; nobody decided for them",
      "I am no family of the steward, nor of them",
    ],
    act: "I am the witness",
    line: "Your name stays with this account. For 90 days you cannot take their requests.",
    doneTitle: "Signed",
    done: (name) => `The account of ${name} is open. Thank you for coming.`,
    recover: {
      wanted: (steward, name) => `${steward} brings back the account of ${name}`,
      explain:
        "Their phone is lost, and so is the recovery code. Once you and the steward have signed, their new phone has the account after 72 hours.",
      three: [
        "They stand before me, and I know them",
        "They say themselves that the phone is lost and that this is the new one",
        "I am no family of the steward, nor of them",
      ],
      line: "Your name stays with this. If you do not see them in person, do not sign.",
      done: (name) => `In 72 hours the new phone of ${name} has the account. Thank you for coming.`,
    },
  },
});

const todos = dictionary({
  zh: {
    same_person: "见证人要是楼长以外的人。请找隔壁一户的邻居来扫。",
    same_household: "请找另一户的邻居来扫：不是楼长家的，也不是她家的。",
    not_vouched: "您自己先请楼长当面见证，再来扫一次。",
    already_done: "已经有人见证过了，不用再签。",
    lapsed: "请楼长从头再办一次，再给您扫新的码。",
    ref_missing: "楼长签的那一笔还没送到驿站。等她的手机连上网，再点一次。",
    relay_unreachable: "请连上网，再点一次。",
    other: "请把这句话给楼长看看。",
  },
  en: {
    same_person: "The witness must be somebody other than the steward. Ask a neighbour next door.",
    same_household: "Ask a neighbour of another household: not the steward's, and not theirs.",
    not_vouched: "Have the steward vouch for you first, then scan again.",
    already_done: "Somebody has witnessed this already.",
    lapsed: "Ask the steward to start again and show you the new code.",
    ref_missing: "The steward's part has not reached the station. Once her phone is online, tap again.",
    relay_unreachable: "Go online and tap again.",
    other: "Please show this to the steward.",
  },
});

/** What to do after a refusal at the door. */
export function cosignTodo(fault: Fault, lang: Lang): string {
  const words: Readonly<Record<string, string>> = inLang(todos, lang);
  return words[fault] ?? inLang(todos, lang).other;
}
