import "./ops.css";
import type { JSX, ParentProps } from "solid-js";
import { createEffect, onMount, Show } from "solid-js";
import { common } from "../../locale/common.ts";
import { opsWords } from "../../locale/ops.ts";
import { Empty } from "../../ui/empty.tsx";
import type { IconName } from "../../ui/icons.tsx";
import { Note } from "../../ui/note.tsx";
import { Page } from "../../ui/page.tsx";
import { TabBar } from "../../ui/tab-bar.tsx";
import { createView, useSettings, useText } from "../app.tsx";
import { HeadEnd } from "../head_end.tsx";
import { Nav } from "../nav.tsx";
import { Screen, TooOld } from "../screen.tsx";
import { Undo } from "../undo.tsx";

export type OpsPlace = "overview" | "buildings" | "review" | "disputes" | "rules" | "system";

export const OPS_PLACES: readonly {
  readonly place: OpsPlace;
  readonly href: string;
  readonly icon: IconName;
}[] = [
  { place: "overview", href: "/ops", icon: "chart" },
  { place: "buildings", href: "/ops/buildings", icon: "building" },
  { place: "review", href: "/ops/review", icon: "shieldCheck" },
  { place: "disputes", href: "/ops/disputes", icon: "scale" },
  { place: "rules", href: "/ops/rules", icon: "list" },
  { place: "system", href: "/ops/system", icon: "settings" },
];

/** The frame of the operator's places; somebody else is told whose place it is. */
export function OpsScreen(
  props: ParentProps<{ readonly place: OpsPlace; readonly foot?: JSX.Element }>,
): JSX.Element {
  const t = useText(opsWords);
  const view = createView();
  return (
    <Show
      when={view().me?.isOperator}
      fallback={
        <Screen title={t().nav} above="/">
          <Empty picture="board" sentence={t().notYours} act={{ label: t().toHome, href: "/" }} />
        </Screen>
      }
    >
      <Framed place={props.place} foot={props.foot}>
        {props.children}
      </Framed>
    </Show>
  );
}

function Framed(props: ParentProps<{ readonly place: OpsPlace; readonly foot?: JSX.Element }>): JSX.Element {
  const t = useText(opsWords);
  const c = useText(common);
  const settings = useSettings();
  const view = createView();
  const isElder = () => settings.mode() === "elder";
  createEffect(() => {
    document.title = `${t().tab[props.place]} · ${c().house}`;
  });
  onMount(() => document.querySelector("h1")?.focus());
  return (
    <Page
      wide
      title={view().community?.name ?? ""}
      headline={t().tab[props.place]}
      status={<HeadEnd />}
      notice={<Undo />}
      foot={props.foot}
      nav={
        <Show when={!isElder()} fallback={<Nav above={props.place === "overview" ? "/" : "/ops"} />}>
          <OpsTabs at={props.place} />
        </Show>
      }
    >
      <Show when={view().isTestClock}>
        <Note kind="warn">{c().testClock}</Note>
      </Show>
      <Show when={view().isClientTooOld}>
        <TooOld />
      </Show>
      {props.children}
    </Page>
  );
}

function OpsTabs(props: { readonly at: OpsPlace }): JSX.Element {
  const t = useText(opsWords);
  return (
    <div class="ops-nav">
      <TabBar
        label={t().nav}
        tabs={OPS_PLACES.map(({ place, href, icon }) => ({
          href,
          icon,
          label: t().tab[place],
          current: props.at === place,
        }))}
      />
    </div>
  );
}
