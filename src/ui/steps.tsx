import { Key } from "@solid-primitives/keyed";
import type { JSX } from "solid-js";
import { createUniqueId, For, Show } from "solid-js";
import { Icon } from "./icons.tsx";

/** What to do in order, with its numbers. */
export function Steps(props: { readonly steps: readonly JSX.Element[] }): JSX.Element {
  return (
    <ol class="steps">
      <For each={props.steps}>{(step) => <li>{step}</li>}</For>
    </ol>
  );
}

export interface ChecklistItem {
  readonly id: string;
  readonly label: string;
  readonly checked: boolean;
}

/** Things to tick off while helping: native checkboxes, one a line. */
export function Checklist(props: {
  readonly legend: string;
  readonly items: readonly ChecklistItem[];
  readonly onToggle: (id: string, checked: boolean) => void;
}): JSX.Element {
  return (
    <fieldset class="checklist">
      <legend>{props.legend}</legend>
      <Key each={props.items} by="id">
        {(item) => (
          <label class="check">
            <input
              type="checkbox"
              checked={item().checked}
              onChange={(event) => props.onToggle(item().id, event.currentTarget.checked)}
            />
            <span class="check-box">
              <Icon name="check" />
            </span>
            <span>{item().label}</span>
          </label>
        )}
      </Key>
    </fieldset>
  );
}

/** One thing to agree to or switch on: a native checkbox with its words. */
export function Check(props: {
  readonly label: string;
  readonly note?: string | undefined;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}): JSX.Element {
  const id = createUniqueId();
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={props.checked}
        aria-describedby={props.note ? id : undefined}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span class="check-box">
        <Icon name="check" />
      </span>
      <span>
        {props.label}
        <Show when={props.note}>
          <span class="check-note" id={id}>
            {props.note}
          </span>
        </Show>
      </span>
    </label>
  );
}
