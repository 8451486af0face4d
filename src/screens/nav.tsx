import { useNavigate } from "@solidjs/router";
import type { JSX } from "solid-js";
import { Show } from "solid-js";
import { common } from "../locale/common.ts";
import { FootRow, type Tab, TabBar } from "../ui/tab-bar.tsx";
import { createView, useSettings, useText } from "./app.tsx";
import { useGoBack } from "./going.ts";
import { isSteward } from "./people.ts";
import { createReading } from "./reading.tsx";

export type Place = "home" | "needs" | "ask" | "messages" | "me" | "desk";

/** The tabs of a phone; in elder mode the row 返回 · 首页 · 读给我听 instead. */
export function Nav(props: {
  readonly at?: Place | undefined;
  readonly above?: string | undefined;
}): JSX.Element {
  const settings = useSettings();
  return (
    <Show when={settings.mode() === "elder"} fallback={<Tabs at={props.at} />}>
      <ElderFoot above={props.above} />
    </Show>
  );
}

function Tabs(props: { readonly at?: Place | undefined }): JSX.Element {
  const view = createView();
  const t = useText(common);
  const unread = () => view().notices.filter((notice) => notice.isNew).length;
  const tab = (place: Place, href: string, icon: Tab["icon"]): Tab => ({
    href,
    icon,
    label: t().tab[place],
    current: props.at === place,
  });
  const tabs = (): readonly Tab[] => [
    tab("home", "/", "building"),
    tab("needs", "/needs", "list"),
    isSteward(view())
      ? tab("desk", "/desk", "stamp")
      : { ...tab("ask", "/ask", "plus"), strong: true, current: false },
    { ...tab("messages", "/messages", "message"), badge: { count: unread(), label: t().unread(unread()) } },
    tab("me", "/me", "user"),
  ];
  return <TabBar label={t().tabs} tabs={tabs()} />;
}

function ElderFoot(props: { readonly above?: string | undefined }): JSX.Element {
  const t = useText(common);
  const navigate = useNavigate();
  const goBack = useGoBack();
  const reading = createReading();
  return (
    <>
      <FootRow
        label={t().elderFoot}
        buttons={[
          {
            label: t().back,
            icon: "chevronLeft",
            disabled: props.above === undefined,
            onClick: () => goBack(props.above ?? "/"),
          },
          { label: t().home, icon: "home", onClick: () => navigate("/") },
          {
            label: reading.isReading() ? t().stopReading : t().readAloud,
            icon: "speaker",
            onClick: () => reading.toggle(),
          },
        ]}
      />
      <reading.Page />
    </>
  );
}
