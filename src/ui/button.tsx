import type { JSX } from "solid-js";
import { Show } from "solid-js";
import type { IconName } from "./icons.tsx";
import { Icon } from "./icons.tsx";
import type { TapTarget } from "./tap.tsx";
import { Tap } from "./tap.tsx";

/** One act a person can do here: a verb, and where it leads. Act bars, sheets and empty states take these. */
export interface Act extends TapTarget {
  readonly label: string;
  readonly icon?: IconName | undefined;
  readonly disabled?: boolean | undefined;
  /** Work is under way: the button waits and says so to screen readers. */
  readonly busy?: boolean | undefined;
  readonly type?: "button" | "submit" | undefined;
  /** Id of the form that a submit belongs to when the button stands outside it. */
  readonly form?: string | undefined;
}

export type ButtonKind = "filled" | "outline" | "quiet" | "danger";

export interface ButtonProps extends Act {
  readonly kind?: ButtonKind | undefined;
  readonly wide?: boolean | undefined;
}

/** A verb to tap. Filled is the one next act of a screen; outline and quiet are the others; danger is red. */
export function Button(props: ButtonProps): JSX.Element {
  return (
    <Tap
      class={`button button-${props.kind ?? "filled"}${props.wide ? " button-wide" : ""}`}
      href={props.href}
      onClick={props.onClick}
      disabled={props.disabled}
      busy={props.busy}
      type={props.type}
      form={props.form}
    >
      <Show when={props.icon}>{(name) => <Icon name={name()} />}</Show>
      <span>{props.label}</span>
    </Tap>
  );
}
