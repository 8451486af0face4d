// Admission over the roster: who may write what, where, at the time that the statement names (identity.md).
//
// The relay's caps decide; a phone allows twice as much, so that the order of arrival does not split phones
// (board.md). Rates and closed months are the relay's alone.
import type { Opened, Parsed } from "../../crypto/cose.ts";
import {
  type Account,
  type Authority,
  accountOfKey,
  isOperator,
  isStewardOf,
  policyAt,
  STANDING_SLACK_SECONDS as SLACK,
  speaksFor,
  standing,
} from "../domain/authority.ts";
import { SCOPE } from "../domain/entry.ts";
import { type DeviceKey, deviceStanding } from "../domain/keys_held.ts";
import type { Policy } from "../domain/policy.ts";
import { isSaidKind, readSaid, type SaidKind } from "../domain/said.ts";
import { DAY, hlcToMoment, hlcToMs, type Id, type KeyText, keyText, type Moment } from "../domain/units.ts";
import { offsetMinutes } from "../domain/zone.ts";
import type { Admission, Room } from "./admission.ts";
import type { DocumentName } from "./document.ts";
import { isInMonth, phaseOf } from "./epoch.ts";
import type { Reason } from "./reason.ts";

export interface EnrolmentDeps {
  /** The newest roster; it may be replaced between calls. */
  readonly authority: () => Authority;
  readonly document: DocumentName;
  readonly now: () => Moment;
  /** How often a cap is allowed: 1 on the relay, 2 on phones. */
  readonly slack: 1 | 2;
}

/** Bytes that one document may hold, per slack. */
export const DOCUMENT_BYTES_MAX = 2 * 1024 * 1024;

export function createAdmission(deps: EnrolmentDeps): Admission {
  return {
    judge: (said, room) => judge(said, room, deps),
    mayErase: (eraser, target) => mayErase(eraser, target, deps.authority()),
  };
}

function judge(said: Parsed, room: Room, deps: EnrolmentDeps): "ok" | Reason {
  const authority = deps.authority();
  const at = momentOf(said);
  const key = keyText(said.publicKey);
  if (isCouncilKey(authority, key)) return said.kind === "erase" ? "ok" : "not_enrolled";
  const device = authority.keys.get(key);
  if (device === undefined || isEarly(device, at, deps.now())) return "unknown_key";
  const account = accountOfKey(authority, device.key, at, SLACK);
  if (account === null || isSilentNow(device, at, deps.now())) return "revoked";
  const where = placeFault(said, deps);
  if (where !== null) return where;
  if (standing(authority, account.id, at, SLACK) === "registered")
    return judgeRegistered(said, room, account, deps);
  return quotaFault(said, room, account, deps) ?? "ok";
}

/** A key that does not count yet is one that the roster does not have, also for words of tomorrow (A24). */
function isEarly(device: DeviceKey, at: Moment, now: Moment): boolean {
  // Only who waits could gain by dating ahead; the words of others do not hang on this phone's own clock.
  const isNamedAhead = device.countsFrom > device.addedAt;
  const moments = isNamedAhead ? [at, Math.min(at, now) as Moment] : [at];
  return moments.some((when) => deviceStanding(device, when, SLACK) === "waiting");
}

/** A silent phone cannot date its words beyond its silence (A21). */
const isSilentNow = (device: DeviceKey, at: Moment, now: Moment): boolean =>
  at > now && deviceStanding(device, now, SLACK) === "suspended";

/** What belongs into which kind of document; kinds that this program does not know go anywhere (W5). */
const KINDS_BY_DOCUMENT: Readonly<Record<DocumentName["kind"], readonly SaidKind[]>> = {
  board: ["need", "withdraw", "state", "standby", "stand_down", "no_show", "thanks", "rate"],
  people: ["profile"],
  list: [],
  shop: [],
};
const ANYWHERE: readonly SaidKind[] = ["hello", "erase"];

