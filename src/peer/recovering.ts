/**
 * A phone without a key and without a paper: it made new keys and shows them to a steward. It watches the roster until
 * steward and witness have spoken, 72 hours are over and nobody has said no, and then opens the account.
 */
import { bytesToBase64url, concatBytes } from "../../crypto/bytes.ts";
import { deviceStanding } from "../domain/keys_held.ts";
import { type Id, keyText } from "../domain/units.ts";
import { openDevice } from "./device.ts";
import type { Host, RecoveryWatch } from "./host.ts";
import { RECOVERY_MS } from "./limits.ts";
import { createRepeated } from "./mutex.ts";
import { openRoster, type Roster } from "./roster.ts";
import type { RecoveryKept } from "./vault.ts";

/** The public keys that the steward's phone reads: device, sealed post, 恢复码. */
export const recoverLink = (
  origin: string,
  { community, building, device, recoveryKey }: RecoveryKept,
): string => {
  const keys = concatBytes(device.publicKey, device.sealKey, recoveryKey);
  return `${origin}/recover/${community}${building === null ? "" : `/${building}`}#${bytesToBase64url(keys)}`;
};

export async function watchRecovery(host: Host, kept: RecoveryKept): Promise<RecoveryWatch> {
  const { http, vault, verify, clock, platform } = host.ground;
  const { community } = kept;
  const { signer } = await openDevice(platform.subtle, kept.device);
  const key = keyText(signer.publicKey);
  let roster: Roster | null = null;
  let isStopped = false;

  const check = createRepeated(async () => {
    const founding = isStopped ? null : await host.founding(community);
    if (founding === null) return;
    roster ??= await openRoster({ founding, http, vault, verify, now: clock.moment });
    const fault = await roster.refresh({ signer, community });
    const device = roster.authority().keys.get(key);
    // Somebody said no, or the account is closed: these keys will never count.
    const isOver = fault === "key_removed" || fault === "revoked" || device?.removedAt != null;
    if (isStopped) return;
    if (isOver) await host.setRecovery(null);
    else if (device !== undefined && deviceStanding(device, clock.moment()) !== "waiting")
      await arrive(device.account, roster);
    else host.news();
  });

  async function arrive(account: Id, { founding, authority }: Roster): Promise<void> {
    const person = authority().accounts.get(account);
    if (person === undefined) return;
    const identity = {
      ...{ account, community, building: person.building, name: "" },
      createdAt: person.registeredAt,
      ...kept.device,
    };
    if ((await host.settle(identity, founding, [])) !== null) await host.setRecovery(null);
  }

  const timer = setInterval(() => void check().catch(() => undefined), RECOVERY_MS);
  return {
    kept,
    view() {
      const authority = roster?.authority();
      const device = authority?.keys.get(key);
      const asked = [...(authority?.pending.values() ?? [])].findLast(
        ({ state, entry }) =>
          state === "waiting" && entry.kind === "recover" && keyText(entry.body.device) === key,
      );
      const named = asked?.entry.kind === "recover" ? asked.entry.body.account : null;
      return {
        link: recoverLink(platform.origin, kept),
        account: device?.account ?? named,
        since: kept.since,
        activeAt: device?.countsFrom ?? null,
      };
    },
    check,
    stop() {
      isStopped = true;
      clearInterval(timer);
    },
  };
}
