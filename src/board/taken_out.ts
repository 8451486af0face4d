// Statements that were held and are not accepted any more. They stay out, with the reason, until the roster
// moves; the phone shows them to whoever said them. An erased statement is not among them: it is gone.
import type { Opened } from "../../crypto/cose.ts";
import type { Dropped } from "./reason.ts";

/** A statement taken out, and why. */
export interface TakenOut {
  readonly said: Opened;
  readonly reason: Dropped;
}

/** What was taken out of one document, by key. */
export interface TakenOutList {
  add(key: string, takenOut: TakenOut): void;
  get(key: string): TakenOut | undefined;
  all(): readonly TakenOut[];
  /** Strikes those off the list that may come back, and gives them. */
  takeBack(may: (said: Opened) => boolean): readonly Opened[];
}

/** The oldest leave when more than `max` are listed. */
export function createTakenOut(max: number): TakenOutList {
  const takenOutByKey = new Map<string, TakenOut>();

  return {
    add: (key, takenOut) => {
      takenOutByKey.set(key, takenOut);
      const [oldest] = takenOutByKey.keys();
      if (takenOutByKey.size > max && oldest !== undefined) takenOutByKey.delete(oldest);
    },
    get: (key) => takenOutByKey.get(key),
    all: () => [...takenOutByKey.values()],
    takeBack: (may) => {
      const back = [...takenOutByKey].filter(([, { said }]) => may(said));
      for (const [key] of back) takenOutByKey.delete(key);
      return back.map(([, { said }]) => said);
    },
  };
}
