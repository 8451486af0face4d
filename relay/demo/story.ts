/**
 * The demo's story: a community of 28 days, told through the real clerk and guard with a clock that is moved along.
 * A folder that has rested is told on from where it ended, at most 28 days of it.
 */
import { invariant } from "../../crypto/result.ts";
import type { Hold } from "../../src/domain/hold.ts";
import type { Id } from "../../src/domain/units.ts";
import type { House } from "../house.ts";
import { EVERYBODY, KEPT, NEWCOMERS, OPERATOR, RESIDENTS, STEWARDS, UNWITNESSED } from "./cast.ts";
import {
  actorOf,
  type Company,
  confirm,
  DAY_MS,
  dispute,
  end,
  HOUR_MS,
  MINUTE_MS,
  resolve,
  type Script,
  serve,
  start,
} from "./company.ts";
import { dayOf, planDays } from "./days.ts";
import {
  admit,
  appoint,
  hangPoster,
  join,
  openFor,
  posterCode,
  sayName,
  signPapers,
  trust,
} from "./founding.ts";
import { type Actor, createChance, actorOf as makeActor, randomFrom } from "./keys.ts";
import { reserveOf, sceneScripts } from "./scenes.ts";
import { createStage, type DemoClock, type Stage } from "./stage.ts";

/** Days of history. */
export const STORY_DAYS = 28;

export interface Telling {
  readonly house: House;
  readonly clock: DemoClock;
  readonly master: Uint8Array;
  /** Until when, unix milliseconds. */
  readonly nowMs: number;
  /** Days of history; fewer in tests. */
  readonly days: number;
}

/** Where a new story begins: in the morning. */
const beginningOf = (nowMs: number, days: number): number =>
  dayOf(nowMs - days * DAY_MS) + 8 * HOUR_MS + 30 * MINUTE_MS;

export const actorsOf = (master: Uint8Array): ReadonlyMap<string, Actor> =>
  new Map(EVERYBODY.map((role) => [role.key, makeActor(master, role)]));

/** From the founding to now. */
export async function tellStory(telling: Telling): Promise<Company> {
  const { house, clock, master, nowMs, days } = telling;
  clock.ms = beginningOf(nowMs, days);
  const fromMs = clock.ms;
  const actors = actorsOf(master);
  const operator = actors.get(OPERATOR.key) as Actor;
  const papers = await signPapers(master, operator, house.keys, house.now());
  const founded = await house.found(papers);
  invariant(founded.ok, "the demo can be founded");
  const company = await assemble(telling, actors, "first");
  await openDoors(company, master);
  const newcomers = NEWCOMERS.map((role, at) =>
    arrive(company, role.key, nowMs - (20 - 3 * at) * HOUR_MS, master, null),
  );
  await perform(
    company.stage,
    [
      ...RESIDENTS.map((role) => arrive(company, role.key, arrivalMs(company, fromMs, role.day), master, 1)),
      ...newcomers,
      settleIn(company, fromMs + 2 * DAY_MS, fromMs + 3 * DAY_MS),
      unwitnessed(company, nowMs - 19 * HOUR_MS),
      quarrel(company, fromMs + 9 * DAY_MS + 6 * HOUR_MS),
      ...dailyRound(company, fromMs + DAY_MS, nowMs),
      ...sceneScripts(company, nowMs),
    ],
    nowMs,
  );
  await nameEverybody(company);
  return company;
}

/** From where the folder ended to now: what was left open is finished first. */
export async function tellOn(telling: Telling): Promise<Company> {
  const { clock, master, nowMs, days } = telling;
  const fromMs = Math.max(clock.ms, nowMs - days * DAY_MS);
  clock.ms = fromMs;
  const company = await assemble(telling, actorsOf(master), `${fromMs}`);
  await tidyUp(company);
  await perform(
    company.stage,
    [
      unwitnessed(company, nowMs - 19 * HOUR_MS),
      ...dailyRound(company, fromMs, nowMs),
      ...sceneScripts(company, nowMs),
    ],
    nowMs,
  );
  await nameEverybody(company);
  return company;
}

