import type { JSX } from "solid-js";
import { Index, Show } from "solid-js";
import type { PillProps } from "./pill.tsx";
import { Pill } from "./pill.tsx";

export interface PersonLineProps {
  readonly name: string;
  /** Always written out when someone speaks for another: 王姐 代 张阿姨. */
  readonly proxyFor?: { readonly word: string; readonly name: string } | undefined;
  readonly place?: string | undefined;
  readonly marks?: readonly PillProps[] | undefined;
}

/** Who: what they are called, where they live, and the small marks they earned. */
export function PersonLine(props: PersonLineProps): JSX.Element {
  return (
    <p class="person-line">
      <span class="person-name">{props.name}</span>
      <Show when={props.proxyFor}>
        {(proxy) => (
          <>
            {" "}
            <span class="person-proxy">{proxy().word}</span> <span class="person-name">{proxy().name}</span>
          </>
        )}
      </Show>
      <Show when={props.place}>
        <span class="person-place"> {props.place}</span>
      </Show>
      <Index each={props.marks}>
        {(mark) => (
          <span>
            {" "}
            <Pill {...mark()} />
          </span>
        )}
      </Index>
    </p>
  );
}
