import type { JSX } from "solid-js";
import { For, Match, Show, Switch } from "solid-js";
import { common } from "../../locale/common.ts";
import { opsWords } from "../../locale/ops.ts";
import { secondsToShown, unitOf } from "../../locale/points.ts";
import { RowCard, Section } from "../../ui/card.tsx";
import { ErrorState, Skeleton } from "../../ui/empty.tsx";
import { Stats as StatRow } from "../../ui/stat.tsx";
import { createView, useSettings, useText } from "../app.tsx";
import { Bars } from "./bars.tsx";
import { BuildingNumbers } from "./building_numbers.tsx";
import { disputedOf, stewardsOf, stuckOf } from "./cases.ts";
import { OPS_PLACES, OpsScreen } from "./ops_screen.tsx";
import { createPublicNumbers, type PublicNumbers, type Stats } from "./public_numbers.ts";

/** `/ops`: what waits for the operator, and how the community is doing. */
export default function Overview(): JSX.Element {
  const c = useText(common);
  const t = useText(opsWords);
  const settings = useSettings();
  const [numbers, again] = createPublicNumbers();
  return (
    <OpsScreen place="overview">
      <Counts numbers={numbers.latest ?? null} />
      <Show when={settings.mode() === "elder"}>
        <Places />
      </Show>
      <Todo />
      <Switch>
        <Match when={numbers.latest}>
          {(known) => (
            <>
              <Flow stats={known().stats} />
              <BuildingNumbers numbers={known()} />
            </>
          )}
        </Match>
        <Match when={numbers.loading}>
          <Skeleton label={c().opening} rows={2} />
        </Match>
        <Match when={true}>
          <ErrorState
            happened={t().overview.offline}
            todo={t().overview.offlineTodo}
            act={{ label: c().retry, icon: "refresh", onClick: again }}
          />
        </Match>
      </Switch>
    </OpsScreen>
  );
}

function Counts(props: { readonly numbers: PublicNumbers | null }): JSX.Element {
  const t = useText(opsWords);
  const view = createView();
  const open = () =>
    props.numbers === null
      ? t().unknown
      : [...props.numbers.buildings.values()].reduce((sum, { open: count }) => sum + count, 0);
  const disputes = () => disputedOf(view()).length + stuckOf(view()).length;
  return (
    <StatRow
      stats={[
        { value: props.numbers?.stats.members ?? t().unknown, label: t().overview.neighbours },
        {
          value: view().community?.buildings.length ?? 0,
          label: t().overview.buildings,
          href: "/ops/buildings",
        },
        { value: open(), label: t().overview.open },
        {
          value: view().newcomers.length,
          label: t().overview.newcomers,
          href: "/ops/review",
          urgent: view().newcomers.length > 0,
        },
        { value: disputes(), label: t().overview.disputes, href: "/ops/disputes", urgent: disputes() > 0 },
      ]}
    />
  );
}

/** In elder mode there are no tabs: the places stand in a list. */
function Places(): JSX.Element {
  const t = useText(opsWords);
  return (
    <ul class="list">
      <For each={OPS_PLACES.filter(({ place }) => place !== "overview")}>
        {({ place, href, icon }) => (
          <li>
            <RowCard icon={icon} title={t().tab[place]} href={href} />
          </li>
        )}
      </For>
    </ul>
  );
}

function Todo(): JSX.Element {
  const t = useText(opsWords);
  const view = createView();
  const newcomers = () => view().newcomers.length;
  const cases = () => disputedOf(view()).length + stuckOf(view()).length;
  const orphans = () =>
    (view().community?.buildings ?? [])
      .filter(({ id }) => stewardsOf(view(), id).length === 0)
      .map(({ name }) => name);
  return (
    <Section title={t().overview.todo}>
      <Show
        when={newcomers() + cases() + orphans().length > 0}
        fallback={<p class="muted">{t().overview.nothing}</p>}
      >
        <ul class="list ops-todo">
          <Show when={newcomers() > 0}>
            <li>
              <RowCard
                icon="shieldCheck"
                title={t().overview.review(newcomers())}
                note={t().overview.reviewNote}
                href="/ops/review"
              />
            </li>
          </Show>
          <Show when={cases() > 0}>
            <li>
              <RowCard
                icon="scale"
                title={t().overview.settle(cases())}
                note={t().overview.settleNote}
                href="/ops/disputes"
              />
            </li>
          </Show>
          <Show when={orphans().length > 0}>
            <li>
              <RowCard
                icon="stamp"
                title={t().overview.noSteward(orphans().slice(0, 3).join(t().comma))}
                note={t().overview.noStewardNote}
                href="/ops/buildings"
              />
            </li>
          </Show>
        </ul>
      </Show>
    </Section>
  );
}

const FLOW = ["issued", "posted", "available", "held", "pool", "expired"] as const;

/** Where the points are, as bars and as numbers. */
function Flow(props: { readonly stats: Stats }): JSX.Element {
  const t = useText(opsWords);
  const settings = useSettings();
  const view = createView();
  const bars = () => {
    const { community } = view();
    return FLOW.map((key) => {
      const size = props.stats[key];
      const shown = community === null ? "" : secondsToShown(size, community.policy);
      const unit = community === null ? "" : unitOf(community.preset, settings.lang());
      return { label: t().overview[key], size, shown: `${shown} ${unit}` };
    });
  };
  return (
    <Section title={t().overview.flow}>
      <p class="muted">{t().overview.flowNote}</p>
      <Bars bars={bars()} summary={t().overview.numbers} columns={[t().overview.kind, t().overview.amount]} />
    </Section>
  );
}