async function assemble(
  { house, clock, master }: Telling,
  actors: ReadonlyMap<string, Actor>,
  chapter: string,
): Promise<Company> {
  const { community } = house;
  invariant(community !== null, "the demo has a community");
  const stage = await createStage(community, clock, randomFrom(master, `seal/${chapter}`));
  return { stage, actors, chance: createChance(master, chapter), busyUntil: new Map() };
}

/** Plays scripts side by side, each going on when its hour has come. What would come after now is left unsaid. */
async function perform(stage: Stage, scripts: readonly Script[], nowMs: number): Promise<void> {
  const waiting = await Promise.all(scripts.map(async (script) => ({ script, next: await script.next() })));
  for (;;) {
    const due = waiting
      .filter(({ next }) => next.done !== true && next.value <= nowMs)
      .sort((a, b) => (a.next.value as number) - (b.next.value as number))[0];
    if (due === undefined) break;
    await stage.until(due.next.value as number);
    due.next = await due.script.next();
  }
  await stage.until(nowMs);
}

/** The first morning: stewards are invited, vouched for and appointed, and posters hang in three lobbies. */
async function openDoors(company: Company, master: Uint8Array): Promise<void> {
  const { stage } = company;
  const operator = actorOf(company, OPERATOR.key);
  await sayName(stage, operator);
  for (const role of STEWARDS) {
    const steward = actorOf(company, role.key);
    const code = await hangPoster(stage, operator, steward.building, master);
    await stage.until(stage.now() * 1000 + 25 * MINUTE_MS);
    await join(stage, steward, code);
    await admit(stage, operator, steward);
    await appoint(stage, operator, steward);
  }
}

const arrivalMs = ({ chance }: Company, fromMs: number, day: number): number =>
  dayOf(fromMs) + day * DAY_MS + chance.between(9 * 60, 19 * 60) * MINUTE_MS - (day === 0 ? 0 : DAY_MS / 4);

/** Somebody scans the poster, and the steward comes by; null: nobody has come by yet. */
async function* arrive(
  company: Company,
  key: string,
  atMs: number,
  master: Uint8Array,
  hours: number | null,
): Script {
  yield atMs;
  const { stage, chance } = company;
  const actor = actorOf(company, key);
  await join(stage, actor, posterCode(master, actor.building));
  if (hours === null) return;
  yield atMs + chance.between(15, 50) * MINUTE_MS;
  const steward = STEWARDS.find(({ building }) => building === actor.building);
  if (steward !== undefined) await admit(stage, actorOf(company, steward.key), actor);
}

/** Two who need somebody to act for them: 陈伯 without a phone, 张阿姨 with one. */
async function* settleIn(company: Company, trustMs: number, openMs: number): Script {
  const { stage } = company;
  const steward = actorOf(company, KEPT.steward);
  yield trustMs;
  await trust(stage, actorOf(company, "zhang"), steward);
  yield openMs;
  await openFor(stage, steward, actorOf(company, KEPT.witness));
}

/** An account that waits for its witness; it lapses after a week. */
async function* unwitnessed(company: Company, atMs: number): Script {
  yield atMs;
  const { stage } = company;
  const steward = actorOf(company, UNWITNESSED.steward);
  const as = stage.accountOf(steward);
  const isWaiting = [...stage.ledger.authority.pending.values()].some(
    ({ state, entry }) => state === "waiting" && entry.as === as,
  );
  if (!isWaiting) await openFor(stage, steward, null);
}

const dailyRound = (company: Company, fromMs: number, nowMs: number): readonly Script[] =>
  planDays(fromMs, nowMs, company.chance).map(({ asking, atMs }) =>
    serve(company, asking, atMs, reserveOf(asking.who)),
  );

