import type { JSX } from "solid-js";
import { Index, Show } from "solid-js";
import type { Act } from "./button.tsx";
import type { IconName } from "./icons.tsx";
import { Icon } from "./icons.tsx";
import { Tap } from "./tap.tsx";

export interface Tab {
  readonly href: string;
  readonly label: string;
  readonly icon: IconName;
  readonly current?: boolean | undefined;
  /** How many things wait there, and the words for it, such as 「2 条未读」. */
  readonly badge?: { readonly count: number; readonly label: string } | undefined;
  /** The one tab that stands out. */
  readonly strong?: boolean | undefined;
}

// A place keeps its element whatever changes about it: a finger or the focus may be on it.
/** The main places, at the foot of a phone and at the side of a wide screen. */
export function TabBar(props: { readonly label: string; readonly tabs: readonly Tab[] }): JSX.Element {
  return (
    <nav class="tab-bar" aria-label={props.label}>
      <ul>
        <Index each={props.tabs}>
          {(tab) => (
            <li>
              <Tap
                class={`tab${tab().strong ? " tab-strong" : ""}`}
                href={tab().href}
                current={tab().current}
              >
                <span class="tab-icon">
                  <Icon name={tab().icon} />
                  <Badge badge={tab().badge} />
                </span>
                <span>{tab().label}</span>
              </Tap>
            </li>
          )}
        </Index>
      </ul>
    </nav>
  );
}

/** Elder mode's foot: the same three big buttons on every screen. */
export function FootRow(props: {
  readonly label: string;
  readonly buttons: readonly (Act & { readonly icon: IconName })[];
}): JSX.Element {
  return (
    <nav class="foot-row" aria-label={props.label}>
      <Index each={props.buttons}>
        {(button) => (
          <Tap
            class="foot-button"
            href={button().href}
            onClick={(event) => button().onClick?.(event)}
            disabled={button().disabled}
          >
            <Icon name={button().icon} />
            <span>{button().label}</span>
          </Tap>
        )}
      </Index>
    </nav>
  );
}

/** A small count on a corner, with the words that say what is counted. */
export function Badge(props: {
  readonly badge: { readonly count: number; readonly label: string } | undefined;
}): JSX.Element {
  return (
    <Show when={props.badge !== undefined && props.badge.count > 0 ? props.badge : undefined}>
      {(badge) => (
        <span class="badge">
          <span aria-hidden="true">{badge().count > 99 ? "99+" : badge().count}</span>
          <span class="sr-only">{badge().label}</span>
        </span>
      )}
    </Show>
  );
}
