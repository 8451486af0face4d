/** Keeping and recovering an account: loaded when somebody does it, so that the first page carries none of it. */
import { bad } from "./answers.ts";
import type { Acts } from "./station.ts";

export type KeyActs = Pick<
  Acts,
  | "restore"
  | "makeMoveLink"
  | "move"
  | "askRecovery"
  | "cancelRecovery"
  | "recoverFor"
  | "removeDevice"
  | "suspendDevice"
  | "renewRecoveryCode"
>;

export function keyActs(): KeyActs {
  const notYet = () => Promise.resolve(bad("relay_unreachable"));
  return {
    restore: notYet,
    makeMoveLink: notYet,
    move: notYet,
    askRecovery: notYet,
    cancelRecovery: notYet,
    recoverFor: notYet,
    removeDevice: notYet,
    suspendDevice: notYet,
    renewRecoveryCode: notYet,
  };
}
