/** The phones of an account as the roster tells, for screens. */
import { type Authority, devicesOf } from "../domain/authority.ts";
import { type DeviceKey, deviceStanding, suspensionAt } from "../domain/keys_held.ts";
import type { Id, KeyText, Moment } from "../domain/units.ts";
import type { DeviceShown } from "./keeping.ts";
import type { NamesByKey } from "./phone_names.ts";

/** `own`: the key of this phone; null for somebody else's account. */
export const devicesShown = (
  authority: Authority,
  account: Id,
  own: KeyText | null,
  now: Moment,
  names: NamesByKey = {},
): readonly DeviceShown[] =>
  devicesOf(authority, account).map((device) => ({
    key: device.key,
    addedAt: device.addedAt,
    came: device.came,
    name: names[device.key] ?? null,
    isThis: device.key === own,
    ...stateOf(device, now),
  }));

function stateOf(device: DeviceKey, now: Moment): Pick<DeviceShown, "state" | "until"> {
  if (deviceStanding(device, now) === "waiting") return { state: "waiting", until: device.countsFrom };
  const until = suspensionAt(device, now)?.until ?? null;
  return until === null ? { state: "live", until } : { state: "suspended", until };
}
