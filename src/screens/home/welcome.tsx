import { useNavigate } from "@solidjs/router";
import type { JSX } from "solid-js";
import { createSignal, onMount, Show } from "solid-js";
import { homeWords } from "../../locale/home.ts";
import { Button } from "../../ui/button.tsx";
import { RowCard, Section } from "../../ui/card.tsx";
import { Details } from "../../ui/details.tsx";
import { Field } from "../../ui/field.tsx";
import { Hero } from "../../ui/hero.tsx";
import { Steps } from "../../ui/steps.tsx";
import { useApp, useText } from "../app.tsx";
import { createDraftText } from "../draft.ts";
import { keptInvite } from "../invite_kept.ts";
import { ModeChoice } from "../mode.tsx";
import { Screen } from "../screen.tsx";

const POSTER = /\/j\/([a-z0-9]{33,60})/iu;

/** Nobody has joined on this phone: what this is, and how to get in. */
export default function Welcome(): JSX.Element {
  const t = useText(homeWords);
  const { station, shelf } = useApp();
  // Nobody has spoken with the relay yet: whether it is a demo is told with its first answer.
  onMount(() => void station.acts.retry());
  const navigate = useNavigate();
  const invite = keptInvite(shelf);
  const link = createDraftText("poster");
  const [isWrong, setWrong] = createSignal(false);
  const open = (): void => {
    const code = POSTER.exec(link.text())?.[1];
    setWrong(code === undefined);
    if (code === undefined) return;
    link.sent();
    navigate(`/j/${code.toLowerCase()}`);
  };
  return (
    <Screen title={t().welcome.title} sign bare>
      <Hero picture="points" name={t().welcome.headline} sentence={t().welcome.sentence} />
      <Show when={invite}>
        {(code) => (
          <RowCard
            title={t().welcome.goOn}
            note={t().welcome.goOnNote}
            icon="doorOpen"
            href={`/j/${code()}`}
          />
        )}
      </Show>
      <Section title={t().welcome.how}>
        <Steps steps={t().welcome.steps} />
        <Button kind="outline" icon="scan" label={t().welcome.scan} href="/scan?for=poster" wide />
      </Section>
      <ModeChoice />
      <Details summary={t().welcome.paste}>
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            open();
          }}
        >
          <Field
            label={t().welcome.paste}
            hint={t().welcome.pasteHint}
            value={link.text()}
            onInput={link.write}
            error={isWrong() ? t().welcome.notPoster : undefined}
            autocapitalize="none"
            autocomplete="off"
          />
          <Button label={t().welcome.open} type="submit" kind="outline" />
        </form>
      </Details>
      <RowCard title={t().welcome.back} note={t().welcome.backNote} icon="key" href="/lost" />
    </Screen>
  );
}
