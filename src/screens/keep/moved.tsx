import type { JSX } from "solid-js";
import { keepWords } from "../../locale/keep.ts";
import { ActBar } from "../../ui/act-bar.tsx";
import { Hero } from "../../ui/hero.tsx";
import { useText } from "../app.tsx";
import { Screen } from "../screen.tsx";

/** `/moved`: the old phone after 搬家. */
export default function Moved(): JSX.Element {
  const t = useText(keepWords);
  return (
    <Screen title={t().move.gone} sign bare foot={<ActBar act={{ label: t().move.goneAct, href: "/" }} />}>
      <Hero picture="thanks" name={t().move.goneTitle} sentence={t().move.goneText} />
    </Screen>
  );
}
