import type { JSX } from "solid-js";
import { Show } from "solid-js";
import { PLACES, type Place } from "../../domain/said.ts";
import { SERVICES, type ServiceType } from "../../domain/service.ts";
import { askWords } from "../../locale/ask.ts";
import { needWords } from "../../locale/need.ts";
import { lengthWords, windowWords } from "../../locale/time.ts";
import { Chips } from "../../ui/chips.tsx";
import { Details } from "../../ui/details.tsx";
import { createView, useSettings, useText, useWhen } from "../app.tsx";
import { nameOf } from "../people.ts";
import type { Filled } from "./ask_draft.ts";
import type { Window } from "./windows.ts";

interface Choosing {
  readonly type: ServiceType;
  readonly filled: Filled;
  readonly windows: readonly Window[];
  readonly window: string;
  readonly onChange: (part: Partial<Filled>) => void;
}

/** Chips for whom, when, where and how long; all have an answer already. */
export function AskChoices(props: Choosing): JSX.Element {
  const view = createView();
  const settings = useSettings();
  const t = useText(askWords);
  const n = useText(needWords);
  const when = useWhen(view);
  const windowLabel = (one: Window): string =>
    one.key === "days" ? t().days : windowWords(one.from, one.to, when());
  return (
    <>
      <ForWhom {...props} />
      <Chips
        legend={t().when}
        options={props.windows.map((one) => ({ value: one.key, label: windowLabel(one) }))}
        value={props.window}
        onChange={(window) => props.onChange({ window })}
      />
      <Chips
        legend={t().length}
        options={SERVICES[props.type].choices.map((seconds) => ({
          value: String(seconds),
          label: lengthWords(seconds, settings.lang()),
        }))}
        value={String(props.filled.seconds)}
        onChange={(seconds) => props.onChange({ seconds: Number(seconds) })}
      />
      <Chips<Place>
        legend={t().where}
        options={PLACES.map((value) => ({ value, label: n().place[value] }))}
        value={props.filled.place}
        onChange={(place) => props.onChange({ place })}
      />
      <Details summary={t().more}>
        <Chips
          legend={t().gender}
          options={n().gender.map((label, at) => ({ value: String(at), label }))}
          value={String(props.filled.gender)}
          onChange={(gender) => props.onChange({ gender: Number(gender) })}
        />
        <Chips
          legend={t().points}
          options={[
            { value: "yes", label: t().withPoints },
            { value: "no", label: t().withoutPoints },
          ]}
          value={props.filled.points ? "yes" : "no"}
          onChange={(points) => props.onChange({ points: points === "yes" })}
        />
      </Details>
    </>
  );
}

function ForWhom(props: Choosing): JSX.Element {
  const view = createView();
  const settings = useSettings();
  const t = useText(askWords);
  const people = () => [
    { value: view().me?.id ?? "", label: t().myself },
    ...view().elders.map(({ id }) => ({ value: id as string, label: nameOf(view(), id, settings.lang()) })),
  ];
  return (
    <Show when={view().elders.length > 0}>
      <Chips<string>
        legend={t().forWhom}
        options={people()}
        value={props.filled.requester}
        onChange={(requester) => props.onChange({ requester })}
      />
    </Show>
  );
}

/** What is bought most: one tap writes it. */
export function Often(props: {
  readonly words: string;
  readonly onPick: (words: string) => void;
}): JSX.Element {
  const t = useText(askWords);
  const words = () => t().oftenErrand;
  return (
    <Chips<string>
      legend={t().often}
      options={words().map((label) => ({ value: label, label }))}
      value={words().find((word) => word === props.words)}
      onChange={(word) => props.onPick(word)}
    />
  );
}
