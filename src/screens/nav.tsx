import { useLocation, useNavigate } from "@solidjs/router";
import type { JSX } from "solid-js";
import { Show } from "solid-js";
import { common } from "../locale/common.ts";
import { FootRow, type Tab, TabBar } from "../ui/tab-bar.tsx";
import { createView, useSettings, useText } from "./app.tsx";
import { useGoBack } from "./going.ts";
import { isSteward } from "./people.ts";
import { useReading } from "./reading.tsx";

export type Place = "home" | "needs" | "ask" | "messages" | "me" | "desk";

interface NavProps {
  readonly at?: Place | undefined;
  readonly above?: string | undefined;
  /** What 返回 does instead of going to the screen above. */
  readonly back?: (() => void) | undefined;
  /** Without tabs; the row of elder mode stays. */
  readonly bare?: boolean | undefined;
}

/** The tabs of a phone; in elder mode the row 返回 · 首页 · 读给我听 instead, on every screen. */
export function Nav(props: NavProps): JSX.Element {
  const settings = useSettings();
  const navigate = useNavigate();
  const location = useLocation();
  const goBack = useGoBack();
  // Home alone has nothing above it.
  const back = () => {
    const above = props.above ?? (location.pathname === "/" ? undefined : "/");
    return props.back ?? (above === undefined ? undefined : () => goBack(above));
  };
  return (
    <Show
      when={settings.mode() === "elder"}
      fallback={<Show when={!props.bare}>{<Tabs at={props.at} />}</Show>}
    >
      <ElderFoot onBack={back()} onHome={() => navigate("/")} />
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

/** 返回 · 首页 · 读给我听. */
export function ElderFoot(props: {
  readonly onBack?: (() => void) | undefined;
  readonly onHome: () => void;
}): JSX.Element {
  const t = useText(common);
  const reading = useReading();
  return (
    <FootRow
      label={t().elderFoot}
      buttons={[
        {
          label: t().back,
          icon: "chevronLeft",
          disabled: props.onBack === undefined,
          onClick: () => props.onBack?.(),
        },
        { label: t().home, icon: "home", onClick: () => props.onHome() },
        {
          label: reading.isReading() ? t().stopReading : t().readAloud,
          icon: "speaker",
          onClick: () => reading.toggle(),
        },
      ]}
    />
  );
}
