/** Station time that moves every second while a screen shows a clock. */
import { type Accessor, createEffect, createSignal, on, onCleanup } from "solid-js";
import type { StationView } from "../peer/station.ts";
import { useApp } from "./app.tsx";

const SECOND_MS = 1000;

/** create: seconds of the station's time, counted on from its last word by this phone's clock. */
export function createTicks(view: Accessor<StationView>): Accessor<number> {
  const { nowMs } = useApp();
  const [now, setNow] = createSignal<number>(view().now);
  let heard = { station: view().now as number, phone: nowMs() };
  createEffect(
    on(
      () => view().now,
      (station) => {
        heard = { station, phone: nowMs() };
        setNow(station);
      },
    ),
  );
  const timer = setInterval(
    () => setNow(heard.station + Math.floor((nowMs() - heard.phone) / SECOND_MS)),
    SECOND_MS,
  );
  onCleanup(() => clearInterval(timer));
  return now;
}
