import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { verifyWithNacl } from "../../crypto/verify_nacl.ts";
import { doc8Of, parseDocumentName } from "../../src/board/document.ts";
import {
  encodeDigest,
  encodeHello,
  encodeSyncStep1,
  encodeUpdateMessage,
  receiptToBeSigned,
} from "../../src/board/sync.ts";
import { idToBytes } from "../../src/domain/units.ts";
import {
  boardName,
  need,
  openPhone,
  openSocket,
  type Phone,
  placed,
  putInDoc,
  sayIn,
  statementsIn,
  stockClient,
  updateOf,
} from "./board_words.ts";
import { type Started, startRelay } from "./start.ts";
import { call, foundTown, idOf, jsonIn, must, type Person, type Town } from "./town.ts";

let started: Started;
let town: Town;
let 张阿姨: Person;
let 李姐: Person;
let board: string;
const open: { close(): void }[] = [];
beforeAll(async () => {
  started = await startRelay();
  const secret = started.relay.setupSecret() as string;
  town = await foundTown({ url: started.url, secret, nowMs: () => started.clock.ms });
  board = boardName(town);
  张阿姨 = await town.neighbour("张阿姨");
  李姐 = await town.neighbour("李姐");
});
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});
afterAll(() => started.close());

async function phoneOf(person: Person, document = board): Promise<Phone> {
  const phone = await openPhone(town, person, document);
  open.push(phone);
  await phone.next("hello");
  return phone;
}

const ids = (...statements: readonly Uint8Array[]): readonly Uint8Array[] =>
  statements.map((statement) => idToBytes(idOf(statement, town.community)));

test("[Y30] stock y-websocket clients sync a board", async () => {
  const [hers, his] = [await stockClient(town, 张阿姨, board), await stockClient(town, 李姐, board)];
  open.push({ close: () => hers.destroy() }, { close: () => his.destroy() });
  const said = await sayIn(town, 张阿姨, board, need(town, 张阿姨, "帮我拿快递"));
  putInDoc(hers.doc, town.community, said);
  const { key } = placed(said, town.community);
  await vi.waitFor(() => expect(statementsIn(his.doc).get(key)).toEqual(said), { timeout: 5_000 });
  const late = await stockClient(town, 李姐, board);
  open.push({ close: () => late.destroy() });
  await vi.waitFor(() => expect(late.provider.synced).toBe(true), { timeout: 5_000 });
  expect(statementsIn(late.doc).get(key)).toEqual(said);
});

test("[Y31] a statement is receipted once it is on disk, under the log key", async () => {
  const phone = await phoneOf(张阿姨);
  const other = await phoneOf(李姐);
  const said = await sayIn(town, 张阿姨, board, need(town, 张阿姨, "酱油没了"));
  phone.send(encodeUpdateMessage(updateOf(town.community, said)));
  const receipt = await phone.next("receipt");
  expect(receipt.ids).toEqual(ids(said));
  expect(receipt.key).toEqual(town.logKey);
  const name = parseDocumentName(board);
  if (!name.ok) throw new Error(name.error);
  const signed = receiptToBeSigned(idToBytes(town.community), doc8Of(name.value), receipt);
  expect(verifyWithNacl()(receipt.key, signed, receipt.signature)).toBe(true);
  expect((await other.next("update")).update).toEqual(updateOf(town.community, said));
  phone.send(encodeUpdateMessage(updateOf(town.community, said)));
  expect((await phone.next("receipt")).ids).toEqual(ids(said));
});

test("[Y32] a forged statement is dropped with its reason, the rest is kept, and the socket stays", async () => {
  const phone = await phoneOf(张阿姨);
  const good = await sayIn(town, 张阿姨, board, need(town, 张阿姨, "陪我散步"));
  const bad = await sayIn(town, 张阿姨, board, need(town, 张阿姨, "假的"));
  const forged = new Uint8Array(bad);
  forged[forged.length - 40] = (forged[forged.length - 40] as number) ^ 1;
  phone.send(encodeUpdateMessage(updateOf(town.community, good, forged)));
  expect((await phone.next("receipt")).ids).toEqual(ids(good));
  const { refused, rosterIndex } = await phone.next("refusals");
  expect(refused).toEqual([{ id: ids(forged)[0], reason: "bad_signature" }]);
  expect(rosterIndex).toBeGreaterThan(5);
  phone.send(encodeUpdateMessage(updateOf(town.community, bad)));
  expect((await phone.next("receipt")).ids).toEqual(ids(bad));
});

test("[Y33] a delete set closes the socket with 4400", async () => {
  const phone = await phoneOf(张阿姨);
  // No structs, then a delete set of one client with one range.
  phone.send(encodeUpdateMessage(Uint8Array.of(0, 1, 5, 1, 0, 3)));
  expect(await phone.closed).toBe(4400);
});

test("[Y34] who may not come in is told why, before anything is read", async () => {
  const ws = town.url.replace("http", "ws");
  const socket = async (document: string, auth: string): Promise<number> =>
    openSocket(`${ws}/sync/${document}?auth=${auth}`).closed;
  const path = `/sync/${board}`;
  expect(await socket(board, "")).toBe(4401);
  expect(await socket(board, await 李姐.auth("/sync/other"))).toBe(4401);
  expect(await socket(board, await town.stranger("路人").auth(path))).toBe(4401);
  expect(await socket(board, await 李姐.auth(path, Math.floor(town.now() / 60) - 3))).toBe(4401);
  const nowhere = boardName(town, "9");
  expect(await socket(nowhere, await 李姐.auth(`/sync/${nowhere}`))).toBe(4404);
  const future = boardName(town, "3", "2026-05");
  expect(await socket(future, await 李姐.auth(`/sync/${future}`))).toBe(4404);
  expect(await socket("nonsense", await 李姐.auth("/sync/nonsense"))).toBe(4404);
});

