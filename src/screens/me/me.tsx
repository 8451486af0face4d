import { Key } from "@solid-primitives/keyed";
import { useParams } from "@solidjs/router";
import type { JSX } from "solid-js";
import { lazy, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Same } from "../../locale/lang.ts";
import { meWords } from "../../locale/me.ts";
import type { Me as MyAccount } from "../../peer/station.ts";
import { Amount } from "../../ui/amount.tsx";
import { RowCard } from "../../ui/card.tsx";
import type { IconName } from "../../ui/icons.tsx";
import { Columns } from "../../ui/page.tsx";
import { PersonLine } from "../../ui/person-line.tsx";
import type { PillProps } from "../../ui/pill.tsx";
import { createView, useSettings, useText } from "../app.tsx";
import { pointsFor } from "../deeds.ts";
import { NewVersion } from "../new_version.tsx";
import { buildingName, isSteward, nameOf } from "../people.ts";
import { Screen } from "../screen.tsx";
import { About } from "./about.tsx";
import { Carry } from "./carry.tsx";
import { ContactPage } from "./contact_page.tsx";
import { Find } from "./find.tsx";
import { Install } from "./install.tsx";
import { Look } from "./look.tsx";
import { NamePage } from "./name_page.tsx";
import { Texts } from "./texts.tsx";
import { WhoPage } from "./who_page.tsx";

const PAGES = {
  safety: lazy(() => import("./safety.tsx")),
  code: lazy(() => import("./code.tsx")),
  move: lazy(() => import("./move.tsx")),
  look: Look,
  name: NamePage,
  contact: ContactPage,
  texts: Texts,
  carry: Carry,
  who: WhoPage,
  install: Install,
  about: About,
} as const;
type PageName = keyof typeof PAGES;
type MeWords = Same<(typeof meWords)["zh"]>;

/** Pages that stand under another one of 我的. */
const UNDER: Partial<Record<PageName, string>> = { code: "/me/safety", move: "/me/safety" };

const isPage = (text: string | undefined): text is PageName =>
  text !== undefined && Object.hasOwn(PAGES, text);

/** 我的: rows that lead to what a person keeps and chooses; beside them the chosen page on wide screens. */
export default function Me(): JSX.Element {
  const params = useParams();
  const settings = useSettings();
  const t = useText(meWords);
  const page = () => (isPage(params.page) ? params.page : undefined);
  // Without tabs there must be a way back.
  const top = () => (settings.mode() === "elder" ? "/mine" : undefined);
  const title = () => {
    const name = page();
    return name === undefined ? t().title : t()[name];
  };
  const above = () => {
    const name = page();
    return name === undefined ? top() : (UNDER[name] ?? "/me");
  };
  return (
    <Screen title={title()} at="me" wide above={above()}>
      <Columns
        shown={page() === undefined ? "list" : "detail"}
        list={<Rows page={page()} />}
        detail={
          <div class="stack roomy">
            <Dynamic component={PAGES[page() ?? "about"]} />
          </div>
        }
      />
    </Screen>
  );
}

function Rows(props: { readonly page: PageName | undefined }): JSX.Element {
  const view = createView();
  const settings = useSettings();
  const t = useText(meWords);
  const marks = createMarks();
  const shown = () => props.page && (UNDER[props.page] ?? `/me/${props.page}`);
  const points = () => pointsFor(view(), view().wallet?.available ?? 0, settings.lang());
  const rows = (): readonly {
    readonly to: string;
    readonly title: string;
    readonly icon: IconName;
    readonly note?: string;
  }[] => [
    { to: "/mine", title: t().matters, icon: "list" },
    { to: "/me/look", title: t().look, icon: "settings", note: t().lookNote },
    { to: "/me/name", title: t().name, icon: "user" },
    { to: "/me/contact", title: t().contact, icon: "phone" },
    { to: "/me/safety", title: t().safety, icon: "shieldCheck", note: t().safetyNote },
    { to: "/me/install", title: t().install, icon: "smartphone", note: t().installNote },
    { to: "/scan", title: t().scan, icon: "scan", note: t().scanNote },
    { to: "/me/carry", title: t().carry, icon: "share", note: t().carryNote },
    { to: "/me/texts", title: t().texts, icon: "pen" },
    { to: "/me/who", title: t().who, icon: "users", note: t().whoNote },
    ...(view().me?.isOperator ? [{ to: "/ops", title: t().ops, icon: "building" as const }] : []),
    { to: "/help", title: t().help, icon: "phone" },
    { to: "/me/about", title: t().about, icon: "info" },
  ];
  return (
    <>
      <Show when={view().me}>
        <PersonLine
          name={nameOf(view(), view().me?.id ?? null, settings.lang())}
          place={buildingName(view(), view().me?.building ?? "", settings.lang())}
          marks={marks()}
        />
      </Show>
      <NewVersion />
      <Find>
        <RowCard
          title={t().points}
          href="/wallet"
          end={<Show when={view().wallet !== null && points()}>{(shown) => <Amount {...shown()} />}</Show>}
        />
        <Show when={isSteward(view())}>
          <RowCard title={t().desk} icon="stamp" href="/desk" />
        </Show>
        <div class="settings">
          <Key each={rows()} by="to">
            {(row) => (
              <RowCard
                title={row().title}
                note={row().note}
                icon={row().icon}
                href={row().to}
                current={row().to === shown()}
              />
            )}
          </Key>
        </div>
      </Find>
    </>
  );
}

/** Standing and roles as small marks. */
function createMarks(): () => readonly PillProps[] {
  const view = createView();
  const t = useText(meWords);
  return () => {
    const me = view().me;
    return me === null ? [] : marksOf(me, t());
  };
}

function marksOf(me: MyAccount, t: MeWords): readonly PillProps[] {
  const standing: PillProps =
    me.standing === "vouched"
      ? { tone: "blue", icon: "shieldCheck", word: t.standing.vouched }
      : { tone: "muted", icon: "hourglass", word: t.standing[me.standing] };
  const roles = [...new Set(me.roles.map(({ role }) => role))];
  return [
    standing,
    ...roles.map((role): PillProps => ({ tone: "persimmon", icon: "stamp", word: t.role[role] })),
  ];
}
