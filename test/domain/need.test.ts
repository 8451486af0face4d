import { beforeEach, expect, test } from "vitest";
import { encodeCbor } from "../../crypto/cbor.ts";
import { openStatement, signStatement } from "../../crypto/cose.ts";
import { foldNeeds, type NeedView, type ProvedLeaf } from "../../src/domain/need.ts";
import { createNeedsFold } from "../../src/domain/needs_again.ts";
import { readSaid, type Said, type SaidBody, type SaidKind, saidPayload } from "../../src/domain/said.ts";
import { DAY, HOUR, hlc, type Id, idToBytes, MINUTE, type Moment } from "../../src/domain/units.ts";
import { foundTown, type Person, type Town, verify } from "./town.ts";

let town: Town;
let 李姐: Person;
let 老周: Person;
let 张阿姨: Person;
let said: Said[];
let fold: ReturnType<typeof createNeedsFold>;
let provedByIndex: Map<number, ProvedLeaf>;

beforeEach(async () => {
  town = await foundTown();
  老周 = await town.member("老周");
  李姐 = await town.member("李姐");
  张阿姨 = await town.elder("张阿姨", 老周);
  said = [];
  fold = createNeedsFold();
  provedByIndex = new Map();
});

async function tell<K extends SaidKind>(
  who: Person,
  kind: K,
  body: SaidBody<K>,
  refs: readonly Id[] = [],
): Promise<Id> {
  const community = idToBytes(town.founding.community);
  const payload = saidPayload(kind, {
    doc8: new Uint8Array(8),
    at: hlc(town.now() * 1000 + said.length),
    refs,
    body,
  });
  const opened = await openStatement(
    await signStatement(encodeCbor(payload), kind, community, who.signer),
    community,
    verify,
  );
  const read = opened.ok ? readSaid(opened.value) : null;
  if (read === null) throw new Error(`not said: ${kind}`);
  said.push(read);
  return read.id;
}

const 酱油 = (requester = 张阿姨): SaidBody<"need"> => ({
  type: "errand",
  requester: requester.id,
  from: (town.now() + HOUR) as Moment,
  to: (town.now() + 3 * HOUR) as Moment,
  seconds: 600,
  place: "door",
  words: "生抽一瓶,放门口即可",
  gender: 0,
  points: true,
});

/** Everything the log says, as if every receipt had reached this phone. */
const proved = (): ProvedLeaf[] =>
  town.leaves.map((leaf, index) => {
    const known = provedByIndex.get(index) ?? { index, leaf, entry: town.entries[index] ?? null };
    provedByIndex.set(index, known);
    return known;
  });

/** [N11] at every look of every test: the fold that remembers says what the whole fold says. */
function views(leaves = proved(), statements = said): readonly NeedView[] {
  const input = { said: statements, leaves, authority: town.ledger.authority, now: town.now() };
  const whole = foldNeeds(input);
  expect(fold(input)).toEqual(whole);
  return whole;
}
const view = (leaves = proved(), statements = said): NeedView | undefined => views(leaves, statements)[0];

async function hold(need: Id, who = town.steward, as = 张阿姨): Promise<Id> {
  const body = {
    type: "errand" as const,
    seconds: 720,
    helper: null,
    from: town.now(),
    to: (town.now() + HOUR) as Moment,
    lapses: (town.now() + 30 * DAY) as Moment,
  };
  const entry = await town.entry(who, "hold", body, { as: as.id, refs: [need] });
  expect(town.book(entry).verdict).toBe("posted");
  return entry.id;
}

/** The whole service up to the confirmation. */
async function served(): Promise<{ need: Id; hold: Id }> {
  const need = await tell(town.steward, "need", 酱油());
  const holdId = await hold(need);
  await town.say(李姐, "take", {}, { refs: [need, 张阿姨.id] });
  await town.say(李姐, "service_start", {}, { refs: [need, holdId] });
  town.pass(10 * MINUTE);
  await town.say(李姐, "service_end", { seconds: 600 }, { refs: [need, holdId] });
  return { need, hold: holdId };
}

