import type { JSX } from "solid-js";
import { Show } from "solid-js";
import { common } from "../locale/common.ts";
import { faultText } from "../locale/faults.ts";
import { kindText } from "../locale/status.ts";
import { agoWords } from "../locale/time.ts";
import type { StationView, Waiting } from "../peer/station.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { List } from "../ui/list.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { createView, useSettings, useStation, useText, useWhen } from "./app.tsx";
import { titleOf } from "./deeds.ts";
import { createSecondsLeft } from "./seconds_left.ts";
import { underWay } from "./under_way.ts";

/** What waits and why, each thing with its way back. */
export default function StatusSheet(props: { readonly onClose: () => void }): JSX.Element {
  const view = createView();
  const station = useStation();
  const t = useText(common);
  const when = useWhen(view);
  const waiting = () => view().sync.waiting;
  const why = (): string => {
    const { word, at } = view().sync;
    if (view().phase === "remembered") return t().sync.rememberedWhy;
    if (word === "offline") return t().sync.offlineWhy;
    if (word === "relay_down") return t().sync.downWhy;
    if (word === "unknown") return t().sync.unknownWhy;
    if (underWay(view()).length > 0) return t().sync.waitingWhy;
    if (waiting().some(({ state }) => state === "refused")) return t().sync.refusedWhy;
    return at === null ? t().sync.nothing : t().sync.nothingSince(agoWords(at, when()));
  };
  return (
    <Sheet
      open
      onClose={() => props.onClose()}
      title={t().sync.title}
      sentence={why()}
      closeLabel={t().close}
      acts={
        underWay(view()).length > 0
          ? { act: { label: t().retry, icon: "refresh", onClick: () => void station.acts.retry() } }
          : undefined
      }
    >
      <Show when={waiting().length > 0}>
        <List each={waiting()} by={({ key }) => key}>
          {(one) => <WaitingLine one={one()} view={view()} />}
        </List>
      </Show>
    </Sheet>
  );
}

/** One thing that waits: what it is, where it stands and why, and its way back where there is one. */
function WaitingLine(props: { readonly one: Waiting; readonly view: StationView }): JSX.Element {
  const station = useStation();
  const settings = useSettings();
  const t = useText(common);
  const when = useWhen(() => props.view);
  const left = createSecondsLeft(() => props.one.takeBackUntil);
  const about = (): string => {
    const need = props.view.needs.find(({ id }) => id === props.one.need);
    const kind = kindText(props.one.kind, settings.lang());
    return need === undefined ? kind : `${kind} · ${titleOf(need, settings.lang())}`;
  };
  const state = (): string => {
    const { state: at, fault } = props.one;
    if (fault !== null) return `${t().sync.state.refused}：${faultText(fault, settings.lang())}`;
    if (at === "countdown") return t().sync.state.countdown(left());
    return at === "waiting" ? t().sync.why[whyOf(props.view)] : t().sync.state[at];
  };
  const back = (): string | undefined => {
    const { state: at, what } = props.one;
    if (at === "refused") return t().sync.seen;
    return at === "countdown" || what === "need" ? t().sync.takeBack : undefined;
  };
  return (
    <Card>
      <div>
        <strong>{about()}</strong>
        <p class="muted">
          {state()} · {agoWords(props.one.since, when())}
        </p>
      </div>
      <Show when={back()}>
        {(label) => (
          <Button
            kind="outline"
            icon={props.one.state === "refused" ? "check" : "undo"}
            label={label()}
            onClick={() => void station.acts.takeBack(props.one.key)}
          />
        )}
      </Show>
    </Card>
  );
}

/** Why something that is signed has not arrived. */
function whyOf(view: StationView): "offline" | "down" | "enrol" | "queue" {
  const { reach } = view.sync;
  if (reach === "relay") return "down";
  if (reach !== "reached") return "offline";
  return view.me?.standing === "waiting" ? "enrol" : "queue";
}
