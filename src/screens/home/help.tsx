import type { JSX } from "solid-js";
import { createMemo, createSignal, For, Show } from "solid-js";
import { homeWords } from "../../locale/home.ts";
import { Button } from "../../ui/button.tsx";
import { Card, Section } from "../../ui/card.tsx";
import { Field } from "../../ui/field.tsx";
import { PersonLine } from "../../ui/person-line.tsx";
import { createView, useApp, useSettings, useText } from "../app.tsx";
import { buildingName, nameOf } from "../people.ts";
import { Screen } from "../screen.tsx";

/** Shelf key of the steward's number: it was typed in from the poster and never leaves the phone. */
const NUMBER = "steward.number";

/** 叫楼长: who she is, one tap to call, and whom to call first when somebody is hurt. */
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
        <For each={stewards()}>
          {(one) => (
            <PersonLine
              name={nameOf(view(), one.id, settings.lang())}
              place={t().help.role(buildingName(view(), one.building, settings.lang()))}
            />
          )}
        </For>
        <CallSteward label={callLabel()} />
      </Card>
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

function CallSteward(props: { readonly label: string }): JSX.Element {
  const { shelf } = useApp();
  const t = useText(homeWords);
  const [number, setNumber] = createSignal(shelf.get(NUMBER) ?? "");
  const [typed, setTyped] = createSignal("");
  const keep = (value: string): void => {
    shelf.set(NUMBER, value === "" ? null : value);
    setNumber(value);
  };
  return (
    <Show
      when={number() !== ""}
      fallback={
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            keep(typed().replace(/[^\d+]/gu, ""));
          }}
        >
          <p class="muted">{t().help.noNumber}</p>
          <Field
            label={t().help.number}
            value={typed()}
            onInput={setTyped}
            type="tel"
            inputmode="tel"
            autocomplete="off"
            maxlength={20}
          />
          <Button label={t().help.keepNumber} kind="outline" type="submit" />
        </form>
      }
    >
      <Button icon="phone" label={props.label} href={`tel:${number()}`} wide />
      <Button
        kind="quiet"
        label={t().help.changeNumber}
        onClick={() => {
          setTyped(number());
          keep("");
        }}
      />
    </Show>
  );
}
