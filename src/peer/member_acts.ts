/** Acts of members by their names, so that they can be called before their code is there. */
import { bad } from "./answers.ts";
import type { Acts } from "./station.ts";

const NAMES = [
  "vouch",
  "openFor",
  "cosign",
  "makeInvite",
  "appoint",
  "revoke",
  "saveBuildings",
  "publish",
  "withdraw",
  "take",
  "giveBack",
  "standBy",
  "standDown",
  "start",
  "end",
  "confirm",
  "dispute",
  "resolve",
  "voidHold",
  "thank",
  "rate",
  "takeBack",
  "exportBundle",
  "importBundle",
  "proof",
  "markNoticesRead",
  "retry",
] as const satisfies readonly (keyof Acts)[];

export type MemberActs = Pick<Acts, (typeof NAMES)[number]>;
type AnyAct = (...given: readonly unknown[]) => Promise<unknown>;

/** Whoever has no code for an act has not joined: a member's comes before her station opens. */
export function lazyActs(load: () => Promise<MemberActs>): MemberActs {
  const lazy = NAMES.map((name): readonly [string, AnyAct] => [
    name,
    async (...given) => {
      const acts = await load().catch(() => null);
      return acts === null ? bad("no_identity") : (acts[name] as AnyAct)(...given);
    },
  ]);
  return Object.fromEntries(lazy) as unknown as MemberActs;
}
