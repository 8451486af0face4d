import type { JSX } from "solid-js";
import { Index } from "solid-js";

export interface RowProps {
  readonly label: string;
  readonly value: JSX.Element;
}

/** Labels and values, one pair a line. */
export function Rows(props: { readonly rows: readonly RowProps[] }): JSX.Element {
  return (
    <dl class="rows">
      <Index each={props.rows}>
        {(row) => (
          <div>
            <dt>{row().label}</dt>
            <dd>{row().value}</dd>
          </div>
        )}
      </Index>
    </dl>
  );
}
