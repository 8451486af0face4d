/**
 * Whole buildings: real stations over a real relay and its disk, boards and ledger together. Phones close and open,
 * the relay goes and comes back, sometimes without its boards, bundles are passed by hand, time jumps, a cheat tries
 * what cheats try. In the end all phones are equal, the books balance, the journal passes the audit, and nothing
 * that was acknowledged is lost. A failure prints SEED=…; BUILDING_SEEDS sets how many run.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { auditFile } from "../../relay/audit_file.ts";
import { HOUR, type Id, MINUTE } from "../../src/domain/units.ts";
import type { Answer, Station } from "../../src/peer/station.ts";
import { type Random, random } from "../board/random.ts";
import { foundTown, soySauce, type Town } from "../peer/community.ts";
import { createHouse, type RelayHouse } from "../peer/house.ts";
import { closeAll, type Phone, type Tab, until } from "../peer/phones.ts";

const { SEED, BUILDING_SEEDS } = process.env;
const seeds =
  SEED === undefined
    ? Array.from({ length: Number(BUILDING_SEEDS ?? 3) }, (_, seed) => seed + 1)
    : [Number(SEED)];
const STEPS = 70;
const BEGUN: ReadonlySet<string> = new Set(["start", "end", "confirm"]);

interface Neighbour {
  readonly name: string;
  readonly account: Id;
  readonly phone: Phone;
  /** Null while the app is closed. */
  tab: Tab | null;
}

interface World {
  readonly town: Town;
  readonly house: RelayHouse;
  readonly chance: Random;
  readonly neighbours: readonly Neighbour[];
  isOpen: boolean;
  /** Needs whose publishing was answered with yes, by their words. */
  readonly published: Map<string, Id>;
  readonly done: Map<string, number>;
}

let house: RelayHouse | null = null;
afterEach(async () => {
  await closeAll();
  await house?.remove();
  house = null;
});

test.each(seeds)("[G22] [L1] [P10] a building lives through everything, SEED=%i", async (seed) => {
  const world = await settle(seed);
  for (let step = 0; step < STEPS; step++) await live(world, step);
  await comeTogether(world);
  await expectOneTruth(world);
  const acts = [...world.done.values()].reduce((sum, count) => sum + count, 0);
  expect(acts, JSON.stringify([...world.done])).toBeGreaterThan(STEPS / 6);
});

async function settle(seed: number): Promise<World> {
  const chance = random(seed);
  house = await createHouse();
  const town = await foundTown(house);
  const members = [{ name: "王姐", ...(await town.steward("王姐")) }];
  for (const name of ["李姐", "赵叔", "孙姨"]) members.push({ name, ...(await town.neighbour(name)) });
  const neighbours = members.map(({ name, account, phone, tab }) => ({ name, account, phone, tab }));
  return { town, house, chance, neighbours, isOpen: true, published: new Map(), done: new Map() };
}

/** One thing happens. */
async function live(world: World, step: number): Promise<void> {
  const { chance } = world;
  const sleepers = world.neighbours.filter(({ tab }) => tab === null).length;
  const happens: readonly (readonly [weight: number, (world: World, step: number) => Promise<void>])[] = [
    [14, publish],
    [30, goOn],
    [6, passByHand],
    [4 + 4 * sleepers, closeOrOpen],
    [world.isOpen ? 4 : 14, stopOrStart],
    [6, timePasses],
    [4, cheat],
  ];
  const total = happens.reduce((sum, [weight]) => sum + weight, 0);
  let at = chance.below(total);
  for (const [weight, happen] of happens) {
    if (at < weight) return happen(world, step);
    at -= weight;
  }
}

const awake = ({ neighbours }: World): readonly (Neighbour & { readonly tab: Tab })[] =>
  neighbours.filter((one): one is Neighbour & { tab: Tab } => one.tab !== null);

function note(world: World, what: string, answer: Answer<unknown>): void {
  if (answer.ok) world.done.set(what, (world.done.get(what) ?? 0) + 1);
}

async function publish(world: World, step: number): Promise<void> {
  const people = awake(world);
  if (people.length === 0) return;
  const { tab, account } = world.chance.pick(people);
  const words = `第${step}件`;
  const seconds = (1 + world.chance.below(3)) * 600;
  const points = world.chance.chance(0.8);
  const answer = await tab.acts.publish(soySauce(account, world.town.clock, { words, seconds, points }));
  note(world, "publish", answer);
  if (answer.ok) world.published.set(words, answer.value);
}

/** Somebody does with a need what her own screen lets her do. */
async function goOn(world: World): Promise<void> {
  const { chance } = world;
  const people = awake(world);
  if (people.length === 0) return;
  const { tab, account } = chance.pick(people);
  const { acts } = tab;
  const choices = tab
    .view()
    .needs.flatMap((need): readonly (readonly [string, () => Promise<Answer<unknown>>])[] => {
      const isMine = need.requester === account;
      const isHelper = need.helper === account;
      if (need.status === "open" && isMine)
        return chance.chance(0.2) ? [["withdraw", () => acts.withdraw(need.id)]] : [];
      if (need.status === "open") return [["take", () => acts.take(need.id)]];
      if (need.status === "taken" && isHelper)
        return chance.chance(0.2)
          ? [["giveBack", () => acts.giveBack(need.id)]]
          : [["start", () => acts.start(need.id)]];
      if (need.status === "taken" && !isMine) return [["standBy", () => acts.standBy(need.id)]];
      if (need.status === "running" && isHelper) return [["end", () => acts.end(need.id)]];
      if (need.status === "ended" && isMine)
        return chance.chance(0.15)
          ? [["dispute", () => acts.dispute(need.id, "other")]]
          : [["confirm", () => acts.confirm(need.id, null)]];
      if (need.status === "done" && (isMine || isHelper))
        return [["thank", () => acts.thank(need.id, "warm", "")]];
      return [];
    });
  if (choices.length === 0) return;
  // What has begun is rather carried on than something new begun.
  const begun = choices.filter(([what]) => BEGUN.has(what));
  const [what, act] = chance.pick(begun.length > 0 && chance.chance(0.8) ? begun : choices);
  note(world, what, await act());
  // Most things go on only once others have heard of them.
  if (what === "confirm" && chance.chance(0.7)) tab.phone.hide();
  if (world.isOpen && chance.chance(0.8))
    await until(
      () => isQuiet(tab),
      () => tab.view().sync,
    );
}

