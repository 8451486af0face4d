/** How much work things may cost, counted and never timed. */
import { describe, expect, test } from "vitest";
import type { Parsed } from "../../crypto/cose.ts";
import type { Room } from "../../src/board/admission.ts";
import { type Place, parseUpdate, placeOf } from "../../src/board/update.ts";
import { createVerdicts } from "../../src/board/verdicts.ts";
import { boardFor, COMMUNITY, person, TestRoster, updateOf, verify } from "./cast.ts";

const 张阿姨 = person("张阿姨");
const 李姐 = person("李姐");

/** Counts how often the roster and the verifier are asked. */
function counted() {
  const asked = { roster: 0, verifier: 0 };
  class CountingRoster extends TestRoster {
    override judge(said: Parsed, room: Room) {
      asked.roster++;
      return super.judge(said, room);
    }
  }
  const counting = (...args: Parameters<typeof verify>): boolean => {
    asked.verifier++;
    return verify(...args);
  };
  return { asked, roster: new CountingRoster(张阿姨, 李姐), verify: counting };
}

/** Bytes that note how many of them were looked at. */
function watched(bytes: Uint8Array): { readonly bytes: Uint8Array; readonly looks: () => number } {
  let looks = 0;
  const proxy = new Proxy(bytes, {
    get(target, name) {
      if (typeof name === "string" && /^[0-9]+$/.test(name)) looks++;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return { bytes: proxy, looks: () => looks };
}

describe("[G23] work is bounded by what is new", () => {
  test("33 million structs in 7 bytes are refused after 7 bytes", () => {
    const claim = watched(Uint8Array.of(1, 0x80, 0x80, 0x80, 0x0f, 7, 0));
    expect(parseUpdate(claim.bytes)).toEqual({ ok: false, error: "many_structs" });
    expect(claim.looks()).toBeGreaterThan(0);
    expect(claim.looks()).toBeLessThanOrEqual(7);
  });

  test("200 statements whose places fall together: one more costs what the first did, the 201st no signature", async () => {
    const { asked, roster, verify } = counted();
    // One client for all: a place is taken 199 times.
    const together = (digest: Uint8Array): Place => ({ ...placeOf(digest), client: 2 ** 51 });
    const board = boardFor(roster, { verify, placeOf: together });
    const said = await Promise.all(Array.from({ length: 201 }, () => 张阿姨.say()));
    for (const [place, statement] of said.entries()) {
      const before = { ...asked };
      const received = await board.receiveStatements([statement]);
      const isOver = place === 200;
      expect(received.applied.length).toBe(isOver ? 0 : 1);
      expect(asked.verifier - before.verifier).toBe(isOver ? 0 : 1);
      expect(asked.roster - before.roster).toBeLessThanOrEqual(3);
      if (isOver) expect(received.refused.map(({ reason }) => reason)).toEqual(["quota"]);
    }
  });

  test("3,000 statements again cost no signature, and a document made anew neither", async () => {
    const { asked, roster, verify } = counted();
    roster.quota = 3_000;
    const verdicts = createVerdicts(COMMUNITY);
    const said = await Promise.all(Array.from({ length: 3_000 }, () => 张阿姨.say()));
    const update = updateOf(...said);
    const board = boardFor(roster, { verify, verdicts });
    await board.receive(update);
    expect([asked.verifier, board.room.count]).toEqual([3_000, 3_000]);
    const before = { ...asked };
    const again = await board.receive(update);
    expect(again.ok && again.value.held.length).toBe(3_000);
    expect(asked).toEqual(before);
    const anew = boardFor(roster, { verify, verdicts });
    await anew.receive(update);
    expect([asked.verifier, anew.room.count]).toEqual([3_000, 3_000]);
  }, 60_000);

  test("who was taken off the roster while her signature was checked is not let in", async () => {
    const { roster } = counted();
    let answer: (isRight: boolean) => void = () => {};
    let asked: () => void = () => {};
    const begun = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const board = boardFor(roster, {
      verify: () => {
        asked();
        return new Promise<boolean>((resolve) => {
          answer = resolve;
        });
      },
    });
    const received = board.receiveStatements([await 李姐.say()]);
    await begun;
    roster.revoke(李姐, 0);
    answer(true);
    expect((await received).refused.map(({ reason }) => reason)).toEqual(["revoked"]);
    expect(board.room.count).toBe(0);
  });

  test("signatures of the next message are checked while an earlier one waits for its own", async () => {
    const { roster } = counted();
    const answers: ((isRight: boolean) => void)[] = [];
    const board = boardFor(roster, {
      verify: () => new Promise<boolean>((resolve) => answers.push(resolve)),
    });
    const [first, second] = [await 张阿姨.say(), await 李姐.say()];
    const turns = [board.receiveStatements([first]), board.receiveStatements([second])];
    // Both were begun, and the later answer comes first: the order of the turns stays.
    expect(answers.length).toBe(2);
    answers[1]?.(true);
    answers[0]?.(true);
    const applied = (await Promise.all(turns)).map((received) => received.applied.length);
    expect(applied).toEqual([1, 1]);
    expect([...board.statements()].map(({ bytes }) => bytes)).toEqual([first, second]);
  });
});
