import type { JSX } from "solid-js";
import { lazy, Match, Show, Suspense, Switch, untrack } from "solid-js";
import type { StationView } from "../peer/station.ts";
import { createView, useApp } from "./app.tsx";
import { Opening, StandingFrame } from "./screen.tsx";
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
  const isDrawn = (): boolean =>
    view().phase === "ready" || (props.early === true && view().phase === "remembered");
  return (
    <WhileOpening isDrawn={isDrawn()}>
      <Switch>
        <Match when={isDrawn()}>{props.children}</Match>
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
    </WhileOpening>
  );
}

/** Screens on which a key comes to this phone: a window that keeps nothing shows the way to one that does. */
export function WayIn(props: { readonly children: JSX.Element }): JSX.Element {
  const view = createView();
  return (
    <WhileOpening isDrawn={!isOpening(view())}>
      <Switch fallback={props.children}>
        <Match when={isOpening(view())}>
          <Opening />
        </Match>
        <Match when={view().keyFault !== null}>
          <OtherBrowser />
        </Match>
      </Switch>
    </WhileOpening>
  );
}

/** Who comes before the station has opened sees one frame from then on, whatever follows in it. */
function WhileOpening(props: { readonly isDrawn: boolean; readonly children: JSX.Element }): JSX.Element {
  const wasDrawn = untrack(() => props.isDrawn);
  return (
    <Show when={!wasDrawn} fallback={props.children}>
      <StandingFrame>
        <Suspense fallback={<Opening />}>{props.children}</Suspense>
      </StandingFrame>
    </Show>
  );
}
