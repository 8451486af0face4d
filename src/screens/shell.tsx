import { Router, useIsRouting, useNavigate } from "@solidjs/router";
import type { JSX } from "solid-js";
import { createEffect, ErrorBoundary, on, onCleanup, onMount, Show, Suspense } from "solid-js";
import { common } from "../locale/common.ts";
import { Skeleton } from "../ui/empty.tsx";
import { SheetFrames } from "../ui/sheet.tsx";
import { type AppDeps, AppProvider, useSettings, useText } from "./app.tsx";
import { AskContactProvider } from "./ask_contact.tsx";
import { Fallen } from "./fallen.tsx";
import { createSteps, Steps } from "./going.ts";
import type { KeptPlace } from "./kept_place.ts";
import { useLaunches } from "./launched.ts";
import { useHomeManifest } from "./manifest_link.ts";
import { useAskedMode } from "./mode.tsx";
import { ElderFoot, Nav } from "./nav.tsx";
import { ReadAloud, ReadingProvider } from "./reading.tsx";
import { routes } from "./routes.tsx";
import { UndoProvider } from "./undo.tsx";

/** The whole app around its screens. */
export function Shell(props: { readonly deps: AppDeps }): JSX.Element {
  return (
    <AppProvider deps={props.deps}>
      <UndoProvider>
        <Router root={(section) => <Frame>{section.children}</Frame>}>{[...routes]}</Router>
      </UndoProvider>
    </AppProvider>
  );
}

/** What stands in every sheet: 读给我听 in its head, in elder mode the row of three buttons at its foot. */
function SheetProvider(props: { readonly children: JSX.Element }): JSX.Element {
  const settings = useSettings();
  const navigate = useNavigate();
  const isElder = (): boolean => settings.mode() === "elder";
  const goHome = (close: () => void): void => {
    close();
    navigate("/");
  };
  return (
    <SheetFrames.Provider
      value={{
        tool: () => (
          <Show when={!isElder()}>
            <ReadAloud />
          </Show>
        ),
        foot: (close) => (
          <Show when={isElder()}>
            <ElderFoot onBack={close} onHome={() => goHome(close)} />
          </Show>
        ),
      }}
    >
      {props.children}
    </SheetFrames.Provider>
  );
}

/** Back leads to the line that somebody left; no screen waits for this. */
function useKeptPlace(): void {
  let place: KeptPlace | undefined;
  createEffect(on(useIsRouting(), (isOnTheWay) => place?.turn(isOnTheWay), { defer: true }));
  onMount(() =>
    import("./kept_place.ts").then(
      ({ createKeptPlace }) => {
        place = createKeptPlace(sessionStorage);
      },
      () => undefined,
    ),
  );
  onCleanup(() => place?.end());
}

/** What every screen stands in, inside the router. */
export function Frame(props: { readonly children: JSX.Element }): JSX.Element {
  const t = useText(common);
  useAskedMode();
  useLaunches();
  useHomeManifest();
  useKeptPlace();
  return (
    <Steps.Provider value={createSteps()}>
      <SheetProvider>
        <ReadingProvider>
          <AskContactProvider>
            <ErrorBoundary
              fallback={(error) => (
                <div class="page">
                  <Fallen error={error} />
                  <div class="page-foot">
                    <Nav bare />
                  </div>
                </div>
              )}
            >
              <Suspense
                fallback={
                  <div class="page-main">
                    <Skeleton label={t().opening} rows={4} />
                  </div>
                }
              >
                {props.children}
              </Suspense>
            </ErrorBoundary>
          </AskContactProvider>
        </ReadingProvider>
      </SheetProvider>
    </Steps.Provider>
  );
}
