/** How this person wants the app to look and speak. Kept on the phone, never sent. */
import type { Accessor } from "solid-js";
import { createSignal } from "solid-js";
import { type Lang, langOf, langTag } from "../locale/lang.ts";
import type { Shelf } from "./shelf.ts";

export type Mode = "standard" | "elder";
export type Theme = "auto" | "light" | "dark";

export interface Settings {
  readonly lang: Accessor<Lang>;
  readonly mode: Accessor<Mode>;
  readonly theme: Accessor<Theme>;
  /** False until somebody chose the size of letters. */
  readonly hasChosenMode: Accessor<boolean>;
  /** Whether amounts that are about to be given are said aloud: in elder mode, or where it was asked for. */
  readonly saysAmounts: Accessor<boolean>;
  readonly setLang: (lang: Lang) => void;
  readonly setMode: (mode: Mode) => void;
  readonly setTheme: (theme: Theme) => void;
  readonly setSaysAmounts: (says: boolean) => void;
}

/** Reads what was kept, dresses the page, and keeps every change. */
export function createSettings(shelf: Shelf, page: HTMLElement, browserLang: string): Settings {
  const kept = { lang: shelf.get("lang"), mode: shelf.get("mode"), theme: shelf.get("theme") };
  const [lang, setLang] = createSignal<Lang>(langOf(kept.lang ?? browserLang));
  const [mode, setMode] = createSignal<Mode>(kept.mode === "elder" ? "elder" : "standard");
  const [hasChosenMode, setChosen] = createSignal(kept.mode !== null);
  const [theme, setTheme] = createSignal<Theme>(
    kept.theme === "light" || kept.theme === "dark" ? kept.theme : "auto",
  );
  const [says, setSays] = createSignal(yesNo(shelf.get("says_amounts")));
  const dress = (): void => {
    page.lang = langTag(lang());
    page.dataset.mode = mode();
    if (theme() === "auto") delete page.dataset.theme;
    else page.dataset.theme = theme();
  };
  dress();
  const changed = (key: string, value: string): void => {
    shelf.set(key, value);
    dress();
  };
  return {
    lang,
    mode,
    theme,
    hasChosenMode,
    saysAmounts: () => says() ?? mode() === "elder",
    setLang: (value) => changed("lang", setLang(value)),
    setMode: (value) => {
      setChosen(true);
      changed("mode", setMode(value));
    },
    setTheme: (value) => changed("theme", setTheme(value)),
    setSaysAmounts: (value) => {
      setSays(value);
      shelf.set("says_amounts", value ? "yes" : "no");
    },
  };
}

const yesNo = (kept: string | null): boolean | null => (kept === null ? null : kept === "yes");
