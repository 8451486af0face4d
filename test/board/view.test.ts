import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { copyBytes } from "../../crypto/bytes.ts";
import { sha256 } from "../../crypto/hash.ts";
import type { Change } from "../../src/board/turn.ts";
import { encodeUpdate } from "../../src/board/update.ts";
import { createVerdicts } from "../../src/board/verdicts.ts";
import {
  boardFor,
  COMMUNITY,
  heldBy,
  idOf,
  idsOf,
  isClean,
  person,
  placed,
  resigned,
  shownIn,
  TestRoster,
  updateOf,
} from "./cast.ts";

const 张阿姨 = person("张阿姨");
const roster = (): TestRoster => new TestRoster(张阿姨);
const many = (n: number): Promise<Uint8Array[]> => Promise.all(Array.from({ length: n }, () => 张阿姨.say()));

describe("[G16] rows and documents that are not ours", () => {
  test("a row of ours is loaded", async () => {
    const board = boardFor(roster());
    const said = await many(3);
    expect((await board.loadRow(updateOf(...said))).applied.length).toBe(3);
    expect((await board.loadRow(Uint8Array.of(0, 0))).applied).toEqual([]);
  });

  test("a poisoned row opens all the same, and its statements are taken", async () => {
    const said = await many(4);
    const poisoned = new Y.Doc();
    Y.applyUpdate(poisoned, updateOf(...said));
    const map = poisoned.getMap("s");
    map.delete(placed(said[0] as Uint8Array).key);
    map.set("x", "not a statement");
    map.set("y", Uint8Array.of(1, 2, 3));
    map.set(placed(said[1] as Uint8Array).key, new Y.Text());
    poisoned.getArray("t").push([1, said[3] as Uint8Array]);
    const board = boardFor(roster());
    const received = await board.loadRow(Y.encodeStateAsUpdate(poisoned));
    // Deleted content is gone from the row itself; the vault and the relay still have those two.
    expect(heldBy(board)).toEqual(idsOf(said.slice(2)));
    expect(received.refused.map(({ reason }) => reason)).toEqual(["bad_cose"]);
    expect(isClean(board.doc)).toBe(true);
    expect(shownIn(board.doc)).toEqual(
      said
        .slice(2)
        .map((each) => placed(each).key)
        .sort(),
    );
  });

  test("statements behind a gap and under a delete set are taken", async () => {
    const [said] = (await many(1)) as [Uint8Array];
    const update = updateOf(said);
    const deleting = copyBytes(Uint8Array.of(...update.slice(0, -1), 1, ...update.slice(2, 10), 1, 0, 1));
    const board = boardFor(roster());
    await board.loadRow(deleting);
    expect(heldBy(board)).toEqual(idsOf([said]));
  });

  test.each([
    ["noise", sha256(Uint8Array.of(1))],
    ["33 million structs", Uint8Array.of(1, 0x80, 0x80, 0x80, 0x0f, 7, 0, 0)],
    ["nothing", new Uint8Array()],
  ])("%s as a row gives nothing", async (_, row) => {
    const board = boardFor(roster());
    expect(await board.loadRow(row)).toMatchObject({ applied: [], refused: [], update: null });
    expect(isClean(board.doc)).toBe(true);
  });
});

