import type { JSX } from "solid-js";
import { createMemo, createSignal, onMount, Show } from "solid-js";
import type { Id } from "../../domain/units.ts";
import { common } from "../../locale/common.ts";
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
  const c = useText(common);
  const station = useStation();
  const settings = useSettings();
  const view = createView();
  const acting = createActing();
  const [isDone, setDone] = createSignal(false);
  const asked = () => {
    // What waits is asked anew with every view.
    view();
    return station.asked(props.entry);
  };
  const isRecovery = createMemo((was: boolean) => was || asked()?.what === "recover", false);
  // The account's id is the id of the entry that opens it. Once signed nothing waits any more.
  const account = createMemo((was: Id | undefined) => asked()?.account ?? was ?? props.entry);
  const name = () => view().people.get(account())?.name ?? (isRecovery() ? c().someone : t().someone);
  const steward = () => {
    const by = asked()?.by;
    const known = by === undefined ? null : (view().people.get(by)?.name ?? null);
    const guessed = known ?? stewardName(view(), view().people.get(account())?.building);
    return guessed === null ? t().anySteward : t().steward(guessed);
  };
  const words = () => (isRecovery() ? t().recover : t());
  const sign = async (): Promise<void> => {
    const { community, entry } = props;
    if (await acting.run(() => station.acts.cosign(community, entry))) setDone(true);
  };
  const todo = () => {
    const fault = acting.fault();
    return fault === null ? "" : cosignTodo(fault, settings.lang());
  };
  return (
    <Show when={!isDone()} fallback={<Signed sentence={words().done(name())} />}>
      <Screen
        bare
        sign
        title={t().title}
        foot={
          <>
            <Show when={acting.trouble()}>
              {(words) => (
                <div class="trouble">
                  <Note kind="error" title={words()}>
                    {todo()}
                  </Note>
                </div>
              )}
            </Show>
            <ActBar
              line={words().line}
              act={{ label: t().act, icon: "stamp", onClick: () => void sign(), busy: acting.isBusy() }}
            />
          </>
        }
      >
        <Hero picture="help" name={words().wanted(steward(), name())} sentence={words().explain} />
        <Section title={t().confirms}>
          <Card>
            <Steps steps={words().three} />
          </Card>
        </Section>
      </Screen>
    </Show>
  );
}

function Signed(props: { readonly sentence: string }): JSX.Element {
  const t = useText(cosignWords);
  onMount(() => document.querySelector("h1")?.focus());
  return (
    <Screen bare sign title={t().title}>
      <Hero picture="thanks" name={t().doneTitle} sentence={props.sentence}>
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