test("[N1] a need counts when its author speaks for the requester; the proxy is written out", async () => {
  await tell(town.steward, "need", 酱油());
  expect(view()).toMatchObject({ requester: 张阿姨.id, by: town.steward.id, status: "waiting_points" });
  said = [];
  await tell(李姐, "need", 酱油());
  expect(view()).toBeUndefined();
});

test("[N3] [N4] 等积分, 等人来, 已接, 服务中, 等确认, 已完成: as the log says and nothing else", async () => {
  const need = await tell(town.steward, "need", 酱油());
  const seen = [view()?.status];
  const note = () => seen.push(view()?.status);
  const id = await hold(need);
  note();
  await town.say(李姐, "take", {}, { refs: [need, 张阿姨.id] });
  note();
  await town.say(李姐, "service_start", {}, { refs: [need, id] });
  note();
  town.pass(600);
  await town.say(李姐, "service_end", { seconds: 600 }, { refs: [need, id] });
  note();
  await town.say(town.steward, "confirm", { seconds: null }, { as: 张阿姨.id, refs: [need, id] });
  note();
  expect(seen).toEqual(["waiting_points", "open", "taken", "running", "ended", "done"]);
  expect(view()).toMatchObject({ helper: 李姐.id, posted: 720, hold: { id, seconds: 720 } });
  expect(view([])?.status).toBe("waiting_points");
});

test("[N3] somebody else's hold and take on the need are not the requester's", async () => {
  const need = await tell(town.steward, "need", 酱油());
  const 骗子 = await town.member("骗子");
  await hold(need, 骗子, 骗子);
  await town.say(李姐, "take", {}, { refs: [need, 骗子.id] });
  expect(view()).toMatchObject({ status: "waiting_points", hold: null, helper: null });
});

test("[N4] a reject leaf changes nothing; given back is open again; the fact of 24 hours is done", async () => {
  const need = await tell(town.steward, "need", 酱油());
  const id = await hold(need);
  await town.say(李姐, "take", {}, { refs: [need, 张阿姨.id] });
  const 小张 = await town.member("小张");
  await town.say(小张, "take", {}, { refs: [need, 张阿姨.id] });
  expect(view()?.helper).toBe(李姐.id);
  await town.say(李姐, "give_back", { reason: "no_time" }, { refs: [need, id] });
  expect(view()).toMatchObject({ status: "open", helper: null });
  said = [];
  town.pass(60);
  await served();
  town.pass(DAY);
  expect(view()).toMatchObject({ status: "done", posted: 720 });
});

test("[N2] any order of statements gives the same view", async () => {
  const { need } = await served();
  await tell(老周, "standby", {}, [need]);
  await tell(李姐, "rate", { about: 张阿姨.id, stars: 5, words: "" }, [need]);
  const forward = view();
  expect(view(proved().reverse(), [...said].reverse())).toEqual(forward);
});

test("[N5] withdrawn by who may, while nobody serves; a service goes on", async () => {
  const need = await tell(town.steward, "need", 酱油());
  await tell(李姐, "withdraw", { reason: "changed_mind" }, [need]);
  expect(view()?.status).toBe("waiting_points");
  await tell(town.steward, "withdraw", { reason: "changed_mind" }, [need]);
  expect(view()?.status).toBe("withdrawn");
  await hold(need);
  await town.say(李姐, "take", {}, { refs: [need, 张阿姨.id] });
  expect(view()?.status).toBe("taken");
});

test("[N6] after 30 days without a helper a need is over", async () => {
  await tell(town.steward, "need", 酱油());
  town.pass(30 * DAY);
  expect(view()?.status).toBe("waiting_points");
  town.pass(1);
  expect(view()?.status).toBe("expired");
});

test("[N7] 候补 in the order of their word, without who stands down or serves", async () => {
  const need = await tell(town.steward, "need", 酱油());
  await hold(need);
  const 小张 = await town.member("小张");
  await town.say(李姐, "take", {}, { refs: [need, 张阿姨.id] });
  for (const who of [李姐, 小张, 老周]) await tell(who, "standby", {}, [need]);
  expect(view()?.standbys).toEqual([小张.id, 老周.id]);
  await tell(小张, "stand_down", {}, [
    said.find((one) => one.kind === "standby" && one.key === said[2]?.key)?.id as Id,
  ]);
  expect(view()?.standbys).toEqual([老周.id]);
});

