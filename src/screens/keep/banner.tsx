import { useLocation } from "@solidjs/router";
import type { JSX } from "solid-js";
import { Match, Switch } from "solid-js";
import { keepWords } from "../../locale/keep.ts";
import { momentWords } from "../../locale/time.ts";
import { Note } from "../../ui/note.tsx";
import { createView, useText, useWhen } from "../app.tsx";

/** There the phone that waits has a card of its own. */
const SAFETY = "/me/safety";

/** What everybody must see at once about the phones of the account: one that wants in, and this one when it is out. */
export default function KeyBanner(): JSX.Element {
  const view = createView();
  const location = useLocation();
  const t = useText(keepWords);
  const when = useWhen(view);
  const devices = () => view().me?.devices ?? [];
  const here = () => devices().find(({ isThis }) => isThis);
  const until = () => momentWords(here()?.until ?? view().now, when());
  return (
    <Switch>
      <Match when={location.pathname !== SAFETY && devices().some(({ state }) => state === "waiting")}>
        <Note kind="error" title={t().waiting.title} act={{ label: t().waiting.look, href: SAFETY }} />
      </Match>
      <Match when={here()?.state === "suspended"}>
        <Note kind="warn" title={t().stopped.title}>
          {t().stopped.text(until())}
        </Note>
      </Match>
      <Match when={here() === undefined}>
        <Note kind="warn" title={t().stopped.removed} act={{ label: t().stopped.restore, href: "/lost" }}>
          {t().stopped.removedText}
        </Note>
      </Match>
    </Switch>
  );
}
