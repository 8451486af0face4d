import { Key } from "@solid-primitives/keyed";
import type { JSX } from "solid-js";
import { createUniqueId, Show } from "solid-js";
import type { IconName } from "./icons.tsx";
import { Icon } from "./icons.tsx";

export interface Option<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly icon?: IconName | undefined;
}

/** One choice out of a few: native radio buttons that look like chips. */
export function Chips<V extends string>(props: {
  readonly legend: string;
  readonly options: readonly Option<V>[];
  readonly value: V | undefined;
  readonly onChange: (value: V) => void;
}): JSX.Element {
  const name = createUniqueId();
  return (
    <fieldset class="chips">
      <legend>{props.legend}</legend>
      <div class="chips-row">
        <Key each={props.options} by="value">
          {(option) => (
            <Chip
              option={option()}
              type="radio"
              name={name}
              checked={props.value === option().value}
              onChange={() => props.onChange(option().value)}
            />
          )}
        </Key>
      </div>
    </fieldset>
  );
}

/** Any number of choices out of a few: native checkboxes that look like chips. */
export function ChipChecks<V extends string>(props: {
  readonly legend: string;
  readonly options: readonly Option<V>[];
  readonly values: readonly V[];
  readonly onChange: (values: readonly V[]) => void;
}): JSX.Element {
  const toggled = (value: V): readonly V[] =>
    props.values.includes(value) ? props.values.filter((one) => one !== value) : [...props.values, value];
  return (
    <fieldset class="chips">
      <legend>{props.legend}</legend>
      <div class="chips-row">
        <Key each={props.options} by="value">
          {(option) => (
            <Chip
              option={option()}
              type="checkbox"
              checked={props.values.includes(option().value)}
              onChange={() => props.onChange(toggled(option().value))}
            />
          )}
        </Key>
      </div>
    </fieldset>
  );
}

function Chip(props: {
  readonly option: Option<string>;
  readonly type: "radio" | "checkbox";
  readonly name?: string;
  readonly checked: boolean;
  readonly onChange: () => void;
}): JSX.Element {
  return (
    <label class="chip">
      <input
        type={props.type}
        name={props.name}
        value={props.option.value}
        checked={props.checked}
        onChange={() => props.onChange()}
      />
      <span class="chip-face">
        <Show when={props.option.icon}>{(icon) => <Icon name={icon()} />}</Show>
        <span>{props.option.label}</span>
        <span class="chip-tick">
          <Icon name="check" />
        </span>
      </span>
    </label>
  );
}