test("[N8] ratings are shown when both are there, or after 7 days; the first word stands; strangers do not rate", async () => {
  const { need, hold: id } = await served();
  await town.say(town.steward, "confirm", { seconds: null }, { as: 张阿姨.id, refs: [need, id] });
  await tell(李姐, "rate", { about: 张阿姨.id, stars: 5, words: "阿姨很客气" }, [need]);
  await tell(李姐, "rate", { about: 张阿姨.id, stars: 1, words: "" }, [need]);
  await tell(老周, "rate", { about: 李姐.id, stars: 1, words: "" }, [need]);
  expect(view()).toMatchObject({ ratings: [], rated: [李姐.id] });
  town.pass(7 * DAY);
  expect(view()?.ratings).toEqual([{ by: 李姐.id, about: 张阿姨.id, stars: 5, words: "阿姨很客气" }]);
  await tell(town.steward, "rate", { about: 李姐.id, stars: 4, words: "" }, [need]);
  expect(view()?.ratings.map((rating) => [rating.by, rating.stars])).toEqual([
    [李姐.id, 5],
    [张阿姨.id, 4],
  ]);
});

/** A service that is done and paid. */
async function paid(): Promise<Id> {
  const { need, hold: id } = await served();
  await town.say(town.steward, "confirm", { seconds: null }, { as: 张阿姨.id, refs: [need, id] });
  return need;
}
const oops = { reason: "mistake" } as const;
const stars = (count: number, about: Person): SaidBody<"rate"> => ({
  about: about.id,
  stars: count,
  words: "",
});

test("[N8] [N13] a pair is shown once neither can be taken back any more", async () => {
  const need = await paid();
  await tell(李姐, "rate", stars(5, 张阿姨), [need]);
  town.pass(5 * MINUTE);
  await tell(town.steward, "rate", stars(2, 李姐), [need]);
  expect(view()).toMatchObject({ ratings: [], rated: [李姐.id, 张阿姨.id] });
  town.pass(10 * MINUTE - 1);
  expect(view()?.ratings).toEqual([]);
  town.pass(1);
  expect(view()?.ratings.map((rating) => rating.stars)).toEqual([5, 2]);
});

test("[N12] [N13] taken back by her who said it, it counts nowhere; said anew it counts", async () => {
  const need = await paid();
  const thanks = await tell(town.steward, "thanks", { code: "quick", words: "真快" }, [need]);
  const rate = await tell(town.steward, "rate", stars(1, 李姐), [need]);
  for (const one of [thanks, rate]) await tell(town.steward, "withdraw", oops, [one]);
  expect(view()).toMatchObject({ thanks: [], rated: [], status: "done" });
  // Once more changes nothing, also of what was said since.
  await tell(town.steward, "thanks", { code: "warm", words: "" }, [need]);
  await tell(town.steward, "rate", stars(5, 李姐), [need]);
  for (const one of [thanks, rate]) await tell(town.steward, "withdraw", oops, [one]);
  town.pass(7 * DAY);
  expect(view()?.thanks).toEqual([{ by: 张阿姨.id, code: "warm", words: "" }]);
  expect(view()?.ratings).toEqual([{ by: 张阿姨.id, ...stars(5, 李姐) }]);
});

test("[N2] [N12] a withdrawal that comes before what it takes back does the same", async () => {
  const need = await paid();
  const thanks = await tell(李姐, "thanks", { code: "thanks", words: "" }, [need]);
  await tell(李姐, "withdraw", oops, [thanks]);
  const [asked, thanked, withdrawn] = said as [Said, Said, Said];
  expect(view(proved(), [asked, withdrawn])?.thanks).toEqual([]);
  expect(view(proved(), [asked, thanked])?.thanks).toHaveLength(1);
  for (const order of [
    [withdrawn, asked, thanked],
    [thanked, withdrawn, asked],
    [asked, thanked, withdrawn],
  ])
    expect(view(proved(), order)?.thanks).toEqual([]);
});

