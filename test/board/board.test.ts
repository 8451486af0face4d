import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { copyBytes } from "../../crypto/bytes.ts";
import type { Room } from "../../src/board/admission.ts";
import type { Change } from "../../src/board/turn.ts";
import { type Place, parseUpdate, placeOf } from "../../src/board/update.ts";
import {
  boardFor,
  heldBy,
  idOf,
  idsOf,
  minute,
  person,
  placed,
  shownIn,
  TestRoster,
  updateOf,
} from "./cast.ts";

const 张阿姨 = person("张阿姨");
const 李姐 = person("李姐");
const 王楼长 = person("王楼长");
const 小陈 = person("小陈");

function roster(): TestRoster {
  const people = new TestRoster(张阿姨, 李姐, 王楼长);
  people.council = 王楼长.key;
  return people;
}

const many = (n: number, who = 张阿姨): Promise<Uint8Array[]> =>
  Promise.all(Array.from({ length: n }, () => who.say()));

/** Eight bits instead of 53, so that places are taken. */
const crowded = (digest: Uint8Array): Place => ({ ...placeOf(digest), client: digest[0] as number });

/** Two statements that want the same place. */
async function rivals(): Promise<readonly [Uint8Array, Uint8Array]> {
  const first = await 张阿姨.say();
  for (;;) {
    const second = await 李姐.say();
    if (idOf(second)[0] === idOf(first)[0]) return [first, second];
  }
}

describe("[G6] what is applied is our own encoding", () => {
  test("the received update comes out as our encoding of the good ones", async () => {
    const board = boardFor(roster());
    const [need, take, stray] = [await 张阿姨.say(), await 李姐.say(), await 小陈.say()];
    const received = await board.receive(updateOf(need, stray, take));
    expect(received).toMatchObject({
      ok: true,
      value: { update: updateOf(need, take), waiting: [idOf(stray)] },
    });
    expect(Y.encodeStateAsUpdate(board.doc)).toEqual(updateOf(need, take));
  });

  test("the Yjs document only ever tells of our own encodings", async () => {
    const board = boardFor(roster());
    const told: Uint8Array[] = [];
    board.doc.on("update", (update: Uint8Array) => told.push(update));
    const said = await many(30);
    await board.receive(updateOf(...said.slice(0, 10)));
    await board.receiveStatements(said.slice(5, 20));
    await board.add(said[25] as Uint8Array);
    expect(told.map((update) => parseUpdate(update).ok)).toEqual([true, true, true]);
    expect(told[1]).toEqual(updateOf(...said.slice(10, 20)));
    expect(Y.encodeStateAsUpdate(board.doc)).toEqual(updateOf(...said.slice(0, 20), said[25] as Uint8Array));
  });

  test("listeners of the document learn where an update came from", async () => {
    const board = boardFor(roster());
    const origins: unknown[] = [];
    board.doc.on("update", (_: Uint8Array, origin: unknown) => origins.push(origin));
    await board.receive(updateOf(await 张阿姨.say()), "relay");
    await board.add(await 张阿姨.say());
    expect(origins).toEqual(["relay", null]);
  });

  test("a document made late shows the same as one made early", async () => {
    const [early, late] = [boardFor(roster()), boardFor(roster())];
    early.doc.getMap("s");
    const update = updateOf(...(await many(20)));
    await early.receive(update);
    await late.receive(update);
    expect(Y.encodeStateAsUpdate(late.doc)).toEqual(Y.encodeStateAsUpdate(early.doc));
  });

  test("a fault in the grammar refuses the whole message", async () => {
    const board = boardFor(roster());
    const update = updateOf(await 张阿姨.say());
    update[update.length - 1] = 1;
    expect(await board.receive(update)).toEqual({ ok: false, error: "delete_set" });
    expect(heldBy(board)).toEqual([]);
  });

  test("a Node Buffer may be reused as soon as the call returns", async () => {
    const board = boardFor(roster());
    const [first, second] = [await 张阿姨.say(), await 张阿姨.say()];
    const [message, file] = [Buffer.from(updateOf(first)), Buffer.from(second)];
    const turns = [board.receive(message), board.receiveStatements([file])];
    message.fill(0xff);
    file.fill(0xff);
    await Promise.all(turns);
    expect(heldBy(board)).toEqual(idsOf([first, second]));
    expect([...board.statements()].every(({ bytes }) => bytes.constructor === Uint8Array)).toBe(true);
    expect(Y.encodeStateAsUpdate(board.doc)).toEqual(updateOf(first, second));
  });

  test("turns do not overlap: a slow verifier changes neither outcome nor order", async () => {
    let delay = 20;
    const slower = (): Promise<boolean> => new Promise((resolve) => setTimeout(resolve, delay--, true));
    const board = boardFor(roster(), { verify: slower });
    const said = await many(10);
    const told: Uint8Array[] = [];
    board.onChange(({ added }) => told.push(...added.map(({ id }) => id)));
    const turns = said.map((each) => board.add(each));
    const again = board.receiveStatements(said);
    expect((await Promise.all(turns)).flatMap(({ applied }) => applied)).toEqual(said.map(idOf));
    expect((await again).held).toEqual(said.map(idOf));
    expect(told).toEqual(said.map(idOf));
  });
});