function placeFault(said: Parsed, { document, authority, now, slack }: EnrolmentDeps): Reason | null {
  if (!isSaidKind(said.kind)) return null;
  if (!ANYWHERE.includes(said.kind) && !KINDS_BY_DOCUMENT[document.kind].includes(said.kind))
    return "not_in_this_document";
  if (document.kind !== "board") return null;
  const atMs = hlcToMs(numberAt(said));
  const zone = authority().founding.timeZone;
  if (said.kind === "need" && !isInMonth(document.month, atMs, offsetMinutes(zone, atMs)))
    return "not_in_this_document";
  if (slack === 2) return null;
  const phase = phaseOf(document.month, now() * 1000, offsetMinutes(zone, now() * 1000));
  const isOpen = phase === "needs" || (phase === "answers" && said.kind !== "need");
  return isOpen ? null : "month_closed";
}

/** Registered, not yet vouched: her profile, and three needs a day in her own building. */
function judgeRegistered(said: Parsed, room: Room, account: Account, deps: EnrolmentDeps): "ok" | Reason {
  const { document, slack } = deps;
  if (document.kind === "shop" || document.building !== account.building) return "not_enrolled";
  if (said.kind === "hello" || said.kind === "withdraw" || said.kind === "profile")
    return quotaFault(said, room, account, deps) ?? "ok";
  if (said.kind !== "need") return "not_enrolled";
  const { policy } = policyAt(deps.authority(), momentOf(said));
  const sameDay = room
    .saidBy(said.publicKey)
    .filter((past) => past.kind === "need" && isWithinADay(past, said));
  return sameDay.length < policy.registered_needs_day * slack ? "ok" : "quota";
}

const isWithinADay = (past: Parsed, said: Parsed): boolean => Math.abs(momentOf(past) - momentOf(said)) < DAY;

function quotaFault(
  said: Parsed,
  room: Room,
  account: Account,
  { authority, document, slack }: EnrolmentDeps,
): Reason | null {
  const at = momentOf(said);
  const { policy } = policyAt(authority(), at);
  const building = document.kind === "shop" ? "" : document.building;
  const isSteward =
    isStewardOf(authority(), account.id, building, at, SLACK) ||
    isOperator(authority(), account.id, at, SLACK);
  if (room.ofAuthor(said.publicKey) >= authorCap(policy, isSteward) * slack) return "quota";
  const places = isSteward
    ? policy.document_statements
    : policy.document_statements - policy.document_places_for_stewards;
  const isFull = room.count >= places * slack || room.bytes + said.bytes.length > DOCUMENT_BYTES_MAX * slack;
  return isFull ? "full" : null;
}

const authorCap = (policy: Policy, isSteward: boolean): number =>
  isSteward ? policy.steward_statements : policy.vouched_statements;

/** Erased by its author, by who may speak for her, or by the council and its operators (identity.md, Erase). */
function mayErase(eraser: Opened, target: Parsed, authority: Authority): boolean {
  const key = keyText(eraser.publicKey);
  if (key === keyText(target.publicKey) || isCouncilKey(authority, key)) return true;
  const at = momentOf(eraser);
  const eraserAccount = accountOfKey(authority, key, at, SLACK);
  if (eraserAccount === null) return false;
  if (isOperator(authority, eraserAccount.id, at, SLACK)) return true;
  const spokenFor = subjectsOf(target, authority);
  return spokenFor.some((account) =>
    speaksFor(authority, eraserAccount.id, account, SCOPE.publish, at, SLACK),
  );
}

/** Whose statement it is: the author's, and for a need or a profile also the person's for whom it was said. */
function subjectsOf(target: Parsed, authority: Authority): readonly Id[] {
  const author = authority.keys.get(keyText(target.publicKey))?.account;
  const said = readSaid(target);
  const about =
    said?.kind === "need" ? [said.body.requester] : said?.kind === "profile" ? [said.body.account] : [];
  return author === undefined ? about : [author, ...about];
}

const isCouncilKey = ({ founding }: Authority, key: KeyText): boolean =>
  key === founding.rootKey || key === founding.secondKey;

const numberAt = (said: Parsed): number => (typeof said.payload[3] === "number" ? said.payload[3] : 0);
const momentOf = (said: Parsed): Moment => hlcToMoment(numberAt(said));
