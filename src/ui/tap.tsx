import type { JSX, ParentProps } from "solid-js";
import { Show } from "solid-js";

/** Where a tap leads: an address (a link, which can be opened and shared) or an act (a button). */
export interface TapTarget {
  readonly href?: string | undefined;
  readonly onClick?: ((event: MouseEvent) => void) | undefined;
}

interface TapProps extends TapTarget {
  readonly class: string;
  readonly label?: string | undefined;
  readonly current?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly busy?: boolean | undefined;
  readonly type?: "button" | "submit" | undefined;
  readonly form?: string | undefined;
}

/** A native link when there is an address, a native button when there is not. */
export function Tap(props: ParentProps<TapProps>): JSX.Element {
  return (
    <Show
      when={props.href}
      fallback={
        <button
          type={props.type ?? "button"}
          form={props.form}
          class={props.class}
          aria-label={props.label}
          aria-current={props.current ? "true" : undefined}
          aria-busy={props.busy ? "true" : undefined}
          disabled={props.disabled === true || props.busy === true}
          onClick={(event) => props.onClick?.(event)}
        >
          {props.children}
        </button>
      }
    >
      {(href) => (
        <a
          href={href()}
          class={props.class}
          aria-label={props.label}
          aria-current={props.current ? "page" : undefined}
          onClick={(event) => props.onClick?.(event)}
        >
          {props.children}
        </a>
      )}
    </Show>
  );
}
