import type { JSX } from "solid-js";
import { Show } from "solid-js";
import { Amount } from "./amount.tsx";
import { Facts } from "./facts.tsx";
import type { PictureName } from "./pictures.tsx";
import { Picture } from "./pictures.tsx";
import type { PillProps } from "./pill.tsx";
import { Pill } from "./pill.tsx";
import type { TapTarget } from "./tap.tsx";
import { Tap } from "./tap.tsx";

export interface NeedCardProps extends TapTarget {
  readonly picture: PictureName;
  readonly title: string;
  /** Where, when, how long. */
  readonly facts: readonly string[];
  readonly amount?: { readonly value: string | number; readonly unit: string } | undefined;
  /** Only when there is news. */
  readonly pill?: PillProps | undefined;
  /** This is the one shown beside the list. */
  readonly current?: boolean | undefined;
}

/** One need in a list; the whole card is one link or button. */
export function NeedCard(props: NeedCardProps): JSX.Element {
  return (
    <Tap class="need-card" href={props.href} onClick={props.onClick} current={props.current}>
      <Disc picture={props.picture} />
      <span class="need-card-words">
        <span class="need-card-top">
          <span class="need-card-title">{props.title}</span>{" "}
          <Show when={props.amount}>{(amount) => <Amount {...amount()} size="small" />}</Show>
        </span>{" "}
        <Facts facts={props.facts} />
        <Show when={props.pill}>{(pill) => <Pill {...pill()} />}</Show>
      </span>
    </Tap>
  );
}

/** A drawing in a round tint: the sign of a service type. */
export function Disc(props: { readonly picture: PictureName }): JSX.Element {
  return (
    <span class="disc">
      <Picture name={props.picture} />
    </span>
  );
}
