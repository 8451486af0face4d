/** Asking for help, giving it, and what follows: each act says what it needs, then what it signs. */
import { type Authority, isAdult, isTooClose, policyAt, speaksFor, standing } from "../domain/authority.ts";
import { type EntryKind, HOLD_SECONDS_MAX, type Reason, SCOPE } from "../domain/entry.ts";
import type { NeedView } from "../domain/need.ts";
import { SERVICES } from "../domain/service.ts";
import { addSeconds, type Id, roundUpToStep } from "../domain/units.ts";
import { cleanText } from "../domain/words.ts";
import { acted, answerOf, bad, done, good } from "./answers.ts";
import { asMe, type Host } from "./host.ts";
import type { Session } from "./session.ts";
import type { Acts, Answer, Fault, NeedDraft } from "./station.ts";
import type { IntentKept } from "./vault.ts";
import { consentsOf } from "./view.ts";

type NeedActs = Pick<
  Acts,
  | "publish"
  | "withdraw"
  | "take"
  | "giveBack"
  | "standBy"
  | "standDown"
  | "start"
  | "end"
  | "confirm"
  | "dispute"
  | "resolve"
  | "voidHold"
  | "thank"
  | "rate"
>;

/** A need with what this person is to it. */
interface Known {
  readonly me: Session;
  readonly need: NeedView;
  readonly authority: Authority;
  readonly isRequester: boolean;
  readonly isHelper: boolean;
}

export function needActs(host: Host): NeedActs {
  const about = <T = null>(id: Id, act: (known: Known) => Promise<Answer<T>>): Promise<Answer<T>> =>
    acted(() =>
      asMe(host, (me) => {
        const need = me.needs().find((one) => one.id === id);
        return need === undefined ? Promise.resolve(bad("no_such_need")) : act(knownOf(me, need));
      }),
    );
  return {
    publish: (draft) => acted(() => asMe(host, (me) => publish(me, draft))),
    withdraw: (need) => about(need, withdraw),
    take: (need) => about(need, take),
    giveBack: (need) => about(need, (known) => helperEntry(known, "give_back", { reason: "no_time" })),
    standBy: (need) => about(need, async (known) => told(await sayAbout(known, "standby", {}))),
    standDown: (need) => about(need, standDown),
    start: (need) => about(need, (known) => helperEntry(known, "service_start", {})),
    end: (need) => about(need, end),
    confirm: (need, seconds) => about(need, (known) => confirm(known, seconds)),
    dispute: (need, reason) => about(need, (known) => dispute(known, reason)),
    resolve: (need, seconds) => about(need, (known) => intend(known, "resolve", seconds)),
    voidHold: (need, reason) => about(need, (known) => voidHold(known, reason)),
    thank: (need, code, words) =>
      about(need, (known) => sayAsParty(known, "thanks", { code, words: cleanText(words) })),
    rate: (need, stars, words) => about(need, (known) => rate(known, stars, cleanText(words))),
  };
}

function knownOf(me: Session, need: NeedView): Known {
  const authority = me.roster.authority();
  const now = me.ground.clock.moment();
  return {
    me,
    need,
    authority,
    isRequester: speaksFor(authority, me.account, need.requester, SCOPE.publish, now),
    isHelper: need.helper === me.account,
  };
}

