/** How a phone of an account is told on screen (docs/spec/peer.md, P83). */
import { DAY } from "../domain/units.ts";
import type { Same } from "../locale/lang.ts";
import type { phonesWords } from "../locale/phones.ts";
import { dateWords, dayWords, momentWords, type When } from "../locale/time.ts";
import type { DeviceShown } from "../peer/keeping.ts";

export type PhonesWords = Same<(typeof phonesWords)["zh"]>;
export type PhoneKind = keyof PhonesWords["kind"];

export interface PhoneLine {
  readonly device: DeviceShown;
  readonly title: string;
  readonly note: string;
}

/** What this browser runs on, as far as it tells. */
export interface Here {
  readonly userAgent: string;
  /** An iPhone or an iPad, which may say that it is a Mac. */
  readonly isApple: boolean;
  readonly isInstalled: boolean;
}

export function phoneKindOf({ userAgent, isApple }: Omit<Here, "isInstalled">): PhoneKind {
  if (/iPhone|iPod/u.test(userAgent)) return "iphone";
  if (isApple) return "ipad";
  if (/OpenHarmony|HarmonyOS/u.test(userAgent)) return "harmony";
  // Android's tablets say that they are not mobile.
  if (/Android/u.test(userAgent)) return /Mobile/u.test(userAgent) ? "android" : "androidTablet";
  return "computer";
}

const SHAPE: Readonly<Record<PhoneKind, keyof PhonesWords["here"]>> = {
  android: "phone",
  harmony: "phone",
  iphone: "phone",
  androidTablet: "tablet",
  ipad: "tablet",
  computer: "computer",
};

/** `here` null: none of them is this one, such as a neighbour's. */
export function phoneLines(
  devices: readonly DeviceShown[],
  here: Here | null,
  t: PhonesWords,
  when: When,
): readonly PhoneLine[] {
  const lines = devices.map((device) => ({
    device,
    title: titleOf(device, here, t),
    about: aboutOf(device, here, t),
    day: dayOf(device, when),
  }));
  return lines.map(({ device, title, about, day }) => {
    const isTwin = lines.some(
      (other) =>
        other.device !== device && other.title === title && other.about === about && other.day === day,
    );
    const since = t.since(isTwin ? momentWords(device.addedAt, when) : day);
    return { device, title, note: [about, since].filter(Boolean).join(" · ") };
  });
}

function titleOf({ isThis, name, came }: DeviceShown, here: Here | null, t: PhonesWords): string {
  if (isThis && here !== null) return t.here[SHAPE[phoneKindOf(here)]];
  return name ?? t.came[came];
}

/** Of this one what it is; of one that was given a name how it came. */
function aboutOf({ isThis, name, came }: DeviceShown, here: Here | null, t: PhonesWords): string {
  if (!isThis || here === null) return name === null ? "" : t.cameShort[came];
  const kind = phoneKindOf(here);
  if (here.isInstalled) return t.onDesk(t.kind[kind]);
  // Its title has said so.
  return kind === "computer" ? "" : t.kind[kind];
}

const dayOf = ({ addedAt }: DeviceShown, when: When): string =>
  when.now - addedAt < 2 * DAY ? dayWords(addedAt, when) : dateWords(addedAt, when);
