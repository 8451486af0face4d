import type { JSX } from "solid-js";
import { common } from "../locale/common.ts";
import { kindText } from "../locale/status.ts";
import type { Waiting } from "../peer/station.ts";
import { UndoBar } from "../ui/note.tsx";
import { useSettings, useText } from "./app.tsx";
import { createSecondsLeft } from "./seconds_left.ts";

/** Points that are signed in a few seconds: on every screen, until they are. */
export function Counting(props: { readonly one: Waiting; readonly onBack: () => void }): JSX.Element {
  const t = useText(common);
  const settings = useSettings();
  const left = createSecondsLeft(() => props.one.takeBackUntil);
  return (
    <UndoBar
      text={t().sync.countdown(kindText(props.one.kind, settings.lang()))}
      left={t().sync.secondsLeft(left())}
      undoLabel={t().sync.takeBack}
      onUndo={() => props.onBack()}
    />
  );
}
