import type { JSX } from "solid-js";
import { For, Show } from "solid-js";
import { common } from "../../locale/common.ts";
import { deedWords } from "../../locale/deed.ts";
import { lengthWords, momentWords } from "../../locale/time.ts";
import type { Act } from "../../ui/button.tsx";
import { Section } from "../../ui/card.tsx";
import { Note } from "../../ui/note.tsx";
import { Rows } from "../../ui/rows.tsx";
import { useSettings, useStation, useText, useWhen } from "../app.tsx";
import { isSending, pointsText } from "../deeds.ts";
import { nameOf } from "../people.ts";
import type { Deal } from "./deal.ts";

/** What has happened to a need: what is on its way, its state in one sentence, thanks and ratings. */
export function News(props: { readonly deal: Deal }): JSX.Element {
  const t = useText(deedWords);
  const c = useText(common);
  const station = useStation();
  const pending = createPending(() => props.deal);
  const state = createState(() => props.deal);
  const need = () => props.deal.need();
  const isParty = () => props.deal.part() !== "other";
  const takeBack = (): Act | undefined => {
    const counting = props.deal
      .view()
      .sync.waiting.find((one) => one.need === need().id && one.state === "countdown");
    if (counting === undefined) return undefined;
    return {
      label: c().sync.takeBack,
      icon: "undo",
      onClick: () => void station.acts.takeBack(counting.key),
    };
  };
  return (
    <>
      <Show
        when={pending()}
        fallback={
          <Show when={state()}>
            {(words) => <Note kind={need().status === "disputed" ? "error" : "info"}>{words()}</Note>}
          </Show>
        }
      >
        {(words) => (
          <Note kind="info" act={takeBack()}>
            {words()}
          </Note>
        )}
      </Show>
      <Show when={need().status === "done"}>
        <Finished deal={props.deal} />
      </Show>
      <Show when={need().status === "taken" && need().standbys.length > 0 && isParty()}>
        <p class="muted">{t().standbys(need().standbys.length)}</p>
      </Show>
    </>
  );
}

/** The latest first. */
const KINDS = ["confirm", "service_end", "service_start", "take"] as const;

/** What this phone said about the need and the relay has not answered yet. */
function createPending(deal: () => Deal): () => string | undefined {
  const t = useText(deedWords);
  return () => {
    const view = deal().view();
    const { id, status } = deal().need();
    if (status === "waiting_points" && isSending(view, id)) return t().pending.need;
    const said = view.sync.waiting.filter((one) => one.need === id && one.fault === null);
    const last = KINDS.find((kind) => said.some((one) => one.kind === kind));
    if (last === undefined) return undefined;
    const isCounting = said.some((one) => one.kind === last && one.state === "countdown");
    return isCounting ? t().pending.countdown : t().pending[last];
  };
}

/** The state in one sentence, as each side needs it. */
function createState(deal: () => Deal): () => string | undefined {
  const t = useText(deedWords);
  const settings = useSettings();
  const when = useWhen(() => deal().view());
  const name = (account: ReturnType<Deal["need"]>["helper"]): string =>
    nameOf(deal().view(), account, settings.lang());
  const ended = (): string => {
    const { requester, helper, endedAt } = deal().need();
    if (deal().part() === "other") return t().endedOther;
    const { policy } = deal().view().community ?? {};
    if (policy === undefined || endedAt === null) return t().endedStuck(name(requester));
    const due = momentWords((endedAt + policy.auto_confirm_seconds) as typeof endedAt, when());
    return deal().part() === "mine"
      ? t().endedMine(name(helper), due)
      : t().endedHelper(name(requester), due);
  };
  const taken = (): string | undefined => {
    const { helper, standbys } = deal().need();
    if (deal().part() !== "other") return undefined;
    const me = deal().view().me;
    const place = me === null ? 0 : standbys.indexOf(me.id) + 1;
    return place > 0 ? t().secondInLine(name(helper), place) : t().firstTaken(name(helper));
  };
  const running = (): string => {
    const { helper, startedAt } = deal().need();
    const { now } = deal().view();
    return t().running(name(helper), lengthWords(now - (startedAt ?? now), settings.lang()));
  };
  return () => {
    const { status } = deal().need();
    switch (status) {
      case "taken":
        return taken();
      case "running":
        return running();
      case "ended":
        return ended();
      case "waiting_points":
        if (deal().part() !== "mine") return undefined;
        return deal().view().me?.isVouched ? t().waitingPoints : t().waitingVouch;
      case "disputed":
      case "withdrawn":
      case "expired":
        return t()[status];
      case "open":
      case "done":
        return undefined;
      default:
        return status satisfies never;
    }
  };
}

/** What was given, who thanked, and the ratings that may be shown. */
function Finished(props: { readonly deal: Deal }): JSX.Element {
  const settings = useSettings();
  const t = useText(deedWords);
  const need = () => props.deal.need();
  const name = (account: ReturnType<Deal["need"]>["helper"]) =>
    nameOf(props.deal.view(), account, settings.lang());
  const given = () => {
    const { posted } = need();
    return posted ? t().doneAmount(pointsText(props.deal.view(), posted, settings.lang())) : undefined;
  };
  const thanks = () =>
    need().thanks.map(({ by, code, words }) =>
      t().thankedBy(name(by), [thanksText(t().thanks, code), words].filter(Boolean).join(" ")),
    );
  const ratings = () =>
    need().ratings.map(({ by, about, stars, words }) => ({
      label: t().ratedBy(name(by), name(about)),
      value: [t().stars[stars - 1], words].filter(Boolean).join(" · "),
    }));
  return (
    <>
      <Note kind="done" title={t().done(name(need().helper))}>
        <Show when={given()}>{(words) => <p>{words()}</p>}</Show>
        <For each={thanks()}>{(words) => <p>{words}</p>}</For>
      </Note>
      <Show when={ratings().length > 0}>
        <Section title={t().ratings}>
          <Rows rows={ratings()} />
        </Section>
      </Show>
    </>
  );
}

const thanksText = (words: Readonly<Record<string, string>>, code: string): string => words[code] ?? "";
