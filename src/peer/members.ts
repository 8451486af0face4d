/** What only somebody who has joined needs: one part of the program, loaded when she starts. */
import { carryActs } from "./acts_carry.ts";
import { needActs, signIntent } from "./acts_need.ts";
import { sayElderNames, stewardActs } from "./acts_steward.ts";
import { devicesShown } from "./devices.ts";
import type { Host } from "./host.ts";
import type { MemberActs } from "./member_acts.ts";
import { foldNames } from "./people.ts";
import { openSession } from "./session.ts";
import { askedOf, viewOf } from "./view.ts";

function actsOf(host: Host): MemberActs {
  const needs = needActs(host);
  return { ...stewardActs(host), ...needs, ...carryActs(host, needs.withdraw, needs.standDown) };
}

export const members = {
  openSession,
  actsOf,
  signIntent,
  sayElderNames,
  viewOf,
  askedOf,
  devicesShown,
  foldNames,
} as const;
