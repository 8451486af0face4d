import type { JSX } from "solid-js";
import { createMemo } from "solid-js";
import type { NeedView } from "../domain/need.ts";
import type { Id } from "../domain/units.ts";
import { List } from "../ui/card.tsx";
import { NeedCard } from "../ui/need-card.tsx";
import { createView, useWhen } from "./app.tsx";
import { cardOf } from "./deeds.ts";

/** Needs as a list of cards. A card stays the same element for as long as its need is listed, whatever is new about it. */
export function NeedCards(props: {
  readonly needs: readonly NeedView[];
  /** In somebody's own lists every card says how it stands. */
  readonly own?: boolean | undefined;
  /** The need that is shown beside the list. */
  readonly current?: string | undefined;
  /** Where a card leads, if not to its need. */
  readonly hrefOf?: ((need: NeedView) => string) | undefined;
}): JSX.Element {
  const view = createView();
  const when = useWhen(view);
  const needById = createMemo(() => new Map(props.needs.map((need) => [need.id, need])));
  const ids = createMemo(() => props.needs.map(({ id }) => id), [], { equals: isSame });
  return (
    <List each={ids()}>
      {(id) => {
        const need = createMemo<NeedView>(
          (before) => needById().get(id) ?? before,
          needById().get(id) as NeedView,
        );
        // Spread as it stands it would be made anew for each of its fields.
        const card = createMemo(() => cardOf(view(), need(), when(), props.own));
        return (
          <NeedCard
            {...card()}
            href={props.hrefOf?.(need()) ?? `/needs/${id}`}
            current={id === props.current}
          />
        );
      }}
    </List>
  );
}

const isSame = (a: readonly Id[], b: readonly Id[]): boolean =>
  a.length === b.length && a.every((id, place) => id === b[place]);
