/** A new version of the app: fetched in silence, taken over at a start at which nobody is writing anything. */
import type { Shelf } from "./shelf.ts";

/** Shelf key under which an open form notes that it must not be disturbed. */
export const DIRTY = "dirty";

export interface Updating {
  readonly workers: ServiceWorkerContainer;
  readonly shelf: Shelf;
  /** When the first screen has what it needs: only then is the rest of the app fetched. */
  readonly isQuiet: Promise<unknown>;
  readonly reload: () => void;
}

export async function followUpdates({ workers, shelf, isQuiet, reload }: Updating): Promise<void> {
  const waiting = (await workers.getRegistration("/"))?.waiting ?? null;
  if (waiting !== null && workers.controller !== null && shelf.get(DIRTY) === null) {
    workers.addEventListener("controllerchange", reload, { once: true });
    waiting.postMessage("take over");
  }
  await isQuiet;
  await workers.register("/sw.js", { scope: "/" });
}
