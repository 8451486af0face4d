import type { JSX } from "solid-js";
import { Show } from "solid-js";
import { useSettings } from "./app.tsx";
import { ReadAloud } from "./reading.tsx";
import { Status } from "./status.tsx";

/** The end of every header: the status word, and 读给我听 where it does not stand at the foot. */
export function HeadEnd(): JSX.Element {
  const settings = useSettings();
  return (
    <div class="head-end">
      <Status />
      <Show when={settings.mode() !== "elder"}>
        <ReadAloud />
      </Show>
    </div>
  );
}