describe("[G11] a taken place", () => {
  test("both statements are in the state, whoever came first", async () => {
    const [first, second] = await rivals();
    for (const order of [
      [first, second],
      [second, first],
    ] as const) {
      const board = boardFor(roster(), { placeOf: crowded });
      for (const each of order) await board.add(each);
      expect(heldBy(board)).toEqual(idsOf(order));
      expect(board.sideStatements().map(({ bytes }) => bytes)).toEqual([order[1]]);
      expect(shownIn(board.doc)).toEqual([placed(order[0]).key]);
    }
  });

  test("the side list is sent after the rest, as ordinary updates", async () => {
    const [first, second] = await rivals();
    const [here, there] = [
      boardFor(roster(), { placeOf: crowded }),
      boardFor(roster(), { placeOf: crowded }),
    ];
    expect((await here.receiveStatements([first, second])).side.map(({ bytes }) => bytes)).toEqual([second]);
    const chunks = here.chunks(there.stateVector());
    expect(chunks.ok && chunks.value.length).toBe(2);
    for (const chunk of chunks.ok ? chunks.value : []) expect((await there.receive(chunk)).ok).toBe(true);
    expect(there.digest()).toEqual(here.digest());
  });

  test("what lay beside an erased statement takes its place", async () => {
    const [first, second] = await rivals();
    const board = boardFor(roster(), { placeOf: crowded });
    await board.receiveStatements([first, second]);
    await board.add(await 张阿姨.say({ kind: "erase", body: [[idOf(first)]] }));
    expect(shownIn(board.doc)).toContain(placed(second).key);
    expect(board.sideStatements().map(({ bytes }) => bytes)).not.toContainEqual(second);
  });
});

describe("[G13] who is not known yet waits", () => {
  test("小陈 is carried to the phone in a file before his enrolment is", async () => {
    const people = roster();
    const board = boardFor(people);
    const said = await 小陈.say();
    expect(await board.receiveStatements([said])).toMatchObject({
      applied: [],
      refused: [],
      waiting: [idOf(said)],
    });
    expect(board.digest().count).toBe(0);
    people.joined.add(小陈.key);
    expect((await board.rejudge()).applied).toEqual([idOf(said)]);
    expect(heldBy(board)).toEqual(idsOf([said]));
  });

  test("a hello in the same message lets its author in, wherever it stands", async () => {
    const board = boardFor(roster());
    const [hello, said] = [await 小陈.say({ kind: "hello" }), await 小陈.say()];
    const received = await board.receiveStatements([said, hello]);
    expect(received.applied.length).toBe(2);
    expect(heldBy(board)).toEqual(idsOf([hello, said]));
  });

  test("a junk signature waits no longer than until the roster moves", async () => {
    const people = roster();
    const board = boardFor(people);
    const said = copyBytes(await 小陈.say());
    said.set(await 李姐.signer.sign(said), said.length - 64);
    await board.receiveStatements([said]);
    people.joined.add(小陈.key);
    expect((await board.rejudge()).refused.map(({ reason }) => reason)).toEqual(["bad_signature"]);
    expect((await board.rejudge()).refused).toEqual([]);
  });

  test("the box is small, and the oldest leave it", async () => {
    const people = roster();
    const said = await many(5, 小陈);
    const size = said[0]?.length as number;
    const board = boardFor(people, { limits: { waitingBytes: 2 * size } });
    await board.receiveStatements(said);
    people.joined.add(小陈.key);
    expect((await board.rejudge()).applied).toEqual(said.slice(3).map(idOf));
  });
});

