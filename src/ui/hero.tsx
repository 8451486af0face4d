import type { JSX, ParentProps } from "solid-js";
import { Show } from "solid-js";
import type { PictureName } from "./pictures.tsx";
import { Picture } from "./pictures.tsx";

/** The first thing a newcomer sees: a drawing, the name, one sentence, then what to do. */
export function Hero(
  props: ParentProps<{
    readonly picture: PictureName;
    readonly name: string;
    readonly sentence: string;
    readonly small?: string | undefined;
  }>,
): JSX.Element {
  return (
    <header class="hero">
      <Picture name={props.picture} />
      <div class="hero-words">
        <Show when={props.small}>
          <p class="hero-small">{props.small}</p>
        </Show>
        <h1 tabindex="-1">{props.name}</h1>
        <p class="hero-sentence">{props.sentence}</p>
      </div>
      {props.children}
    </header>
  );
}

/** The name of the house with its sign, small, at the head of public pages. */
export function Masthead(props: { readonly name: string; readonly href?: string | undefined }): JSX.Element {
  return (
    <Show
      when={props.href}
      fallback={
        <p class="masthead">
          <Picture name="points" />
          {props.name}
        </p>
      }
    >
      {(href) => (
        <a class="masthead" href={href()}>
          <Picture name="points" />
          {props.name}
        </a>
      )}
    </Show>
  );
}
