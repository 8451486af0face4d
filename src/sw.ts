/**
 * The service worker: the app's own files from the phone, so that a reload and a deep link work with the relay
 * stopped. It never answers for the relay, and a new version takes over only when the page says that no form is open.
 */
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";

declare const self: ServiceWorkerGlobalScope & {
  readonly __WB_MANIFEST: readonly { readonly url: string; readonly revision: string | null }[];
};

/** What only the relay may answer. */
const RELAY = [/^\/c\//, /^\/sync\//, /^\/healthz/, /^\/metrics/, /^\/setup\/open/];

precacheAndRoute([...self.__WB_MANIFEST]);
cleanupOutdatedCaches();
registerRoute(new NavigationRoute(createHandlerBoundToURL("/index.html"), { denylist: RELAY }));

self.addEventListener("message", (event) => {
  if (event.data === "take over") void self.skipWaiting();
});
// The very first visit is served from the phone, too.
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
