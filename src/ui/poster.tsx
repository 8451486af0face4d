import "./paper.css";
import type { JSX } from "solid-js";
import { For } from "solid-js";
import type { PictureName } from "./pictures.tsx";
import { Picture } from "./pictures.tsx";
import { QrCode } from "./qr-code.tsx";

export interface PosterProps {
  readonly community: string;
  readonly sentence: string;
  readonly qr: { readonly text: string; readonly label: string };
  readonly steps: readonly { readonly picture: PictureName; readonly words: string }[];
  /** What to do when WeChat opened the code. */
  readonly wechat: string;
  /** The address in letters, for those who type, and who answers questions. */
  readonly foot?: string | undefined;
}

/** One A4 sheet for the stairwell, mostly white, its code 12 cm wide. */
export function Poster(props: PosterProps): JSX.Element {
  return (
    <article class="poster">
      <header>
        <h1>{props.community}</h1>
        <p class="poster-sentence">{props.sentence}</p>
      </header>
      <QrCode text={props.qr.text} label={props.qr.label} />
      <p class="poster-wechat">{props.wechat}</p>
      <ol class="poster-steps">
        <For each={props.steps}>
          {(step) => (
            <li>
              <Picture name={step.picture} />
              <span>{step.words}</span>
            </li>
          )}
        </For>
      </ol>
      <footer>{props.foot}</footer>
    </article>
  );
}
