import type { JSX } from "solid-js";
import { createSignal, onCleanup, Show } from "solid-js";
import { askWords } from "../../locale/ask.ts";
import { langTag } from "../../locale/lang.ts";
import { Icon } from "../../ui/icons.tsx";
import { useSettings, useText } from "../app.tsx";

/** The part of the browser's speech recognition that is used; its types are not in the standard library. */
interface Recognition {
  lang: string;
  interimResults: boolean;
  onresult:
    | ((event: { readonly results: ArrayLike<ArrayLike<{ readonly transcript: string }>> }) => void)
    | null;
  onend: (() => void) | null;
  start(): void;
  stop(): void;
  abort(): void;
}

function makeRecognition(): Recognition | null {
  const browser = window as unknown as Record<string, (new () => Recognition) | undefined>;
  const Kind = browser.SpeechRecognition ?? browser.webkitSpeechRecognition;
  return Kind === undefined ? null : new Kind();
}

/** Hold to speak, or tap to start and tap to stop; nothing where the phone cannot listen. */
export function Speak(props: { readonly onText: (text: string) => void }): JSX.Element {
  const t = useText(askWords);
  const settings = useSettings();
  const recognition = makeRecognition();
  const [isOn, setOn] = createSignal(false);
  const start = (): void => {
    if (recognition === null || isOn()) return;
    recognition.lang = langTag(settings.lang());
    recognition.interimResults = false;
    recognition.onresult = ({ results }) => {
      const said = Array.from({ length: results.length }, (_, at) => results[at]?.[0]?.transcript ?? "");
      props.onText(said.join(""));
    };
    recognition.onend = () => setOn(false);
    setOn(true);
    recognition.start();
  };
  onCleanup(() => recognition?.abort());
  return (
    <Show when={recognition}>
      {(listener) => (
        <button
          type="button"
          class="speak"
          aria-pressed={isOn()}
          aria-label={isOn() ? t().speaking : t().speak}
          onPointerDown={start}
          onPointerUp={() => listener().stop()}
          onKeyDown={(event) => {
            if (event.key === "Enter" || event.key === " ") start();
          }}
          onKeyUp={() => listener().stop()}
        >
          <Icon name="mic" />
        </button>
      )}
    </Show>
  );
}
