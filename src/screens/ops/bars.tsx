import type { JSX } from "solid-js";
import { Index } from "solid-js";
import { Details } from "../../ui/details.tsx";
import { Table } from "../../ui/table.tsx";

export interface Bar {
  readonly label: string;
  readonly size: number;
  /** The number as people read it. */
  readonly shown: string;
}

/** Bars of persimmon with their values written on them; the same numbers as a real table below. */
export function Bars(props: {
  readonly bars: readonly Bar[];
  readonly summary: string;
  readonly columns: readonly [label: string, amount: string];
}): JSX.Element {
  const most = () => Math.max(1, ...props.bars.map(({ size }) => size));
  const rows = () => props.bars.map(({ label, shown }) => [label, shown]);
  return (
    <div class="bars">
      <ul aria-hidden="true">
        <Index each={props.bars}>
          {(bar) => (
            <li>
              <span class="bar-label">{bar().label}</span>
              <span class="bar-room">
                <span class="bar" style={{ "inline-size": `${(bar().size / most()) * 100}%` }} />
                <span class="bar-value">{bar().shown}</span>
              </span>
            </li>
          )}
        </Index>
      </ul>
      <Details summary={props.summary}>
        <Table
          caption={props.summary}
          columns={[{ label: props.columns[0] }, { label: props.columns[1], figures: true }]}
          rows={rows()}
        />
      </Details>
    </div>
  );
}
