import type { JSX } from "solid-js";
import { createSignal, For, Show } from "solid-js";
import { common } from "../locale/common.ts";
import { faultText } from "../locale/faults.ts";
import { kindText } from "../locale/status.ts";
import { agoWords } from "../locale/time.ts";
import type { StationView, SyncWord, Waiting } from "../peer/station.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import type { IconName } from "../ui/icons.tsx";
import type { Tone } from "../ui/pill.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { StatusWord } from "../ui/status-word.tsx";
import { createView, useSettings, useStation, useText, useWhen } from "./app.tsx";

const LOOK: Readonly<Record<SyncWord, { readonly tone: Tone; readonly icon: IconName }>> = {
  synced: { tone: "green", icon: "cloudCheck" },
  waiting: { tone: "blue", icon: "hourglass" },
  offline: { tone: "muted", icon: "cloudOff" },
  relay_down: { tone: "muted", icon: "cloudOff" },
};

/** Before the station has opened nothing is known about the relay. */
const OPENING = { tone: "muted", icon: "hourglass" } as const;

/** The header's word about sync, and under a tap the list of what waits and why. */
export function Status(): JSX.Element {
  const view = createView();
  const t = useText(common);
  const [isOpen, setOpen] = createSignal(false);
  const isOpening = () => view().phase === "opening" || view().phase === "remembered";
  const word = (): string => {
    const { word: at, waiting } = view().sync;
    if (isOpening()) return view().phase === "opening" ? t().opening : t().sync.remembered;
    switch (at) {
      case "synced":
        return t().sync.synced;
      case "waiting":
        return t().sync.waiting(waiting.length);
      case "offline":
        return t().sync.offline;
      case "relay_down":
        return t().sync.down;
      default:
        return at satisfies never;
    }
  };
  return (
    <>
      <StatusWord
        {...(isOpening() ? OPENING : LOOK[view().sync.word])}
        word={word()}
        onOpen={() => setOpen(true)}
      />
      <StatusSheet view={view()} open={isOpen()} onClose={() => setOpen(false)} />
    </>
  );
}

function StatusSheet(props: {
  readonly view: StationView;
  readonly open: boolean;
  readonly onClose: () => void;
}): JSX.Element {
  const station = useStation();
  const t = useText(common);
  const when = useWhen(() => props.view);
  const waiting = () => props.view.sync.waiting;
  const why = (): string => {
    const { word, at } = props.view.sync;
    if (props.view.phase === "remembered") return t().sync.rememberedWhy;
    if (word === "offline") return t().sync.offlineWhy;
    if (word === "relay_down") return t().sync.downWhy;
    if (waiting().length > 0) return t().sync.waitingWhy;
    return at === null ? t().sync.nothing : `${t().sync.syncedAt(agoWords(at, when()))}。${t().sync.nothing}`;
  };
  return (
    <Sheet
      open={props.open}
      onClose={() => props.onClose()}
      title={t().sync.title}
      sentence={why()}
      closeLabel={t().close}
      acts={
        waiting().length > 0
          ? { act: { label: t().retry, icon: "refresh", onClick: () => void station.acts.retry() } }
          : undefined
      }
    >
      <Show when={waiting().length > 0}>
        <ul class="list">
          <For each={waiting()}>
            {(one) => (
              <li>
                <WaitingLine one={one} view={props.view} />
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Sheet>
  );
}

function WaitingLine(props: { readonly one: Waiting; readonly view: StationView }): JSX.Element {
  const station = useStation();
  const settings = useSettings();
  const t = useText(common);
  const when = useWhen(() => props.view);
  const state = (): string => {
    const { state: at, fault, takeBackUntil } = props.one;
    if (fault !== null) return faultText(fault, settings.lang());
    if (at === "countdown")
      return t().sync.state.countdown(Math.max(0, Math.ceil((takeBackUntil ?? 0) / 1000 - props.view.now)));
    return t().sync.state[at];
  };
  const canTakeBack = (): boolean => props.one.state === "countdown" || props.one.what === "need";
  return (
    <Card>
      <div>
        <strong>{kindText(props.one.kind, settings.lang())}</strong>
        <p class="muted">
          {state()} · {agoWords(props.one.since, when())}
        </p>
      </div>
      <Show when={canTakeBack()}>
        <Button
          kind="outline"
          icon="undo"
          label={t().sync.takeBack}
          onClick={() => void station.acts.takeBack(props.one.key)}
        />
      </Show>
    </Card>
  );
}
