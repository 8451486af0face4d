import type { JSX } from "solid-js";
import { meWords } from "../../locale/me.ts";
import { Chips } from "../../ui/chips.tsx";
import { ChoiceCards } from "../../ui/choice-cards.tsx";
import { Check } from "../../ui/steps.tsx";
import { useSettings, useText } from "../app.tsx";

/** Letters, colours, language; what is chosen shows at once. */
export function Look(): JSX.Element {
  const settings = useSettings();
  const t = useText(meWords);
  return (
    <>
      <ChoiceCards
        legend={t().lookPage.size}
        options={[
          { value: "standard", label: t().lookPage.standard, picture: "smallPage" },
          {
            value: "elder",
            label: t().lookPage.elder,
            picture: "bigPage",
            note: t().lookPage.elderNote,
          },
        ]}
        value={settings.mode()}
        onChange={settings.setMode}
      />
      <Check
        label={t().lookPage.saysAmounts}
        note={t().lookPage.saysAmountsNote}
        checked={settings.saysAmounts()}
        onChange={settings.setSaysAmounts}
      />
      <Chips
        legend={t().lookPage.theme}
        options={(["auto", "light", "dark"] as const).map((value) => ({
          value,
          label: t().lookPage.themes[value],
        }))}
        value={settings.theme()}
        onChange={settings.setTheme}
      />
      <Chips
        legend={t().lookPage.language}
        options={[
          { value: "zh", label: "中文" },
          { value: "en", label: "English" },
        ]}
        value={settings.lang()}
        onChange={settings.setLang}
      />
    </>
  );
}
