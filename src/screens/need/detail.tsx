import { Key } from "@solid-primitives/keyed";
import type { JSX } from "solid-js";
import { Show } from "solid-js";
import { SERVICES } from "../../domain/service.ts";
import { common } from "../../locale/common.ts";
import { deedWords } from "../../locale/deed.ts";
import { needWords } from "../../locale/need.ts";
import { lengthWords, windowWords } from "../../locale/time.ts";
import { Amount } from "../../ui/amount.tsx";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/card.tsx";
import { Disc } from "../../ui/need-card.tsx";
import { PersonLine } from "../../ui/person-line.tsx";
import { Pill } from "../../ui/pill.tsx";
import { Rows } from "../../ui/rows.tsx";
import { Steps } from "../../ui/steps.tsx";
import { useSettings, useText, useWhen } from "../app.tsx";
import { PICTURE_OF, pillOf, pointsFor, titleOf, worthOf } from "../deeds.ts";
import { nameOf, placeOf } from "../people.ts";
import { ContactLine } from "./contact_line.tsx";
import type { Deal } from "./deal.ts";
import { Line } from "./line.tsx";
import { createMoreActs } from "./moves.ts";
import { News } from "./news.tsx";

/**
 * One need in full: what, who, when, where, its news, and what to know before taking it. Drawn from what was seen
 * last it has no acts, and no news that only the open station knows.
 */
export function Detail(props: { readonly deal: Deal }): JSX.Element {
  const t = useText(deedWords);
  const n = useText(needWords);
  const acts = createMoreActs(() => props.deal);
  const need = () => props.deal.need();
  const steps = () => SERVICES[need().type].checklist.map((key) => checkText(n().check, key));
  const isBefore = () =>
    props.deal.part() === "helper" ? need().status === "taken" : need().status === "open";
  return (
    <>
      <Head deal={props.deal} />
      <Show when={props.deal.isReady() || need().status !== "waiting_points"}>
        <News deal={props.deal} />
      </Show>
      <Show when={props.deal.isReady()}>
        <Line deal={props.deal} />
      </Show>
      <Facts deal={props.deal} />
      <Show when={props.deal.isReady()}>
        <ContactLine deal={props.deal} />
      </Show>
      <Show when={isBefore() && props.deal.part() !== "mine"}>
        <Section title={t().before}>
          <Steps steps={steps()} />
          <Show when={need().type === "errand" || need().type === "bills"}>
            <p class="muted">{t().material}</p>
          </Show>
        </Section>
      </Show>
      <Show when={props.deal.isReady() && acts().length > 0}>
        <div class="more-acts">
          <Key each={acts()} by="label">
            {(act) => <Button kind="quiet" {...act()} />}
          </Key>
        </div>
      </Show>
    </>
  );
}

/** The sentence of a checklist's key. */
const checkText = (words: Readonly<Record<string, string>>, key: string): string => words[key] ?? key;

function Head(props: { readonly deal: Deal }): JSX.Element {
  const settings = useSettings();
  const c = useText(common);
  const view = () => props.deal.view();
  const need = () => props.deal.need();
  const lang = () => settings.lang();
  const points = () => (need().points ? pointsFor(view(), worthOf(view(), need()), lang()) : undefined);
  const proxy = () =>
    need().by === need().requester
      ? undefined
      : { word: c().proxy, name: nameOf(view(), need().requester, lang()) };
  return (
    <div class="deed-head">
      <Disc picture={PICTURE_OF[need().type]} />
      <div class="deed-head-words">
        <div class="deed-head-top">
          <h2>{titleOf(need(), lang())}</h2>
          <Show when={points()}>{(shown) => <Amount {...shown()} />}</Show>
        </div>
        <PersonLine
          name={nameOf(view(), need().by, lang())}
          proxyFor={proxy()}
          place={placeOf(view(), need().requester, lang())}
        />
        <Pill {...pillOf(view(), need(), lang())} />
      </div>
    </div>
  );
}

function Facts(props: { readonly deal: Deal }): JSX.Element {
  const settings = useSettings();
  const t = useText(deedWords);
  const n = useText(needWords);
  const when = useWhen(() => props.deal.view());
  const need = () => props.deal.need();
  const rows = () => [
    { label: t().when, value: windowWords(need().from, need().to, when()) },
    { label: t().where, value: n().place[need().place] },
    { label: t().length, value: lengthWords(need().seconds, settings.lang()) },
    ...(need().gender === 0 ? [] : [{ label: t().who, value: n().gender[need().gender] }]),
    ...(need().points ? [] : [{ label: n().noPoints, value: "" }]),
  ];
  return (
    <>
      <Show when={need().words !== titleOf(need(), settings.lang()) && need().words}>
        {(words) => <p class="deed-words">{words()}</p>}
      </Show>
      <Rows rows={rows()} />
    </>
  );
}
