import type { JSX, ParentProps } from "solid-js";
import { Show } from "solid-js";

/** A list of the desk that a number above leads to; empty, it says so in one line. */
export function Part(
  props: ParentProps<{
    readonly name: string;
    readonly title: string;
    readonly count: number;
    readonly empty: string;
    readonly more?: JSX.Element;
  }>,
): JSX.Element {
  return (
    <section class="section" aria-labelledby={`desk-${props.name}`}>
      <div class="section-head">
        <h2 id={`desk-${props.name}`} tabindex="-1">
          {props.title}
          <Show when={props.count > 0}>
            <span class="section-count"> {props.count}</span>
          </Show>
        </h2>
        {props.more}
      </div>
      <Show when={props.count > 0} fallback={<p class="muted">{props.empty}</p>}>
        {props.children}
      </Show>
    </section>
  );
}
