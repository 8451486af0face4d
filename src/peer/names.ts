/** How names are said: in the people of a building and a year, and again in the next year. */
import { epochOf } from "../board/epoch.ts";
import type { Id } from "../domain/units.ts";
import { offsetMinutes } from "../domain/zone.ts";
import { foldLastNames } from "./people.ts";
import type { Session } from "./session.ts";

/** The name goes to the people of the person's own building. */
export async function sayName(me: Session, account: Id, name: string): Promise<void> {
  const building = me.roster.authority().accounts.get(account)?.building ?? me.identity.building;
  await me.pen.say("profile", {
    document: (ms) => me.boards.nameFor("people", building, ms),
    body: { account, name },
  });
}

/** Her own name, and those of whom she speaks for, where they were said last in another year (P45). */
export async function sayNamesAgain(me: Session): Promise<void> {
  const { roster, boards, ground } = me;
  if (me.isRemoved || ground.http.reach !== "reached" || ground.http.isClientTooOld) return;
  const yearOf = (ms: number): string => epochOf("people", ms, offsetMinutes(roster.founding.timeZone, ms));
  const year = yearOf(ground.clock.ms());
  const names = foldLastNames(boards.said(), roster.authority());
  for (const account of me.accounts()) {
    const last = names.get(account);
    if (last !== undefined && yearOf(last.at * 1000) < year) await sayName(me, account, last.name);
  }
}
