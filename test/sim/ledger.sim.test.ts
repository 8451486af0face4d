/**
 * A month of a building in which phones go off and on, say things late, twice and out of order, get lost and come back
 * by paper or by steward and witness, are silenced and stolen, and some people cheat.
 * After every step all invariants hold; in the end the journal folds to the same books, nothing forged was admitted
 * and nothing acknowledged was lost. A failure prints `SEED=…`; SIM_SEEDS sets how many run.
 */
import { expect, test } from "vitest";
import { encodeCbor } from "../../crypto/cbor.ts";
import { openStatement, signStatement } from "../../crypto/cose.ts";
import type { BodyOf, Entry, EntryKind } from "../../src/domain/entry.ts";
import { entryPayload } from "../../src/domain/entry.ts";
import { helperOf } from "../../src/domain/hold.ts";
import { deviceStanding } from "../../src/domain/keys_held.ts";
import { foundLedger, replayLeaf } from "../../src/domain/ledger.ts";
import { checkInvariants, totals } from "../../src/domain/ledger_views.ts";
import { DAY, HOUR, type Id, idToBytes, keyText, type Moment } from "../../src/domain/units.ts";
import { foundTown, needId, type Person, person, type Town, verify } from "../domain/town.ts";

const seeds =
  process.env.SEED === undefined
    ? Array.from({ length: Number(process.env.SIM_SEEDS ?? 50) }, (_, seed) => seed + 1)
    : [Number(process.env.SEED)];

test(`[L1] [L2] [L15] [L21] ${seeds.length} months of phones going off and on, with cheats`, async () => {
  const sums = { booked: 0, refused: 0, posted: 0, cheats: 0, keys: 0, thefts: 0 };
  for (const seed of seeds) {
    const month = await liveAMonth(seed).catch((fault: unknown) => {
      throw new Error(`SEED=${seed}: ${fault instanceof Error ? fault.stack : fault}`);
    });
    sums.booked += month.booked;
    sums.refused += month.refused;
    sums.posted += month.posted;
    sums.cheats += month.cheats;
    sums.keys += month.keys;
    sums.thefts += month.thefts;
  }
  // The months were not empty, and cheats were tried.
  expect(sums.booked).toBeGreaterThan(40 * seeds.length);
  expect(sums.refused).toBeGreaterThan(5 * seeds.length);
  expect(sums.posted).toBeGreaterThan(720 * seeds.length);
  expect(sums.cheats).toBeGreaterThan(10 * seeds.length);
  expect(sums.keys).toBeGreaterThan(2 * seeds.length);
  expect(sums.thefts).toBeGreaterThan(seeds.length / 2);
});

