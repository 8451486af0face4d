/** What a scanned text means: one row, one answer. */
import { expect, test } from "vitest";
import { bytesToBase64url } from "../crypto/bytes.ts";
import { formatPaperCode } from "../crypto/paper.ts";
import { linkIn, readScanned } from "../src/screens/scan/scanned.ts";

const HERE = "https://yz.example";
const C = "oskrh4ne47pxnnabre3rlfqz7a";
const ENTRY = "kplb6wipvr46onbtsjutysmupi";
const CODE = formatPaperCode(new Uint8Array(16).map((_, at) => at * 91 + 59));
const BARE = CODE.replaceAll(" ", "");
const KEYS = bytesToBase64url(new Uint8Array(96).fill(7));

test.each([
  // The codes that are printed and shown, as they are printed and shown.
  [`HTTPS://YZ.EXAMPLE/J/${C.toUpperCase()}5ABCDEF`, "poster", `/j/${C}5abcdef`],
  [`${HERE}/j/${C}a1abcdef`, "poster", `/j/${C}a1abcdef`],
  [`${HERE}/restore/${C}#${BARE}`, "paper", `/restore/${C}#${BARE}`],
  [`${HERE}/restore/${C}#${BARE.toLowerCase()}`, "paper", `/restore/${C}#${BARE}`],
  [CODE, "paper", `/restore#${BARE}`],
  [BARE.toLowerCase(), "paper", `/restore#${BARE}`],
  [`${HERE}/move/${C}#${BARE}`, "phone", `/move/${C}#${BARE}`],
  [`${HERE}/cosign#${C}${ENTRY}`, "witness", `/cosign#${C}${ENTRY}`],
  [`${HERE}/cosign#${C}${ENTRY}`.toUpperCase(), "witness", `/cosign#${C}${ENTRY}`],
  [`${HERE}/recover/${C}/5#${KEYS}`, "steward", `/recover/${C}/5#${KEYS}`],
  [`${HERE}/recover/${C}#${KEYS}`, "steward", `/recover/${C}#${KEYS}`],
  [`${HERE}/needs/${ENTRY}`, "need", `/needs/${ENTRY}`],
  // What else hangs on an address is left behind.
  [` ${HERE}/move/${C}?to=home&mode=elder#${BARE}\n`, "phone", `/move/${C}#${BARE}`],
  [`https://somebody:secret@yz.example/j/${C}5abcdef?x=//evil.example`, "poster", `/j/${C}5abcdef`],
] as const)("[S1] %s is ours, for a %s", (text, purpose, to) => {
  expect(readScanned(text, HERE)).toEqual({ what: "ours", purpose, to });
});

test.each([
  [`${HERE}/j/${C}`, "poster"],
  [`${HERE}/j/${C}5abcde!`, "poster"],
  [`${HERE}/restore/${C}#${BARE.slice(1)}`, "paper"],
  [`${HERE}/restore/${C}#${BARE.slice(0, -1)}U`, "paper"],
  [`${HERE}/restore/${C.slice(1)}#${BARE}`, "paper"],
  [`${HERE}/move/${C}`, "phone"],
  [`${HERE}/move/${C}#${BARE.slice(2)}`, "phone"],
  [`${HERE}/cosign#${C}`, "witness"],
  [`${HERE}/recover/${C}/5#${KEYS.slice(4)}`, "steward"],
  [`${HERE}/recover/${C}/5-5#${KEYS}`, "steward"],
] as const)("[S2] %s is ours and not whole: a %s", (text, purpose) => {
  expect(readScanned(text, HERE)).toEqual({ what: "broken", purpose });
});

test("[S2] no cut of a paper's address is taken for a whole one", () => {
  const whole = `${HERE}/restore/${C}#${BARE}`;
  for (let end = 1; end < whole.length; end++)
    expect(readScanned(whole.slice(0, end), HERE).what, whole.slice(0, end)).not.toBe("ours");
});

