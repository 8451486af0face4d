import type { JSX } from "solid-js";
import { lazy, Match, Switch } from "solid-js";
import { common } from "../locale/common.ts";
import type { StationView } from "../peer/station.ts";
import { Skeleton } from "../ui/empty.tsx";
import { createView, useApp, useText } from "./app.tsx";
import { Screen } from "./screen.tsx";
import { HALFWAY } from "./shelf.ts";

const Welcome = lazy(() => import("./home/welcome.tsx"));
const DemoWelcome = lazy(() => import("./demo/welcome.tsx"));
const OtherBrowser = lazy(() => import("./other_browser.tsx"));
const Lost = lazy(() => import("./keep/lost.tsx"));
const Recovering = lazy(() => import("./keep/recovering.tsx"));

const isOpening = ({ phase }: StationView): boolean => phase === "opening" || phase === "remembered";

/** Screens of members: whoever has not joined on this phone, or lost the key, sees what to do instead. */
export function Gate(props: {
  readonly children: JSX.Element;
  /** Drawn from what was seen last, too. */
  readonly early?: boolean | undefined;
}): JSX.Element {
  const view = createView();
  const { shelf } = useApp();
  return (
    <Switch>
      <Match when={view().phase === "ready" || (props.early && view().phase === "remembered")}>
        {props.children}
      </Match>
      <Match when={isOpening(view())}>
        <Opening />
      </Match>
      <Match when={view().phase === "recovering"}>
        <Recovering />
      </Match>
      <Match when={view().keyFault !== null}>
        <OtherBrowser />
      </Match>
      <Match when={view().phase === "lost" || shelf.get(HALFWAY) !== null}>
        <Lost />
      </Match>
      <Match when={view().phase === "empty" && view().isDemo}>
        <DemoWelcome />
      </Match>
      <Match when={view().phase === "empty"}>
        <Welcome />
      </Match>
    </Switch>
  );
}

/** Screens on which a key comes to this phone: a window that keeps nothing shows the way to one that does. */
export function WayIn(props: { readonly children: JSX.Element }): JSX.Element {
  const view = createView();
  return (
    <Switch fallback={props.children}>
      <Match when={isOpening(view())}>
        <Opening />
      </Match>
      <Match when={view().keyFault !== null}>
        <OtherBrowser />
      </Match>
    </Switch>
  );
}

function Opening(): JSX.Element {
  const t = useText(common);
  return (
    <Screen title={t().house}>
      <Skeleton label={t().opening} rows={4} />
    </Screen>
  );
}