/** A small, seeded source of chance (mulberry32). */
function chanceFrom(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Phone {
  /** Another key after each loss. */
  who: Person;
  /** Her 恢复码; null for steward and operator, who lose nothing here. */
  paper: Person | null;
  /** What steward and witness gave her, until it counts. */
  coming: { readonly who: Person; readonly paper: Person; readonly from: Moment } | null;
  /** Signed and not yet answered. */
  outbox: Entry[];
  online: boolean;
}

interface World {
  readonly town: Town;
  readonly chance: () => number;
  readonly pick: <T>(from: readonly T[]) => T;
  readonly phones: readonly Phone[];
  readonly elder: Person;
  /** First answers of everything that was answered. */
  readonly answers: Map<Id, string>;
  needs: number;
  cheats: number;
  refused: number;
  /** Phones that were lost, silenced or given back, and words that thieves tried. */
  keys: number;
  thefts: number;
  /** Keys that were taken away: whoever found the phone still has them. */
  readonly stolen: Person[];
}

const ELDER_NEEDS = 0.3;

async function liveAMonth(
  seed: number,
): Promise<Record<"booked" | "refused" | "posted" | "cheats" | "keys" | "thefts", number>> {
  const town = await foundTown();
  const chance = chanceFrom(seed);
  const members: Person[] = [];
  for (const name of ["李姐", "老周", "小张", "王师傅"]) members.push(await town.member(name));
  const elder = await town.elder("张阿姨", members[1] as Person);
  const phones: Phone[] = [town.steward, town.operator].map((who) => ({
    ...{ who, paper: null, coming: null, outbox: [], online: true },
  }));
  for (const who of members) {
    const paper = Object.assign(person(`${who.name}的恢复码`), { id: who.id });
    expect(await town.say(who, "recovery_key", { key: paper.publicKey })).toBe("ok");
    phones.push({ who, paper, coming: null, outbox: [], online: true });
  }
  const pick = <T>(from: readonly T[]): T => from[Math.floor(chance() * from.length)] as T;
  const world: World = {
    town,
    chance,
    pick,
    phones,
    elder,
    answers: new Map(),
    needs: 0,
    cheats: 0,
    refused: 0,
    keys: 0,
    thefts: 0,
    stolen: [],
  };
  for (let step = 0; step < 220; step++) {
    town.pass(Math.floor(chance() * 5 * HOUR));
    const phone = pick(phones);
    if (chance() < 0.2) phone.online = !phone.online;
    for (const one of phones) await arrive(world, one);
    if (chance() < 0.04) await loseKeys(world, phone);
    await (chance() < 0.15 ? cheat(world, phone) : actHonestly(world, phone));
    for (const one of phones) deliver(world, one);
  }
  for (const one of phones) one.online = true;
  for (let round = 0; round < 3; round++) for (const one of phones) deliver(world, one);
  town.pass(40 * DAY);
  expectFoldAgain(town);
  return {
    booked: town.ledger.size,
    refused: world.refused,
    posted: town.ledger.posted,
    ...{ cheats: world.cheats, keys: world.keys, thefts: world.thefts },
  };
}

/** A phone is lost and comes back by paper or by steward and witness, or is silenced for a while. */
async function loseKeys(world: World, phone: Phone): Promise<void> {
  const { town, pick, chance } = world;
  const { who, paper } = phone;
  if (paper === null) return;
  world.keys++;
  const next = Object.assign(person(`${who.name}${world.keys}`), { id: who.id });
  const device = { device: who.publicKey };
  switch (pick(["paper", "steward", "silence"] as const)) {
    case "paper": {
      const body = { device: next.publicKey, seal: next.publicKey };
      expect(await town.say(paper, "key_add", body)).toBe("ok");
      expect(await town.say(paper, "key_remove", device)).toBe("ok");
      replace(world, phone, next);
      break;
    }
    case "steward": {
      if (phone.coming !== null) break;
      const code = person(`${next.name}的恢复码`);
      const body = {
        account: who.id,
        device: next.publicKey,
        seal: next.publicKey,
        recovery: code.publicKey,
      };
      const asked = await town.entry(town.steward, "recover", body);
      const witness = pick(world.phones.filter((other) => other.paper !== null && other !== phone)).who;
      expect(town.book(asked)).toMatchObject({ verdict: "posted" });
      const told = await town.say(witness, "cosign", {}, { refs: [asked.id] });
      expect(["ok", "key_suspended"]).toContain(told);
      // She finds the old phone, which may be silent, and says no: every other time.
      const isFound = chance() < 0.5;
      if (told !== "ok") break;
      expect(await town.say(next, "hold", holdOf(town), { refs: [needId("early")] })).toBe("key_waiting");
      if (isFound) {
        expect(await town.say(who, "key_remove", { device: next.publicKey })).toBe("ok");
        world.stolen.push(next);
      } else {
        const from = (town.now() + 72 * HOUR) as Moment;
        phone.coming = { who: next, paper: Object.assign(code, { id: who.id }), from };
      }
      break;
    }
    case "silence": {
      const until = (town.now() + Math.ceil(chance() * 3 * DAY)) as Moment;
      expect(await town.say(town.steward, "suspend_key", { ...device, until })).toBe("ok");
      break;
    }
  }
}

/** The 72 hours are over: the new phone speaks, takes the old one out, and the former paper is over. */
async function arrive({ town, ...world }: World, phone: Phone): Promise<void> {
  const { coming, paper, who } = phone;
  if (coming === null || paper === null || town.now() < coming.from) return;
  expect(await town.say(coming.who, "key_remove", { device: who.publicKey })).toBe("ok");
  expect(await town.say(paper, "key_remove", { device: coming.who.publicKey })).toBe("code_replaced");
  replace(world, phone, coming.who);
  phone.paper = coming.paper;
  phone.coming = null;
}

/** What the lost phone had not sent is lost with it; whoever finds it has its key. */
function replace(world: Pick<World, "stolen">, phone: Phone, next: Person): void {
  world.stolen.push(phone.who);
  phone.who = next;
  phone.outbox = [];
}

/** Sends what waits: sometimes twice, sometimes in the wrong order. The same entry always gets the same answer. */
function deliver(world: World, phone: Phone): void {
  if (!phone.online) return;
  const sending = world.chance() < 0.2 ? [...phone.outbox].reverse() : phone.outbox;
  const waiting: Entry[] = [];
  for (const entry of sending) {
    const times = world.chance() < 0.2 ? 2 : 1;
    for (let time = 0; time < times; time++) {
      const outcome = world.town.book(entry);
      const index = outcome.index;
      if (index === null) {
        if (time === 0 && outcome.verdict === "refused" && outcome.refusal !== "too_old") waiting.push(entry);
        continue;
      }
      const before = world.answers.get(entry.id);
      if (before !== undefined) expect(`${index}`).toBe(before);
      world.answers.set(entry.id, `${index}`);
      if (outcome.verdict === "refused") world.refused++;
    }
  }
  phone.outbox = waiting.slice(-20);
  expect(checkInvariants(world.town.ledger)).toBeNull();
}

async function say<K extends EntryKind>(
  world: World,
  phone: Phone,
  kind: K,
  body: BodyOf<K>,
  refs: readonly Id[],
  as = phone.who.id,
): Promise<void> {
  phone.outbox.push(await world.town.entry(phone.who, kind, body, { refs, as }));
}

async function actHonestly(world: World, phone: Phone): Promise<void> {
  const { town, pick, chance } = world;
  const holds = [...town.ledger.holds.values()].filter((hold) => hold.phase.phase !== "over");
  const hold = holds.length === 0 ? null : pick(holds);
  if (hold === null || chance() < 0.35) {
    const isForElder = phone.who === town.steward && chance() < ELDER_NEEDS * 2;
    const now = town.now();
    const body = {
      type: "errand" as const,
      seconds: pick([0, 360, 720, 720, 1800]),
      helper: null,
      from: now,
      to: (now + 2 * HOUR) as Moment,
      lapses: (now + 20 * DAY) as Moment,
    };
    return say(
      world,
      phone,
      "hold",
      body,
      [needId(`${world.needs++}`)],
      isForElder ? world.elder.id : phone.who.id,
    );
  }
  const refs = [hold.need, hold.id];
  const isPayer =
    hold.payer === phone.who.id || (hold.payer === world.elder.id && phone.who === town.steward);
  if (isPayer && hold.phase.phase === "ended")
    return say(world, phone, "confirm", { seconds: null }, refs, hold.payer);
  if (isPayer && chance() < 0.1)
    return say(world, phone, "dispute", { reason: "too_little" }, refs, hold.payer);
  if (isPayer) return say(world, phone, "void", { reason: "changed_mind" }, refs, hold.payer);
  if (hold.disputedAt !== null)
    return say(world, phone, "resolve", { seconds: pick([0, hold.seconds]) }, refs);
  if (hold.phase.phase === "open") return say(world, phone, "take", {}, [hold.need, hold.payer]);
  if (helperOf(hold) !== phone.who.id) return;
  if (hold.phase.phase === "running")
    return say(world, phone, "service_end", { seconds: pick([300, 600, 3600]) }, refs);
  return chance() < 0.1
    ? say(world, phone, "give_back", { reason: "sick" }, refs)
    : say(world, phone, "service_start", {}, refs);
}

const holdOf = (town: Town): BodyOf<"hold"> => ({
  ...{ type: "errand", seconds: 720, helper: null, from: town.now() },
  ...{ to: (town.now() + HOUR) as Moment, lapses: (town.now() + DAY) as Moment },
});

/** Forge, overspend, equivocate, backdate, confirm one's own work, act for others: none of it may do anything. */
async function cheat(world: World, phone: Phone): Promise<void> {
  const { town, pick } = world;
  const before = { issued: town.ledger.issued, posted: town.ledger.posted, size: town.ledger.size };
  world.cheats++;
  const now = town.now();
  const body = holdOf(town);
  const own = town.ledger.authority.keys.get(keyText(phone.who.publicKey));
  if (own !== undefined && deviceStanding(own, now) === "suspended") {
    const backdated = { refs: [needId(`silent${world.cheats}`)], at: (now - DAY) as Moment };
    expect(await town.say(phone.who, "hold", body, backdated)).toBe("key_suspended");
    return;
  }
  const victim = pick(world.phones.filter((other) => other !== phone)).who;
  switch (pick(["forge", "overspend", "equivocate", "backdate", "own", "for_others", "theft"] as const)) {
    case "theft": {
      if (world.stolen.length === 0) break;
      world.thefts++;
      const thief = pick(world.stolen);
      const refs = [needId(`stolen${world.cheats}`)];
      const at = (now - HOUR) as Moment;
      expect(await town.say(thief, "hold", body, { refs, at })).toBe("key_removed");
      const more = person(`${thief.name}的贼机${world.cheats}`).publicKey;
      expect(await town.say(thief, "key_add", { device: more, seal: more })).toBe("key_removed");
      expect(await town.say(thief, "recovery_key", { key: more })).toBe("key_removed");
      break;
    }
    case "forge": {
      const payload = entryPayload("hold", {
        seq: 1_000_000 + world.cheats,
        at: now,
        as: victim.id,
        refs: [needId("forged")],
        body,
      });
      const community = idToBytes(town.founding.community);
      const signed = await signStatement(encodeCbor(payload), "hold", community, {
        publicKey: victim.publicKey,
        sign: phone.who.signer.sign,
      });
      expect((await openStatement(signed, community, verify)).ok).toBe(false);
      break;
    }
    case "overspend":
      expect(
        await town.say(
          phone.who,
          "hold",
          { ...body, seconds: 86_400 },
          { refs: [needId(`over${world.cheats}`)] },
        ),
      ).not.toBe("ok");
      break;
    case "equivocate": {
      const first = await town.entry(phone.who, "hold", body, { refs: [needId(`eq${world.cheats}`)] });
      const second = await town.entry(
        phone.who,
        "hold",
        { ...body, seconds: 360 },
        { refs: [needId(`eq${world.cheats}`)], seq: first.seq },
      );
      town.book(first);
      expect(town.book(second)).toMatchObject({ verdict: "refused", refusal: "seq_used", index: null });
      break;
    }
    case "backdate":
      expect(
        await town.say(phone.who, "hold", body, { refs: [needId("old")], at: (now - 8 * DAY) as Moment }),
      ).toBe("too_old");
      break;
    case "own": {
      const mine = [...town.ledger.holds.values()].find(
        (hold) => hold.payer === phone.who.id && hold.phase.phase === "open",
      );
      if (mine !== undefined)
        expect(await town.say(phone.who, "take", {}, { refs: [mine.need, mine.payer] })).toBe("own_need");
      break;
    }
    case "for_others":
      expect(
        await town.say(phone.who, "hold", body, { refs: [needId(`for${world.cheats}`)], as: victim.id }),
      ).toBe("not_yours_to_say");
      break;
  }
  expect(town.ledger.issued).toBe(before.issued);
  expect(town.ledger.posted).toBe(before.posted);
}

/** state = fold(journal), twice; leaf time never falls; each (key, seq) once. */
function expectFoldAgain(town: Town): void {
  for (let time = 0; time < 2; time++) {
    const again = foundLedger(town.founding);
    for (const [index, leaf] of town.leaves.entries())
      expect(replayLeaf(again, leaf, town.entries[index] ?? null), `leaf ${index}`).toBeNull();
    expect(totals(again)).toEqual(totals(town.ledger));
    expect(again.wallets).toEqual(town.ledger.wallets);
    expect(again.authority.keys).toEqual(town.ledger.authority.keys);
    expect(again.authority.recoveries).toEqual(town.ledger.authority.recoveries);
  }
  const seqs = town.entries.flatMap((entry) => (entry === null ? [] : [`${entry.key}/${entry.seq}`]));
  expect(new Set(seqs).size).toBe(seqs.length);
  expect(
    town.leaves.every((leaf, index) => index === 0 || leaf.time >= (town.leaves[index - 1]?.time ?? 0)),
  ).toBe(true);
}