/** A dispute of the second week, and how it was settled: half each. */
async function* quarrel(company: Company, atMs: number): Script {
  const asking = { who: "chaoshi", type: "bills", minutes: 20, words: "宽带续费，帮我弄好" } as const;
  const { stage } = company;
  const script = serve(company, { ...asking, part: "afternoon" }, atMs, 0);
  let step = await script.next();
  for (let count = 0; step.done !== true && count < 4; count++) {
    yield step.value;
    step = await script.next();
  }
  const payer = stage.accountOf(actorOf(company, asking.who));
  const hold = [...stage.ledger.holds.values()].findLast((one) => one.payer === payer);
  if (hold?.phase.phase !== "ended") return;
  yield stage.now() * 1000 + 20 * MINUTE_MS;
  const about = { need: hold.need, hold: hold.id, requester: hold.payer };
  const asked = { ...about, by: actorOf(company, "chaoshi"), type: hold.type, minutes: 20 };
  if ((await dispute(company, asked)) === null) return;
  yield stage.now() * 1000 + 5 * HOUR_MS;
  await resolve(company, actorOf(company, "heshu"), asked, 720);
}

/** What an earlier telling left open comes to its end; what visitors opened is theirs. */
async function tidyUp(company: Company): Promise<void> {
  const { stage, actors } = company;
  const actorByAccount = new Map<Id, Actor>();
  for (const actor of actors.values()) actorByAccount.set(stage.accountOf(actor), actor);
  const onBoard = new Set(stage.needs().map(({ id }) => id));
  // What confirmed itself meanwhile is booked first.
  await stage.until((stage.now() + 60) * 1000);
  for (const id of [...stage.ledger.holds.keys()]) {
    const hold = stage.ledger.holds.get(id);
    if (hold === undefined || hold.phase.phase === "over" || !onBoard.has(hold.need)) continue;
    const by = actorByAccount.get(hold.by);
    if (by !== undefined) await finish(company, hold, by, actorByAccount);
  }
}

async function finish(
  company: Company,
  hold: Hold,
  by: Actor,
  actorByAccount: ReadonlyMap<Id, Actor>,
): Promise<void> {
  const { stage } = company;
  const { need, id, payer: requester, phase } = hold;
  const asked = { need, hold: id, requester, by, type: hold.type, minutes: hold.seconds / 60 };
  if (phase.phase === "open") {
    const body = { reason: "found_other" } as const;
    await stage.say(by, "withdraw", { need }, body);
    const voided = await stage.enter(by, "void", body, { as: requester, refs: [need, id] });
    if (voided !== null) await stage.show(by, need, voided.index);
    return;
  }
  if (hold.disputedAt !== null) {
    const seconds = Math.floor(hold.seconds / 72) * 36;
    await resolve(company, actorOf(company, OPERATOR.key), asked, seconds);
    return;
  }
  const helper =
    phase.phase === "over" || phase.helper === null ? undefined : actorByAccount.get(phase.helper);
  if (helper === undefined) return;
  if (phase.phase === "taken") await start(company, helper, asked);
  if (phase.phase === "taken" || phase.phase === "running") {
    await stage.until(stage.now() * 1000 + 10 * MINUTE_MS);
    await end(company, helper, asked, 600);
  }
  await confirm(company, asked);
}

/** Names live in the people of a year: at its beginning everybody says hers again. */
async function nameEverybody(company: Company): Promise<void> {
  const { stage, actors } = company;
  const steward = actorOf(company, KEPT.steward);
  const namedByBuilding = new Map<string, ReadonlySet<Id>>();
  for (const { building } of STEWARDS) namedByBuilding.set(building, await stage.namedIn(building));
  for (const actor of actors.values())
    if (namedByBuilding.get(actor.building)?.has(stage.accountOf(actor)) !== true)
      await sayName(stage, actor);
  const kept = [...stage.ledger.authority.accounts.values()].filter(
    ({ id, keeper }) =>
      keeper === stage.accountOf(steward) && namedByBuilding.get(steward.building)?.has(id) !== true,
  );
  for (const { id } of kept)
    await stage.say(steward, "profile", steward, { account: id, name: KEPT.name }, []);
}
