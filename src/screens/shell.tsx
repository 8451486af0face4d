import { Router } from "@solidjs/router";
import type { JSX } from "solid-js";
import { ErrorBoundary, Suspense } from "solid-js";
import { common } from "../locale/common.ts";
import { Skeleton } from "../ui/empty.tsx";
import { type AppDeps, AppProvider, useText } from "./app.tsx";
import { AskContactProvider } from "./ask_contact.tsx";
import { Broken } from "./broken.tsx";
import { createSteps, Steps } from "./going.ts";
import { routes } from "./routes.tsx";
import { UndoProvider } from "./undo.tsx";

/** The whole app around its screens. */
export function Shell(props: { readonly deps: AppDeps }): JSX.Element {
  return (
    <AppProvider deps={props.deps}>
      <UndoProvider>
        <AskContactProvider>
          <Router scrollRestoration root={(section) => <Frame>{section.children}</Frame>}>
            {[...routes]}
          </Router>
        </AskContactProvider>
      </UndoProvider>
    </AppProvider>
  );
}

function Frame(props: { readonly children: JSX.Element }): JSX.Element {
  const t = useText(common);
  return (
    <Steps.Provider value={createSteps()}>
      <ErrorBoundary fallback={(error) => <Broken error={error} again={() => location.reload()} />}>
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
    </Steps.Provider>
  );
}
