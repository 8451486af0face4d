import type { JSX } from "solid-js";
import { Show } from "solid-js";
import type { NeedView } from "../../domain/need.ts";
import type { Moment } from "../../domain/units.ts";
import { stewardWords } from "../../locale/steward.ts";
import { lengthWords, momentWords } from "../../locale/time.ts";
import { Card } from "../../ui/card.tsx";
import { Disc } from "../../ui/need-card.tsx";
import { Note } from "../../ui/note.tsx";
import { Pill } from "../../ui/pill.tsx";
import { Rows } from "../../ui/rows.tsx";
import { createView, useSettings, useText, useWhen } from "../app.tsx";
import { PICTURE_OF, pillOf, pointsText, titleOf } from "../deeds.ts";
import { nameOf, placeOf } from "../people.ts";

/** What the ledger and the clock say about a case, before anybody is heard. */
export function CaseFacts(props: { readonly need: NeedView }): JSX.Element {
  const t = useText(stewardWords);
  const settings = useSettings();
  const view = createView();
  const when = useWhen(view);
  const lang = () => settings.lang();
  const who = (account: NeedView["helper"]): string =>
    account === null
      ? ""
      : [nameOf(view(), account, lang()), placeOf(view(), account, lang())].filter(Boolean).join(" · ");
  const clock = (at: Moment | null): string => (at === null ? "–" : momentWords(at, when()));
  const rows = () => [
    { label: t().case.requester, value: who(props.need.requester) },
    { label: t().case.helper, value: who(props.need.helper) },
    {
      label: t().case.agreed,
      value: pointsText(view(), props.need.hold?.seconds ?? props.need.seconds, lang()),
    },
    {
      label: t().case.served,
      value: props.need.served === null ? "–" : pointsText(view(), props.need.served, lang()),
    },
    { label: t().case.started, value: clock(props.need.startedAt) },
    { label: t().case.ended, value: endOf(props.need, clock, lang()) },
  ];
  return (
    <>
      <div class="deed-head">
        <Disc picture={PICTURE_OF[props.need.type]} />
        <div class="deed-head-words">
          <h2>{titleOf(props.need, lang())}</h2>
          <Pill {...pillOf(view(), props.need, lang())} />
        </div>
      </div>
      <Show when={props.need.words}>{(words) => <p class="deed-words">{words()}</p>}</Show>
      <Show when={props.need.status === "ended"}>
        <Note kind="info" title={t().case.stuck}>
          {t().case.stuckNote}
        </Note>
      </Show>
      <Card>
        <Rows rows={rows()} />
      </Card>
    </>
  );
}

function endOf(need: NeedView, clock: (at: Moment | null) => string, lang: "zh" | "en"): string {
  if (need.startedAt === null || need.endedAt === null) return clock(need.endedAt);
  return `${clock(need.endedAt)} · ${lengthWords(need.endedAt - need.startedAt, lang)}`;
}
