import { Key } from "@solid-primitives/keyed";
import type { JSX, ParentProps } from "solid-js";
import { createMemo, createSignal, Show } from "solid-js";
import { findPages, findWords } from "../../locale/find.ts";
import { RowCard } from "../../ui/card.tsx";
import { Field } from "../../ui/field.tsx";
import { useSettings, useText } from "../app.tsx";

/** A line to type a word into: the pages it may mean stand in the place of all the others. */
export function Find(props: ParentProps): JSX.Element {
  const settings = useSettings();
  const t = useText(findWords);
  const [typed, setTyped] = createSignal("");
  const found = createMemo(() => findPages(typed(), settings.lang()));
  const isLooking = () => typed().trim() !== "";
  return (
    <>
      <search>
        <Field
          label={t().label}
          hint={t().hint}
          value={typed()}
          onInput={setTyped}
          type="search"
          inputmode="search"
          autocomplete="off"
          autocapitalize="none"
          maxlength={30}
        />
        <p class="sr-only" role="status">
          {isLooking() ? t().found(found().length) : ""}
        </p>
      </search>
      <Show when={isLooking()} fallback={props.children}>
        <Show when={found().length > 0} fallback={<p>{t().none}</p>}>
          <div class="settings">
            <Key each={found()} by="to">
              {(page) => <RowCard title={page().title} icon="search" href={page().to} />}
            </Key>
          </div>
        </Show>
      </Show>
    </>
  );
}
