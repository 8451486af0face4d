import type { JSX } from "solid-js";
import { Match, Show, Switch } from "solid-js";
import { common } from "../../locale/common.ts";
import { keepWords } from "../../locale/keep.ts";
import { phonesWords } from "../../locale/phones.ts";
import type { DeviceShown } from "../../peer/keeping.ts";
import type { Answer } from "../../peer/station.ts";
import { Details } from "../../ui/details.tsx";
import { Note } from "../../ui/note.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { createActing } from "../acting.ts";
import { createView, useStation, useText } from "../app.tsx";
import { NamePhone } from "./name_phone.tsx";
import { StopSheet } from "./stop_sheet.tsx";

/** Days for which a phone that may be lost is silent. */
const PAUSE_DAYS = 7;

interface Shown {
  readonly device: DeviceShown;
  readonly name: string;
  readonly onClose: () => void;
  readonly onDone: (words: string) => void;
}

/** What can be done with one of my phones. */
export function PhoneSheet(props: Shown): JSX.Element {
  const view = createView();
  const others = () =>
    view().me?.devices.some(({ key, state }) => key !== props.device.key && state === "live");
  return (
    <Switch fallback={<OtherPhone {...props} />}>
      <Match when={props.device.isThis && others()}>
        <StopSheet onClose={() => props.onClose()} />
      </Match>
      <Match when={props.device.isThis}>
        <OnlyPhone name={props.name} onClose={() => props.onClose()} />
      </Match>
    </Switch>
  );
}

function OnlyPhone(props: { readonly name: string; readonly onClose: () => void }): JSX.Element {
  const t = useText(keepWords);
  const c = useText(common);
  return (
    <Sheet
      open
      onClose={() => props.onClose()}
      title={props.name}
      sentence={t().onlyPhone}
      closeLabel={c().close}
      acts={{ act: { label: t().second, icon: "smartphone", href: "/me/move" } }}
    />
  );
}

function OtherPhone(props: Shown): JSX.Element {
  const view = createView();
  const station = useStation();
  const t = useText(keepWords);
  const p = useText(phonesWords);
  const c = useText(common);
  const acting = createActing();
  const isPaused = () => props.device.state === "suspended";
  const run = (act: () => Promise<Answer>, words: string): void => {
    const { onClose, onDone } = props;
    void acting.run(act, () => {
      onDone(words);
      onClose();
    });
  };
  const remove = (): void => {
    const { key } = props.device;
    run(() => station.acts.removeDevice(key), t().removed);
  };
  const pause = (days: number): void => {
    const { key } = props.device;
    const account = view().me?.id;
    if (account === undefined) return;
    run(() => station.acts.suspendDevice(account, key, days), days === 0 ? t().lifted : t().paused);
  };
  return (
    <Sheet
      open
      onClose={() => props.onClose()}
      title={t().removeTitle(props.name)}
      sentence={t().removeSentence}
      closeLabel={c().close}
      acts={{
        danger: true,
        act: { label: t().removeSure, onClick: remove, busy: acting.isBusy() },
        quiet: {
          label: isPaused() ? t().lift : t().pause,
          onClick: () => pause(isPaused() ? 0 : PAUSE_DAYS),
          disabled: acting.isBusy(),
        },
      }}
    >
      <Details summary={p().rename}>
        <NamePhone device={props.device} />
      </Details>
      <Show when={acting.trouble()}>{(words) => <Note kind="error">{words()}</Note>}</Show>
    </Sheet>
  );
}
