/** The people of the demo at work: one need from the asking to the thanks, as a script that waits for its hours. */

import { isTooClose, speaksFor, standing } from "../../src/domain/authority.ts";
import { SCOPE_ALL } from "../../src/domain/entry.ts";
import { walletOf } from "../../src/domain/ledger_state.ts";
import type { Place } from "../../src/domain/said.ts";
import { SERVICES, type ServiceType } from "../../src/domain/service.ts";
import { addSeconds, DAY, type Id, type Moment, roundUpToStep } from "../../src/domain/units.ts";
import { availableAt } from "../../src/domain/wallet.ts";
import { KEPT } from "./cast.ts";
import { keptAccount } from "./founding.ts";
import type { Actor, Chance } from "./keys.ts";
import type { Stage, Taken } from "./stage.ts";
import { type Asking, RATINGS, RATINGS_BACK, THANKS } from "./words.ts";

/** Goes on at the moments that it yields, unix milliseconds. */
export type Script = AsyncGenerator<number, void>;

export interface Company {
  readonly stage: Stage;
  readonly chance: Chance;
  readonly actors: ReadonlyMap<string, Actor>;
  /** Until when somebody is on her way or at work, unix milliseconds. */
  readonly busyUntil: Map<Id, number>;
}

/** A need on the board, with the hold that stands behind it. */
export interface Asked {
  readonly need: Id;
  readonly hold: Id;
  readonly requester: Id;
  /** Who signed: the requester, or who speaks for her. */
  readonly by: Actor;
  readonly type: ServiceType;
  readonly minutes: number;
}

