/**
 * The service worker: the app's own files from the phone, so that a reload and a deep link work with the relay
 * stopped. It never answers for the relay, and a new version takes over only when it disturbs nobody.
 */
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  matchPrecache,
  precacheAndRoute,
} from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";

declare const self: ServiceWorkerGlobalScope & {
  readonly __WB_MANIFEST: readonly { readonly url: string; readonly revision: string | null }[];
};

/** What only the relay may answer. */
const RELAY = [/^\/c\//, /^\/sync\//, /^\/healthz/, /^\/metrics/, /^\/setup\/open/];

precacheAndRoute([...self.__WB_MANIFEST]);
cleanupOutdatedCaches();
// A building's manifest comes from the relay; without a network the app's own does.
registerRoute(
  ({ url }) => url.pathname === "/app.webmanifest",
  async ({ request }) => {
    const kept = async (): Promise<Response> =>
      (await matchPrecache("/manifest.webmanifest")) ?? Response.error();
    return fetch(request).catch(kept);
  },
);
registerRoute(new NavigationRoute(createHandlerBoundToURL("/index.html"), { denylist: RELAY }));

self.addEventListener("message", (event) => {
  if (event.data === "take over") event.waitUntil(takeOverQuietly(event.source));
  if (event.data === "take over now") event.waitUntil(self.skipWaiting());
});
/** Another page of ours may be in the middle of a service or a form. */
async function takeOverQuietly(asker: ExtendableMessageEvent["source"]): Promise<void> {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (pages.length <= 1) await self.skipWaiting();
  else asker?.postMessage("not now");
}

// The very first visit is served from the phone, too.
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
