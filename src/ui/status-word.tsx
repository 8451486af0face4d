import type { JSX } from "solid-js";
import { Show } from "solid-js";
import type { IconName } from "./icons.tsx";
import { Icon } from "./icons.tsx";
import type { Tone } from "./pill.tsx";

export interface StatusWordProps {
  readonly tone: Tone;
  readonly icon: IconName;
  /** Nothing is said while nothing is known. */
  readonly word: string | undefined;
  /** Since when, where there is room; not read out, because it changes all the time. */
  readonly ago?: string | undefined;
  readonly onOpen: () => void;
}

/** The truth about sync in one word, read out when it changes; a tap shows what waits and why. */
export function StatusWord(props: StatusWordProps): JSX.Element {
  return (
    <div class="status-word" role="status" data-tone={props.tone}>
      {/* Hidden and not taken out: a finger may be on it while the first answer is on its way (P99). */}
      <button
        type="button"
        aria-haspopup="dialog"
        hidden={props.word === undefined}
        onClick={() => props.onOpen()}
      >
        <Icon name={props.icon} />
        <span>{props.word}</span>
        <Show when={props.ago}>
          <span class="status-ago" aria-hidden="true">
            {" · "}
            {props.ago}
          </span>
        </Show>
      </button>
    </div>
  );
}
