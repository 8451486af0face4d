import { useNavigate, useParams } from "@solidjs/router";
import type { JSX } from "solid-js";
import { createEffect, createMemo, Show } from "solid-js";
import type { NeedView } from "../../domain/need.ts";
import { SERVICES } from "../../domain/service.ts";
import { common } from "../../locale/common.ts";
import { deedWords } from "../../locale/deed.ts";
import { needWords } from "../../locale/need.ts";
import { clockWords } from "../../locale/time.ts";
import { Clock } from "../../ui/clock.tsx";
import { Empty } from "../../ui/empty.tsx";
import { PersonLine } from "../../ui/person-line.tsx";
import { Checklist } from "../../ui/steps.tsx";
import { ActFoot } from "../act_foot.tsx";
import { createActing } from "../acting.ts";
import { createView, useSettings, useStation, useText, useWhen } from "../app.tsx";
import { pendingOf, titleOf } from "../deeds.ts";
import { createHold } from "../hold.ts";
import { nameOf, placeOf } from "../people.ts";
import { Screen } from "../screen.tsx";
import { createTicks } from "../ticks.ts";
import { createTicked } from "./ticked.ts";

/** A service under way: a large clock, the checklist, one button. */
export default function Service(): JSX.Element {
  const view = createView();
  const params = useParams();
  const t = useText(deedWords);
  const need = createMemo(() => view().needs.find((one) => one.id === params.id));
  return (
    <Show
      when={need()}
      fallback={
        <Screen title={t().list} above="/needs">
          <Empty picture="board" sentence={t().gone} act={{ label: t().toList, href: "/needs" }} />
        </Screen>
      }
    >
      {(found) => <Running need={found()} />}
    </Show>
  );
}

function Running(props: { readonly need: NeedView }): JSX.Element {
  const view = createView();
  const settings = useSettings();
  const station = useStation();
  const navigate = useNavigate();
  const t = useText(deedWords);
  const c = useText(common);
  const n = useText(needWords);
  const when = useWhen(view);
  const acting = createActing();
  const now = createTicks(view);
  const ticked = createTicked(() => props.need.id);
  // While the start is still on its way, the clock runs from when it was tapped.
  const startedAt = () =>
    props.need.startedAt ??
    view().sync.waiting.find((one) => one.need === props.need.id && one.kind === "service_start")?.since ??
    view().now;
  createEffect(() => {
    const isOver = props.need.status === "ended" || props.need.status === "done";
    if (isOver || pendingOf(view(), props.need.id).has("service_end"))
      navigate(`/needs/${props.need.id}`, { replace: true });
  });
  createHold(() => true);
  const end = (): void => {
    const { id } = props.need;
    void acting.run(() => station.acts.end(id));
  };
  const phone = () => {
    view();
    const found = station.contactFor(props.need.id);
    return found.state === "known" && found.contact.way === "phone" ? found.contact.number : undefined;
  };
  const items = () =>
    SERVICES[props.need.type].checklist.map((id) => {
      const words: Readonly<Record<string, string>> = n().check;
      return { id, label: words[id] ?? id, checked: ticked.has(id) };
    });
  const quiet = () => {
    const number = phone();
    return number === undefined
      ? undefined
      : { label: c().call, icon: "phone" as const, href: `tel:${number}` };
  };
  return (
    <Screen
      title={titleOf(props.need, settings.lang())}
      above={`/needs/${props.need.id}`}
      at="needs"
      foot={
        <ActFoot
          trouble={acting.trouble()}
          act={{
            label: t().end,
            busy: acting.isBusy(),
            onClick: end,
          }}
          quiet={quiet()}
        />
      }
    >
      <Clock
        seconds={now() - startedAt()}
        label={t().clock}
        note={t().clockNote(clockWords(startedAt(), when()))}
      />
      <PersonLine
        name={nameOf(view(), props.need.requester, settings.lang())}
        place={placeOf(view(), props.need.requester, settings.lang())}
      />
      <Show when={props.need.words}>{(words) => <p class="deed-words">{words()}</p>}</Show>
      <Checklist legend={t().doing} items={items()} onToggle={ticked.set} />
    </Screen>
  );
}
