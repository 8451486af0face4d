import type { JSX } from "solid-js";
import { Index, Show } from "solid-js";
import { Tap, type TapTarget } from "./tap.tsx";

export interface StatProps extends TapTarget {
  readonly value: string | number;
  readonly unit?: string | undefined;
  readonly label: string;
  /** Someone is needed here. */
  readonly urgent?: boolean | undefined;
}

/** Big numbers in a row, each with its label; with an address they lead to their list. */
export function Stats(props: { readonly stats: readonly StatProps[] }): JSX.Element {
  return (
    <ul class="stats">
      <Index each={props.stats}>
        {(stat) => (
          <li>
            <Stat {...stat()} />
          </li>
        )}
      </Index>
    </ul>
  );
}

/** One big number and what it counts. */
export function Stat(props: StatProps): JSX.Element {
  const words = () => (
    <>
      <span class="stat-value">
        {props.value}
        <Show when={props.unit}>
          <span class="stat-unit"> {props.unit}</span>
        </Show>
      </span>
      <span class="stat-label">{props.label}</span>
    </>
  );
  const look = () => `stat${props.urgent ? " stat-urgent" : ""}`;
  return (
    <Show when={props.href || props.onClick} fallback={<div class={look()}>{words()}</div>}>
      <Tap class={look()} href={props.href} onClick={props.onClick}>
        {words()}
      </Tap>
    </Show>
  );
}
