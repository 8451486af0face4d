/** Months of phones going off and on. A failure names its seed: SEED=7 runs that one, SIM_SEEDS=1000 a thousand. */
import { describe, expect, test } from "vitest";
import { type Place, placeOf } from "../../src/board/update.ts";
import { heldBy, idsOf, isClean, shownIn } from "./cast.ts";
import { seeds } from "./random.ts";
import { type Habits, liveTogether, type Town } from "./town.ts";

const FIFTY = seeds(50);
const crowded = (digest: Uint8Array): Place => ({ ...placeOf(digest), client: digest[0] as number });

/** Whether the relay and all phones hold the same. */
function isOne({ relay, phones }: Town): boolean {
  const all = heldBy(relay).join();
  return phones.every(({ board }) => heldBy(board).join() === all);
}

async function agree(seed: number, habits: Habits): Promise<Town> {
  const town = await liveTogether(seed, habits);
  const boards = [town.relay, ...town.phones.map(({ board }) => board)];
  for (const board of boards) {
    expect(heldBy(board), `SEED=${seed}`).toEqual(heldBy(town.relay));
    expect(board.digest(), `SEED=${seed}`).toEqual(town.relay.digest());
    expect(isClean(board.doc), `SEED=${seed}`).toBe(true);
    expect(shownIn(board.doc).length, `SEED=${seed}`).toBe(board.room.count - board.sideStatements().length);
  }
  expect(heldBy(town.relay), `SEED=${seed}`).toEqual(expect.arrayContaining([...idsOf(town.honest)]));
  expect(
    town.closed.filter((name) => name !== "混混"),
    `SEED=${seed}`,
  ).toEqual([]);
  expect(town.honest.length, `SEED=${seed}: the month was not empty`).toBeGreaterThan(10);
  return town;
}

describe("[G22] one building, many phones", () => {
  test(`honest phones agree, and nothing is refused (${FIFTY.length} seeds)`, async () => {
    for (const seed of FIFTY) {
      const town = await agree(seed, { steps: 60, loss: 0.1 });
      expect(heldBy(town.relay), `SEED=${seed}`).toEqual(idsOf(town.honest));
      expect(
        town.phones.every(({ refusedIds }) => refusedIds.size === 0),
        `SEED=${seed}`,
      ).toBe(true);
    }
  });

  test(`also when disks lose rows, files hold a part and ids are signed twice (${FIFTY.length} seeds)`, async () => {
    for (const seed of FIFTY) {
      const town = await agree(seed, { steps: 80, loss: 0.3, isClumsy: true });
      expect(heldBy(town.relay), `SEED=${seed}`).toEqual(idsOf(town.honest));
    }
  });

  test(`also among a revoked courier and a cheat: nobody honest is shut out (${FIFTY.length} seeds)`, async () => {
    let closed = 0;
    for (const seed of FIFTY) {
      const town = await agree(seed, { steps: 80, loss: 0.1, isClumsy: true, isHostile: true });
      const 老赵 = town.phones.find(({ owner }) => owner.name === "老赵");
      const words = new Set(heldBy(town.relay));
      const late = idsOf(老赵?.vault ?? []).filter((id) => !idsOf(town.honest).includes(id));
      expect(
        late.filter((id) => words.has(id)),
        `SEED=${seed}`,
      ).toEqual([]);
      closed += town.closed.length;
    }
    expect(closed).toBeGreaterThan(0);
  });

  test(`also when client ids have 8 bits and places are taken (${FIFTY.length} seeds)`, async () => {
    let sideMax = 0;
    for (const seed of FIFTY) {
      const town = await agree(seed, { steps: 100, loss: 0.2, isClumsy: true, placeOf: crowded });
      sideMax = Math.max(sideMax, town.sideMax);
    }
    expect(sideMax).toBeGreaterThan(1);
  });

  test("without the digest the same phones would not agree: the test before this one can fail", async () => {
    let apart = 0;
    for (const seed of seeds(20)) {
      const habits = { steps: 100, loss: 0.2, isClumsy: true, placeOf: crowded, hasDigest: false };
      if (!isOne(await liveTogether(seed, habits))) apart++;
    }
    expect(apart).toBeGreaterThan(0);
  });
});
