/** The time zones that are offered: China's first, and the one of this device where it is another. */
import { inLang, type Lang } from "../../locale/lang.ts";
import { setupWords } from "../../locale/setup.ts";

export interface ZoneOption {
  readonly value: string;
  readonly label: string;
}

export function zoneOptions(lang: Lang): readonly ZoneOption[] {
  const t = inLang(setupWords, lang).name.zones;
  const named: readonly ZoneOption[] = [
    { value: "Asia/Shanghai", label: t.shanghai },
    { value: "Asia/Urumqi", label: t.urumqi },
    { value: "Asia/Hong_Kong", label: t.hongKong },
    { value: "Asia/Macau", label: t.macau },
    { value: "Asia/Taipei", label: t.taipei },
  ];
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const isNamed = named.some(({ value }) => value === own);
  return isNamed || own === undefined ? named : [...named, { value: own, label: own.replaceAll("_", " ") }];
}

/** What people call a zone. */
export const zoneName = (zone: string, lang: Lang): string =>
  zoneOptions(lang).find(({ value }) => value === zone)?.label ?? zone;
