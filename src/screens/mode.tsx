import { useLocation, useNavigate } from "@solidjs/router";
import type { JSX } from "solid-js";
import { onMount } from "solid-js";
import { joinWords } from "../locale/join.ts";
import { ChoiceCards } from "../ui/choice-cards.tsx";
import { useSettings, useText } from "./app.tsx";
import type { Mode } from "./settings.ts";
import { useUndo } from "./undo.tsx";

/** The size of letters, by two pictures. */
export function ModeChoice(): JSX.Element {
  const settings = useSettings();
  const t = useText(joinWords);
  return (
    <ChoiceCards
      legend={t().size}
      options={[
        { value: "standard", label: t().standard, picture: "smallPage" },
        { value: "elder", label: t().elder, picture: "bigPage" },
      ]}
      value={settings.mode()}
      onChange={settings.setMode}
    />
  );
}

/** Switches and says so, with the way back beside it. */
export function useSwitchMode(): (mode: Mode) => void {
  const settings = useSettings();
  const undo = useUndo();
  const t = useText(joinWords);
  return (mode) => {
    const before = settings.mode();
    settings.setMode(mode);
    undo.say({ text: t().switched[mode], undo: () => settings.setMode(before), undoLabel: t().switchBack });
  };
}

/** `?mode=elder` behind any address, for links that families and stewards send. */
export function useAskedMode(): void {
  const location = useLocation();
  const navigate = useNavigate();
  const switchMode = useSwitchMode();
  onMount(() => {
    const { mode } = location.query;
    if (mode !== "elder" && mode !== "standard") return;
    const rest = new URLSearchParams(location.search);
    rest.delete("mode");
    const search = rest.size > 0 ? `?${rest}` : "";
    navigate(`${location.pathname}${search}${location.hash}`, { replace: true, scroll: false });
    switchMode(mode);
  });
}

/** `/elder`: an address that people can be told. */
export default function ElderEntry(): JSX.Element {
  const navigate = useNavigate();
  const switchMode = useSwitchMode();
  onMount(() => {
    switchMode("elder");
    navigate("/", { replace: true });
  });
  return null;
}
