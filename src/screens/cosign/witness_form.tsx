import type { JSX } from "solid-js";
import { createSignal, onMount, Show } from "solid-js";
import type { Id } from "../../domain/units.ts";
import { cosignTodo, cosignWords } from "../../locale/cosign.ts";
import type { StationView } from "../../peer/station.ts";
import { ActBar } from "../../ui/act-bar.tsx";
import { Button } from "../../ui/button.tsx";
import { Card, Section } from "../../ui/card.tsx";
import { Hero } from "../../ui/hero.tsx";
import { Note } from "../../ui/note.tsx";
import { Steps } from "../../ui/steps.tsx";
import { createActing } from "../acting.ts";
import { createView, useSettings, useStation, useText } from "../app.tsx";
import { Screen } from "../screen.tsx";

/** What the witness confirms in three sentences, and one button. */
export function WitnessForm(props: { readonly community: Id; readonly entry: Id }): JSX.Element {
  const t = useText(cosignWords);
  const station = useStation();
  const settings = useSettings();
  const view = createView();
  const acting = createActing();
  const [isDone, setDone] = createSignal(false);
  // The account's id is the id of the entry that opens it.
  const name = () => view().people.get(props.entry)?.name ?? t().someone;
  const steward = () => {
    const known = stewardName(view(), view().people.get(props.entry)?.building);
    return known === null ? t().anySteward : t().steward(known);
  };
  const sign = async (): Promise<void> => {
    const { community, entry } = props;
    if (await acting.run(() => station.acts.cosign(community, entry))) setDone(true);
  };
  const todo = () => {
    const fault = acting.fault();
    return fault === null ? "" : cosignTodo(fault, settings.lang());
  };
  return (
    <Show when={!isDone()} fallback={<Signed name={name()} />}>
      <Screen
        bare
        sign
        title={t().title}
        foot={
          <ActBar
            line={t().line}
            act={{ label: t().act, icon: "stamp", onClick: () => void sign(), busy: acting.isBusy() }}
          />
        }
      >
        <Hero picture="help" name={t().wanted(steward(), name())} sentence={t().explain} />
        <Section title={t().confirms}>
          <Card>
            <Steps steps={t().three} />
          </Card>
        </Section>
        <Show when={acting.trouble()}>
          {(words) => (
            <Note kind="error" title={words()}>
              {todo()}
            </Note>
          )}
        </Show>
      </Screen>
    </Show>
  );
}

function Signed(props: { readonly name: string }): JSX.Element {
  const t = useText(cosignWords);
  onMount(() => document.querySelector("h1")?.focus());
  return (
    <Screen bare sign title={t().title}>
      <Hero picture="thanks" name={t().doneTitle} sentence={t().done(props.name)}>
        <Button label={t().goHome} icon="home" href="/" />
      </Hero>
    </Screen>
  );
}

/** The one steward of a building; null where none or several are known, because then nobody is named wrongly. */
function stewardName(view: StationView, building: string | undefined): string | null {
  const where = building ?? view.me?.building;
  const stewards = [...view.people.values()].filter((one) => one.isSteward && one.building === where);
  return stewards.length === 1 ? (stewards[0]?.name ?? null) : null;
}
