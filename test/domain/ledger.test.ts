import { beforeEach, describe, expect, test } from "vitest";
import type { BodyOf } from "../../src/domain/entry.ts";
import { decodeLeaf, encodeLeaf } from "../../src/domain/leaf.ts";
import { foundLedger, replayLeaf } from "../../src/domain/ledger.ts";
import { walletOf } from "../../src/domain/ledger_state.ts";
import { totals } from "../../src/domain/ledger_views.ts";
import { DAY, HOUR, type Id, MINUTE, type Moment } from "../../src/domain/units.ts";
import { availableAt } from "../../src/domain/wallet.ts";
import { foundTown, needId, type Person, type Town } from "./town.ts";

let town: Town;
let 李姐: Person;
let 老周: Person;
let 张阿姨: Person;
const 酱油 = needId("酱油");

beforeEach(async () => {
  town = await foundTown();
  老周 = await town.member("老周");
  李姐 = await town.member("李姐");
  张阿姨 = await town.elder("张阿姨", 老周);
});

const pointsOf = (who: Person): number => availableAt(walletOf(town.ledger, who.id), town.now());
const heldOf = (who: Person): number => walletOf(town.ledger, who.id).held;

const holdBody = (seconds = 720, more: Partial<BodyOf<"hold">> = {}): BodyOf<"hold"> => ({
  type: "errand",
  seconds,
  helper: null,
  from: (town.now() + HOUR) as Moment,
  to: (town.now() + 3 * HOUR) as Moment,
  lapses: (town.now() + 30 * DAY) as Moment,
  ...more,
});

/** 王姐 reserves for 张阿姨; the hold's id. */
async function reserve(need = 酱油, seconds = 720): Promise<Id> {
  const entry = await town.entry(town.steward, "hold", holdBody(seconds), { as: 张阿姨.id, refs: [need] });
  expect(town.book(entry).verdict).toBe("posted");
  return entry.id;
}
const take = (who: Person, need = 酱油): Promise<string> =>
  town.say(who, "take", {}, { refs: [need, 张阿姨.id] });
const confirm = (hold: Id, seconds: number | null = null, who = town.steward): Promise<string> =>
  town.say(who, "confirm", { seconds }, { as: 张阿姨.id, refs: [酱油, hold] });
async function serve(hold: Id, minutes = 10, need = 酱油): Promise<void> {
  expect(await take(李姐, need)).toBe("ok");
  expect(await town.say(李姐, "service_start", {}, { refs: [need, hold] })).toBe("ok");
  town.pass(minutes * MINUTE);
  expect(await town.say(李姐, "service_end", { seconds: minutes * MINUTE }, { refs: [need, hold] })).toBe(
    "ok",
  );
}

describe("酱油: an hour of help, from the hold to the point", () => {
  test("[L5] the first vouch brings one welcome hour, cosigned accounts too, the operator none", () => {
    expect([李姐, 张阿姨, town.steward, town.operator].map(pointsOf)).toEqual([3600, 3600, 3600, 0]);
    expect(totals(town.ledger).issued).toBe(4 * 3600);
  });

  test("[L12] [L13] [L14] ten minutes are 720 s: they leave 张阿姨's hold and become 李姐's", async () => {
    const hold = await reserve();
    expect([pointsOf(张阿姨), heldOf(张阿姨)]).toEqual([2880, 720]);
    await serve(hold);
    expect(await confirm(hold)).toBe("ok");
    expect([pointsOf(张阿姨), heldOf(张阿姨), pointsOf(李姐)]).toEqual([2880, 0, 4320]);
    const lot = walletOf(town.ledger, 李姐.id).lots.at(-1);
    expect(lot).toEqual({ origin: town.ledger.size - 1, expires: town.now() + 730 * DAY, remaining: 720 });
  });

  test("[L15] nobody confirms: after 24 hours it confirms itself, not a second before", async () => {
    const hold = await reserve();
    await serve(hold);
    town.pass(24 * HOUR - 1);
    expect(pointsOf(李姐)).toBe(3600);
    town.pass(1);
    expect(pointsOf(李姐)).toBe(4320);
    expect(town.leaves.at(-1)?.fact).toEqual({ fact: "auto_confirm", hold, seconds: 720 });
  });

  test("[L15] start and end in one breath: it never confirms itself, the steward of another household decides", async () => {
    const hold = await reserve();
    await serve(hold, 0.1);
    town.pass(10 * DAY);
    expect(pointsOf(李姐)).toBe(3600);
    // 王姐 speaks for 张阿姨, so she is a party; the operator decides.
    expect(await town.say(town.steward, "resolve", { seconds: 720 }, { refs: [酱油, hold] })).toBe(
      "same_person",
    );
    expect(await town.say(town.operator, "resolve", { seconds: 720 }, { refs: [酱油, hold] })).toBe("ok");
    expect(pointsOf(李姐)).toBe(4320);
  });

  test("[L15] an hour claimed for six minutes: silence pays only what the log saw pass", async () => {
    const hold = await reserve(酱油, 3600);
    expect(await take(李姐)).toBe("ok");
    expect(await town.say(李姐, "service_start", {}, { refs: [酱油, hold] })).toBe("ok");
    town.pass(6 * MINUTE);
    expect(await town.say(李姐, "service_end", { seconds: 3600 }, { refs: [酱油, hold] })).toBe("ok");
    town.pass(DAY);
    expect(pointsOf(李姐)).toBe(3600 + 360);
    expect(pointsOf(张阿姨)).toBe(3600 - 360);
  });

  test("[L14] what is left of a hold returns with its old expiry", async () => {
    const expiry = walletOf(town.ledger, 张阿姨.id).lots[0]?.expires;
    const hold = await reserve(酱油, 1440);
    await serve(hold);
    expect(await confirm(hold)).toBe("ok");
    const lots = walletOf(town.ledger, 张阿姨.id).lots;
    expect(lots.map((lot) => lot.expires)).toEqual(lots.map(() => expiry));
    expect(pointsOf(张阿姨)).toBe(2880);
  });
});

