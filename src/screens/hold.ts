import { type Accessor, createEffect, onCleanup } from "solid-js";
import { useApp } from "./app.tsx";

/** create: while this holds, the page does not start anew by itself: a service, a scan, paper codes on screen. */
export function createHold(isHeld: Accessor<boolean>): void {
  const { updates } = useApp();
  createEffect(() => {
    if (isHeld()) onCleanup(updates.hold());
  });
}
