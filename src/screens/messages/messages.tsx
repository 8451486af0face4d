import type { JSX } from "solid-js";
import { onMount, Show } from "solid-js";
import { homeWords } from "../../locale/home.ts";
import { messageWords } from "../../locale/messages.ts";
import { agoWords } from "../../locale/time.ts";
import type { Notice, StationView } from "../../peer/station.ts";
import { Empty } from "../../ui/empty.tsx";
import { Icon, type IconName } from "../../ui/icons.tsx";
import { List } from "../../ui/list.tsx";
import { createView, useSettings, useStation, useText, useWhen } from "../app.tsx";
import { pointsText, titleOf } from "../deeds.ts";
import { nameOf } from "../people.ts";
import { Screen } from "../screen.tsx";

const ICONS: Readonly<Record<Notice["what"], IconName>> = {
  taken: "handHeart",
  given_back: "undo",
  started: "clock",
  ended: "hourglass",
  confirmed: "circleCheck",
  thanked: "heartHandshake",
  rated: "star",
  vouched: "shieldCheck",
  welcome: "award",
  second_in_line: "users",
  your_turn: "handHeart",
  disputed: "alert",
  resolved: "scale",
  appointed: "stamp",
  refused: "refused",
  lapsed: "clock",
  voided: "undo",
  device_added: "smartphone",
  device_waiting: "alert",
  device_removed: "smartphone",
};

/** 消息: what happened to me, newest first; looking at it makes it read. */
export default function Messages(): JSX.Element {
  const view = createView();
  const station = useStation();
  const t = useText(messageWords);
  const h = useText(homeWords);
  const settings = useSettings();
  // What was new when the page opened stays marked while it is open.
  const fresh = new Set(view().notices.flatMap((one) => (one.isNew ? [one.key] : [])));
  onMount(() => {
    if (fresh.size > 0) void station.acts.markNoticesRead();
  });
  return (
    <Screen title={t().title} at="messages" above={settings.mode() === "elder" ? "/mine" : undefined}>
      <Show
        when={view().notices.length > 0}
        fallback={
          <Empty picture="letter" sentence={t().empty} act={{ label: h().ask, icon: "plus", href: "/ask" }} />
        }
      >
        <List each={view().notices} by={({ key }) => key}>
          {(notice) => <Line notice={notice()} view={view()} isFresh={fresh.has(notice().key)} />}
        </List>
      </Show>
    </Screen>
  );
}

const hrefOf = (notice: Notice): string => {
  if (notice.what === "ended" && notice.need) return `/needs/${notice.need}/confirm`;
  if (notice.need !== null) return `/needs/${notice.need}`;
  if (notice.what.startsWith("device_")) return "/me/safety";
  return notice.what === "welcome" ? "/wallet" : "/me";
};

function Line(props: {
  readonly notice: Notice;
  readonly view: StationView;
  readonly isFresh: boolean;
}): JSX.Element {
  const settings = useSettings();
  const t = useText(messageWords);
  const when = useWhen(() => props.view);
  const sentence = (): string => {
    const { what, other, need, seconds } = props.notice;
    const found = props.view.needs.find((one) => one.id === need);
    return t().what[what](
      nameOf(props.view, other, settings.lang()),
      found === undefined ? t().something : titleOf(found, settings.lang()),
      seconds === null ? "" : pointsText(props.view, seconds, settings.lang()),
    );
  };
  return (
    <a class="row-card notice" href={hrefOf(props.notice)} data-fresh={props.isFresh ? "" : undefined}>
      <Icon name={ICONS[props.notice.what]} />
      <span class="row-card-words">
        <span>
          <Show when={props.isFresh}>
            <span class="sr-only">{t().isNew}</span>
          </Show>
          {sentence()}
        </span>
        <span class="row-card-note">{agoWords(props.notice.at, when())}</span>
      </span>
      <Icon name="chevronRight" />
    </a>
  );
}