describe("who may", () => {
  test("[L6] only the requester or her proxy reserves her points", async () => {
    for (const [who, answer] of [
      [李姐, "not_yours_to_say"],
      [老周, "not_yours_to_say"],
      [town.operator, "not_yours_to_say"],
      [town.steward, "ok"],
    ] as const) {
      expect(await town.say(who, "hold", holdBody(), { as: 张阿姨.id, refs: [酱油] })).toBe(answer);
    }
  });

  test("[L6] amounts: a whole number of steps that is there, or 0", async () => {
    for (const [seconds, answer] of [
      [100, "amount_wrong"],
      [3960, "not_enough_points"],
      [360, "ok"],
    ] as const) {
      expect(
        await town.say(李姐, "hold", holdBody(seconds), { refs: [needId(`n${seconds}`)] }),
        `${seconds}`,
      ).toBe(answer);
    }
    expect(await town.say(李姐, "hold", holdBody(0), { refs: [needId("free")] })).toBe("ok");
  });

  test("[L7] a proxy's holds of 24 hours stay within the delegation", async () => {
    await reserve(needId("a"), 3600);
    const second = holdBody(3960);
    expect(await town.say(town.steward, "hold", second, { as: 张阿姨.id, refs: [needId("b")] })).toBe(
      "above_cap",
    );
  });

  test("[L8] one standing hold a need; a stranger's hold on it is not the requester's", async () => {
    expect(await town.say(老周, "hold", holdBody(), { refs: [酱油] })).toBe("ok");
    await reserve();
    expect(await town.say(town.steward, "hold", holdBody(), { as: 张阿姨.id, refs: [酱油] })).toBe(
      "already_covered",
    );
    expect(await take(李姐)).toBe("ok");
    expect(heldOf(老周)).toBe(720);
  });

  test("[L9] the log's order settles a race; a take before its hold waits", async () => {
    const 小张 = await town.member("小张");
    expect(await take(李姐)).toBe("ref_missing");
    await reserve();
    expect(await take(李姐)).toBe("ok");
    expect(await take(小张)).toBe("already_taken");
    expect(await take(李姐)).toBe("already_done");
  });

  test("[L10] nobody is paid by herself, her household, her proxy, or within 90 days by whom she witnessed", async () => {
    await reserve();
    expect(await take(town.steward)).toBe("own_need");
    expect(await take(老周)).toBe("own_need");
    town.pass(90 * DAY);
    await reserve(needId("later"));
    expect(await take(老周, needId("later"))).toBe("ok");
    const 女儿 = await town.join("女儿");
    expect(await town.say(town.steward, "vouch", { account: 女儿.id, household: 张阿姨.id })).toBe("ok");
    await reserve(needId("third"));
    expect(await take(女儿, needId("third"))).toBe("own_need");
  });

  test("[L10] vouched, of age, pledged: each missing thing has its own answer", async () => {
    await reserve();
    const 小明 = await town.join("小明");
    expect(await take(小明)).toBe("not_vouched");
    await town.say(town.steward, "vouch", { account: 小明.id, household: null });
    expect(await take(小明)).toBe("not_eligible");
    await town.say(town.steward, "attest", { account: 小明.id, fact: "adult", until: 0 as Moment });
    expect(await take(小明)).toBe("pledge_missing");
    await town.say(小明, "consent", { text: "pledge", version: 1, lang: "zh", sha256: new Uint8Array(32) });
    expect(await take(小明)).toBe("ok");
  });

  test("[L13] the helper cannot confirm her own work, nor a stranger; the amount is at most what is due", async () => {
    const hold = await reserve(酱油, 1440);
    expect(await confirm(hold)).toBe("not_taken");
    await serve(hold);
    expect(await confirm(hold, null, 李姐)).toBe("not_yours_to_say");
    expect(await town.say(李姐, "confirm", { seconds: null }, { refs: [酱油, hold] })).toBe(
      "not_yours_to_say",
    );
    expect(await confirm(hold, 1440)).toBe("amount_wrong");
    expect(await confirm(hold, 0)).toBe("amount_wrong");
    expect(await confirm(hold, 360)).toBe("ok");
    expect(await confirm(hold)).toBe("hold_over");
  });
});

