import { useLocation } from "@solidjs/router";
import type { JSX, ParentProps } from "solid-js";
import {
  children,
  createContext,
  createEffect,
  createSignal,
  lazy,
  mergeProps,
  on,
  onCleanup,
  Show,
  Suspense,
  untrack,
  useContext,
} from "solid-js";
import { common } from "../locale/common.ts";
import type { StationView } from "../peer/station.ts";
import { Skeleton } from "../ui/empty.tsx";
import { Note } from "../ui/note.tsx";
import { Page } from "../ui/page.tsx";
import { createView, useApp, useSettings, useText } from "./app.tsx";
import { Steps, useGoBack } from "./going.ts";
import { HeadEnd } from "./head_end.tsx";
import { Nav, type Place } from "./nav.tsx";
import { Undo } from "./undo.tsx";

export interface ScreenProps {
  readonly title: string;
  readonly headline?: string | undefined;
  /** The address of the screen above this one; none on the tabs' own screens. */
  readonly above?: string | undefined;
  /** What 返回 does where a step inside the screen comes before it. */
  readonly back?: (() => void) | undefined;
  /** The tab to which this screen belongs. */
  readonly at?: Place | undefined;
  /** The act bar. */
  readonly foot?: JSX.Element;
  /** Room for a list and a detail side by side. */
  readonly wide?: boolean | undefined;
  /** Without tabs: before somebody joined, and where one thing must be finished. */
  readonly bare?: boolean | undefined;
  readonly sign?: boolean | undefined;
}

const KeyBanner = lazy(() => import("./keep/banner.tsx"));
/** Only a demo leads its visitors. */
const Tour = lazy(() => import("./demo/tour.tsx"));

/** Days after which the roster's age is said on screen. */
const ROSTER_OLD_DAYS = 14;

/** Takes a screen into a frame that stands already, until the screen goes. */
type Enter = (screen: ScreenProps) => void;
const Standing = createContext<Enter>();

/**
 * Every screen's frame: header with the status word, matter, act bar, tabs; the title takes the focus. Inside a frame
 * that stands already (`StandingFrame`) a screen fills that one instead of drawing its own.
 */
export function Screen(props: ParentProps<ScreenProps>): JSX.Element {
  createTitle(() => props.headline ?? props.title);
  return (
    <Show when={useContext(Standing)} fallback={<Frame {...props} />}>
      {(enter) => <Entered {...props} enter={enter()} />}
    </Show>
  );
}

function Entered(props: ParentProps<ScreenProps & { readonly enter: Enter }>): JSX.Element {
  const foot = children(() => props.foot);
  untrack(() => props.enter)(
    mergeProps(props, {
      get foot() {
        return foot();
      },
    }),
  );
  return <>{props.children}</>;
}

/**
 * One frame for the screens that follow each other while the station opens: what a finger touches in the header or
 * among the tabs is still there when the finger leaves.
 */
export function StandingFrame(props: ParentProps): JSX.Element {
  const t = useText(common);
  const [screens, setScreens] = createSignal<readonly ScreenProps[]>([]);
  const enter: Enter = (screen) => {
    setScreens((all) => [...all, screen]);
    onCleanup(() => setScreens((all) => all.filter((one) => one !== screen)));
  };
  const top = (): ScreenProps => screens().at(-1) ?? { title: t().house };
  return (
    <Standing.Provider value={enter}>
      <Frame
        title={top().title}
        headline={top().headline}
        above={top().above}
        back={top().back}
        at={top().at}
        foot={top().foot}
        wide={top().wide}
        bare={top().bare}
        sign={top().sign}
      >
        {props.children}
      </Frame>
    </Standing.Provider>
  );
}

/** What stands in a standing frame before a screen does. */
export function Opening(): JSX.Element {
  const t = useText(common);
  createTitle(() => t().house);
  return <Skeleton label={t().opening} rows={4} />;
}

function Frame(props: ParentProps<ScreenProps>): JSX.Element {
  const t = useText(common);
  const settings = useSettings();
  const goBack = useGoBack();
  const back = () => {
    const { above, back: before } = props;
    // In elder mode 返回 stands at the foot of every screen.
    if (settings.mode() === "elder") return undefined;
    if (before !== undefined) return { label: t().back, onClick: before };
    return above === undefined ? undefined : { label: t().back, onClick: () => goBack(above) };
  };
  return (
    <Page
      title={props.title}
      headline={props.headline}
      sign={props.sign}
      back={back()}
      wide={props.wide}
      status={<HeadEnd />}
      notice={<Undo />}
      foot={props.foot}
      nav={<Nav at={props.at} above={props.above} back={props.back} bare={props.bare} />}
    >
      <Banners />
      {props.children}
    </Page>
  );
}

/** create: names the window and moves the focus to the heading when a screen opens; not on the very first one, where nothing was left. */
function createTitle(title: () => string): void {
  const location = useLocation();
  const steps = useContext(Steps);
  const t = useText(common);
  createEffect(() => {
    document.title = `${title()} · ${t().house}`;
  });
  createEffect(
    on(
      () => location.pathname,
      () => {
        // Steps are counted outside of the screens, after they are drawn.
        queueMicrotask(() => {
          if (steps() > 0) document.querySelector("h1")?.focus({ preventScroll: true });
        });
      },
    ),
  );
}

/** The relay asks for a newer app: everything can be read, nothing is signed until it is here. */
export function TooOld(): JSX.Element {
  const { updates } = useApp();
  const t = useText(common);
  return (
    <Note kind="warn" act={{ label: t().renew, onClick: () => void updates.renew() }}>
      {t().tooOld}
    </Note>
  );
}

/** A phone wants into this account, or this one is out of it. */
const isKeyNews = ({ me }: StationView): boolean =>
  me !== null &&
  me.standing !== "waiting" &&
  (me.devices.some(({ state }) => state === "waiting") ||
    !me.devices.some(({ isThis, state }) => isThis && state === "live"));

/** What everybody must know whatever they are doing. */
function Banners(): JSX.Element {
  const view = createView();
  const t = useText(common);
  return (
    <>
      <Show when={view().isDemo && view().phase === "ready"}>
        <Suspense>
          <Tour />
        </Suspense>
      </Show>
      <Show when={view().isTestClock}>
        <Note kind="warn">{t().testClock}</Note>
      </Show>
      <Show when={view().isClientTooOld}>
        <TooOld />
      </Show>
      <Show when={view().phase === "ready" && view().rosterAgeDays >= ROSTER_OLD_DAYS}>
        <Note kind="info">{t().rosterOld(view().rosterAgeDays)}</Note>
      </Show>
      <Show when={isKeyNews(view())}>
        <Suspense>
          <KeyBanner />
        </Suspense>
      </Show>
    </>
  );
}
