import type { JSX } from "solid-js";
import { onMount, Show } from "solid-js";
import { setupWords } from "../../locale/setup.ts";
import { RowCard } from "../../ui/card.tsx";
import { Hero } from "../../ui/hero.tsx";
import { Note } from "../../ui/note.tsx";
import { useApp, useText } from "../app.tsx";
import { Screen } from "../screen.tsx";
import type { Flow } from "./flow.ts";

/** Founded: three things to do today. */
export function DoneStep(props: { readonly flow: Flow }): JSX.Element {
  const { origin } = useApp();
  const t = useText(setupWords);
  const first = () => props.flow.draft.buildings[0]?.id ?? "";
  onMount(() => document.querySelector("h1")?.focus());
  return (
    <Screen bare sign title={t().place}>
      <Hero
        picture="thanks"
        small={props.flow.draft.name}
        name={t().done.title}
        sentence={t().done.sentence}
      />
      <Show when={!origin.startsWith("https:")}>
        <Note kind="warn">{t().done.http}</Note>
      </Show>
      <ul class="list">
        <li>
          <RowCard
            icon="stamp"
            title={t().done.invite}
            note={t().done.inviteNote}
            href={`/invite/${first()}`}
          />
        </li>
        <li>
          <RowCard
            icon="printer"
            title={t().done.posters}
            note={t().done.postersNote}
            href="/ops/buildings"
          />
        </li>
        <li>
          <RowCard icon="chart" title={t().done.ops} note={t().done.opsNote} href="/ops" />
        </li>
      </ul>
      <p class="muted">{t().done.backup}</p>
    </Screen>
  );
}
