import type { JSX } from "solid-js";

export interface AmountProps {
  /** The number as people read it, such as 12.5 or +0.2. */
  readonly value: string | number;
  readonly unit: string;
  readonly size?: "small" | "medium" | "large" | undefined;
  readonly tone?: "ink" | "green" | "persimmon" | "muted" | undefined;
}

/** A number with its smaller unit; figures keep their columns. */
export function Amount(props: AmountProps): JSX.Element {
  return (
    <span class="amount" data-size={props.size ?? "medium"} data-tone={props.tone ?? "ink"}>
      <span class="amount-value">{props.value}</span> <span class="amount-unit">{props.unit}</span>
    </span>
  );
}
