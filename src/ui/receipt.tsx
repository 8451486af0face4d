import type { JSX, ParentProps } from "solid-js";
import { For, Show } from "solid-js";
import type { AmountProps } from "./amount.tsx";
import { Amount } from "./amount.tsx";
import type { RowProps } from "./rows.tsx";
import { Rows } from "./rows.tsx";
import type { StampProps } from "./stamp.tsx";
import { Stamp } from "./stamp.tsx";

export interface ReceiptProps {
  /** Such as 第 17 笔. */
  readonly number: string;
  readonly title: string;
  readonly amount: AmountProps;
  readonly rows: readonly RowProps[];
  readonly stamps: readonly StampProps[];
}

/** A slip of paper for one entry of the ledger; the proof unfolds as its children. */
export function Receipt(props: ParentProps<ReceiptProps>): JSX.Element {
  return (
    <article class="receipt">
      <header class="receipt-head">
        <h2>{props.title}</h2>
        <p class="receipt-number">{props.number}</p>
      </header>
      <p class="receipt-amount">
        <Amount {...props.amount} size="large" />
      </p>
      <hr class="receipt-rule" />
      <Rows rows={props.rows} />
      <hr class="receipt-rule" />
      <ul class="receipt-stamps">
        <For each={props.stamps}>
          {(stamp) => (
            <li>
              <Stamp {...stamp} />
            </li>
          )}
        </For>
      </ul>
      <Show when={props.children}>
        {(proof) => (
          <>
            <hr class="receipt-rule" />
            {proof()}
          </>
        )}
      </Show>
    </article>
  );
}
