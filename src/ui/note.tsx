import type { JSX, ParentProps } from "solid-js";
import { Show } from "solid-js";
import type { Act } from "./button.tsx";
import { Button } from "./button.tsx";
import type { IconName } from "./icons.tsx";
import { Icon } from "./icons.tsx";
import type { Tone } from "./pill.tsx";

export type NoteKind = "info" | "done" | "warn" | "error";

const LOOK: Readonly<Record<NoteKind, { readonly tone: Tone; readonly icon: IconName }>> = {
  info: { tone: "blue", icon: "info" },
  done: { tone: "green", icon: "circleCheck" },
  warn: { tone: "gold", icon: "alert" },
  error: { tone: "red", icon: "refused" },
};

/** A word beside the matter: good to know, done, careful, refused. Errors are read out at once. */
export function Note(
  props: ParentProps<{
    readonly kind: NoteKind;
    readonly title?: string | undefined;
    readonly act?: Act | undefined;
  }>,
): JSX.Element {
  return (
    <div class="note" role={props.kind === "error" ? "alert" : "note"} data-tone={LOOK[props.kind].tone}>
      <Icon name={LOOK[props.kind].icon} />
      <div class="note-words">
        <Show when={props.title}>
          <p class="note-title">{props.title}</p>
        </Show>
        <div>{props.children}</div>
        <Show when={props.act}>{(act) => <Button kind="quiet" {...act()} />}</Show>
      </div>
    </div>
  );
}

/** What was just done and the way back; how long it stays is the caller's business. */
export function UndoBar(props: {
  readonly text: string;
  /** How long it can still be undone; seen, and not read out every second. */
  readonly left?: string | undefined;
  readonly undoLabel: string;
  readonly icon?: IconName | undefined;
  readonly onUndo: () => void;
}): JSX.Element {
  return (
    <div class="undo-bar" role="status">
      <p>
        {props.text}
        <Show when={props.left}>
          <span aria-hidden="true"> {props.left}</span>
        </Show>
      </p>
      <Button
        kind="quiet"
        icon={props.icon ?? "undo"}
        label={props.undoLabel}
        onClick={() => props.onUndo()}
      />
    </div>
  );
}
