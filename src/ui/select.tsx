import { Key } from "@solid-primitives/keyed";
import type { JSX } from "solid-js";
import { createUniqueId, Show } from "solid-js";
import { Icon } from "./icons.tsx";

/** A native list to choose one from, when there are too many for chips. */
export function Select<V extends string>(props: {
  readonly label: string;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly onChange: (value: V) => void;
  readonly hint?: string | undefined;
  /** The label stands beside the list and not above it. */
  readonly inline?: boolean | undefined;
}): JSX.Element {
  const id = createUniqueId();
  return (
    <div class="field" classList={{ "field-inline": props.inline === true }}>
      <label for={id}>{props.label}</label>
      <Show when={props.hint}>
        <p class="field-hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      </Show>
      <div class="field-select">
        <select
          id={id}
          aria-describedby={props.hint ? `${id}-hint` : undefined}
          onChange={(event) => {
            const option = props.options[event.currentTarget.selectedIndex];
            if (option) props.onChange(option.value);
          }}
        >
          <Key each={props.options} by="value">
            {(option) => (
              <option value={option().value} selected={option().value === props.value}>
                {option().label}
              </option>
            )}
          </Key>
        </select>
        <Icon name="chevronDown" />
      </div>
    </div>
  );
}
