import type { JSX } from "solid-js";
import { lazy, Show, Suspense } from "solid-js";
import { createView, useApp } from "../app.tsx";
import { createPaperAsk } from "../ask_paper.tsx";
import { hasReceipt } from "../paper_note.ts";
import { INSTALL_ASKED } from "../shelf.ts";

const InstallOfferCard = lazy(() => import("./install_offer.tsx"));

/** Offers the home screen once somebody has a receipt for points that moved; never before, and one question at a time. */
export function OfferInstall(): JSX.Element {
  const view = createView();
  const { shelf, install, container } = useApp();
  // Asked is asked: what is answered now still stands there until the screen is left.
  const wasAsked = shelf.get(INSTALL_ASKED) !== null;
  const isPaperAsked = createPaperAsk();
  const isOffered = () =>
    !wasAsked && !isPaperAsked() && container === null && !install.isInstalled() && hasReceipt(view());
  return (
    <Show when={isOffered()}>
      <Suspense>
        <InstallOfferCard />
      </Suspense>
    </Show>
  );
}