/** Nothing is on its way any more; what was refused stays on its list. */
const isQuiet = (station: Station): boolean =>
  station.view().sync.waiting.every(({ state }) => state === "refused" || state === "countdown");

async function passByHand(world: World): Promise<void> {
  const people = awake(world);
  if (people.length < 2) return;
  const [from, to] = world.chance.shuffle(people);
  const file = await (from as { tab: Tab }).tab.acts.exportBundle();
  if (!file.ok) return;
  const given = await (to as { tab: Tab }).tab.acts.importBundle(file.value.bytes);
  expect(given).toMatchObject({ ok: true, value: { refused: 0 } });
}

/** The app is closed, or opened again from its disk; more than one may sleep at a time. */
async function closeOrOpen(world: World): Promise<void> {
  const sleepers = world.neighbours.filter(({ tab }) => tab === null);
  const one = world.chance.pick(
    sleepers.length > 0 && world.chance.chance(0.7) ? sleepers : world.neighbours,
  );
  if (one.tab === null) {
    one.tab = await one.phone.open();
    return;
  }
  await one.tab.close();
  one.tab = null;
}

async function stopOrStart(world: World): Promise<void> {
  const { house, chance } = world;
  if (!world.isOpen) await house.start();
  else {
    await house.stop();
    if (chance.chance(0.3))
      for (const end of ["", "-wal", "-shm"])
        rmSync(join(house.data, `boards.sqlite${end}`), { force: true });
  }
  world.isOpen = !world.isOpen;
}

async function timePasses({ town, chance }: World): Promise<void> {
  town.clock.advance(chance.chance(0.8) ? (5 + chance.below(30)) * MINUTE : (1 + chance.below(7)) * HOUR);
}

/** A bundle with a flipped byte, an entry that nobody signed, somebody else's entry again. */
async function cheat(world: World): Promise<void> {
  const people = awake(world);
  if (people.length === 0) return;
  const { tab } = world.chance.pick(people);
  const file = await tab.acts.exportBundle();
  if (!file.ok) return;
  const bytes = Uint8Array.from(file.value.bytes);
  const at = world.chance.below(bytes.length);
  bytes[at] = (bytes[at] as number) ^ (1 << world.chance.below(8));
  const known = new Set(tab.view().needs.map(({ id }) => id));
  await tab.acts.importBundle(bytes);
  const isNew = tab.view().needs.filter(({ id }) => !known.has(id));
  expect(isNew.every(({ words }) => world.published.has(words))).toBe(true);
  if (!world.isOpen) return;
  const forged = await fetch(`${world.house.url}/c/${world.town.community}/entries`, {
    method: "POST",
    headers: { "Content-Type": "application/cbor" },
    body: world.chance.bytes(200) as Uint8Array<ArrayBuffer>,
  });
  expect(forged.status).toBeGreaterThanOrEqual(400);
}

/** Everybody is awake and near the relay again, and what was signed arrives. */
async function comeTogether(world: World): Promise<void> {
  const { house, neighbours, town } = world;
  if (!world.isOpen) await house.start();
  world.isOpen = true;
  for (const one of neighbours) {
    one.tab ??= await one.phone.open();
    one.phone.hide();
  }
  const stations = (): readonly Station[] => [town.operator.tab, ...neighbours.map(({ tab }) => tab as Tab)];
  for (const station of stations()) {
    await station.acts.retry();
    await until(
      () => isQuiet(station),
      () => station.view().sync,
    );
  }
  await until(
    async () => {
      for (const station of stations()) await station.acts.retry();
      return new Set(stations().map(picture)).size === 1;
    },
    () => stations().map(picture),
    20_000,
  );
}

/** What a phone says about all needs, in one text. */
const picture = (station: Station): string =>
  JSON.stringify(
    station
      .view()
      .needs.map(({ id, status, helper, posted, standbys, thanks }) => ({
        id,
        status,
        helper,
        posted,
        standbys,
        thanks: thanks.length,
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  );

async function expectOneTruth({ house, town, neighbours, published }: World): Promise<void> {
  const clerk = house.relay.house.community?.clerk;
  expect(clerk?.check()).toBeNull();
  const { faults } = await auditFile(join(house.data, "ledger.sqlite"));
  expect(faults).toEqual([]);
  for (const { tab, account } of [...neighbours, town.operator]) {
    const view = (tab as Tab).view();
    // Nothing acknowledged is lost, nothing came twice, nothing was slipped in.
    expect(view.needs.map(({ words }) => words).sort()).toEqual([...published.keys()].sort());
    const wallet = clerk?.ledger.wallets.get(account);
    const available = wallet?.lots.reduce((sum, { remaining }) => sum + remaining, 0) ?? 0;
    expect(view.wallet).toMatchObject({ available, held: wallet?.held ?? 0 });
  }
}
