import type { JSX } from "solid-js";
import { Show } from "solid-js";
import { PICTURES } from "./picture-strokes.ts";

export type PictureName = keyof typeof PICTURES;

export const pictureNames = Object.keys(PICTURES) as readonly PictureName[];

/** One of our line drawings: ink, persimmon and a wash. It is silent; the words beside it speak. */
export function Picture(props: { readonly name: PictureName }): JSX.Element {
  const strokes = () => PICTURES[props.name];
  return (
    <svg class="picture" viewBox="0 0 96 96" aria-hidden="true">
      <Show when={strokes().wash}>{(path) => <path class="picture-wash" d={path()} />}</Show>
      <path class="picture-ink" d={strokes().ink} />
      <path class="picture-warm" d={strokes().warm} />
    </svg>
  );
}
