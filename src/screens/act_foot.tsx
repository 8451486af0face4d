import type { JSX } from "solid-js";
import { Show } from "solid-js";
import { ActBar, type ActBarProps } from "../ui/act-bar.tsx";
import { Note } from "../ui/note.tsx";

/** An act bar that says why its act was refused, where it cannot be overlooked. */
export function ActFoot(props: ActBarProps & { readonly trouble: string | null }): JSX.Element {
  return (
    <>
      <Trouble words={props.trouble} />
      <ActBar act={props.act} quiet={props.quiet} line={props.line} danger={props.danger} />
    </>
  );
}

/** Why an act was refused, at the foot of the screen. */
export function Trouble(props: { readonly words: string | null }): JSX.Element {
  return (
    <Show when={props.words}>
      {(words) => (
        <div class="trouble">
          <Note kind="error">{words()}</Note>
        </div>
      )}
    </Show>
  );
}