describe("[G14] the roster moves", () => {
  test("李姐 lost her key on the 3rd: what was said with it later leaves the document, not the phone", async () => {
    const people = roster();
    const board = boardFor(people);
    const [honest, stolen] = [await 李姐.say({ at: minute(10) }), await 李姐.say({ at: minute(90) })];
    await board.receiveStatements([honest, stolen]);
    const before = board.doc;
    const changes: Change[] = [];
    board.onChange((change) => changes.push(change));
    people.revoke(李姐, minute(60));
    const received = await board.rejudge();
    expect(received.removed).toEqual([{ id: idOf(stolen), reason: "revoked" }]);
    expect(board.takenOut().map(({ said, reason }) => [said.bytes, reason])).toEqual([[stolen, "revoked"]]);
    expect(heldBy(board)).toEqual(idsOf([honest]));
    expect(changes).toEqual([{ added: [], removed: received.removed, isRebuilt: true }]);
    expect(board.doc).not.toBe(before);
    expect(before.isDestroyed).toBe(true);
    expect(Y.encodeStateAsUpdate(board.doc)).toEqual(updateOf(honest));
  });

  test("it is refused when somebody brings it again", async () => {
    const people = roster();
    const board = boardFor(people);
    const stolen = await 李姐.say({ at: minute(90) });
    await board.add(stolen);
    people.revoke(李姐, minute(60));
    await board.rejudge();
    const received = await board.receive(updateOf(stolen));
    expect(received.ok && received.value.refused).toEqual([{ id: idOf(stolen), reason: "revoked" }]);
  });

  test("what a relay refused for good stays out until the roster says otherwise", async () => {
    const board = boardFor(roster());
    const said = await 李姐.say();
    await board.add(said);
    await board.takeOut([
      { id: idOf(said), reason: "not_enrolled" },
      { id: new Uint8Array(16), reason: "revoked" },
    ]);
    expect((await board.add(said)).refused).toEqual([{ id: idOf(said), reason: "not_enrolled" }]);
    expect((await board.rejudge()).applied).toEqual([idOf(said)]);
    expect(board.takenOut()).toEqual([]);
  });

  test("a quota takes nothing out that is held", async () => {
    const people = roster();
    const board = boardFor(people);
    await board.receiveStatements(await many(10));
    people.quota = 5;
    expect((await board.rejudge()).removed).toEqual([]);
    expect(board.room.count).toBe(10);
  });

  test("nor does a month that closed; the question is about the author alone", async () => {
    const people = roster();
    const board = boardFor(people);
    await board.receiveStatements(await many(3));
    const rooms: Room[] = [];
    people.judge = (_, room) => {
      rooms.push(room);
      return "month_closed";
    };
    expect((await board.rejudge()).removed).toEqual([]);
    expect(rooms.map(({ count, bytes }) => [count, bytes])).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
    expect(rooms[0]?.ofAuthor(张阿姨.signer.publicKey)).toBe(0);
    expect(rooms[0]?.saidBy(张阿姨.signer.publicKey)).toEqual([]);
  });

  test("what left makes room, and is in no count", async () => {
    const board = boardFor(roster());
    const [one, two] = (await many(2)) as [Uint8Array, Uint8Array];
    await board.receiveStatements([one, two]);
    const before = [board.digest(), board.stateVector()];
    await board.takeOut([{ id: idOf(one), reason: "revoked" }]);
    const other = boardFor(roster());
    await other.add(two);
    expect([board.digest(), board.stateVector()]).toEqual([other.digest(), other.stateVector()]);
    expect([board.digest(), board.stateVector()]).not.toEqual(before);
    expect([board.room.count, board.room.bytes]).toEqual([1, two.length]);
    expect(board.room.ofAuthor(张阿姨.signer.publicKey)).toBe(1);
    expect(idsOf(board.room.saidBy(张阿姨.signer.publicKey).map(({ bytes }) => bytes))).toEqual(idsOf([two]));
  });

  test("the list of what was taken out has an end", async () => {
    const people = roster();
    const board = boardFor(people, { limits: { takenOut: 3 } });
    await board.receiveStatements(await many(5, 李姐));
    people.revoke(李姐, 0);
    expect((await board.rejudge()).removed.length).toBe(5);
    expect(board.takenOut().length).toBe(3);
  });
});

