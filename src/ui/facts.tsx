import type { JSX } from "solid-js";
import { For } from "solid-js";

/** Short facts on one muted line with dots between; a line breaks between facts, never within one. */
export function Facts(props: { readonly facts: readonly string[] }): JSX.Element {
  return (
    <span class="facts">
      <For each={props.facts}>
        {(fact, index) => (
          <>
            <span class="fact">
              {fact}
              {index() < props.facts.length - 1 ? " ·" : ""}
            </span>{" "}
          </>
        )}
      </For>
    </span>
  );
}
