/** How names are said: in the people of a building and a year, and again in the next year. */
import { epochOf } from "../board/epoch.ts";
import type { Id } from "../domain/units.ts";
import { offsetMinutes } from "../domain/zone.ts";
import type { Boards } from "./boards.ts";
import type { Clock } from "./clock.ts";
import type { Http } from "./http.ts";
import { foldLastNames } from "./people.ts";
import type { Roster } from "./roster.ts";
import type { Pen } from "./say.ts";

/** What of an open session names are said with. */
interface Speaker {
  readonly identity: { readonly building: string };
  readonly roster: Roster;
  readonly boards: Boards;
  readonly pen: Pen;
  readonly ground: { readonly http: Http; readonly clock: Clock };
  /** This phone's key does not count any more. */
  readonly isRemoved: boolean;
  /** Herself, and those for whom she speaks. */
  accounts(): readonly Id[];
}

/** The name goes to the people of the person's own building. */
export async function sayName(me: Speaker, account: Id, name: string): Promise<void> {
  const building = me.roster.authority().accounts.get(account)?.building ?? me.identity.building;
  await me.pen.say("profile", {
    document: (ms) => me.boards.nameFor("people", building, ms),
    body: { account, name },
  });
}

/**
 * create: says her own name, and those of whom she speaks for, where they were said last in another year (P45). What a
 * board does not take is tried once a start, or a silenced phone would sign it again and again.
 */
export function createNamesAgain(): (me: Speaker) => Promise<void> {
  const tried = new Set<string>();
  return async (me) => {
    const { roster, boards, ground } = me;
    if (me.isRemoved || ground.http.reach !== "reached" || ground.http.isClientTooOld) return;
    const yearOf = (ms: number): string => epochOf("people", ms, offsetMinutes(roster.founding.timeZone, ms));
    const year = yearOf(ground.clock.ms());
    const names = foldLastNames(boards.said(), roster.authority());
    for (const account of me.accounts()) {
      const last = names.get(account);
      const attempt = `${year} ${account}`;
      if (last === undefined || yearOf(last.at * 1000) >= year || tried.has(attempt)) continue;
      tried.add(attempt);
      await sayName(me, account, last.name);
    }
  };
}
