/** While the relay asks for a newer app nothing is signed: it could not be taken. Everything kept can be read. */
import { bad } from "./answers.ts";
import type { Acts } from "./station.ts";

/** Acts that sign nothing, or take back what is not signed yet. */
const UNSIGNED: ReadonlySet<string> = new Set<keyof Acts>([
  "seeInvite",
  "switchTo",
  "leave",
  "takeBack",
  "exportBundle",
  "importBundle",
  "proof",
  "markNoticesRead",
  "retry",
  "cancelRecovery",
  "seeDemo",
  "enterDemo",
]);

type AnyAct = (...given: readonly unknown[]) => Promise<unknown>;

export function refuseWhileTooOld(acts: Acts, isTooOld: () => boolean): Acts {
  const guarded = Object.entries(acts).map(([name, act]: [string, AnyAct]) => {
    const signs: AnyAct = async (...given) => (isTooOld() ? bad("client_too_old") : act(...given));
    return [name, UNSIGNED.has(name) ? act : signs];
  });
  return Object.fromEntries(guarded) as Acts;
}
