import type { JSX } from "solid-js";
import { Show } from "solid-js";
import { common } from "../locale/common.ts";
import { Note } from "../ui/note.tsx";
import { useApp, useText } from "./app.tsx";

/** A new version lies ready: said in 我的 and 系统 only, taken by a tap. */
export function NewVersion(): JSX.Element {
  const { updates } = useApp();
  const t = useText(common);
  return (
    <Show when={updates.isWaiting()}>
      <Note
        kind="info"
        title={t().newVersion}
        act={{ label: t().renew, icon: "refresh", onClick: () => void updates.renew() }}
      >
        {t().newVersionNote}
      </Note>
    </Show>
  );
}
