import type { JSX } from "solid-js";
import { For, Match, onMount, Show, Switch } from "solid-js";
import { common } from "../../locale/common.ts";
import { faultText } from "../../locale/faults.ts";
import { setupWords } from "../../locale/setup.ts";
import type { KeyFault } from "../../peer/container.ts";
import { ActBar } from "../../ui/act-bar.tsx";
import { Card, Section } from "../../ui/card.tsx";
import { ErrorState } from "../../ui/empty.tsx";
import { Hero } from "../../ui/hero.tsx";
import { Note } from "../../ui/note.tsx";
import { Steps } from "../../ui/steps.tsx";
import { createActing } from "../acting.ts";
import { createView, useApp, useStation, useText } from "../app.tsx";
import { Screen } from "../screen.tsx";
import type { Flow } from "./flow.ts";

/** The relay's own words for a new link (interface.md). */
const AGAIN_COMMAND = "npm start -- --setup";

/** The first page: what to have ready, and one button that uses the link. */
export function OpenStep(props: { readonly flow: Flow; readonly secret: string }): JSX.Element {
  const view = createView();
  const acting = createActing();
  const station = useStation();
  const t = useText(setupWords);
  const open = async (): Promise<void> => {
    const { secret, flow } = props;
    await acting.run(
      () => station.acts.openSetup(secret),
      (both) => flow.begin({ root: both.rootCode, second: both.secondCode }),
    );
  };
  const foot = () => (
    <Show when={props.secret !== "" && view().me === null && acting.fault() !== "setup_refused"}>
      <ActBar
        act={{
          label: t().open.start,
          onClick: () => void open(),
          busy: acting.isBusy(),
          disabled: view().keyFault !== null,
        }}
      />
    </Show>
  );
  return (
    <Screen bare sign title={t().place} foot={foot()}>
      <Switch fallback={<Welcome keyFault={view().keyFault} trouble={acting.trouble()} />}>
        <Match when={view().me !== null}>
          <ErrorState
            picture="board"
            happened={t().open.exists}
            todo={t().open.existsTodo}
            act={{ label: t().open.toOps, href: "/ops" }}
          />
        </Match>
        <Match when={props.secret === ""}>
          <ErrorState
            picture="key"
            happened={t().open.noSecret}
            todo={t().open.noSecretTodo}
            act={{ label: t().open.again, href: "/" }}
          />
        </Match>
        <Match when={acting.fault() === "setup_refused"}>
          <Refused />
        </Match>
      </Switch>
    </Screen>
  );
}

function Welcome(props: {
  readonly keyFault: KeyFault | null;
  readonly trouble: string | null;
}): JSX.Element {
  const t = useText(setupWords);
  const c = useText(common);
  const { settings } = useApp();
  return (
    <>
      <Hero picture="key" small={c().house} name={t().open.name} sentence={t().open.sentence} />
      <Section title={t().open.need}>
        <Card>
          <Steps steps={t().open.needs} />
        </Card>
      </Section>
      <Show when={props.keyFault}>
        {(fault) => <Note kind="warn">{faultText(fault(), settings.lang())}</Note>}
      </Show>
      <Show when={props.trouble}>{(trouble) => <Note kind="error">{trouble()}</Note>}</Show>
    </>
  );
}

/** One answer of the relay for three cases; each has its own way on. */
function Refused(): JSX.Element {
  const t = useText(setupWords);
  onMount(() => document.querySelector("h1")?.focus());
  return (
    <Section title={t().open.refused}>
      <Card>
        <ul class="setup-reasons">
          <For each={t().open.refusedWhy}>{(why) => <li>{why}</li>}</For>
        </ul>
        <code class="command">{AGAIN_COMMAND}</code>
      </Card>
    </Section>
  );
}
