/**
 * Thanks and ratings that their author took back: a `withdraw` that answers them (docs/spec/need.md, N12, N13). What
 * was taken back counts nowhere, on whichever phone and in whatever order the two arrive.
 */
import { type Authority, accountOfKey, STANDING_SLACK_SECONDS } from "./authority.ts";
import type { Said, SaidOf } from "./said.ts";
import { addSeconds, hlcToMoment, type Id, MINUTE, type Moment } from "./units.ts";

/**
 * Seconds in which a rating can be taken back. A pair is shown only when neither can be any more: nobody may read
 * what was said about her and then say something else. Ten minutes are long for a slip and short for waiting.
 */
export const RATING_UNDO_SECONDS = 10 * MINUTE;

/** What can be taken back beside a need. */
export type TakenBack = SaidOf<"thanks"> | SaidOf<"rate">;

export const canBeTakenBack = (said: Said): said is TakenBack =>
  said.kind === "thanks" || said.kind === "rate";

/** From when on a rating stands for good. */
export const settlesAt = (rating: SaidOf<"rate">): Moment =>
  addSeconds(hlcToMoment(rating.at), RATING_UNDO_SECONDS);

/** `answers`: whatever was said in answer to it. */
export function isTakenBack(said: TakenBack, answers: readonly Said[], authority: Authority): boolean {
  const author = authorOf(authority, said);
  return answers.some((answer) => {
    if (answer.kind !== "withdraw" || answer.refs[0] !== said.id) return false;
    // Any phone of hers, and nobody else: not the other side, and not who speaks for her.
    if (author === null || authorOf(authority, answer) !== author) return false;
    return said.kind === "thanks" || hlcToMoment(answer.at) <= settlesAt(said);
  });
}

/** The account that said it, where it might say anything then. */
export const authorOf = (authority: Authority, said: Said): Id | null =>
  accountOfKey(authority, said.key, hlcToMoment(said.at), STANDING_SLACK_SECONDS)?.id ?? null;
