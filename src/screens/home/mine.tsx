import { Key } from "@solid-primitives/keyed";
import type { JSX } from "solid-js";
import { createMemo, Show } from "solid-js";
import type { NeedView } from "../../domain/need.ts";
import { common } from "../../locale/common.ts";
import { homeWords } from "../../locale/home.ts";
import { RowCard, Section } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { createView, useSettings, useText } from "../app.tsx";
import { isPast, isUnderWay, partOf, toConfirm } from "../deeds.ts";
import { NeedCards } from "../need_cards.tsx";
import { Screen } from "../screen.tsx";

/** Finished needs shown at most; older ones are in 积分. */
const PAST_MAX = 20;

/** 我的事: what I asked for, what I help with, what is finished. */
export default function Mine(): JSX.Element {
  const view = createView();
  const t = useText(homeWords);
  const settings = useSettings();
  const parts = createMemo(() => {
    const all = view().needs.filter((need) => partOf(view(), need) !== "other");
    const waiting = new Set(toConfirm(view()));
    const now = all.filter((need) => isUnderWay(need) && !waiting.has(need));
    return [
      { part: "confirm", title: t().toConfirm, needs: [...waiting] },
      { part: "asked", title: t().mine.asked, needs: now.filter((need) => partOf(view(), need) === "mine") },
      {
        part: "helped",
        title: t().mine.helped,
        needs: now.filter((need) => partOf(view(), need) === "helper"),
      },
      { part: "past", title: t().mine.past, needs: all.filter(isPast).slice(0, PAST_MAX) },
    ].filter((part) => part.needs.length > 0);
  });
  const hrefOf = (need: NeedView): string =>
    toConfirm(view()).includes(need) ? `/needs/${need.id}/confirm` : `/needs/${need.id}`;
  return (
    <Screen title={t().mine.title} above={settings.mode() === "elder" ? "/" : "/me"} at="me">
      <Show
        when={parts().length > 0}
        fallback={
          <Empty
            picture="tea"
            sentence={t().mine.empty}
            act={{ label: t().ask, icon: "plus", href: "/ask" }}
          />
        }
      >
        <Key each={parts()} by="part">
          {(one) => (
            <Section title={one().title} count={one().needs.length}>
              <NeedCards needs={one().needs} own hrefOf={hrefOf} />
            </Section>
          )}
        </Key>
      </Show>
      <Show when={settings.mode() === "elder"}>
        <Elsewhere />
      </Show>
    </Screen>
  );
}

/** In elder mode there are no tabs: from here the other places are one tap away. */
function Elsewhere(): JSX.Element {
  const view = createView();
  const c = useText(common);
  const t = useText(homeWords);
  const unread = () => view().notices.filter((notice) => notice.isNew).length;
  return (
    <div class="settings">
      <RowCard
        title={c().tab.messages}
        note={unread() > 0 ? c().unread(unread()) : undefined}
        icon="message"
        href="/messages"
      />
      <RowCard title={t().needs} icon="list" href="/needs" />
      <RowCard title={t().mine.settings} icon="settings" href="/me" />
      <RowCard title={t().mine.help} icon="phone" href="/help" />
    </div>
  );
}
