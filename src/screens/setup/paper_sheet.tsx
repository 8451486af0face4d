import type { JSX } from "solid-js";
import { For, Show } from "solid-js";
import { common } from "../../locale/common.ts";
import { setupWords } from "../../locale/setup.ts";
import { Icon } from "../../ui/icons.tsx";
import { useText } from "../app.tsx";
import type { PaperKey } from "./flow.ts";
import { type CodeCheck, codeGroups } from "./paper_compare.ts";

const GROUPS = 7;

/** The sheet of a paper key: on screen a card, on paper a page of its own. */
export function PaperSheet(props: { readonly code: string; readonly paper: PaperKey }): JSX.Element {
  const t = useText(setupWords);
  const c = useText(common);
  const notes = () =>
    [
      [t().paper.use, t().paper.useText],
      [t().paper.keep, t().paper.keepText],
      [t().paper.lost, t().paper.lostText],
    ] as const;
  return (
    <section class="paper-sheet" aria-label={t().paper[props.paper].sheet}>
      <header>
        <p class="paper-of">
          {c().house} · {t().paper[props.paper].of}
        </p>
        <h2>{t().paper[props.paper].sheet}</h2>
        <p>{t().paper[props.paper].keeper}</p>
      </header>
      <ol class="code-groups" aria-label={t().paper.codeLabel}>
        <For each={codeGroups(props.code)}>{(group) => <li>{group}</li>}</For>
      </ol>
      <dl class="paper-notes">
        <For each={notes()}>
          {([label, words]) => (
            <div>
              <dt>{label}</dt>
              <dd>{words}</dd>
            </div>
          )}
        </For>
      </dl>
      <div class="paper-blanks" aria-hidden="true">
        <span>{t().paper.name}</span>
        <span>{t().paper.date}</span>
      </div>
    </section>
  );
}

/** Seven small boxes that fill as the code is typed back. The words are said by the field and the line below. */
export function TypedGroups(props: { readonly check: CodeCheck }): JSX.Element {
  const t = useText(setupWords);
  const done = (): number => {
    switch (props.check.state) {
      case "typing":
        return props.check.groups;
      case "wrong":
        return props.check.group - 1;
      case "extra":
      case "right":
        return GROUPS;
      default:
        return props.check satisfies never;
    }
  };
  const lookOf = (place: number): "done" | "wrong" | "open" => {
    if (place < done()) return "done";
    return props.check.state === "wrong" && place === done() ? "wrong" : "open";
  };
  return (
    <div class="typed-groups">
      <ol aria-hidden="true">
        <For each={Array.from({ length: GROUPS }, (_, place) => place)}>
          {(place) => (
            <li data-look={lookOf(place)}>
              <Show when={lookOf(place) !== "open"} fallback={place + 1}>
                <Icon name={lookOf(place) === "done" ? "check" : "x"} />
              </Show>
            </li>
          )}
        </For>
      </ol>
      <p role="status">{t().paper.groups(done())}</p>
    </div>
  );
}