export interface Words {
  readonly type: ServiceType;
  readonly minutes: number;
  readonly words: string;
  readonly place?: Place | undefined;
  readonly isUnpaid?: true | undefined;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
/** The policy's step. */
export const STEP_SECONDS = 360;

export const actorOf = ({ actors }: Company, key: string): Actor => {
  const actor = actors.get(key);
  if (actor === undefined) throw new Error(`nobody in the demo is called ${key}`);
  return actor;
};

export const isMember = ({ stage }: Company, account: Id): boolean =>
  standing(stage.ledger.authority, account, stage.now()) === "vouched";

/** Who asks, and who says it for her; null while she is not there yet. */
export function voiceOf(
  company: Company,
  who: string,
): { readonly requester: Id; readonly by: Actor } | null {
  const { stage, chance } = company;
  if (who === "chenbo") {
    const by = actorOf(company, KEPT.steward);
    const requester = keptAccount(stage, by);
    return requester === null ? null : { requester, by };
  }
  const self = actorOf(company, who);
  if (!stage.ledger.authority.keys.has(keyOf(self))) return null;
  const requester = stage.accountOf(self);
  if (!isMember(company, requester)) return null;
  const proxy = actorOf(company, KEPT.steward);
  const mayAsk = speaksFor(stage.ledger.authority, stage.accountOf(proxy), requester, SCOPE_ALL, stage.now());
  return { requester, by: who === "zhang" && mayAsk && chance.isTrue(0.4) ? proxy : self };
}

const keyOf = ({ signer }: Actor) =>
  Buffer.from(signer.publicKey).toString("base64url") as Parameters<
    Stage["ledger"]["authority"]["keys"]["has"]
  >[0];

export const balanceOf = ({ stage }: Company, account: Id): number =>
  availableAt(walletOf(stage.ledger, account), stage.now());

/** Need, hold, and the hold shown to the neighbours; null when that leaves her less than the reserve, in seconds. */
export async function ask(
  company: Company,
  voice: { readonly requester: Id; readonly by: Actor },
  { type, minutes, words, place, isUnpaid }: Words,
  window: { readonly from: Moment; readonly to: Moment },
  reserve = 0,
): Promise<Asked | null> {
  const { stage } = company;
  const { requester, by } = voice;
  const building = stage.ledger.authority.accounts.get(requester)?.building ?? by.building;
  const points = isUnpaid !== true;
  const seconds = points ? roundUpToStep(minutes * 60, STEP_SECONDS) : 0;
  if (balanceOf(company, requester) < seconds + reserve) return null;
  const spot = place ?? SERVICES[type].place;
  const draft = { type, requester, ...window, seconds: minutes * 60, place: spot, words, gender: 0 };
  const need = await stage.say(by, "need", { building }, { ...draft, points }, []);
  const lapses = addSeconds(stage.now(), 30 * DAY);
  const body = { type, seconds, helper: null, ...window, lapses };
  const hold = await stage.enter(by, "hold", body, { as: requester, refs: [need] });
  if (hold === null) return null;
  await stage.show(by, need, hold.index);
  return { need, hold: hold.id, requester, by, type, minutes };
}

/** An entry of one side about a need, shown to the neighbours. */
async function step(
  stage: Stage,
  by: Actor,
  need: Id,
  entered: Promise<Taken | null>,
): Promise<Taken | null> {
  const taken = await entered;
  if (taken !== null) await stage.show(by, need, taken.index);
  return taken;
}

export const take = ({ stage }: Company, helper: Actor, { need, requester }: Asked): Promise<Taken | null> =>
  step(
    stage,
    helper,
    need,
    stage.enter(helper, "take", {}, { as: stage.accountOf(helper), refs: [need, requester] }),
  );

export const start = ({ stage }: Company, helper: Actor, { need, hold }: Asked): Promise<Taken | null> =>
  step(
    stage,
    helper,
    need,
    stage.enter(helper, "service_start", {}, { as: stage.accountOf(helper), refs: [need, hold] }),
  );

export const end = (
  { stage }: Company,
  helper: Actor,
  { need, hold }: Asked,
  seconds: number,
): Promise<Taken | null> =>
  step(
    stage,
    helper,
    need,
    stage.enter(helper, "service_end", { seconds }, { as: stage.accountOf(helper), refs: [need, hold] }),
  );

export const confirm = ({ stage }: Company, { by, requester, need, hold }: Asked): Promise<Taken | null> =>
  step(stage, by, need, stage.enter(by, "confirm", { seconds: null }, { as: requester, refs: [need, hold] }));

export const dispute = ({ stage }: Company, { by, requester, need, hold }: Asked): Promise<Taken | null> =>
  step(
    stage,
    by,
    need,
    stage.enter(by, "dispute", { reason: "not_done" }, { as: requester, refs: [need, hold] }),
  );

export const resolve = (
  { stage }: Company,
  by: Actor,
  { need, hold }: Asked,
  seconds: number,
): Promise<Taken | null> =>
  step(
    stage,
    by,
    need,
    stage.enter(by, "resolve", { seconds }, { as: stage.accountOf(by), refs: [need, hold] }),
  );

/** Neighbours of the same building who may, can, and have nothing else to do until then. */
export function helpersFor(company: Company, asked: Asked, untilMs: number): readonly Actor[] {
  const { stage, actors, busyUntil } = company;
  const { authority } = stage.ledger;
  const building = authority.accounts.get(asked.requester)?.building;
  return [...actors.values()].filter((actor) => {
    if (actor.building !== building || !actor.helps.includes(asked.type) || actor === asked.by) return false;
    if (!authority.keys.has(keyOf(actor))) return false;
    const account = stage.accountOf(actor);
    const isFree = (busyUntil.get(account) ?? 0) < untilMs - 2 * HOUR_MS;
    return (
      isFree &&
      isMember(company, account) &&
      account !== asked.requester &&
      !isTooClose(authority, account, asked.requester, stage.now())
    );
  });
}

/** One need of the daily round, where enough is left for today's: asked, taken, served, confirmed or left to confirm itself, thanked for. */
export async function* serve(company: Company, asking: Asking, askMs: number, reserve: number): Script {
  const { stage, chance } = company;
  yield askMs;
  const voice = voiceOf(company, asking.who);
  if (voice === null) return;
  const window = { from: stage.now(), to: addSeconds(stage.now(), chance.between(3, 5) * 3600) };
  const asked = await ask(company, voice, asking, window, reserve);
  if (asked === null) return;
  const takeMs = askMs + chance.between(4, 75) * MINUTE_MS;
  yield takeMs;
  const startMs = takeMs + chance.between(8, 45) * MINUTE_MS;
  const servedMs = Math.round(asking.minutes * MINUTE_MS * (0.75 + 0.4 * chance.next()));
  const helper = chance.pick(helpersFor(company, asked, startMs), ({ eager }) => eager);
  if (helper === null) return yield* withdraw(company, asked, askMs + 5 * HOUR_MS);
  if ((await take(company, helper, asked)) === null) return;
  company.busyUntil.set(stage.accountOf(helper), startMs + servedMs);
  const second = chance.isTrue(0.12) ? chance.pick(helpersFor(company, asked, startMs)) : null;
  if (second !== null) await stage.say(second, "standby", { need: asked.need }, {});
  yield startMs;
  if ((await start(company, helper, asked)) === null) return;
  yield startMs + servedMs;
  if ((await end(company, helper, asked, Math.round(servedMs / 1000))) === null) return;
  yield* conclude(company, asked, helper, startMs + servedMs);
}

/** Nobody came: what was asked for is taken back, and the points return. */
async function* withdraw({ stage }: Company, { by, need, hold, requester }: Asked, atMs: number): Script {
  yield atMs;
  const body = { reason: "found_other" } as const;
  await stage.say(by, "withdraw", { need }, body);
  const voided = await stage.enter(by, "void", body, { as: requester, refs: [need, hold] });
  if (voided !== null) await stage.show(by, need, voided.index);
}

/** After the end: the requester says yes within hours, or a day of silence does. */
async function* conclude(company: Company, asked: Asked, helper: Actor, endMs: number): Script {
  const { stage, chance } = company;
  const isSilent = chance.isTrue(0.12);
  const afterMs = isSilent ? DAY_MS + HOUR_MS : chance.between(4, 200) * MINUTE_MS;
  yield endMs + afterMs;
  if (!isSilent && (await confirm(company, asked)) === null) return;
  const settled = stage.autoConfirmed(asked.hold);
  if (settled !== null) await stage.show(helper, asked.need, settled);
  yield* afterwards(company, asked, helper, endMs + afterMs);
}

export async function* afterwards(
  { stage, chance }: Company,
  { need, by, requester }: Asked,
  helper: Actor,
  doneMs: number,
): Script {
  const account = stage.accountOf(helper);
  const [code, words] = chance.pick(THANKS) ?? (["thanks", ""] as const);
  if (chance.isTrue(0.7)) await stage.say(by, "thanks", { need }, { code, words });
  if (!chance.isTrue(0.6)) return;
  yield doneMs + 2 * MINUTE_MS;
  const [stars, about] = chance.pick(RATINGS) ?? ([5, ""] as const);
  await stage.say(by, "rate", { need }, { about: account, stars, words: about });
  if (!chance.isTrue(0.7)) return;
  yield doneMs + chance.between(10, 300) * MINUTE_MS;
  const [back, aboutHer] = chance.pick(RATINGS_BACK) ?? ([5, ""] as const);
  await stage.say(helper, "rate", { need }, { about: requester, stars: back, words: aboutHer });
}
