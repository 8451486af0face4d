/**
 * What every screen may use: the station, the time, this person's settings, a voice. The composition root builds it
 * once (`src/main.tsx`; tests: `test/screens/`), screens ask for it here.
 */
import type { Accessor, JSX, Signal } from "solid-js";
import { createContext, createMemo, createSignal, onCleanup, untrack, useContext } from "solid-js";
import type { Dictionary, Same } from "../locale/lang.ts";
import { inLang } from "../locale/lang.ts";
import type { When } from "../locale/time.ts";
import type { Container } from "../peer/container.ts";
import type { Station, StationView } from "../peer/station.ts";
import type { InstallOffer } from "./install.ts";
import type { Settings } from "./settings.ts";
import type { Shelf } from "./shelf.ts";
import type { Updates } from "./updates.ts";
import type { Voice } from "./voice.ts";

export interface AppDeps {
  readonly station: Station;
  readonly settings: Settings;
  /** This phone's clock in unix milliseconds; only for ticking, never for deciding. */
  readonly nowMs: () => number;
  readonly shelf: Shelf;
  readonly voice: Voice;
  readonly install: InstallOffer;
  readonly updates: Updates;
  /** Where the app came from, for links that are copied. */
  readonly origin: string;
  /** The app in whose window this page stands; null in a browser. */
  readonly container: Container | null;
}

/** What all screens share. */
export interface AppShared extends AppDeps {
  readonly view: Accessor<StationView>;
  /** Whether the list behind the status word is open: it stays so when the screen under it is drawn anew. */
  readonly statusOpen: Signal<boolean>;
}

const App = createContext<AppShared>();

export function AppProvider(props: { readonly deps: AppDeps; readonly children: JSX.Element }): JSX.Element {
  // The composition root never changes what it gave.
  const deps = untrack(() => props.deps);
  const { station } = deps;
  // One signal for everybody: what changed is drawn once.
  const [view, setView] = createSignal(station.view());
  onCleanup(station.subscribe(() => setView(() => station.view())));
  const [isStatusOpen, setStatusOpen] = createSignal(false);
  const statusOpen: AppShared["statusOpen"] = [isStatusOpen, setStatusOpen];
  return <App.Provider value={{ ...deps, view, statusOpen }}>{props.children}</App.Provider>;
}

export function useApp(): AppShared {
  const deps = useContext(App);
  if (deps === undefined) throw new Error("a screen stands inside AppProvider");
  return deps;
}

export const useStation = (): Station => useApp().station;
export const useSettings = (): Settings => useApp().settings;

/** The station's view as a signal. */
export const createView = (): Accessor<StationView> => useApp().view;

/** The sentences of a dictionary in the person's language. */
export function useText<W>(words: Dictionary<W>): Accessor<Same<W>> {
  const settings = useSettings();
  return createMemo(() => inLang(words, settings.lang()));
}

/** From where moments are read: now, the community's zone, the person's language. */
export function useWhen(view: Accessor<StationView>): Accessor<When> {
  const settings = useSettings();
  return createMemo(() => ({
    now: view().now,
    timeZone: view().community?.timeZone ?? "Asia/Shanghai",
    lang: settings.lang(),
  }));
}
