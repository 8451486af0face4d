import type { JSX } from "solid-js";
import { createSignal, Show } from "solid-js";
import { buildingWords } from "../../locale/buildings.ts";
import { setupWords } from "../../locale/setup.ts";
import { Card } from "../../ui/card.tsx";
import { Note } from "../../ui/note.tsx";
import { Rows } from "../../ui/rows.tsx";
import { Check } from "../../ui/steps.tsx";
import { createActing } from "../acting.ts";
import { useSettings, useStation, useText } from "../app.tsx";
import { BuildingsEditor } from "./buildings_editor.tsx";
import type { Flow } from "./flow.ts";
import { StepFrame } from "./step_frame.tsx";
import { zoneName } from "./zones.ts";

/** The table of buildings as a step of the first run. */
export function BuildingsStep(props: { readonly flow: Flow }): JSX.Element {
  const t = useText(buildingWords);
  const [hasTried, setTried] = createSignal(false);
  const isEmpty = () => props.flow.draft.buildings.length === 0;
  return (
    <StepFrame
      step="buildings"
      title={t().step}
      onNext={() => (isEmpty() ? setTried(true) : props.flow.next())}
      onBack={() => props.flow.back()}
    >
      <BuildingsEditor
        buildings={props.flow.draft.buildings}
        onChange={(buildings) => props.flow.setDraft("buildings", buildings)}
      />
      <Show when={hasTried() && isEmpty()}>
        <Note kind="error">{t().needOne}</Note>
      </Show>
    </StepFrame>
  );
}

/** Everything on one page, and the one act that cannot be taken back. */
export function CheckStep(props: { readonly flow: Flow }): JSX.Element {
  const t = useText(setupWords);
  const settings = useSettings();
  const station = useStation();
  const acting = createActing();
  const [isHanded, setHanded] = createSignal(false);
  const [hasTried, setTried] = createSignal(false);
  const draft = () => props.flow.draft;
  const households = () => draft().buildings.reduce((sum, building) => sum + building.households, 0);
  const found = async (): Promise<void> => {
    setTried(true);
    if (!isHanded()) return;
    const whole = { ...draft(), buildings: [...draft().buildings] };
    const typed = { root: props.flow.typed.root, second: props.flow.typed.second };
    if (await acting.run(() => station.acts.found(whole, typed))) props.flow.finish();
  };
  return (
    <StepFrame
      step="check"
      title={t().check.step}
      nextLabel={t().check.found}
      line={t().check.line}
      busy={acting.isBusy()}
      onNext={() => void found()}
      onBack={() => props.flow.back()}
    >
      <Card>
        <Rows
          rows={[
            { label: t().check.name, value: <strong>{draft().name}</strong> },
            { label: t().check.zone, value: zoneName(draft().timeZone, settings.lang()) },
            { label: t().check.preset, value: t().rules.presets[draft().preset].name },
            { label: t().check.operator, value: draft().operatorName },
            { label: t().check.buildings, value: t().check.count(draft().buildings.length, households()) },
            { label: t().check.papers, value: t().check.papersDone },
          ]}
        />
      </Card>
      <Check label={t().check.handed} note={t().check.handedNote} checked={isHanded()} onChange={setHanded} />
      <Show when={hasTried() && !isHanded()}>
        <Note kind="warn">{t().check.handedFirst}</Note>
      </Show>
      <Show when={acting.trouble()}>{(trouble) => <Note kind="error">{trouble()}</Note>}</Show>
    </StepFrame>
  );
}
