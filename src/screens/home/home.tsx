import type { JSX } from "solid-js";
import { createMemo, Show } from "solid-js";
import { homeWords } from "../../locale/home.ts";
import { greeting } from "../../locale/time.ts";
import { Amount } from "../../ui/amount.tsx";
import { RowCard, Section } from "../../ui/card.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Note } from "../../ui/note.tsx";
import { createView, useSettings, useText, useWhen } from "../app.tsx";
import { openForOthers, pointsFor, toConfirm, underWay } from "../deeds.ts";
import { NeedCards } from "../need_cards.tsx";
import { buildingName, nameOf } from "../people.ts";
import { Screen } from "../screen.tsx";
import { NextSteps } from "./next_steps.tsx";
import { OfferInstall } from "./offer_install.tsx";

/** Cards on 邻里; the rest is one tap away. */
const OWN_MAX = 3;
const CARDS_MAX = 5;

/** 邻里: what waits for me, what I have under way, what neighbours need. */
export default function Home(): JSX.Element {
  const view = createView();
  const settings = useSettings();
  const t = useText(homeWords);
  const when = useWhen(view);
  const confirms = createMemo(() => toConfirm(view()));
  const mine = createMemo(() => underWay(view()));
  const open = createMemo(() => openForOthers(view()));
  const place = () => buildingName(view(), view().me?.building ?? "", settings.lang());
  return (
    <Screen
      title={place()}
      headline={t().hello(greeting(when()), view().me?.name ?? nameOf(view(), null, settings.lang()))}
      at="home"
      wide
    >
      <div class="home">
        <Show when={pointsFor(view(), view().wallet?.available ?? 0, settings.lang())}>
          {(points) => (
            <RowCard
              title={t().points}
              href="/wallet"
              end={<Show when={view().wallet !== null}>{<Amount {...points()} />}</Show>}
            />
          )}
        </Show>
        <Standing />
        <Show when={confirms().length > 0}>
          <Section title={t().toConfirm} count={confirms().length}>
            <NeedCards needs={confirms()} own hrefOf={(need) => `/needs/${need.id}/confirm`} />
          </Section>
        </Show>
        <Show when={mine().length > 0}>
          <Section title={t().underWay} count={mine().length} more={{ label: t().more, href: "/mine" }}>
            <NeedCards needs={mine().slice(0, OWN_MAX)} own />
          </Section>
        </Show>
        <div class="home-needs">
          <Section
            title={t().needs}
            more={open().length > 0 ? { label: t().more, href: "/needs" } : undefined}
          >
            <Show
              when={open().length > 0}
              fallback={
                <Empty
                  picture="board"
                  sentence={t().emptyNeeds}
                  act={{ label: t().ask, icon: "plus", href: "/ask" }}
                />
              }
            >
              <NeedCards needs={open().slice(0, CARDS_MAX)} />
            </Show>
          </Section>
        </div>
        <OfferInstall />
        <NextSteps />
      </div>
    </Screen>
  );
}

/** What a newcomer may do already, and what comes next. */
function Standing(): JSX.Element {
  const view = createView();
  const settings = useSettings();
  const t = useText(homeWords);
  const steward = () => {
    const building = view().me?.building;
    const found = [...view().people.values()].find((one) => one.isSteward && one.building === building);
    return found === undefined ? "" : nameOf(view(), found.id, settings.lang());
  };
  return (
    <>
      <Show when={view().me?.standing === "waiting"}>
        <Note kind="info">{t().waiting}</Note>
      </Show>
      <Show when={view().me?.standing === "registered"}>
        <Note kind="info">{t().notVouched(steward())}</Note>
      </Show>
    </>
  );
}
