import { useNavigate } from "@solidjs/router";
import type { JSX } from "solid-js";
import { For, onMount, Show } from "solid-js";
import { NEED_WORDS_MAX } from "../../domain/said.ts";
import { cleanText, findRisks } from "../../domain/words.ts";
import { askWords } from "../../locale/ask.ts";
import { needWords } from "../../locale/need.ts";
import { Card } from "../../ui/card.tsx";
import { Note } from "../../ui/note.tsx";
import { useText } from "../app.tsx";
import type { Draft } from "../draft.ts";
import type { Filled } from "./ask_draft.ts";

/** What another app shared with this one, as words for a need: title, text and address, none of them twice. */
export function sharedWords(search: Readonly<Record<string, string | string[] | undefined>>): string {
  const parts: string[] = [];
  for (const name of ["words", "title", "text", "url"]) {
    const given = search[name];
    const text = typeof given === "string" ? cleanText(given) : "";
    if (text !== "" && !parts.some((part) => part.includes(text))) parts.push(text);
  }
  return [...parts.join("\n")].slice(0, NEED_WORDS_MAX).join("");
}

/** The shared words before a picture is chosen, with what they seem to give away. */
export function Shared(props: { readonly words: string; readonly onDrop: () => void }): JSX.Element {
  const t = useText(askWords);
  const n = useText(needWords);
  const risks = () => findRisks(props.words);
  return (
    <>
      <Card tone="warm">
        <h2>{t().shared.title}</h2>
        <p class="deed-words">{props.words}</p>
      </Card>
      <Show when={risks().length > 0}>
        <Note
          kind="warn"
          title={t().shared.look}
          act={{ label: t().shared.drop, onClick: () => props.onDrop() }}
        >
          <For each={risks()}>{(risk) => <p>{n().risk[risk]}</p>}</For>
        </Note>
      </Show>
      <h2>{t().shared.kind}</h2>
    </>
  );
}

/** Puts shared words into the form, once: a reload keeps the draft, and does not say them again. */
export function takeShared(words: unknown, path: string, draft: Draft<Filled>): void {
  const navigate = useNavigate();
  onMount(() => {
    if (typeof words !== "string" || words === "") return;
    const typed = draft.value().words;
    const both = typed === "" || typed.includes(words) ? typed || words : `${typed}\n${words}`;
    draft.change({ words: [...both].slice(0, NEED_WORDS_MAX).join("") });
    navigate(path, { replace: true, scroll: false });
  });
}
