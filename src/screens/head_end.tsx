import type { JSX } from "solid-js";
import { Show } from "solid-js";
import { common } from "../locale/common.ts";
import { createView, useSettings, useText } from "./app.tsx";
import { ReadAloud } from "./reading.tsx";
import { Status } from "./status.tsx";

/** The end of every header: 演示 in a demo, the status word, and 读给我听 where it does not stand at the foot. */
export function HeadEnd(): JSX.Element {
  const settings = useSettings();
  const view = createView();
  const t = useText(common);
  return (
    <div class="head-end">
      <Show when={view().isDemo}>
        <a class="demo-sign" href="/demo">
          <span>{t().demo}</span>
        </a>
      </Show>
      <Status />
      <Show when={settings.mode() !== "elder"}>
        <ReadAloud />
      </Show>
    </div>
  );
}
