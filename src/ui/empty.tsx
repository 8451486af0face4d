import type { JSX } from "solid-js";
import { For, Show } from "solid-js";
import type { Act } from "./button.tsx";
import { Button } from "./button.tsx";
import type { PictureName } from "./pictures.tsx";
import { Picture } from "./pictures.tsx";

/** Nothing here yet: one drawing, one sentence, the next act. */
export function Empty(props: {
  readonly picture: PictureName;
  readonly sentence: string;
  readonly act?: Act | undefined;
}): JSX.Element {
  return (
    <div class="empty">
      <Picture name={props.picture} />
      <p>{props.sentence}</p>
      <Show when={props.act}>{(act) => <Button {...act()} />}</Show>
    </div>
  );
}

/** Something went wrong: what happened, what to do, and whom to call. */
export function ErrorState(props: {
  readonly happened: string;
  readonly todo: string;
  readonly act?: Act | undefined;
  readonly help?: Act | undefined;
  readonly picture?: PictureName | undefined;
}): JSX.Element {
  return (
    <div class="empty" role="alert">
      <Picture name={props.picture ?? "offline"} />
      <h2>{props.happened}</h2>
      <p>{props.todo}</p>
      <Show when={props.act}>{(act) => <Button {...act()} />}</Show>
      <Show when={props.help}>{(act) => <Button kind="outline" {...act()} />}</Show>
    </div>
  );
}

/** Grey lines where matter will be; they appear only when it takes longer than 300 ms. */
export function Skeleton(props: { readonly label: string; readonly rows?: number | undefined }): JSX.Element {
  return (
    <div class="skeleton" role="status">
      <span class="sr-only">{props.label}</span>
      <For each={Array.from({ length: props.rows ?? 3 })}>
        {() => <div class="skeleton-row" aria-hidden="true" />}
      </For>
    </div>
  );
}
