import type { JSX } from "solid-js";
import { askWords } from "../../locale/ask.ts";
import { createView, useSettings, useText } from "../app.tsx";
import { pointsText, priceOf } from "../deeds.ts";
import type { Filled } from "./ask_draft.ts";

/** What the help will cost, or that there is too little for it, in one line above 发出去. */
export function AskCost(props: { readonly filled: Filled }): JSX.Element {
  const view = createView();
  const settings = useSettings();
  const t = useText(askWords);
  const line = (): string => {
    const { points, seconds, requester } = props.filled;
    if (!points) return t().costFree;
    const price = priceOf(view(), { hold: null, seconds, points });
    const have = view().wallet?.available;
    // An elder's own balance is on the relay; this phone knows only mine.
    const isMine = requester === view().me?.id;
    if (isMine && have !== undefined && have < price)
      return t().short(pointsText(view(), have, settings.lang()));
    return t().cost(pointsText(view(), price, settings.lang()));
  };
  return <>{line()}</>;
}
