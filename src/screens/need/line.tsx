import type { JSX } from "solid-js";
import { createMemo, Match, Show, Switch } from "solid-js";
import { deedWords } from "../../locale/deed.ts";
import { Button } from "../../ui/button.tsx";
import { Card, Section } from "../../ui/card.tsx";
import { Note } from "../../ui/note.tsx";
import { PersonLine } from "../../ui/person-line.tsx";
import { Steps } from "../../ui/steps.tsx";
import { useSettings, useText } from "../app.tsx";
import { nameOf } from "../people.ts";
import type { Deal } from "./deal.ts";
import { useStandby } from "./standby.ts";

/** 候补: who was first, where I stand, what happens when she cannot come, and how to leave the line. */
export function Line(props: { readonly deal: Deal }): JSX.Element {
  const t = useText(deedWords);
  const need = () => props.deal.need();
  const place = () => need().standbys.indexOf(props.deal.view().me?.id ?? need().id);
  return (
    <Show when={props.deal.part() === "other" && place() >= 0}>
      <Switch>
        <Match when={need().status === "open" && place() === 0}>
          <Note kind="done" title={t().line.turnTitle}>
            {t().line.turn}
          </Note>
        </Match>
        <Match when={need().status === "open"}>
          <Note kind="info">{t().line.notYet}</Note>
        </Match>
        <Match when={need().status === "taken"}>
          <Waiting deal={props.deal} />
        </Match>
      </Switch>
    </Show>
  );
}

function Waiting(props: { readonly deal: Deal }): JSX.Element {
  const t = useText(deedWords);
  const settings = useSettings();
  const standby = useStandby(() => props.deal);
  const name = (account: Parameters<typeof nameOf>[1]): string =>
    nameOf(props.deal.view(), account, settings.lang());
  const first = () => name(props.deal.need().helper);
  const me = () => props.deal.view().me?.id;
  const standbys = createMemo(() => props.deal.need().standbys, [], {
    equals: (a, b) => a.join() === b.join(),
  });
  return (
    <Section title={t().line.title}>
      <Card>
        <PersonLine name={first()} marks={[{ tone: "green", icon: "check", word: t().line.first }]} />
        <Steps
          steps={standbys().map((one) => (
            <Show when={one === me()} fallback={name(one)}>
              <strong>{t().line.you}</strong>
            </Show>
          ))}
        />
        <p class="muted">{t().line.what(first())}</p>
        <Button
          kind="outline"
          label={t().standDown}
          onClick={standby.leave}
          busy={props.deal.acting.isBusy()}
        />
      </Card>
    </Section>
  );
}
