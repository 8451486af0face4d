import type { JSX } from "solid-js";
import { For } from "solid-js";
import { common } from "../locale/common.ts";
import { Sheet } from "../ui/sheet.tsx";
import { useText } from "./app.tsx";

/** The words of a screen in very large letters, where no voice reads them. */
export default function ReadingView(props: {
  readonly lines: readonly string[];
  readonly onClose: () => void;
}): JSX.Element {
  const t = useText(common);
  return (
    <Sheet
      open
      tall
      onClose={() => props.onClose()}
      title={t().readAloud}
      sentence={t().noVoice}
      closeLabel={t().close}
    >
      <div class="reading">
        <For each={props.lines}>{(line) => <p>{line}</p>}</For>
      </div>
    </Sheet>
  );
}
