import type { JSX } from "solid-js";
import { For } from "solid-js";
import { common } from "../locale/common.ts";
import { CONSENTS, type ConsentCode } from "../locale/consents.ts";
import { Button } from "../ui/button.tsx";
import { useApp, useText } from "./app.tsx";
import { useReading } from "./reading.tsx";

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

/** 读给我听 for one text. */
export function Listen(props: { readonly text: string }): JSX.Element {
  const t = useText(common);
  const reading = useReading();
  const toggle = (): void => {
    if (reading.isReading()) reading.stop();
    else reading.read(props.text.split("\n"));
  };
  return (
    <Button
      kind="quiet"
      icon="speaker"
      label={reading.isReading() ? t().stopReading : t().readAloud}
      onClick={toggle}
    />
  );
}
