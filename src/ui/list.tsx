import { Key } from "@solid-primitives/keyed";
import type { Accessor, JSX } from "solid-js";

/**
 * A list of cards or rows that screen readers can count. What is one thing stays one element, whatever is new about it
 * or around it: a finger or the focus may be on it (P99).
 */
export function List<T>(props: {
  readonly each: readonly T[];
  /** Tells one thing from another, whatever else is new about it. */
  readonly by: (item: T) => string | number;
  readonly children: (item: Accessor<T>) => JSX.Element;
}): JSX.Element {
  return (
    <ul class="list">
      <Key each={props.each} by={(item) => props.by(item)}>
        {(item) => {
          // Drawn once: what it reads while it is drawn does not draw it again.
          const drawn = props.children(item);
          return <li>{drawn}</li>;
        }}
      </Key>
    </ul>
  );
}
