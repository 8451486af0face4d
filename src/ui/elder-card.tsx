import type { JSX } from "solid-js";
import { Index, Show } from "solid-js";
import { Amount } from "./amount.tsx";
import type { PictureName } from "./pictures.tsx";
import { Picture } from "./pictures.tsx";
import { Badge } from "./tab-bar.tsx";
import type { TapTarget } from "./tap.tsx";
import { Tap } from "./tap.tsx";

export interface ElderCardProps extends TapTarget {
  readonly title: string;
  readonly picture: PictureName;
  readonly badge?: { readonly count: number; readonly label: string } | undefined;
  /** What the card already knows: the balance. */
  readonly amount?: { readonly value: string | number; readonly unit: string } | undefined;
  /** The one most people come for. */
  readonly strong?: boolean | undefined;
}

/** One of the four big cards that are the whole of home in elder mode. */
export function ElderCard(props: ElderCardProps): JSX.Element {
  return (
    <Tap
      class={`elder-card${props.strong ? " elder-card-strong" : ""}`}
      href={props.href}
      onClick={props.onClick}
    >
      <span class="elder-card-sign">
        <Picture name={props.picture} />
        <Show when={props.amount}>{(amount) => <Amount {...amount()} />}</Show>
      </span>
      <span class="elder-card-title">{props.title}</span>
      <Badge badge={props.badge} />
    </Tap>
  );
}

/** The four cards, two by two. */
export function ElderCards(props: { readonly cards: readonly ElderCardProps[] }): JSX.Element {
  return (
    <ul class="elder-cards">
      <Index each={props.cards}>
        {(card) => (
          <li>
            <ElderCard {...card()} />
          </li>
        )}
      </Index>
    </ul>
  );
}