test("[Y35] who is registered and not vouched sees her own words only, until she is vouched", async () => {
  const 新邻居 = await town.join("新邻居");
  const neighbour = await phoneOf(李姐);
  const phone = await phoneOf(新邻居);
  const theirs = await sayIn(town, 李姐, board, need(town, 李姐, "谁有梯子"));
  neighbour.send(encodeUpdateMessage(updateOf(town.community, theirs)));
  await neighbour.next("receipt");
  const hers = await sayIn(town, 新邻居, board, need(town, 新邻居, "刚搬来"));
  phone.send(encodeUpdateMessage(updateOf(town.community, hers)));
  expect((await phone.next("receipt")).ids).toEqual(ids(hers));
  phone.send(encodeSyncStep1(Uint8Array.of(0)));
  expect((await phone.next("sync_step_2")).update).toEqual(updateOf(town.community, hers));
  must(await town.operator.say("vouch", { account: 新邻居.account, household: null }));
  phone.send(encodeSyncStep1(Uint8Array.of(0)));
  const all = (await phone.next("sync_step_2")).update;
  expect(all.length).toBeGreaterThan(updateOf(town.community, hers, theirs).length - 1);
});

test("[Y36] a statement by an unknown key waits, and is kept when its author has registered", async () => {
  const courier = await phoneOf(李姐);
  const 小张 = town.stranger("小张");
  const said = await sayIn(town, 小张, board, need(town, 小张, "等入册"));
  courier.send(encodeUpdateMessage(updateOf(town.community, said)));
  expect((await courier.next("refusals")).refused).toEqual([{ id: ids(said)[0], reason: "unknown_key" }]);
  await town.join("小张");
  expect((await courier.next("update")).update).toEqual(updateOf(town.community, said));
  courier.send(encodeUpdateMessage(updateOf(town.community, said)));
  expect((await courier.next("receipt")).ids).toEqual(ids(said));
});

test("[Y37] equal digests ask for nothing; different ones are compared and everything is asked for once", async () => {
  const phone = await phoneOf(李姐);
  phone.send(encodeSyncStep1(Uint8Array.of(0)));
  await phone.next("sync_step_2");
  await phone.next("sync_step_1");
  phone.send(encodeDigest({ count: 0, hash: new Uint8Array(32) }));
  const mine = await phone.next("digest");
  expect((await phone.next("sync_step_1")).stateVector).toEqual(Uint8Array.of(0));
  phone.send(encodeDigest(mine));
  expect(await phone.next("digest")).toEqual(mine);
  const again = await phoneOf(张阿姨);
  again.send(encodeHello({ versions: [1], count: mine.count, hash: mine.hash }));
  again.send(encodeDigest(mine));
  expect(await again.next("digest")).toEqual(mine);
});

test("[Y38] a removed key's socket closes with 4403, and so does every later one", async () => {
  const 王师傅 = await town.neighbour("王师傅");
  const phone = await phoneOf(王师傅);
  must(await town.operator.say("revoke", { account: 王师傅.account, role: "member" }));
  expect(await phone.closed).toBe(4403);
  expect(await (await openPhone(town, 王师傅, board)).closed).toBe(4403);
});

test("[Y39] what neighbours ask for is counted in public without words and names", async () => {
  started.clock.advance(61);
  const page = jsonIn(await call(town.url, "GET", `/c/${town.community}/public`)) as {
    buildings: { id: string; open: object[] }[];
  };
  const [building] = page.buildings;
  expect(building?.open.length).toBeGreaterThan(2);
  expect(Object.keys(building?.open[0] ?? {})).toEqual(["type", "from", "to"]);
});

test("[Y41] changes are told to those whom they concern", async () => {
  const events = await listen(town, 李姐);
  const others = await listen(town, 张阿姨);
  open.push(events, others);
  const told = must(
    await 李姐.say("consent", { text: "privacy", version: 1, lang: "zh", sha256: new Uint8Array(32) }),
  );
  expect(await events.next((line) => line.includes('"account"'))).toContain(`"index":${told.receipt.index}`);
  const checkpoint = await others.next((line) => line.includes('"checkpoint"'));
  expect(checkpoint).toContain(`"index":${told.receipt.index}`);
  expect(others.seen().some((line) => line.includes('"account"'))).toBe(false);
});

async function listen(of: Town, person: Person) {
  const path = `/c/${of.community}/events`;
  const stop = new AbortController();
  const response = await fetch(`${of.url}${path}?auth=${await person.auth(path)}`, { signal: stop.signal });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const lines: string[] = [];
  async function next(fits: (line: string) => boolean): Promise<string> {
    for (;;) {
      const found = lines.find(fits);
      if (found !== undefined) return found;
      const { value, done } = await reader.read();
      if (done) throw new Error("the stream ended");
      lines.push(...Buffer.from(value).toString().split("\n"));
    }
  }
  await next((line) => line.includes("hello"));
  return { next, seen: () => lines, close: () => stop.abort() };
}