/** The need first, so that the hold can name it; then contact to those who will pass it on. */
async function publish(me: Session, draft: NeedDraft): Promise<Answer<Id>> {
  const authority = me.roster.authority();
  const now = me.ground.clock.moment();
  const { policy } = policyAt(authority, now);
  const { requester, type, from, to, points } = draft;
  if (requester !== me.account && !speaksFor(authority, me.account, requester, SCOPE.publish, now))
    return bad("not_yours_to_say");
  const seconds = points ? roundUpToStep(draft.seconds, policy.step_seconds) : 0;
  const isVouched = standing(authority, requester, now) === "vouched";
  const page = me.book.page(requester);
  if (points && isVouched && page !== null && page.available < seconds) return bad("not_enough_points");
  const building = authority.accounts.get(requester)?.building ?? me.identity.building;
  const need = await me.pen.say("need", {
    document: (ms) => me.boards.nameFor("board", building, ms),
    body: {
      ...{ type, requester, from, to, points },
      seconds: draft.seconds,
      place: draft.place,
      words: cleanText(draft.words),
      gender: draft.gender,
    },
  });
  // Who was not vouched for has no points to reserve: her neighbours still see that she asks.
  if (isVouched)
    await me.outbox.put("hold", {
      as: requester,
      refs: [need],
      need,
      body: { type, seconds, helper: null, from, to, lapses: addSeconds(now, policy.need_seconds) },
    });
  void me.contacts.send().catch(() => undefined);
  return good(need);
}

async function withdraw(known: Known): Promise<Answer> {
  const { me, need, isRequester } = known;
  if (!isRequester && need.by !== me.account) return bad("not_yours_to_say");
  if (need.helper !== null) return bad("already_taken");
  await sayAbout(known, "withdraw", { reason: "changed_mind" });
  const hold =
    need.hold?.id ?? me.outbox.entries.find((one) => one.kind === "hold" && one.need === need.id)?.id;
  if (hold === undefined || !isRequester) return done;
  const body = { reason: "changed_mind" } as const;
  return answerOf(
    await me.outbox.submit("void", { as: need.requester, refs: [need.id, hold], need: need.id, body }),
  );
}

async function take(known: Known): Promise<Answer> {
  const fault = takeFault(known);
  if (fault !== null) return bad(fault);
  const { me, need } = known;
  const draft = { as: me.account, refs: [need.id, need.requester], need: need.id, body: {} };
  return answerOf(await me.outbox.submit("take", draft));
}

/** The relay's own questions in its own order, asked here first for a quick answer. */
function takeFault({ me, need, authority }: Known): Fault | null {
  const now = me.ground.clock.moment();
  const account = authority.accounts.get(me.account);
  if (account === undefined || standing(authority, me.account, now) !== "vouched") return "not_vouched";
  if (need.by === me.account || isTooClose(authority, me.account, need.requester, now)) return "own_need";
  if (!isAdult(account, SERVICES[need.type].age, now)) return "not_eligible";
  if (!consentsOf(me, me.account).includes("pledge")) return "pledge_missing";
  if (need.status === "withdrawn" || need.status === "expired" || need.status === "done") return "hold_over";
  if (need.helper !== null) return need.helper === me.account ? "already_done" : "already_taken";
  return null;
}

async function helperEntry<K extends "give_back" | "service_start" | "service_end">(
  { me, need }: Known,
  kind: K,
  body: Parameters<typeof me.outbox.submit<K>>[1]["body"],
): Promise<Answer> {
  const took = me.outbox.entries.some(
    (one) => one.kind === "take" && one.need === need.id && one.fault === null,
  );
  if (need.helper !== me.account && !took) return bad(need.helper === null ? "not_taken" : "not_the_helper");
  if (need.hold === null) return bad("ref_missing");
  const refs = [need.id, need.hold.id];
  return answerOf(await me.outbox.submit(kind, { as: me.account, refs, need: need.id, body }));
}

async function end(known: Known): Promise<Answer> {
  const { me, need } = known;
  const signed = me.outbox.entries.find((one) => one.kind === "service_start" && one.need === need.id);
  const startedAt = need.startedAt ?? signed?.since ?? null;
  if (startedAt === null) return bad("not_started");
  const elapsed = me.ground.clock.moment() - startedAt;
  const seconds = Math.min(HOLD_SECONDS_MAX, Math.max(60, elapsed));
  return helperEntry(known, "service_end", { seconds });
}

