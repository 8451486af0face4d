/** A new version of the app: fetched in silence, taken over at a start at which nobody is writing anything. */
import type { Shelf } from "./shelf.ts";

/** Shelf key under which an open form notes that it must not be disturbed. */
export const DIRTY = "dirty";

export async function followUpdates(
  workers: ServiceWorkerContainer,
  shelf: Shelf,
  reload: () => void,
): Promise<void> {
  const wasControlled = workers.controller !== null;
  const registration = await workers.register("/sw.js", { scope: "/" });
  if (registration.waiting === null || !wasControlled || shelf.get(DIRTY) !== null) return;
  workers.addEventListener("controllerchange", reload, { once: true });
  registration.waiting.postMessage("take over");
}
