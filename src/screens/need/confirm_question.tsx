import { useNavigate } from "@solidjs/router";
import type { JSX } from "solid-js";
import { createEffect, createSignal, on, Show } from "solid-js";
import { common } from "../../locale/common.ts";
import { deedWords } from "../../locale/deed.ts";
import { lengthWords } from "../../locale/time.ts";
import { Amount } from "../../ui/amount.tsx";
import { Details } from "../../ui/details.tsx";
import { Stepper } from "../../ui/stepper.tsx";
import { useApp, useStation, useText } from "../app.tsx";
import { pointsFor, pointsText } from "../deeds.ts";
import { nameOf } from "../people.ts";
import { useReading } from "../reading.tsx";
import { AskSheet } from "./ask_sheet.tsx";
import type { Deal } from "./deal.ts";

/** 确认给 → 确定: the amount large and read aloud, less of it where the time is wrong. */
export function ConfirmQuestion(props: { readonly deal: Deal }): JSX.Element {
  const t = useText(deedWords);
  const c = useText(common);
  const { settings } = useApp();
  const reading = useReading();
  const station = useStation();
  const navigate = useNavigate();
  const need = () => props.deal.need();
  const view = () => props.deal.view();
  const helper = () => nameOf(view(), need().helper, settings.lang());
  const served = () => need().served ?? 0;
  const [given, setGiven] = createSignal<number | null>(null);
  const amount = () => given() ?? served();
  createEffect(
    on(
      () => props.deal.question(),
      (question) => {
        if (question !== "confirm" || served() === 0) return;
        reading.say(t().confirmSpoken(helper(), pointsText(view(), served(), settings.lang())));
      },
    ),
  );
  const took = () => lengthWords((need().endedAt ?? 0) - (need().startedAt ?? 0), settings.lang());
  return (
    <AskSheet
      deal={props.deal}
      question="confirm"
      title={t().confirmTitle(helper())}
      sentence={t().confirmSentence(helper(), took())}
      sure={c().sure}
      act={() => station.acts.confirm(need().id, amount() === served() ? null : amount())}
      onDone={() => {
        reading.stop();
        navigate(`/thanks/${need().id}`, { replace: true });
      }}
    >
      <Show when={served() > 0}>
        <p class="confirm-amount">
          <Show when={pointsFor(view(), amount(), settings.lang())}>
            {(points) => <Amount {...points()} size="large" tone="persimmon" />}
          </Show>
        </p>
        <Less deal={props.deal} value={amount()} onChange={setGiven} />
      </Show>
    </AskSheet>
  );
}

function Less(props: {
  readonly deal: Deal;
  readonly value: number;
  readonly onChange: (seconds: number) => void;
}): JSX.Element {
  const t = useText(deedWords);
  const { settings } = useApp();
  const step = () => props.deal.view().community?.policy.step_seconds ?? 360;
  return (
    <Details summary={t().less}>
      <p class="muted">{t().lessNote}</p>
      <Stepper
        label={t().lessLabel}
        value={props.value}
        min={step()}
        max={props.deal.need().served ?? step()}
        step={step()}
        shown={pointsText(props.deal.view(), props.value, settings.lang())}
        lessLabel={t().minus}
        moreLabel={t().plus}
        onChange={(value) => props.onChange(value)}
      />
    </Details>
  );
}
