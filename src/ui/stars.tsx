import type { JSX } from "solid-js";
import { createUniqueId, For } from "solid-js";
import { Icon } from "./icons.tsx";

export interface StarsProps {
  readonly legend: string;
  /** Stands in the place of the word while no star is lit. */
  readonly hint: string;
  /** Five words from worst to best; each is the name of its star. */
  readonly labels: readonly [string, string, string, string, string];
  readonly value: number | undefined;
  readonly onChange: (stars: number) => void;
}

/** A rating from 1 to 5 by native radio buttons, so that arrow keys and screen readers work. */
export function Stars(props: StarsProps): JSX.Element {
  const name = createUniqueId();
  return (
    <fieldset class="stars">
      <legend>{props.legend}</legend>
      <div class="stars-row">
        <For each={props.labels}>
          {(label, index) => (
            <label class="star" data-lit={index() < (props.value ?? 0) ? "" : undefined}>
              <input
                type="radio"
                name={name}
                value={index() + 1}
                aria-label={label}
                checked={props.value === index() + 1}
                onChange={() => props.onChange(index() + 1)}
              />
              <Icon name="star" />
            </label>
          )}
        </For>
      </div>
      <p class="stars-word" aria-hidden="true">
        {props.value === undefined ? props.hint : props.labels[props.value - 1]}
      </p>
    </fieldset>
  );
}
