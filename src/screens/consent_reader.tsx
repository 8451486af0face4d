import type { JSX } from "solid-js";
import { createSignal, For, onCleanup, Show } from "solid-js";
import { common } from "../locale/common.ts";
import { CONSENTS, type ConsentCode } from "../locale/consents.ts";
import { langTag } from "../locale/lang.ts";
import { Button } from "../ui/button.tsx";
import { useApp, useText } from "./app.tsx";

/** A text to agree to, exactly as it is signed, and a button that reads it aloud. */
export function ConsentReader(props: { readonly code: ConsentCode }): JSX.Element {
  const { settings } = useApp();
  const text = () => CONSENTS[props.code].text[settings.lang()];
  return (
    <div class="stack">
      <div class="consent">
        <h3>{CONSENTS[props.code].title[settings.lang()]}</h3>
        <For each={text().split("\n")}>{(line) => <p>{line}</p>}</For>
      </div>
      <Listen text={text()} />
    </div>
  );
}

/** 读给我听 for one text; nothing where the phone has no voice. */
export function Listen(props: { readonly text: string }): JSX.Element {
  const { voice, settings } = useApp();
  const t = useText(common);
  const [isReading, setReading] = createSignal(false);
  onCleanup(() => voice.stop());
  const toggle = (): void => {
    if (isReading()) {
      voice.stop();
      setReading(false);
      return;
    }
    setReading(true);
    void voice.say(props.text, langTag(settings.lang())).then(() => setReading(false));
  };
  return (
    <Show when={voice.has(langTag(settings.lang()))}>
      <Button
        kind="quiet"
        icon="speaker"
        label={isReading() ? t().stopReading : t().readAloud}
        onClick={toggle}
      />
    </Show>
  );
}
