/** Seconds until a moment of this phone's clock, while a screen shows them. */
import { type Accessor, createEffect, createSignal, onCleanup } from "solid-js";
import { useApp } from "./app.tsx";

const SECOND_MS = 1000;

/** create: whole seconds left, 0 once it is over or where there is no such moment (unix milliseconds). */
export function createSecondsLeft(until: Accessor<number | null>): Accessor<number> {
  const { nowMs } = useApp();
  const left = (): number => Math.max(0, Math.ceil(((until() ?? 0) - nowMs()) / SECOND_MS));
  const [seconds, setSeconds] = createSignal(left());
  createEffect(() => {
    setSeconds(left());
    if (until() === null) return;
    const timer = setInterval(() => setSeconds(left()), SECOND_MS);
    onCleanup(() => clearInterval(timer));
  });
  return seconds;
}