test("[L11] [L12] [L16] [L18] the whole table: what may be said in which phase", async () => {
  const rows = [
    // phase      give_back          start              end              confirm      dispute(payer)  void(payer)
    ["open", "not_taken", "not_taken", "not_taken", "not_taken", "not_taken", "ok"],
    ["taken", "ok", "ok", "not_started", "not_ended", "ok", "ok"],
    ["running", "already_started", "already_started", "ok", "not_ended", "ok", "already_started"],
    ["ended", "already_started", "already_ended", "already_ended", "ok", "ok", "already_started"],
    ["posted", "hold_over", "hold_over", "hold_over", "hold_over", "hold_over", "hold_over"],
  ] as const;
  const acts = ["give_back", "service_start", "service_end", "confirm", "dispute", "void"] as const;
  for (const [phase, ...answers] of rows) {
    for (const [place, act] of acts.entries()) {
      const need = needId(`${phase} ${act}`);
      const hold = await bringTo(phase, need);
      expect(await attempt(act, need, hold), `${act} while ${phase}`).toBe(answers[place]);
      await finish(need, hold);
    }
  }
}, 60_000);

/** A new hold of no points for `need`, brought to a phase. */
async function bringTo(phase: string, need: Id): Promise<Id> {
  const entry = await town.entry(town.steward, "hold", holdBody(0), { as: 张阿姨.id, refs: [need] });
  town.book(entry);
  const steps = ["open", "taken", "running", "ended", "posted"].indexOf(phase);
  if (steps >= 1) await take(李姐, need);
  if (steps >= 2) await town.say(李姐, "service_start", {}, { refs: [need, entry.id] });
  if (steps >= 3) await town.say(李姐, "service_end", { seconds: 60 }, { refs: [need, entry.id] });
  if (steps >= 4)
    await town.say(town.steward, "confirm", { seconds: null }, { as: 张阿姨.id, refs: [need, entry.id] });
  return entry.id;
}

function attempt(
  act: "give_back" | "service_start" | "service_end" | "confirm" | "dispute" | "void",
  need: Id,
  hold: Id,
): Promise<string> {
  const refs = [need, hold];
  const reason = "other" as const;
  switch (act) {
    case "give_back":
      return town.say(李姐, act, { reason }, { refs });
    case "service_start":
      return town.say(李姐, act, {}, { refs });
    case "service_end":
      return town.say(李姐, act, { seconds: 60 }, { refs });
    case "confirm":
      return town.say(town.steward, act, { seconds: null }, { as: 张阿姨.id, refs });
    default:
      return town.say(town.steward, act, { reason }, { as: 张阿姨.id, refs });
  }
}

const finish = async (need: Id, hold: Id): Promise<void> => {
  await town.say(李姐, "void", { reason: "other" }, { refs: [need, hold] });
};

