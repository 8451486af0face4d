import type { JSX } from "solid-js";
import { lazy, Match, Switch } from "solid-js";
import { common } from "../locale/common.ts";
import { Skeleton } from "../ui/empty.tsx";
import { createView, useText } from "./app.tsx";
import { Screen } from "./screen.tsx";

const Welcome = lazy(() => import("./home/welcome.tsx"));
const OtherBrowser = lazy(() => import("./other_browser.tsx"));
const Lost = lazy(() => import("./home/lost.tsx"));

/** Screens of members: whoever has not joined on this phone, or lost the key, sees what to do instead. */
export function Gate(props: {
  readonly children: JSX.Element;
  /** Drawn from what was seen last, too. */
  readonly early?: boolean | undefined;
}): JSX.Element {
  const view = createView();
  const t = useText(common);
  return (
    <Switch>
      <Match when={view().phase === "ready" || (props.early && view().phase === "remembered")}>
        {props.children}
      </Match>
      <Match when={view().phase === "opening" || view().phase === "remembered"}>
        <Screen title={t().house}>
          <Skeleton label={t().opening} rows={4} />
        </Screen>
      </Match>
      <Match when={view().phase === "empty" && view().keyFault !== null}>
        <OtherBrowser />
      </Match>
      <Match when={view().phase === "empty"}>
        <Welcome />
      </Match>
      <Match when={view().phase === "lost"}>
        <Lost />
      </Match>
    </Switch>
  );
}
