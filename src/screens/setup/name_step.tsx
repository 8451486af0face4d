import type { JSX } from "solid-js";
import { createSignal } from "solid-js";
import { checkCommunityName } from "../../domain/founding.ts";
import { cleanText, refusedWordIn } from "../../domain/words.ts";
import { setupWords } from "../../locale/setup.ts";
import { clockWords } from "../../locale/time.ts";
import { Field } from "../../ui/field.tsx";
import { Select } from "../../ui/select.tsx";
import { createView, useSettings, useText } from "../app.tsx";
import type { Flow } from "./flow.ts";
import { StepFrame } from "./step_frame.tsx";
import { zoneOptions } from "./zones.ts";

/** 社区叫什么, with the words of a bank refused while they are typed; and where its clocks stand. */
export function NameStep(props: { readonly flow: Flow }): JSX.Element {
  const t = useText(setupWords);
  const settings = useSettings();
  const view = createView();
  const [hasTried, setTried] = createSignal(false);
  const name = () => cleanText(props.flow.draft.name);
  const trouble = (): string | undefined => {
    const refused = refusedWordIn(name());
    if (refused !== null) return t().name.refused(refused);
    const check = checkCommunityName(name());
    if (check === "too_long") return t().name.tooLong;
    return hasTried() && check === "too_short" ? t().name.tooShort : undefined;
  };
  const next = (): void => {
    setTried(true);
    if (trouble() !== undefined) return;
    props.flow.setDraft("name", name());
    props.flow.next();
  };
  const clock = () =>
    clockWords(view().now, {
      now: view().now,
      timeZone: props.flow.draft.timeZone,
      lang: settings.lang(),
    });
  return (
    <StepFrame step="name" title={t().name.step} onNext={next}>
      <Field
        label={t().name.field}
        hint={t().name.hint}
        value={props.flow.draft.name}
        error={trouble()}
        autocomplete="organization"
        onInput={(value) => props.flow.setDraft("name", value)}
      />
      <Select
        label={t().name.zone}
        hint={t().name.zoneHint(clock())}
        value={props.flow.draft.timeZone}
        options={zoneOptions(settings.lang())}
        onChange={(zone) => props.flow.setDraft("timeZone", zone)}
      />
    </StepFrame>
  );
}
