import type { JSX } from "solid-js";
import { createMemo, lazy, Show, Suspense } from "solid-js";
import { createView, useApp } from "./app.tsx";
import { owesNudge } from "./paper_note.ts";

const CodeNudge = lazy(() => import("./code_nudge.tsx"));

/** Whether she is asked for the code on paper: once that is so it stands until the screen goes, to be answered. */
export function createPaperAsk(): () => boolean {
  const view = createView();
  const { shelf } = useApp();
  return createMemo((was: boolean) => was || owesNudge(view(), shelf), false);
}

/** The one question about paper, loaded when it is asked. */
export function AskPaper(props: { readonly isAsking: boolean }): JSX.Element {
  return (
    <Show when={props.isAsking}>
      <Suspense>
        <CodeNudge />
      </Suspense>
    </Show>
  );
}
