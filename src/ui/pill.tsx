import type { JSX } from "solid-js";
import type { IconName } from "./icons.tsx";
import { Icon } from "./icons.tsx";

export type Tone = "blue" | "green" | "persimmon" | "muted" | "red" | "gold";

export interface PillProps {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly word: string;
}

/** A state in one word with its icon on a tint; colour never speaks alone. */
export function Pill(props: PillProps): JSX.Element {
  return (
    <span class="pill" data-tone={props.tone}>
      <Icon name={props.icon} />
      <span>{props.word}</span>
    </span>
  );
}
