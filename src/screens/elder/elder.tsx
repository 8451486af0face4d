import type { JSX } from "solid-js";
import { homeWords } from "../../locale/home.ts";
import { greeting } from "../../locale/time.ts";
import { ElderCards } from "../../ui/elder-card.tsx";
import { createView, useSettings, useText, useWhen } from "../app.tsx";
import { AskPaper, createPaperAsk } from "../ask_paper.tsx";
import { pointsFor, toConfirm, underWay } from "../deeds.ts";
import { nameOf } from "../people.ts";
import { Screen } from "../screen.tsx";
import { createStewardNumber } from "../steward_number.ts";

/** Home in elder mode: four cards, nothing else but the one question about paper. */
export default function ElderHome(): JSX.Element {
  const view = createView();
  const settings = useSettings();
  const t = useText(homeWords);
  const when = useWhen(view);
  const { number } = createStewardNumber();
  const isAsking = createPaperAsk();
  const count = () => underWay(view()).length + toConfirm(view()).length;
  const name = () => view().me?.name ?? nameOf(view(), null, settings.lang());
  return (
    <Screen title={t().elder.hello(greeting(when()), name())} at="home">
      <ElderCards
        cards={[
          { title: t().elder.ask, picture: "ask", href: "/ask", strong: true },
          {
            title: t().elder.mine,
            picture: "matters",
            href: "/mine",
            badge: { count: count(), label: t().elder.mineBadge(count()) },
          },
          {
            title: t().elder.points,
            picture: "points",
            href: "/wallet",
            amount:
              view().wallet === null
                ? undefined
                : pointsFor(view(), view().wallet?.available ?? 0, settings.lang()),
          },
          // Where her number is known, the tap calls her.
          { title: t().elder.steward, picture: "steward", href: number() ? `tel:${number()}` : "/help" },
        ]}
      />
      <AskPaper isAsking={isAsking()} />
    </Screen>
  );
}
