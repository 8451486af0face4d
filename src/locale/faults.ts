/** One sentence for every reason why something did not happen; the compiler finds a missing one. */
import { isRefusal, refusalText } from "../domain/refusal.ts";
import type { Fault, LocalFault } from "../peer/station.ts";
import { dictionary, inLang, type Lang } from "./lang.ts";

const local = dictionary({
  zh: {
    no_identity: "这台手机上还没有人加入。请扫楼里的海报。",
    storage_full: "手机存储满了，没能记下来。请删些照片或视频后再试。",
    other_page: "驿站还开在另一个窗口里，没忙完。请关掉那个窗口，再点一次。",
    storage_lost: "浏览器没有留住刚才写的内容。请不要用无痕模式，或换一个浏览器。",
    in_container: "在这里不能加入。请点右上角 ···，选「在浏览器打开」。",
    cannot_keep: "这个浏览器留不住账户。请退出无痕模式，或者换手机自带的浏览器打开。",
    relay_unreachable: "连不上驿站，内容还在手机里。过一会儿再试，或者叫楼长。",
    setup_refused: "这个设置链接不对、用过了或过期了。请在电脑上重新取一个。",
    code_wrong: "和纸上的码对不上，请再看一遍。",
    csv_bad: "表格里有一行读不懂，什么都没有导入。",
    name_refused: "名字里不能有「银行」「信用社」这样的字。",
    name_length: "名字太短或太长了，请改一下。",
    no_such_need: "这条需求不在这台手机上，可能已经撤回。",
    rating_settled: "评价过了 10 分钟，不能再撤了。",
    not_a_bundle: "这不是楼里带来的文件，没有读进来。",
    other_community: "这是别的社区的，不能用在这里。",
    client_too_old: "驿站换了新版，这台手机上的程序旧了，没有送出。请点上面的「换成新版」，写好的都留着。",
    code_unknown: "没有找到用这张恢复码的人。请看看是不是这个社区的纸，或者叫楼长。",
    move_expired: "这个码过期了或用过了。请在旧手机上重新出示一个。",
    no_demo: "这里不是演示，从链接里拿不到谁的钥匙。要加入，请扫楼里的海报。",
  } satisfies Record<LocalFault, string>,
  en: {
    no_identity: "Nobody has joined on this phone yet. Please scan the poster in the stairwell.",
    storage_full: "This phone is full, so nothing could be kept. Delete some photos and try again.",
    other_page: "The station is still busy in another window. Close that window and tap again.",
    storage_lost: "The browser did not keep what was written. Leave private mode, or use another browser.",
    in_container: "You cannot join here. Tap ··· at the top right and choose “Open in browser”.",
    cannot_keep:
      "This browser cannot keep an account. Leave private mode, or open the page in the phone's own browser.",
    relay_unreachable:
      "The station cannot be reached; nothing is lost. Try again later, or ask your steward.",
    setup_refused: "This setup link is wrong, used or expired. Print a new one on the computer.",
    code_wrong: "This does not match the code on paper. Please look again.",
    csv_bad: "A row of the table could not be read, so nothing was imported.",
    name_refused: "A name must not contain the word bank or credit union.",
    name_length: "This name is too short or too long.",
    no_such_need: "This request is not on this phone; it may have been withdrawn.",
    rating_settled: "A rating can be taken back for 10 minutes; this one stands.",
    not_a_bundle: "This is not a file from the building; nothing was read.",
    other_community: "This belongs to another community.",
    client_too_old:
      "The app on this phone is too old, so nothing was sent. Tap “Get the new version” above; what you wrote stays.",
    code_unknown:
      "Nobody here has this recovery code. Check that the paper is from this community, or ask your steward.",
    move_expired: "This code is over or was used. Show a new one on the old phone.",
    no_demo:
      "This is not the demo, and nobody's key comes with a link. To join, scan the poster in your building.",
  },
});

/** What happened and what to do, in one sentence. */
export const faultText = (fault: Fault, lang: Lang): string =>
  isRefusal(fault) ? refusalText(fault)[lang] : inLang(local, lang)[fault];