test.each([
  [`${HERE}/`, "/"],
  [`${HERE}/restore`, "/restore"],
  [`${HERE}/cosign`, "/cosign"],
  [`${HERE}/setup#secret`, "/setup#secret"],
  [`${HERE}/needs`, "/needs"],
  [`${HERE}/me/code?x=1`, "/me/code?x=1"],
  [`${HERE}/restore/${C}/more#${BARE}`, `/restore/${C}/more#${BARE}`],
] as const)("[S3] %s is another page of this station", (text, to) => {
  expect(readScanned(text, HERE)).toEqual({ what: "page", to });
});

test.each([
  [`HTTPS://OTHER.EXAMPLE/J/${C.toUpperCase()}5ABCDEF`, "poster", "other.example", `/j/${C}5abcdef`],
  [`https://other.example/restore/${C}#${BARE}`, "paper", "other.example", `/restore/${C}#${BARE}`],
  [`https://other.example:8443/move/${C}#${BARE}`, "phone", "other.example:8443", `/move/${C}#${BARE}`],
  [`https://other.example/cosign#${C}${ENTRY}`, "witness", "other.example", `/cosign#${C}${ENTRY}`],
  // The same host by another way, names that look like ours, and names before an @.
  [`http://yz.example/j/${C}5abcdef`, "poster", "http://yz.example", `/j/${C}5abcdef`],
  [`https://yz.example.evil.example/j/${C}5abcdef`, "poster", "yz.example.evil.example", `/j/${C}5abcdef`],
  [`https://yz.example@evil.example/j/${C}5abcdef`, "poster", "evil.example", `/j/${C}5abcdef`],
  // Its a is Cyrillic, which shows in the name that is told.
  [`https://yz.ex\u0430mple/j/${C}5abcdef`, "poster", "yz.xn--exmple-4nf", `/j/${C}5abcdef`],
] as const)("[S4] %s is the %s of another station", (text, purpose, host, to) => {
  const address = new URL(to, new URL(text).origin).href;
  expect(readScanned(text, HERE)).toEqual({ what: "elsewhere", purpose, host, to, address });
});

test.each([
  ["wxp://f2f0AbCdEf", "pay", ""],
  ["https://qr.alipay.com/fkx12345", "pay", "qr.alipay.com"],
  ["https://qr.95516.com/00010000/6221", "pay", "qr.95516.com"],
  ["weixin://dl/chat", "wechat", ""],
  ["https://u.wechat.com/EAbCdEf", "wechat", "u.wechat.com"],
  ["https://weixin.qq.com/g/AwYAAAAA", "wechat", "weixin.qq.com"],
  ["https://shop.example/item?id=1", "web", "shop.example"],
  [`https://evil.example/j/${C}`, "web", "evil.example"],
  ["https://notwechat.com.example/x", "web", "notwechat.com.example"],
  ["WIFI:T:WPA;S:home;P:secret;;", "text", ""],
  ["tel:13987654321", "text", ""],
  ["javascript:alert(1)", "text", ""],
  [`data:text/html,<script>location='${HERE}'</script>`, "text", ""],
  ["https://", "text", ""],
  ["http://[", "text", ""],
  ["取件码 3-2-1042", "text", ""],
  ["", "text", ""],
  [`${BARE.slice(0, -1)}${BARE.endsWith("7") ? "8" : "7"}`, "text", ""],
] as const)("[S5] %s is nothing of ours: %s", (text, kind, host) => {
  expect(readScanned(text, HERE)).toEqual({ what: "foreign", kind, host });
});

test("[S5] a text that no code could hold is not looked at", () => {
  const kind = { what: "foreign", kind: "text", host: "" };
  expect(readScanned(`${HERE}/j/${C}5abcdef?${"x".repeat(4296)}`, HERE)).toEqual(kind);
});

test.each([
  [`李姐请您加入：${HERE}/j/${C}5abcdef，快来`, `${HERE}/j/${C}5abcdef`],
  [`${HERE}/move/${C}#${BARE}。只发给自己`, `${HERE}/move/${C}#${BARE}`],
  [`  ${CODE} `, CODE],
  ["没有链接", "没有链接"],
] as const)("[S6] of what was pasted, %s, the link is taken", (typed, link) => {
  expect(linkIn(typed)).toBe(link);
});