describe("[G17] what the other side is told", () => {
  test("the state vector is Yjs's own", async () => {
    const board = boardFor(roster());
    await board.receiveStatements(await many(50));
    expect(board.stateVector()).toEqual(Y.encodeStateVector(board.doc));
    expect(boardFor(roster()).stateVector()).toEqual(Uint8Array.of(0));
  });

  test("a difference is what Yjs would send", async () => {
    const [here, there] = [boardFor(roster()), boardFor(roster())];
    const said = await many(60);
    await here.receiveStatements(said);
    await there.receiveStatements(said.slice(0, 40));
    expect(here.diff(there.stateVector())).toEqual({ ok: true, value: updateOf(...said.slice(40)) });
    expect(here.diff(there.stateVector())).toEqual({
      ok: true,
      value: Y.encodeStateAsUpdate(here.doc, there.stateVector()),
    });
    expect(there.diff(here.stateVector())).toEqual({ ok: true, value: encodeUpdate([]) });
  });

  test("a client with clock 0 has nothing", async () => {
    const board = boardFor(roster());
    const said = await 张阿姨.say();
    await board.add(said);
    const [full, empty] = [board.stateVector(), board.stateVector().with(-1, 0)];
    expect([board.diff(full), board.diff(empty)]).toEqual([
      { ok: true, value: encodeUpdate([]) },
      { ok: true, value: updateOf(said) },
    ]);
  });

  test("a stock client's state vector is understood", async () => {
    const board = boardFor(roster());
    const said = await many(3);
    await board.receiveStatements(said);
    const stock = new Y.Doc();
    stock.getMap("mine").set("x", 1);
    Y.applyUpdate(stock, updateOf(said[0] as Uint8Array));
    const diff = board.diff(Y.encodeStateVector(stock));
    expect(diff).toEqual({ ok: true, value: updateOf(...said.slice(1)) });
  });

  test.each([
    ["1 MB", "too_large", new Uint8Array(1_000_000)],
    ["64 KiB and one", "too_large", new Uint8Array(65_537)],
    ["endless numbers", "bad_varint", new Uint8Array(1000).fill(0xff)],
    ["more clients than bytes", "too_many_clients", Uint8Array.of(100, 1, 1)],
    ["a client without a clock", "truncated", Uint8Array.of(1, 1)],
    ["a byte after the end", "trailing_bytes", Uint8Array.of(0, 0)],
    ["nothing", "truncated", new Uint8Array()],
  ] as const)("a state vector of %s -> %s", async (_, fault, stateVector) => {
    const board = boardFor(roster());
    await board.add(await 张阿姨.say());
    expect(board.diff(stateVector)).toEqual({ ok: false, error: fault });
    expect(board.chunks(stateVector)).toEqual({ ok: false, error: fault });
    expect(heldBy(board).length).toBe(1);
  });

  test("the digest is of the ids, without those that the other side refuses", async () => {
    const board = boardFor(roster());
    const said = await many(5);
    await board.receiveStatements(said);
    const idBytes = Buffer.concat(said.map((each) => Buffer.from(idOf(each))).sort(Buffer.compare));
    expect(board.digest()).toEqual({ count: 5, hash: sha256(new Uint8Array(idBytes)) });
    const other = boardFor(roster());
    await other.receiveStatements(said.slice(2));
    expect(board.digest(said.slice(0, 2).map(idOf))).toEqual(other.digest());
    expect(boardFor(roster()).digest()).toEqual({ count: 0, hash: sha256(new Uint8Array()) });
  });

  test("another signature of the same statement changes no digest", async () => {
    const [here, there] = [boardFor(roster()), boardFor(roster())];
    const said = await 张阿姨.say();
    await here.add(said);
    await there.add(resigned(张阿姨, said));
    expect(there.digest()).toEqual(here.digest());
  });

  test("saying again what is stored changes nothing", async () => {
    const board = boardFor(roster());
    const said = await many(10);
    await board.receiveStatements(said);
    const before = [board.digest(), board.stateVector(), Y.encodeStateAsUpdate(board.doc)];
    const told: unknown[] = [];
    board.doc.on("update", (update: Uint8Array) => told.push(update));
    board.onChange((change) => told.push(change));
    expect((await board.receiveStatements(said)).held.length).toBe(10);
    expect(await board.receive(updateOf(...said))).toMatchObject({
      ok: true,
      value: { applied: [], update: null },
    });
    expect([board.digest(), board.stateVector(), Y.encodeStateAsUpdate(board.doc)]).toEqual(before);
    expect(told).toEqual([]);
  });

  test("whoever stopped listening is told nothing", async () => {
    const board = boardFor(roster());
    const changes: Change[] = [];
    const stop = board.onChange((change) => changes.push(change));
    await board.add(await 张阿姨.say());
    stop();
    await board.add(await 张阿姨.say());
    expect(changes.map(({ added }) => added.length)).toEqual([1]);
  });
});

describe("[G18] remembered openings", () => {
  test("a shared memory serves a second document object of the same name, and keeps its limit", async () => {
    let verified = 0;
    const verdicts = createVerdicts(COMMUNITY, 8);
    const counting = { verdicts, verify: () => ++verified > 0 };
    const said = await many(10);
    await boardFor(roster(), counting).receiveStatements(said);
    await boardFor(roster(), counting).receiveStatements(said.slice(2));
    expect(verified).toBe(10);
    await boardFor(roster(), counting).receiveStatements(said.slice(0, 2));
    expect(verified).toBe(12);
  });

  test("an erased statement is not remembered", async () => {
    const verdicts = createVerdicts(COMMUNITY);
    const forgotten: string[] = [];
    const watched = { ...verdicts, forget: (name: string) => void forgotten.push(name) };
    const board = boardFor(roster(), { verdicts: watched });
    const said = await 张阿姨.say();
    await board.receiveStatements([said, await 张阿姨.say({ kind: "erase", body: [[idOf(said)]] })]);
    expect(forgotten.length).toBe(1);
  });
});
