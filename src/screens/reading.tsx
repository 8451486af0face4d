import type { JSX } from "solid-js";
import { createSignal, For, onCleanup } from "solid-js";
import { common } from "../locale/common.ts";
import { langTag } from "../locale/lang.ts";
import { Sheet } from "../ui/sheet.tsx";
import { useApp, useText } from "./app.tsx";

/** What a page says, line by line: its main part as people see it. */
const linesOf = (page: Document): readonly string[] =>
  (page.querySelector<HTMLElement>("main")?.innerText ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

export interface Reading {
  readonly isReading: () => boolean;
  readonly toggle: () => void;
  /** The large-letter view for phones without a voice. */
  readonly Page: () => JSX.Element;
}

/** 读给我听: the phone's voice where it has one, else the page's words in very large letters. */
export function createReading(): Reading {
  const { voice, settings } = useApp();
  const t = useText(common);
  const [isReading, setReading] = createSignal(false);
  const [lines, setLines] = createSignal<readonly string[]>([]);
  onCleanup(() => voice.stop());
  const toggle = (): void => {
    const tag = langTag(settings.lang());
    if (isReading()) {
      voice.stop();
      setReading(false);
    } else if (voice.has(tag)) {
      setReading(true);
      void voice.say(linesOf(document).join("\n"), tag).then(() => setReading(false));
    } else setLines(linesOf(document));
  };
  return {
    isReading,
    toggle,
    Page: () => (
      <Sheet
        open={lines().length > 0}
        onClose={() => setLines([])}
        title={t().readAloud}
        closeLabel={t().close}
      >
        <div class="reading">
          <For each={lines()}>{(line) => <p>{line}</p>}</For>
        </div>
      </Sheet>
    ),
  };
}
