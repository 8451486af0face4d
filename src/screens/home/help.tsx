import { Key } from "@solid-primitives/keyed";
import type { JSX } from "solid-js";
import { createMemo, Show } from "solid-js";
import { homeWords } from "../../locale/home.ts";
import { Button } from "../../ui/button.tsx";
import { Card, Section } from "../../ui/card.tsx";
import { Field } from "../../ui/field.tsx";
import { PersonLine } from "../../ui/person-line.tsx";
import { Steps } from "../../ui/steps.tsx";
import { createView, useSettings, useText } from "../app.tsx";
import { createDraftText } from "../draft.ts";
import { buildingName, nameOf } from "../people.ts";
import { Screen } from "../screen.tsx";
import { createStewardNumber } from "../steward_number.ts";

/** The line that every city of the country answers day and night for what is no emergency. */
const HOTLINE = "12345";

/** 叫楼长: who she is, one tap to call or how to find her, and whom to call first when somebody is hurt. Needs no network. */
export default function Help(): JSX.Element {
  const view = createView();
  const settings = useSettings();
  const t = useText(homeWords);
  const stewards = createMemo(() => {
    const all = [...view().people.values()].filter((one) => one.isSteward && one.id !== view().me?.id);
    const near = all.filter((one) => one.building === view().me?.building);
    return near.length > 0 ? near : all;
  });
  const callLabel = (): string => {
    const [first] = stewards();
    return first === undefined ? t().help.title : t().help.call(nameOf(view(), first.id, settings.lang()));
  };
  const sentence = (): string => {
    if (stewards().length > 0) return t().help.sentence;
    return view().phase === "ready" ? t().help.nobody : t().help.poster;
  };
  return (
    <Screen title={t().help.title} above="/" at="me">
      <p>{sentence()}</p>
      <Card>
        <Key each={stewards()} by="id">
          {(one) => (
            <PersonLine
              name={nameOf(view(), one().id, settings.lang())}
              place={t().help.role(buildingName(view(), one().building, settings.lang()))}
            />
          )}
        </Key>
        <CallSteward label={callLabel()} hasSteward={stewards().length > 0} />
      </Card>
      <Section title={t().help.nobodyThere}>
        <p class="muted">{t().help.office}</p>
        <div class="pair">
          <Button kind="outline" icon="phone" label={t().help.hotline} href={`tel:${HOTLINE}`} />
        </div>
      </Section>
      <Section title={t().help.urgent}>
        <p class="muted">{t().help.urgentNote}</p>
        <div class="pair">
          <Button kind="outline" icon="phone" label={t().help.ambulance} href="tel:120" />
          <Button kind="outline" icon="phone" label={t().help.police} href="tel:110" />
        </div>
      </Section>
    </Screen>
  );
}

/** One tap to call her where her number is known; else how to find her, and a line to write it down for the next time. */
function CallSteward(props: { readonly label: string; readonly hasSteward: boolean }): JSX.Element {
  const t = useText(homeWords);
  const { number, keep } = createStewardNumber();
  const typed = createDraftText("steward");
  return (
    <Show
      when={number() !== ""}
      fallback={
        <>
          <Show when={props.hasSteward}>
            <Steps steps={t().help.find} />
          </Show>
          <form
            class="stack"
            onSubmit={(event) => {
              event.preventDefault();
              keep(typed.text());
              typed.sent();
            }}
          >
            <Field
              label={t().help.number}
              hint={t().help.numberHint}
              value={typed.text()}
              onInput={typed.write}
              type="tel"
              inputmode="tel"
              autocomplete="off"
              maxlength={20}
            />
            <Button label={t().help.keepNumber} kind="outline" type="submit" />
          </form>
        </>
      }
    >
      <Button icon="phone" label={props.label} href={`tel:${number()}`} wide />
      <Button
        kind="quiet"
        label={t().help.changeNumber}
        onClick={() => {
          typed.write(number());
          keep("");
        }}
      />
    </Show>
  );
}
