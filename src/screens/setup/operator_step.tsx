import type { JSX } from "solid-js";
import { createSignal } from "solid-js";
import { NAME_CHARACTERS_MAX } from "../../domain/said.ts";
import { cleanText } from "../../domain/words.ts";
import { setupWords } from "../../locale/setup.ts";
import { Field } from "../../ui/field.tsx";
import { Note } from "../../ui/note.tsx";
import { useText } from "../app.tsx";
import type { Flow } from "./flow.ts";
import { StepFrame } from "./step_frame.tsx";

/** The operator's 称呼, and where her key stays. */
export function OperatorStep(props: { readonly flow: Flow }): JSX.Element {
  const t = useText(setupWords);
  const [hasTried, setTried] = createSignal(false);
  const name = () => cleanText(props.flow.draft.operatorName);
  const next = (): void => {
    setTried(true);
    if (name() === "") return;
    props.flow.setDraft("operatorName", name());
    props.flow.next();
  };
  return (
    <StepFrame step="operator" title={t().operator.step} onNext={next} onBack={() => props.flow.back()}>
      <Field
        label={t().operator.field}
        hint={t().operator.hint}
        value={props.flow.draft.operatorName}
        error={hasTried() && name() === "" ? t().operator.empty : undefined}
        autocomplete="nickname"
        maxlength={NAME_CHARACTERS_MAX}
        onInput={(value) => props.flow.setDraft("operatorName", value)}
      />
      <Note kind="info">{t().operator.note}</Note>
    </StepFrame>
  );
}
