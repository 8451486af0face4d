import type { JSX } from "solid-js";
import { createMemo } from "solid-js";
import type { NeedView } from "../domain/need.ts";
import { List } from "../ui/list.tsx";
import { NeedCard } from "../ui/need-card.tsx";
import { createView, useWhen } from "./app.tsx";
import { cardOf } from "./deeds.ts";

/** Needs as a list of cards. */
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
  return (
    <List each={props.needs} by={({ id }) => id}>
      {(need) => {
        // Spread as it stands it would be made anew for each of its fields.
        const card = createMemo(() => cardOf(view(), need(), when(), props.own));
        return (
          <NeedCard
            {...card()}
            href={props.hrefOf?.(need()) ?? `/needs/${need().id}`}
            current={need().id === props.current}
          />
        );
      }}
    </List>
  );
}
