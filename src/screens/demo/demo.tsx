import { useLocation, useNavigate, useParams } from "@solidjs/router";
import type { JSX } from "solid-js";
import { createSignal, For, onMount, Show } from "solid-js";
import { type DemoPage, type DemoPerson, readDemoCode } from "../../domain/demo.ts";
import { common } from "../../locale/common.ts";
import { demoWords } from "../../locale/demo.ts";
import { RowCard, Section } from "../../ui/card.tsx";
import { Skeleton } from "../../ui/empty.tsx";
import { Note } from "../../ui/note.tsx";
import { Pill } from "../../ui/pill.tsx";
import { createActing } from "../acting.ts";
import { createView, useApp, useSettings, useStation, useText } from "../app.tsx";
import { Screen } from "../screen.tsx";
import { createEntering } from "./entering.ts";
import { keepTour } from "./tour_step.ts";

/** 演示: who is who, and a tap to be somebody; a link with a code, and 进去看看, enter at once. */
export default function Demo(): JSX.Element {
  const t = useText(demoWords);
  const c = useText(common);
  const station = useStation();
  const { shelf } = useApp();
  const navigate = useNavigate();
  const location = useLocation();
  const params = useParams();
  const looking = createActing();
  const entering = createEntering();
  const [page, setPage] = createSignal<DemoPage>();
  const home = (): void => navigate("/", { replace: true });
  const follow = (seen: DemoPage): void => {
    keepTour(shelf, seen.tour);
    home();
  };
  const code = readDemoCode(location.hash.slice(1));
  const isDirect = code !== null || params.way === "in";

  onMount(() => {
    if (code !== null) void entering.enter(code, home);
    else if (params.way === "in") void entering.become("tour", follow);
    else void looking.run(() => station.acts.seeDemo(), setPage);
  });

  const trouble = () => entering.trouble() ?? looking.trouble();
  return (
    <Screen title={t().who.title} above="/" bare={page() === undefined}>
      <Show when={trouble()}>
        {(words) => (
          <Note kind="error" act={{ label: c().home, href: "/" }}>
            {words()}
          </Note>
        )}
      </Show>
      <Show
        when={page()}
        fallback={
          <Show when={trouble() === null}>
            <Skeleton label={isDirect ? t().who.entering : c().opening} rows={4} />
          </Show>
        }
      >
        {(seen) => (
          <>
            <p class="muted">{t().who.sentence}</p>
            <RowCard
              title={t().who.tour}
              note={t().who.tourNote}
              icon="list"
              onClick={() => void entering.become("tour", follow)}
            />
            <Houses page={seen()} onChoose={(person) => void entering.enter(person, home)} />
          </>
        )}
      </Show>
    </Screen>
  );
}

function Houses(props: {
  readonly page: DemoPage;
  readonly onChoose: (person: DemoPerson) => void;
}): JSX.Element {
  const view = createView();
  const settings = useSettings();
  const t = useText(demoWords);
  const c = useText(common);
  const buildings = () => [...new Set(props.page.people.map(({ building }) => building))];
  return (
    <For each={buildings()}>
      {(building) => (
        <Section title={c().building(building)}>
          <div class="settings">
            <For each={props.page.people.filter((person) => person.building === building)}>
              {(person) => (
                <RowCard
                  title={person.name}
                  note={person.about[settings.lang()]}
                  icon="user"
                  onClick={() => props.onChoose(person)}
                  end={
                    <Show when={view().me?.id === person.account}>
                      <Pill tone="green" icon="check" word={t().who.now} />
                    </Show>
                  }
                />
              )}
            </For>
          </div>
        </Section>
      )}
    </For>
  );
}
