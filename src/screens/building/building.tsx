import { Navigate, useParams } from "@solidjs/router";
import type { JSX } from "solid-js";
import { createEffect, createResource, lazy, Match, Show, Switch } from "solid-js";
import { parseId } from "../../domain/units.ts";
import { buildingPageWords } from "../../locale/building.ts";
import { common } from "../../locale/common.ts";
import { needWords } from "../../locale/need.ts";
import { windowWords } from "../../locale/time.ts";
import { RowCard, Section } from "../../ui/card.tsx";
import { ErrorState, Skeleton } from "../../ui/empty.tsx";
import { List } from "../../ui/list.tsx";
import { Note } from "../../ui/note.tsx";
import { Rows } from "../../ui/rows.tsx";
import { Steps } from "../../ui/steps.tsx";
import { createView, useApp, useSettings, useText } from "../app.tsx";
import { Gate } from "../gate.tsx";
import { keptInvite } from "../invite_kept.ts";
import { linkManifest } from "../manifest_link.ts";
import { Screen } from "../screen.tsx";
import { findPublicPage, type PublicBuilding, type PublicFound, type PublicPage } from "./public_page.ts";

const OtherBrowser = lazy(() => import("../other_browser.tsx"));
const BUILDING = /^[a-z0-9]{1,8}$/u;

/** `/b/<community>/<building>`: where the app of a building starts. Members go home; others see what it is and how to get in. */
export default function BuildingPage(): JSX.Element {
  const params = useParams();
  const view = createView();
  const t = useText(buildingPageWords);
  const place = () => {
    const community = parseId(params.community ?? "");
    const building = params.building ?? "";
    return community === null || !BUILDING.test(building) ? null : { community, building };
  };
  createEffect(() => {
    if (view().phase === "empty") linkManifest(document, place());
  });
  return (
    <Switch
      fallback={
        <Gate>
          <Navigate href="/" />
        </Gate>
      }
    >
      <Match when={view().phase === "empty" && place() === null}>
        <Screen title={t().title} sign bare>
          <ErrorState picture="post" happened={t().nowhere} todo={t().nowhereTodo} />
        </Screen>
      </Match>
      <Match when={view().phase === "empty" && place()}>
        {(here) => <Visitor community={here().community} building={here().building} />}
      </Match>
    </Switch>
  );
}

function Visitor(props: { readonly community: string; readonly building: string }): JSX.Element {
  const { shelf } = useApp();
  const t = useText(buildingPageWords);
  const c = useText(common);
  const [found] = createResource(
    () => props.community,
    (community) => findPublicPage(community, shelf),
  );
  const page = () => found()?.page ?? null;
  const building = () => page()?.buildings.find(({ id }) => id === props.building);
  const place = () =>
    [page()?.name, building()?.name ?? c().building(props.building)].filter(Boolean).join(" ");
  return (
    <Screen title={t().title} headline={t().headline(place())} sign bare>
      <p>{t().what}</p>
      <Ways />
      <Show when={found()} fallback={<Skeleton label={c().opening} rows={3} />}>
        {(answer) => <Open found={answer()} building={building()} />}
      </Show>
      <Section title={t().rules}>
        <Steps steps={t().rule} />
      </Section>
    </Screen>
  );
}

/** Ways in that lead somewhere from here; where no key can be made, the way to where one can. */
function Ways(): JSX.Element {
  const { shelf } = useApp();
  const view = createView();
  const t = useText(buildingPageWords);
  const invite = keptInvite(shelf);
  return (
    <Section title={t().ways}>
      <Show when={view().keyFault === null} fallback={<OtherBrowser isPart />}>
        <Show when={invite}>
          {(code) => <RowCard title={t().goOn} note={t().goOnNote} icon="doorOpen" href={`/j/${code()}`} />}
        </Show>
        <RowCard title={t().scan} note={t().scanNote} icon="scan" href="/scan?for=poster" />
        <RowCard title={t().back} note={t().backNote} icon="key" href="/lost" />
      </Show>
    </Section>
  );
}

/** The reduced list: kind and time, of this building; a number for the others. */
function Open(props: {
  readonly found: PublicFound;
  readonly building: PublicBuilding | undefined;
}): JSX.Element {
  const t = useText(buildingPageWords);
  return (
    <Show when={props.found.page} fallback={<Note kind="info">{t().unseen}</Note>}>
      {(page) => <Needs page={page()} building={props.building} isFresh={props.found.isFresh} />}
    </Show>
  );
}

function Needs(props: {
  readonly page: PublicPage;
  readonly building: PublicBuilding | undefined;
  readonly isFresh: boolean;
}): JSX.Element {
  const view = createView();
  const settings = useSettings();
  const t = useText(buildingPageWords);
  const n = useText(needWords);
  const when = () => ({ now: view().now, timeZone: props.page.timeZone, lang: settings.lang() });
  // What was seen long ago and is over by now is asked for no more.
  const open = () => (props.building?.open ?? []).filter(({ to }) => to > view().now);
  const elsewhere = () =>
    props.page.buildings
      .filter(({ id }) => id !== props.building?.id)
      .reduce((sum, other) => sum + other.open.filter(({ to }) => to > view().now).length, 0);
  return (
    <Section title={t().open} count={open().length || undefined}>
      <Show when={!props.isFresh}>
        <Note kind="info">{t().old}</Note>
      </Show>
      <Show when={open().length > 0} fallback={<p class="muted">{t().noneOpen}</p>}>
        <List each={open()} by={({ type, from, to }) => `${type} ${from} ${to}`}>
          {(need) => (
            <Rows
              rows={[{ label: n().type[need().type], value: windowWords(need().from, need().to, when()) }]}
            />
          )}
        </List>
      </Show>
      <p class="muted">
        {[
          props.building && t().members(props.building.members),
          t().stewards(props.page.stewards),
          elsewhere() > 0 && t().elsewhere(elsewhere()),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <p class="muted">{t().reduced}</p>
    </Section>
  );
}