async function confirm(known: Known, seconds: number | null): Promise<Answer> {
  const { me, need, authority } = known;
  const now = me.ground.clock.moment();
  if (!speaksFor(authority, me.account, need.requester, SCOPE.confirm, now)) return bad("not_yours_to_say");
  if (need.status === "done") return bad("hold_over");
  if (need.helper === null) return bad("not_taken");
  if (need.status !== "ended" && need.status !== "disputed") return bad("not_ended");
  return intend(known, "confirm", seconds);
}

async function intend(
  { me, need }: Known,
  kind: IntentKept["kind"],
  seconds: number | null,
): Promise<Answer> {
  if (need.hold === null) return bad("not_taken");
  await me.intents.add({ kind, need: need.id, seconds, since: me.ground.clock.moment() });
  return done;
}

/** Signs what waited out its countdown. */
export async function signIntent(me: Session, { kind, need: id, seconds }: IntentKept): Promise<void> {
  const need = me.needs().find((one) => one.id === id);
  if (need === undefined || need.hold === null) return;
  const refs = [id, need.hold.id];
  if (kind === "confirm")
    await me.outbox.put("confirm", { as: need.requester, refs, need: id, body: { seconds } });
  else await me.outbox.put("resolve", { as: me.account, refs, need: id, body: { seconds: seconds ?? 0 } });
}

async function dispute(known: Known, reason: Reason): Promise<Answer> {
  return partyEntry(known, "dispute", { reason });
}

async function voidHold(known: Known, reason: Reason): Promise<Answer> {
  const { need, isRequester } = known;
  const answer = await partyEntry(known, "void", { reason });
  if (answer.ok && reason === "no_show" && isRequester && need.helper !== null)
    await sayAbout(known, "no_show", { helper: need.helper });
  return answer;
}

/** An entry that either side may sign: the requester's side for her, the helper for herself. */
async function partyEntry<K extends EntryKind & ("dispute" | "void")>(
  { me, need, isRequester, isHelper }: Known,
  kind: K,
  body: Parameters<typeof me.outbox.submit<K>>[1]["body"],
): Promise<Answer> {
  if (need.hold === null) return bad("not_taken");
  if (!isRequester && !isHelper) return bad("not_yours_to_say");
  const as = isHelper ? me.account : need.requester;
  const refs = [need.id, need.hold.id];
  return answerOf(await me.outbox.submit(kind, { as, refs, need: need.id, body }));
}

type SaysAbout = "withdraw" | "standby" | "no_show" | "thanks" | "rate";

async function sayAbout<K extends SaysAbout>(
  { me, need }: Known,
  kind: K,
  body: Parameters<typeof me.pen.say<K>>[1]["body"],
): Promise<Answer<Id>> {
  const document = me.boards.find(need.id);
  if (document === null) return bad("no_such_need");
  return good(await me.pen.say(kind, { document: document.name, refs: [need.id], need: need.id, body }));
}

/** For acts whose statement nobody asks for by its id. */
const told = (answer: Answer<Id>): Answer => (answer.ok ? done : answer);

const sayAsParty = async <K extends "thanks" | "rate">(
  known: Known,
  kind: K,
  body: Parameters<typeof known.me.pen.say<K>>[1]["body"],
): Promise<Answer<Id>> =>
  known.isRequester || known.isHelper ? sayAbout(known, kind, body) : bad("not_yours_to_say");

async function rate(known: Known, stars: number, words: string): Promise<Answer<Id>> {
  const { need, isHelper } = known;
  if (need.helper === null) return bad("not_taken");
  return sayAsParty(known, "rate", { about: isHelper ? need.requester : need.helper, stars, words });
}

async function standDown({ me, need }: Known): Promise<Answer> {
  const document = me.boards.find(need.id);
  const standby = me.saidLog.all.findLast((row) => row.kind === "standby" && row.need === need.id);
  if (document === null || standby === undefined) return bad("already_done");
  await me.pen.say("stand_down", { document: document.name, refs: [standby.id], need: need.id, body: {} });
  return done;
}
