import type { JSX } from "solid-js";
import { onMount, Show } from "solid-js";
import { restoreWords } from "../../locale/restore.ts";
import { ActBar } from "../../ui/act-bar.tsx";
import { Amount } from "../../ui/amount.tsx";
import { Card, RowCard } from "../../ui/card.tsx";
import { Skeleton } from "../../ui/empty.tsx";
import { Hero } from "../../ui/hero.tsx";
import { createView, useApp, useSettings, useText } from "../app.tsx";
import { pointsFor } from "../deeds.ts";
import { Screen } from "../screen.tsx";
import { HALFWAY } from "../shelf.ts";

/**
 * 欢迎回来: her name and her points, as soon as the relay has proved them. Who came by her paper keeps it; who came by
 * the steward has a new one to write down.
 */
export function Returned(props: { readonly by: "paper" | "steward" }): JSX.Element {
  const view = createView();
  const { shelf } = useApp();
  const settings = useSettings();
  const t = useText(restoreWords);
  onMount(() => {
    shelf.set(HALFWAY, null);
    document.querySelector("h1")?.focus();
  });
  const name = () => {
    const me = view().me;
    return me === null ? null : (view().people.get(me.id)?.name ?? me.name);
  };
  const headline = () => {
    const known = name();
    return known ? t().done.named(known) : t().done.title;
  };
  const points = () => {
    const wallet = view().wallet;
    return wallet === null ? null : pointsFor(view(), wallet.available, settings.lang());
  };
  const hasOthers = () => (view().me?.devices.length ?? 0) > 1;
  return (
    <Screen
      bare
      sign
      title={t().title}
      foot={<ActBar act={{ label: t().goHome, icon: "home", href: "/" }} />}
    >
      <Hero picture="thanks" name={headline()} sentence={t().done.sentence} />
      <Card>
        <div class="spread">
          <span>{points() === null ? t().done.pointsWait : t().done.points}</span>
          <Show when={points()} fallback={<Skeleton label={t().done.pointsWait} rows={1} />}>
            {(shown) => <Amount {...shown()} size="large" />}
          </Show>
        </div>
      </Card>
      <Show when={props.by === "steward"} fallback={<p class="muted">{t().done.keep}</p>}>
        <RowCard title={t().done.newCode} note={t().done.newCodeNote} icon="key" href="/me/code" />
      </Show>
      <Show when={hasOthers()}>
        <RowCard title={t().done.phones} note={t().done.phonesNote} icon="smartphone" href="/me/safety" />
      </Show>
    </Screen>
  );
}