describe("when it goes wrong", () => {
  test("[L16] [L17] a dispute stops the clock; a steward who is a party may not resolve, the operator may", async () => {
    const hold = await reserve();
    await serve(hold);
    expect(
      await town.say(town.steward, "dispute", { reason: "not_done" }, { as: 张阿姨.id, refs: [酱油, hold] }),
    ).toBe("ok");
    town.pass(3 * DAY);
    expect(pointsOf(李姐)).toBe(3600);
    expect(await town.say(town.steward, "resolve", { seconds: 360 }, { refs: [酱油, hold] })).toBe(
      "same_person",
    );
    expect(await town.say(老周, "resolve", { seconds: 360 }, { refs: [酱油, hold] })).toBe("wrong_role");
    expect(await town.say(town.operator, "resolve", { seconds: 720 + 36 }, { refs: [酱油, hold] })).toBe(
      "amount_wrong",
    );
    expect(await town.say(town.operator, "resolve", { seconds: 360 }, { refs: [酱油, hold] })).toBe("ok");
    expect([pointsOf(李姐), pointsOf(张阿姨), heldOf(张阿姨)]).toEqual([3960, 3240, 0]);
  });

  test("[L17] what is neither disputed nor stuck is nobody's to resolve", async () => {
    const hold = await reserve();
    await serve(hold);
    expect(await town.say(town.operator, "resolve", { seconds: 0 }, { refs: [酱油, hold] })).toBe(
      "not_disputed",
    );
  });

  test("[L18] after a take the payer needs notice, or waits until the helper did not come", async () => {
    const hold = await reserve();
    await take(李姐);
    const say = (reason: "changed_mind" | "no_show") =>
      town.say(town.steward, "void", { reason }, { as: 张阿姨.id, refs: [酱油, hold] });
    town.pass(31 * MINUTE);
    expect(await say("changed_mind")).toBe("notice_too_short");
    expect(await say("no_show")).toBe("notice_too_short");
    town.pass(3 * HOUR);
    expect(await say("no_show")).toBe("ok");
    expect([pointsOf(张阿姨), heldOf(张阿姨)]).toEqual([3600, 0]);
  });

  test("[L19] a hold that nobody took lapses at its date, and the points return", async () => {
    const hold = await reserve();
    town.pass(30 * DAY - 1);
    expect(heldOf(张阿姨)).toBe(720);
    town.pass(1);
    expect([pointsOf(张阿姨), heldOf(张阿姨)]).toEqual([3600, 0]);
    expect(town.leaves.at(-1)?.fact).toEqual({ fact: "lapse", hold });
  });

  test("[L20] after 24 months a lot cannot be spent, and within a day the pool has it", async () => {
    town.pass(730 * DAY);
    expect(pointsOf(李姐)).toBe(0);
    town.pass(DAY);
    expect(totals(town.ledger).pool).toBe(totals(town.ledger).issued);
    expect(totals(town.ledger).available).toBe(totals(town.ledger).issued);
  });
});

describe("saying it again", () => {
  test("[L2] the same entry is answered with its first place; another under its number is refused", async () => {
    const entry = await town.entry(李姐, "hold", holdBody(), { refs: [酱油] });
    const first = town.book(entry);
    expect(town.book(entry)).toEqual({
      verdict: "repeat",
      index: first.verdict === "posted" ? first.index : -1,
    });
    expect(await town.say(李姐, "hold", holdBody(360), { refs: [needId("other")], seq: entry.seq })).toBe(
      "seq_used",
    );
    expect(heldOf(李姐)).toBe(720);
  });

  test("[L3] a final refusal is logged and stays, even when the reason is gone", async () => {
    const entry = await town.entry(李姐, "hold", holdBody(36_000), { refs: [酱油] });
    const refused = town.book(entry);
    expect(refused).toMatchObject({ verdict: "refused", refusal: "not_enough_points" });
    expect(town.book(entry).verdict).toBe("repeat");
    const before = town.ledger.size;
    expect(await take(李姐)).toBe("ref_missing");
    expect(town.ledger.size).toBe(before);
  });

  test("[L4] a phone a day ahead is told so; a word of eight days ago is too old", async () => {
    const at = (seconds: number) => ({ refs: [酱油], at: (town.now() + seconds) as Moment });
    expect(await town.say(李姐, "hold", holdBody(), at(DAY))).toBe("clock_wrong");
    expect(await town.say(李姐, "hold", holdBody(), at(301))).toBe("clock_wrong");
    expect(await town.say(李姐, "hold", holdBody(), at(-7 * DAY - 1))).toBe("too_old");
    expect(await town.say(李姐, "hold", holdBody(), at(-6 * DAY))).toBe("ok");
  });

  test("[L21] folding the journal again gives the same leaves; a changed leaf is noticed", async () => {
    const hold = await reserve();
    await serve(hold);
    await take(town.steward);
    town.pass(2 * DAY);
    const again = foundLedger(town.founding);
    for (const [index, leaf] of town.leaves.entries()) {
      const read = decodeLeaf(encodeLeaf(leaf));
      expect(read, `leaf ${index}`).toEqual(leaf);
      expect(replayLeaf(again, leaf, town.entries[index] ?? null), `leaf ${index}`).toBeNull();
    }
    expect(totals(again)).toEqual(totals(town.ledger));
    const third = foundLedger(town.founding);
    const wrong = town.leaves.map((leaf, index) =>
      index === town.leaves.length - 1
        ? {
            ...leaf,
            time: (leaf.time + 1) as Moment,
            fact: { fact: "auto_confirm" as const, hold, seconds: 360 as never },
          }
        : leaf,
    );
    expect(
      wrong
        .map((leaf, index) => replayLeaf(third, leaf, town.entries[index] ?? null))
        .findLast((fault) => fault !== null),
    ).toBe("auto_confirm of another amount");
  });
});
