import type { JSX, ParentProps } from "solid-js";
import { createUniqueId, Show } from "solid-js";
import type { IconName } from "./icons.tsx";
import { Icon } from "./icons.tsx";
import type { TapTarget } from "./tap.tsx";
import { Tap } from "./tap.tsx";

/** Paper on paper: a hairline around things that belong together. */
export function Card(props: ParentProps<{ readonly tone?: "plain" | "warm" | undefined }>): JSX.Element {
  return (
    <div class="card" data-tone={props.tone ?? "plain"}>
      {props.children}
    </div>
  );
}

/** A titled part of a page, with a way to more of it at the right. */
export function Section(
  props: ParentProps<{
    readonly title: string;
    readonly count?: number | undefined;
    readonly more?: (TapTarget & { readonly label: string }) | undefined;
  }>,
): JSX.Element {
  const id = createUniqueId();
  return (
    <section class="section" aria-labelledby={id}>
      <div class="section-head">
        <h2 id={id}>
          {props.title}
          <Show when={props.count !== undefined}>
            <span class="section-count"> {props.count}</span>
          </Show>
        </h2>
        <Show when={props.more}>
          {(more) => (
            <Tap class="section-more" href={more().href} onClick={more().onClick}>
              {more().label}
              <Icon name="chevronRight" />
            </Tap>
          )}
        </Show>
      </div>
      {props.children}
    </section>
  );
}

export interface RowCardProps extends TapTarget {
  readonly title: string;
  readonly note?: string | undefined;
  readonly icon?: IconName | undefined;
  /** What stands at the right before the arrow: an amount, a word, a pill. */
  readonly end?: JSX.Element;
  /** This is the one shown beside the list. */
  readonly current?: boolean | undefined;
}

/** One line that leads somewhere: settings, my points, a page of rules. */
export function RowCard(props: RowCardProps): JSX.Element {
  return (
    <Tap class="row-card" href={props.href} onClick={props.onClick} current={props.current}>
      <Show when={props.icon}>{(name) => <Icon name={name()} />}</Show>
      <span class="row-card-body">
        <span class="row-card-words">
          <span>{props.title}</span>
          <Show when={props.note}>
            <span class="row-card-note">{props.note}</span>
          </Show>
        </span>
        <Show when={props.end}>{(end) => <span class="row-card-end">{end()}</span>}</Show>
      </span>
      <Icon name="chevronRight" />
    </Tap>
  );
}
