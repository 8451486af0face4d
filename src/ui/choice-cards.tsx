import type { JSX } from "solid-js";
import { createUniqueId, Index, Show } from "solid-js";
import type { PictureName } from "./pictures.tsx";
import { Picture } from "./pictures.tsx";
import type { TapTarget } from "./tap.tsx";
import { Tap } from "./tap.tsx";

export interface Choice<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly picture: PictureName;
  readonly note?: string | undefined;
}

/** One of two or three big choices shown as drawings, such as the size of letters: native radio buttons. */
export function ChoiceCards<V extends string>(props: {
  readonly legend: string;
  readonly options: readonly Choice<V>[];
  readonly value: V | undefined;
  readonly onChange: (value: V) => void;
}): JSX.Element {
  const name = createUniqueId();
  return (
    <fieldset class="choices">
      <legend>{props.legend}</legend>
      <div class="choices-row">
        <Index each={props.options}>
          {(option) => (
            <label class="choice">
              <input
                type="radio"
                name={name}
                value={option().value}
                checked={props.value === option().value}
                onChange={() => props.onChange(option().value)}
              />
              <span class="choice-face">
                <Picture name={option().picture} />
                <span class="choice-label">{option().label}</span>
                <Show when={option().note}>
                  <span class="choice-note">{option().note}</span>
                </Show>
              </span>
            </label>
          )}
        </Index>
      </div>
    </fieldset>
  );
}

export interface PictureButton extends TapTarget {
  readonly label: string;
  readonly picture: PictureName;
}

/** Big drawings to tap, two or three abreast: what kind of help is needed. */
export function PictureGrid(props: { readonly items: readonly PictureButton[] }): JSX.Element {
  return (
    <ul class="picture-grid">
      <Index each={props.items}>
        {(item) => (
          <li>
            <Tap class="picture-button" href={item().href} onClick={item().onClick}>
              <Picture name={item().picture} />
              <span>{item().label}</span>
            </Tap>
          </li>
        )}
      </Index>
    </ul>
  );
}
