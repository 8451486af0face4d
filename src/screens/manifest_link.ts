/** Which building the app starts in once it stands on the home screen: the page names that building's manifest. */
import { createEffect } from "solid-js";
import { createView } from "./app.tsx";

export interface HomePlace {
  readonly community: string;
  readonly building: string;
}

const OWN = "/manifest.webmanifest";

/** Null: no building is known; the app starts at its own first page. */
export function linkManifest(page: Document, place: HomePlace | null): void {
  const link = page.querySelector<HTMLLinkElement>('link[rel="manifest"]');
  if (link === null) return;
  const href = place === null ? OWN : `/app.webmanifest?c=${place.community}&b=${place.building}`;
  // Browsers ask for it again with every change.
  if (link.getAttribute("href") !== href) link.setAttribute("href", href);
}

/** Members' apps start in their own building. */
export function useHomeManifest(): void {
  const view = createView();
  createEffect(() => {
    const { phase, community, me } = view();
    if (phase !== "ready" || community === null || !me?.building) return;
    linkManifest(document, { community: community.id, building: me.building });
  });
}
