import { beforeAll, describe, expect, test } from "vitest";
import * as Y from "yjs";
import type { Board } from "../../src/board/board.ts";
import { CHUNK_BYTES_MAX } from "../../src/board/limits.ts";
import { createVerdicts } from "../../src/board/verdicts.ts";
import { boardFor, COMMUNITY, heldBy, isClean, type Person, person, shownIn, TestRoster } from "./cast.ts";

const people: readonly Person[] = Array.from({ length: 20 }, (_, i) => person(`${i + 1}号`));
const verdicts = createVerdicts(COMMUNITY);
const board = (): Board => boardFor(new TestRoster(...people), { verdicts });
const statements: Uint8Array[] = [];

beforeAll(async () => {
  for (const who of people) for (let i = 0; i < 150; i++) statements.push(await who.say());
});

/** Sends everything that `to` lacks, as a socket would. */
async function send(from: Board, to: Board): Promise<number> {
  const chunks = from.chunks(to.stateVector());
  if (!chunks.ok) throw new Error(chunks.error);
  for (const chunk of chunks.value) {
    expect(chunk.length).toBeLessThanOrEqual(CHUNK_BYTES_MAX);
    expect(await to.receive(chunk)).toMatchObject({ ok: true, value: { refused: [], waiting: [] } });
  }
  return chunks.value.length;
}

describe("[G17] a relay that lost its boards", () => {
  test("an empty one is refilled by one phone with 3,000 statements", async () => {
    const [phone, relay] = [board(), board()];
    await phone.receiveStatements(statements);
    expect(phone.room.count).toBe(3_000);
    expect(await send(phone, relay)).toBeGreaterThan(5);
    expect(relay.digest()).toEqual(phone.digest());
    expect(Y.encodeStateAsUpdate(relay.doc)).toEqual(Y.encodeStateAsUpdate(phone.doc));
    expect(isClean(relay.doc)).toBe(true);
  });

  test("one that was rolled back an hour gets that hour again, from two phones that have a part of it", async () => {
    const [one, two, relay] = [board(), board(), board()];
    await relay.receiveStatements(statements.slice(0, 2_000));
    await one.receiveStatements(statements.slice(0, 2_600));
    await two.receiveStatements([...statements.slice(0, 2_000), ...statements.slice(2_400)]);
    for (const phone of [one, two]) await send(phone, relay);
    for (const phone of [one, two]) await send(relay, phone);
    expect([one.digest(), two.digest()]).toEqual([relay.digest(), relay.digest()]);
    expect(relay.digest().count).toBe(3_000);
  });
});

describe("[G22] one page, many documents", () => {
  test("a document made anew and a tab opened twice do not differ", async () => {
    const [tab, twin] = [board(), board()];
    const joinTabs = (from: Board, to: Board): void => {
      from.doc.on("update", (update: Uint8Array, origin: unknown) => {
        if (origin !== "other tab") void to.receive(update, "other tab");
      });
    };
    joinTabs(tab, twin);
    joinTabs(twin, tab);
    // A duplicated tab may even bring the same Yjs client id.
    twin.doc.clientID = tab.doc.clientID;
    await Promise.all(statements.slice(0, 60).map((each, i) => (i % 2 === 0 ? tab : twin).add(each)));
    await Promise.all([tab.rejudge(), twin.rejudge()]);
    const anew = board();
    for (const said of tab.statements()) await anew.add(said.bytes);
    for (const each of [tab, twin, anew]) {
      expect(heldBy(each)).toEqual(heldBy(tab));
      expect(shownIn(each.doc)).toEqual(shownIn(tab.doc));
      expect(isClean(each.doc)).toBe(true);
      expect(each.room.count).toBe(60);
    }
  });
});
