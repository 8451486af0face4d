/** Keys that come and go, as a relay meets them: who may ask for what, and whose words a board takes. */
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { encodeUpdateMessage } from "../../src/board/sync.ts";
import { DAY, HOUR, type Id, idToBytes, type Moment } from "../../src/domain/units.ts";
import { boardName, need, openPhone, type Phone, sayIn, updateOf } from "./board_words.ts";
import { type Started, startRelay } from "./start.ts";
import { call, foundTown, idOf, must, type Person, type Town } from "./town.ts";

let started: Started;
let town: Town;
let 张阿姨: Person;
let 老周: Person;
let board: string;
const open: { close(): void }[] = [];
beforeAll(async () => {
  started = await startRelay();
  const secret = started.relay.setupSecret() as string;
  town = await foundTown({ url: started.url, secret, nowMs: () => started.clock.ms });
  board = boardName(town);
  张阿姨 = await town.neighbour("张阿姨");
  老周 = await town.neighbour("老周");
});
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});
afterAll(() => started.close());

async function phoneOf(person: Person): Promise<Phone> {
  const phone = await openPhone(town, person, board);
  open.push(phone);
  await phone.next("hello");
  return phone;
}

const inSeconds = (seconds: number): Moment => (town.now() + seconds) as Moment;
const codeOf = async (who: Person, path: string): Promise<string> => {
  const answer = await who.get(`/c/${town.community}${path}`);
  return answer.problem?.code ?? `${answer.status}`;
};

/** What a board answers to words of a key that a neighbour carries. */
async function fateOf(by: Person, account: Id, atSeconds: number): Promise<string> {
  const courier = await phoneOf(张阿姨);
  const words = need(town, { ...by, account }, `${atSeconds}`);
  const said = await sayIn(town, by, board, { ...words, at: inSeconds(atSeconds) * 1000 });
  courier.send(encodeUpdateMessage(updateOf(town.community, said)));
  const told = await Promise.race([courier.next("receipt"), courier.next("refusals")]);
  if ("ids" in told) {
    expect(told.ids).toEqual([idToBytes(idOf(said, town.community))]);
    return "kept";
  }
  return told.refused.map(({ reason }) => reason).join();
}

const recoverBody = (phone: Person, code: Person, account: Id) => ({
  ...{ account, device: phone.signer.publicKey },
  ...{ seal: phone.seal.publicKey, recovery: code.signer.publicKey },
});

test("[A25] [Y18] a paper, a link and a phone that a steward named read the roster, and nothing else", async () => {
  const 李姐 = await town.neighbour("李姐");
  const [paper, link] = [town.stranger("李姐的恢复码"), town.stranger("李姐的链接")];
  const [phone, code] = [town.stranger("新手机"), town.stranger("新恢复码")];
  for (const who of [paper, link, phone]) expect(await codeOf(who, "/roster")).toBe("bad_auth");
  must(await 李姐.say("recovery_key", { key: paper.signer.publicKey }));
  must(await 李姐.say("move_key", { key: link.signer.publicKey, expires: inSeconds(600) }));
  must(await town.operator.say("recover", recoverBody(phone, code, 李姐.account)));
  for (const who of [paper, link, phone]) {
    expect(await codeOf(who, "/roster"), who.name).toBe("200");
    expect(await codeOf(who, `/accounts/${李姐.account}`), who.name).toBe("bad_auth");
    expect(await codeOf(who, "/box"), who.name).toBe("bad_auth");
    const events = `/c/${town.community}/events`;
    const listening = await call(town.url, "GET", `${events}?auth=${await who.auth(events)}`);
    expect(listening.problem?.code, who.name).toBe("bad_auth");
    expect(await (await openPhone(town, who, board)).closed, who.name).toBe(4401);
  }
  expect(await codeOf(code, "/roster")).toBe("bad_auth");
});

test("[A21] [Y27] a phone that is silenced is out at once, reads the roster, and no courier helps it to words of then", async () => {
  const 小何 = await town.neighbour("小何");
  const phone = await phoneOf(小何);
  const before = await fateOf(小何, 小何.account, -60);
  const device = 小何.signer.publicKey;
  must(await town.operator.say("suspend_key", { device, until: inSeconds(3 * DAY) }));
  expect(await phone.closed).toBe(4403);
  expect([before, await codeOf(小何, "/roster")]).toEqual(["kept", "200"]);
  expect(await codeOf(小何, `/accounts/${小何.account}`)).toBe("key_suspended");
  expect(await codeOf(小何, "/box")).toBe("key_suspended");
  started.clock.advance(HOUR);
  expect(await fateOf(小何, 小何.account, -2 * HOUR)).toBe("kept");
  expect(await fateOf(小何, 小何.account, 0)).toBe("revoked");
  // Dated beyond its silence, it is still said by a key that is silent now.
  expect(await fateOf(小何, 小何.account, 3 * DAY)).toBe("revoked");
  started.clock.advance(3 * DAY);
  expect(await fateOf(小何, 小何.account, 0)).toBe("kept");
  expect(await codeOf(小何, "/box")).toBe("200");
});

test("[A24] nobody takes the words of a phone that waits, whatever they are dated, until it counts", async () => {
  const 小钱 = await town.neighbour("小钱");
  const [phone, code] = [town.stranger("小钱的新手机"), town.stranger("小钱的新码")];
  const asked = must(await town.operator.say("recover", recoverBody(phone, code, 小钱.account)));
  must(await 老周.say("cosign", {}, { refs: [asked.id] }));
  expect(await codeOf(phone, "/roster")).toBe("200");
  expect(await codeOf(phone, "/box")).toBe("key_waiting");
  for (const at of [0, 4 * DAY]) expect(await fateOf(phone, 小钱.account, at)).toBe("unknown_key");
  started.clock.advance(72 * HOUR);
  expect(await fateOf(phone, 小钱.account, -HOUR)).toBe("unknown_key");
  expect(await fateOf(phone, 小钱.account, 0)).toBe("kept");
  expect(await codeOf(phone, "/box")).toBe("200");
});

test("[A2] [Y16] [Y27] a phone that was taken out is told so when it asks", async () => {
  const 小孙 = await town.neighbour("小孙");
  const next = town.stranger("小孙的平板");
  const body = { device: next.signer.publicKey, seal: next.seal.publicKey };
  must(await 小孙.say("key_add", body));
  const phone = await phoneOf(小孙);
  const path = `/c/${town.community}/events`;
  const stream = await fetch(`${town.url}${path}?auth=${await 小孙.auth(path)}`);
  must(await next.say("key_remove", { device: 小孙.signer.publicKey }, { as: 小孙.account }));
  expect(await phone.closed).toBe(4403);
  // The stream tells of the removal and ends with it.
  const told = await stream.text();
  expect(told).toContain('"what":"roster"');
  for (const of of ["/roster", "/box"]) expect(await codeOf(小孙, of)).toBe("key_removed");
  expect(await codeOf(next, "/roster")).toBe("200");
});

test("[Y28] a relay says which communities it serves", async () => {
  const answer = await call(town.url, "GET", "/communities");
  expect(JSON.parse(new TextDecoder().decode(answer.bytes))).toEqual([town.community]);
});
