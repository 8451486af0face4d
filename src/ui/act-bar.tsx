import type { JSX } from "solid-js";
import { Show } from "solid-js";
import type { Act } from "./button.tsx";
import { Button } from "./button.tsx";

export interface ActBarProps {
  readonly act: Act;
  /** The act cannot be taken back lightly: red instead of persimmon. */
  readonly danger?: boolean | undefined;
  readonly quiet?: Act | undefined;
  /** One line above the buttons, such as what the act costs. */
  readonly line?: JSX.Element;
}

/** The foot of a screen or a sheet: one filled verb, at most one quiet one beside it. */
export function ActBar(props: ActBarProps): JSX.Element {
  return (
    <div class="act-bar">
      <Show when={props.line}>{(line) => <p class="act-bar-line">{line()}</p>}</Show>
      <div class="act-bar-acts">
        <Show when={props.quiet}>{(act) => <Button kind="quiet" {...act()} />}</Show>
        <Button kind={props.danger ? "danger" : "filled"} {...props.act} />
      </div>
    </div>
  );
}
