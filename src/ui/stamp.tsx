import type { JSX } from "solid-js";
import { Icon } from "./icons.tsx";

export interface StampProps {
  readonly word: string;
  /** Pressed when it is true; a dashed outline with an hourglass while it is not yet. */
  readonly done: boolean;
  /** What a screen reader hears instead of the word, such as 已见证 or 还没见证. */
  readonly label?: string | undefined;
}

/** A small seal on a receipt. */
export function Stamp(props: StampProps): JSX.Element {
  return (
    <span class="stamp" data-done={props.done ? "" : undefined}>
      <Icon name={props.done ? "check" : "hourglass"} />
      <span aria-hidden={props.label ? "true" : undefined}>{props.word}</span>
      {props.label ? <span class="sr-only">{props.label}</span> : null}
    </span>
  );
}
