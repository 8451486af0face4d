import type { JSX } from "solid-js";
import { lazy, Show } from "solid-js";
import { useSettings } from "./app.tsx";

const Home = lazy(() => import("./home/home.tsx"));
const ElderHome = lazy(() => import("./elder/elder.tsx"));

/** The first screen: 邻里, or the four cards in elder mode. */
export function Start(): JSX.Element {
  const settings = useSettings();
  (settings.mode() === "elder" ? ElderHome : Home).preload().catch(() => undefined);
  return (
    <Show when={settings.mode() === "elder"} fallback={<Home />}>
      <ElderHome />
    </Show>
  );
}
