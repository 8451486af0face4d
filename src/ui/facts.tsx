import type { JSX } from "solid-js";
import { Index } from "solid-js";

/** Short facts on one muted line with dots between; a line breaks between facts, never within one. */
export function Facts(props: { readonly facts: readonly string[] }): JSX.Element {
  return (
    <span class="facts">
      <Index each={props.facts}>{(fact) => <span class="fact">{fact()} </span>}</Index>
    </span>
  );
}