test("[N12] [N13] nobody else takes them back: not the other side, not the elder's proxy of another's word, not the operator", async () => {
  const need = await paid();
  const thanks = await tell(李姐, "thanks", { code: "thanks", words: "" }, [need]);
  const rate = await tell(李姐, "rate", stars(3, 张阿姨), [need]);
  const 小偷 = { ...李姐, signer: (await import("./town.ts")).signerOf("路人") };
  for (const who of [town.steward, town.operator, 老周, 小偷])
    for (const one of [thanks, rate]) await tell(who, "withdraw", oops, [one]);
  // Her own word about the need, or about another's word, takes back nothing of hers.
  const other = await tell(town.steward, "thanks", { code: "warm", words: "" }, [need]);
  await tell(李姐, "withdraw", oops, [other]);
  await tell(李姐, "withdraw", oops, [other, thanks]);
  await tell(李姐, "withdraw", oops, [need]);
  expect(view()?.thanks.map(({ by }) => by)).toEqual([李姐.id, 张阿姨.id]);
  expect(view()).toMatchObject({ rated: [李姐.id], status: "done" });
});

test.each([
  [0, true],
  [10 * MINUTE, true],
  [10 * MINUTE + 1, false],
  [6 * DAY, false],
] as const)("[N13] a rating taken back after %i s is gone: %s; thanks always", async (seconds, isGone) => {
  const need = await paid();
  const rate = await tell(李姐, "rate", stars(5, 张阿姨), [need]);
  const thanks = await tell(李姐, "thanks", { code: "thanks", words: "" }, [need]);
  town.pass(seconds);
  for (const one of [rate, thanks]) await tell(李姐, "withdraw", oops, [one]);
  expect(view()).toMatchObject({ rated: isGone ? [] : [李姐.id], thanks: [] });
});

test("[N13] whoever has seen what was said about her cannot say something else", async () => {
  const need = await paid();
  const first = await tell(李姐, "rate", stars(5, 张阿姨), [need]);
  await tell(town.steward, "rate", stars(1, 李姐), [need]);
  town.pass(10 * MINUTE);
  expect(view()?.ratings).toHaveLength(2);
  town.pass(1);
  await tell(李姐, "withdraw", oops, [first]);
  await tell(李姐, "rate", stars(1, 张阿姨), [need]);
  expect(view()?.ratings.map((rating) => rating.stars)).toEqual([5, 1]);
});

test("[N9] thanks come from the two sides, a no-show from the requester's", async () => {
  const { need } = await served();
  await tell(老周, "thanks", { code: "thanks", words: "" }, [need]);
  await tell(town.steward, "thanks", { code: "quick", words: "真快" }, [need]);
  await tell(老周, "no_show", { helper: 李姐.id }, [need]);
  expect(view()).toMatchObject({ thanks: [{ by: 张阿姨.id, code: "quick", words: "真快" }], noShows: [] });
});

test("[N10] a word by somebody without standing changes nothing", async () => {
  const need = await tell(town.steward, "need", 酱油());
  await tell(
    { ...老周, signer: (await import("./town.ts")).signerOf("路人") },
    "withdraw",
    { reason: "other" },
    [need],
  );
  expect(view()?.status).toBe("waiting_points");
});

test("[N11] a need about which nothing is new is the very same object, and the others are not", async () => {
  const look = () => fold({ said, leaves: proved(), authority: town.ledger.authority, now: town.now() });
  const first = await tell(town.steward, "need", 酱油());
  const second = await tell(town.steward, "need", 酱油());
  const before = look();
  expect(look()).toBe(before);
  await hold(first);
  const after = look();
  expect(after).not.toBe(before);
  const of = (list: readonly NeedView[], id: Id) => list.find((need) => need.id === id);
  expect(of(after, second)).toBe(of(before, second));
  expect(of(before, first)?.status).toBe("waiting_points");
  expect(of(after, first)?.status).toBe("open");
  await tell(town.steward, "withdraw", { reason: "changed_mind" }, [second]);
  expect(of(look(), second)?.status).toBe("withdrawn");
  expect(of(look(), first)).toBe(of(after, first));
});

test("[N11] what time alone changes is seen, too: past the last day", async () => {
  const need = await tell(town.steward, "need", 酱油());
  await hold(need);
  expect(views()[0]?.status).toBe("open");
  town.pass(40 * DAY);
  expect(views()[0]?.status).toBe("expired");
});
