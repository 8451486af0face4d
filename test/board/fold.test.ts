import { describe, expect, test } from "vitest";
import type { Opened } from "../../crypto/cose.ts";
import { atOf, foldStatements, inOrder, refsOf } from "../../src/board/fold.ts";
import { boardFor, idOf, ids, minute, opened, person, TestRoster } from "./cast.ts";
import { random } from "./random.ts";

const 张阿姨 = person("张阿姨");
const 李姐 = person("李姐");

describe("[G19] reading a document", () => {
  test("an answer comes after what it answers, though its phone's clock was a year behind", async () => {
    const need = await 张阿姨.say({ at: minute(500_000) });
    const answer = await 李姐.say({ at: minute(1), refs: [idOf(need)] });
    const thanks = await 张阿姨.say({ at: minute(0), refs: [idOf(answer), idOf(need)] });
    const statements = await Promise.all([thanks, answer, need].map(opened));
    expect(inOrder(statements).map(({ bytes }) => bytes)).toEqual([need, answer, thanks]);
  });

  test("61 statements from a morning without a network keep their order on every phone", async () => {
    const said: Uint8Array[] = [];
    for (let i = 0; i < 61; i++) {
      const before = said.at(-1);
      said.push(await 张阿姨.say({ at: minute(61 - i), refs: before === undefined ? [] : [idOf(before)] }));
    }
    for (const seed of [1, 2, 3]) {
      const board = boardFor(new TestRoster(张阿姨));
      for (const each of random(seed).shuffle(said)) await board.add(each);
      expect(inOrder(board.statements()).map(({ bytes }) => bytes)).toEqual(said);
    }
  });

  test("what answers nothing here goes by time, then by id", async () => {
    const [late, early] = [
      await 张阿姨.say({ at: 9 }),
      await 张阿姨.say({ at: 3, refs: [new Uint8Array(16)] }),
    ];
    const same = [await 李姐.say({ at: 5 }), await 张阿姨.say({ at: 5 })];
    const statements = await Promise.all([late, ...same, early].map(opened));
    const order = inOrder(statements);
    expect(order.map(atOf)).toEqual([3, 5, 5, 9]);
    expect(ids(order.slice(1, 3))).toEqual(
      order.slice(1, 3).map(({ id }) => Buffer.from(id).toString("hex")),
    );
    expect(refsOf(order[0] as Opened)).toEqual([new Uint8Array(16)]);
  });

  test("many that answer the same, and each other, appear once", async () => {
    const said: Uint8Array[] = [];
    for (let i = 0; i < 30; i++) said.push(await 张阿姨.say({ at: minute(30 - i), refs: said.map(idOf) }));
    const order = inOrder(await Promise.all(said.map(opened)));
    expect(order.map(({ bytes }) => bytes)).toEqual(said);
  });

  test("one statement that breaks the fold is left out and counted; all others are shown", async () => {
    const said = await Promise.all(Array.from({ length: 20 }, () => 张阿姨.say()));
    const statements = await Promise.all(said.map(opened));
    const bad = statements[7] as Opened;
    const folded = foldStatements(statements, [] as readonly Opened[], (shown, each) => {
      if (each === bad) throw new TypeError("undefined is not a need");
      return [...shown, each];
    });
    expect(folded.ignored).toEqual([bad]);
    expect(folded.state.length).toBe(19);
  });
});