describe("[G15] erase", () => {
  const erase = (who: typeof 张阿姨, ...statements: readonly Uint8Array[]): Promise<Uint8Array> =>
    who.say({ kind: "erase", body: [statements.map(idOf)] });

  test("张阿姨 erases what she said: it is gone, the digest leaves it out, and it does not come back", async () => {
    const board = boardFor(roster());
    const [said, other] = await many(2);
    const word = await erase(张阿姨, said as Uint8Array);
    await board.receiveStatements([said, other] as Uint8Array[]);
    expect((await board.add(word)).removed).toEqual([{ id: idOf(said as Uint8Array), reason: "erased" }]);
    expect(heldBy(board)).toEqual(idsOf([other as Uint8Array, word]));
    expect(Y.encodeStateAsUpdate(board.doc)).toEqual(updateOf(other as Uint8Array, word));
    expect((await board.add(said as Uint8Array)).refused.map(({ reason }) => reason)).toEqual(["erased"]);
    expect(board.takenOut()).toEqual([]);
    expect(board.get(idOf(said as Uint8Array))).toBeUndefined();
  });

  test("in whatever order it comes, every board ends the same", async () => {
    const [said, other] = (await many(2)) as [Uint8Array, Uint8Array];
    const word = await erase(张阿姨, said);
    const orders = [
      [said, other, word],
      [word, other, said],
      [other, word, said],
      [word, said, other],
    ];
    const digests = [];
    for (const order of orders) {
      for (const isOneByOne of [true, false]) {
        const board = boardFor(roster());
        board.doc.getMap("s");
        if (isOneByOne) for (const each of order) await board.add(each);
        else await board.receiveStatements(order);
        expect(Y.encodeStateAsUpdate(board.doc)).toEqual(updateOf(other, word));
        digests.push(board.digest());
      }
    }
    expect(new Set(digests.map(({ hash }) => hash.join())).size).toBe(1);
  });

  test("a neighbour cannot, the council can", async () => {
    const board = boardFor(roster());
    const said = await 张阿姨.say();
    await board.receiveStatements([said, await erase(李姐, said)]);
    expect(heldBy(board)).toContain(idsOf([said])[0]);
    await board.add(await erase(王楼长, said));
    expect(heldBy(board)).not.toContain(idsOf([said])[0]);
  });

  test("said and erased in one message: refused, not removed, for it was never there", async () => {
    const board = boardFor(roster());
    const said = await 张阿姨.say();
    const received = await board.receiveStatements([said, await erase(张阿姨, said)]);
    expect([received.refused, received.removed]).toEqual([[{ id: idOf(said), reason: "erased" }], []]);
    expect(received.applied.length).toBe(1);
  });

  test("a word of the council counts once the roster says that it is the council's", async () => {
    const people = roster();
    people.council = "";
    const board = boardFor(people);
    const said = await 张阿姨.say();
    await board.receiveStatements([said, await erase(王楼长, said)]);
    expect(board.get(idOf(said))).toBeDefined();
    people.council = 王楼长.key;
    expect((await board.rejudge()).removed).toEqual([{ id: idOf(said), reason: "erased" }]);
  });

  test("nothing erases an erase", async () => {
    const [said] = (await many(1)) as [Uint8Array];
    const word = await erase(张阿姨, said);
    const counterword = await erase(王楼长, word);
    for (const order of [
      [said, word, counterword],
      [counterword, word, said],
    ]) {
      const board = boardFor(roster());
      for (const each of order) await board.add(each);
      expect(heldBy(board)).toEqual(idsOf([word, counterword]));
    }
  });

  test("an erase of another form erases nothing", async () => {
    const board = boardFor(roster());
    const said = await 张阿姨.say();
    const forms = [
      [idOf(said)],
      [[idOf(said)], 1],
      [[idOf(said).slice(1)]],
      [Array(101).fill(idOf(said))],
      [],
    ];
    for (const body of forms) await board.add(await 张阿姨.say({ kind: "erase", body }));
    await board.add(said);
    expect(board.room.count).toBe(forms.length + 1);
  });

  test("an erase whose author had no right is taken out, and what it named may return", async () => {
    const people = roster();
    const board = boardFor(people);
    const said = await 张阿姨.say();
    await board.receiveStatements([said, await erase(王楼长, said)]);
    people.revoke(王楼长, 0);
    await board.rejudge();
    expect((await board.add(said)).applied).toEqual([idOf(said)]);
  });
});
