import type { JSX } from "solid-js";
import { createSignal, Show } from "solid-js";
import { scanWords } from "../../locale/scan.ts";
import { Button } from "../../ui/button.tsx";
import { RowCard, Section } from "../../ui/card.tsx";
import { Field } from "../../ui/field.tsx";
import { useText } from "../app.tsx";
import type { Aim } from "./outcome.ts";
import { linkIn } from "./scanned.ts";

interface Ways {
  readonly aim: Aim;
  readonly onPhoto: (photo: Blob) => void;
  readonly onText: (text: string) => void;
}

/** Ways without a camera: a photo of the code, the paper typed, the link pasted. */
export function Otherwise(props: Ways): JSX.Element {
  const t = useText(scanWords);
  return (
    <Section title={t().otherwise}>
      <OtherWays {...props} />
    </Section>
  );
}

/** The same inside a disclosure, which has a name already. */
export function OtherWays(props: Ways): JSX.Element {
  const t = useText(scanWords);
  const [pasted, setPasted] = createSignal("");
  return (
    <div class="stack roomy scan-ways">
      <div class="pair">
        <PhotoButton label={t().choose} icon="upload" onPhoto={props.onPhoto} />
        <PhotoButton label={t().shoot} icon="camera" shoots onPhoto={props.onPhoto} />
      </div>
      <Show when={props.aim === "any" || props.aim === "paper"}>
        <RowCard title={t().typeCode} icon="key" href="/restore" />
      </Show>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (pasted().trim() !== "") props.onText(linkIn(pasted()));
        }}
      >
        <Field
          label={t().paste}
          hint={t().pasteHint}
          value={pasted()}
          onInput={setPasted}
          autocapitalize="none"
          autocomplete="off"
        />
        <Button label={t().pasteOpen} type="submit" kind="outline" />
      </form>
    </div>
  );
}

/** A file of the phone, or one that its camera app makes right now. */
function PhotoButton(props: {
  readonly label: string;
  readonly icon: "camera" | "upload";
  readonly shoots?: boolean;
  readonly onPhoto: (photo: Blob) => void;
}): JSX.Element {
  let input: HTMLInputElement | undefined;
  return (
    <>
      <Button kind="outline" icon={props.icon} label={props.label} onClick={() => input?.click()} />
      <input
        ref={input}
        type="file"
        accept="image/*"
        capture={props.shoots ? "environment" : undefined}
        aria-label={props.label}
        hidden
        onChange={(event) => {
          const photo = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (photo !== undefined) props.onPhoto(photo);
        }}
      />
    </>
  );
}
