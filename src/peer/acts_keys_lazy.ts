/** Keeping and recovering an account: loaded when somebody does it, so that the first page carries none of it. */
import { acted } from "./answers.ts";
import { asMe, type Host } from "./host.ts";
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
  | "nameDevice"
  | "renewRecoveryCode"
>;

const keeping = () => import("./acts_keys.ts");
const comingBack = () => import("./acts_return.ts");

export function keyActs(host: Host): KeyActs {
  return {
    restore: (code, community) => acted(async () => (await comingBack()).restore(host, code, community)),
    move: (community, secret) => acted(async () => (await comingBack()).move(host, community, secret)),
    askRecovery: (community, building) =>
      acted(async () => (await comingBack()).askRecovery(host, community, building)),
    cancelRecovery: () => acted(async () => (await comingBack()).cancelRecovery(host)),
    makeMoveLink: () => acted(() => asMe(host, async (me) => (await keeping()).makeMoveLink(me))),
    recoverFor: (account, keys) =>
      acted(() => asMe(host, async (me) => (await keeping()).recoverFor(me, account, keys))),
    removeDevice: (key) =>
      acted(() => asMe(host, async (me) => (await keeping()).removeDevice(host, me, key))),
    suspendDevice: (account, key, days) =>
      acted(() => asMe(host, async (me) => (await keeping()).suspendDevice(me, account, key, days))),
    nameDevice: (key, name) =>
      acted(() => asMe(host, async (me) => (await keeping()).nameDevice(host, me, key, name))),
    renewRecoveryCode: () =>
      acted(() => asMe(host, async (me) => (await keeping()).renewRecoveryCode(host, me))),
  };
}
