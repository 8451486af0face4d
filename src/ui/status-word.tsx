import type { JSX } from "solid-js";
import type { IconName } from "./icons.tsx";
import { Icon } from "./icons.tsx";
import type { Tone } from "./pill.tsx";

export interface StatusWordProps {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly word: string;
  readonly onOpen: () => void;
}

/** The truth about sync in one word, read out when it changes; a tap shows what waits and why. */
export function StatusWord(props: StatusWordProps): JSX.Element {
  return (
    <div class="status-word" role="status" data-tone={props.tone}>
      <button type="button" aria-haspopup="dialog" onClick={() => props.onOpen()}>
        <Icon name={props.icon} />
        <span>{props.word}</span>
      </button>
    </div>
  );
}
