import type { JSX } from "solid-js";
import { createUniqueId, For } from "solid-js";
import { PRESETS } from "../../domain/policy.ts";
import { setupWords } from "../../locale/setup.ts";
import { useText } from "../app.tsx";
import type { Flow } from "./flow.ts";
import { StepFrame } from "./step_frame.tsx";

/** Four sets of rules, one line each; native radio buttons. */
export function RulesStep(props: { readonly flow: Flow }): JSX.Element {
  const t = useText(setupWords);
  const name = createUniqueId();
  return (
    <StepFrame
      step="rules"
      title={t().rules.step}
      onNext={() => props.flow.next()}
      onBack={() => props.flow.back()}
    >
      <fieldset class="presets">
        <legend class="muted">{t().rules.legend}</legend>
        <For each={PRESETS}>
          {(preset) => (
            <label class="choice">
              <input
                type="radio"
                name={name}
                value={preset}
                checked={props.flow.draft.preset === preset}
                onChange={() => props.flow.setDraft("preset", preset)}
              />
              <span class="choice-face">
                <span class="choice-label">{t().rules.presets[preset].name}</span>
                <span class="choice-note">{t().rules.presets[preset].line}</span>
              </span>
            </label>
          )}
        </For>
      </fieldset>
    </StepFrame>
  );
}
