import type { JSX } from "solid-js";
import { Show } from "solid-js";
import { common } from "../../locale/common.ts";
import { ActBar } from "../../ui/act-bar.tsx";
import { ActFoot, Trouble } from "../act_foot.tsx";
import { useText } from "../app.tsx";
import type { Deal } from "./deal.ts";
import { createBar, createHurdle } from "./moves.ts";

/** The act bar of a need, or what stands before it. */
export function DealFoot(props: { readonly deal: Deal }): JSX.Element {
  const c = useText(common);
  const bar = createBar(() => props.deal);
  // A question says its own trouble in its sheet.
  const trouble = () => (props.deal.question() === null ? props.deal.acting.trouble() : null);
  const hurdle = createHurdle(() => props.deal);
  return (
    <Show
      when={hurdle()}
      fallback={
        <Show when={bar()} fallback={<Trouble words={trouble()} />}>
          {(acts) => <ActFoot {...acts()} trouble={trouble()} />}
        </Show>
      }
    >
      {(words) => <ActBar line={words()} act={{ label: c().callSteward, icon: "phone", href: "/help" }} />}
    </Show>
  );
}
