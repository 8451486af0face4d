import type { JSX } from "solid-js";
import { Index } from "solid-js";

export interface Column {
  readonly label: string;
  /** Figures stand at the end of their column. */
  readonly figures?: boolean | undefined;
}

/** A real table; too wide a one scrolls by itself and never the page. */
export function Table(props: {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly JSX.Element[])[];
}): JSX.Element {
  return (
    // A region that scrolls must be reachable by keyboard.
    <section class="table" aria-label={props.caption} tabindex="0">
      <table>
        <caption>{props.caption}</caption>
        <thead>
          <tr>
            <Index each={props.columns}>
              {(column) => (
                <th scope="col" class={column().figures ? "figures" : undefined}>
                  {column().label}
                </th>
              )}
            </Index>
          </tr>
        </thead>
        <tbody>
          <Index each={props.rows}>
            {(row) => (
              <tr>
                <Index each={row()}>
                  {(cell, index) => (
                    <td class={props.columns[index]?.figures ? "figures" : undefined}>{cell()}</td>
                  )}
                </Index>
              </tr>
            )}
          </Index>
        </tbody>
      </table>
    </section>
  );
}
