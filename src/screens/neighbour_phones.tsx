import type { JSX } from "solid-js";
import { createSignal, Index, Show } from "solid-js";
import type { Id } from "../domain/units.ts";
import { common } from "../locale/common.ts";
import { phonesWords } from "../locale/phones.ts";
import { recoverWords } from "../locale/recover.ts";
import { momentWords } from "../locale/time.ts";
import type { DeviceShown } from "../peer/keeping.ts";
import type { Person } from "../peer/station.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Note } from "../ui/note.tsx";
import { Pill, type PillProps } from "../ui/pill.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { createActing } from "./acting.ts";
import { createView, useSettings, useStation, useText, useWhen } from "./app.tsx";
import { nameOf } from "./people.ts";
import { type PhoneLine, phoneLines } from "./phones.ts";

/** Days for which a lost phone is silent; the rules allow no more. */
const PAUSE_DAYS = 7;

/** The phones of a neighbour; a lost one is stopped at once, a found one speaks again. */
export function NeighbourPhones(props: { readonly account: Id }): JSX.Element {
  const view = createView();
  const station = useStation();
  const t = useText(recoverWords);
  const p = useText(phonesWords);
  const when = useWhen(view);
  const acting = createActing();
  const [said, setSaid] = createSignal<string | null>(null);
  const devices = (): readonly DeviceShown[] => {
    // What the roster says is asked anew with every view.
    view();
    return station.devicesOf(props.account);
  };
  const lines = () => phoneLines(devices(), null, p(), when());
  const has = (state: DeviceShown["state"]) => devices().some((one) => one.state === state);
  const pause = (days: number): void => {
    const { account } = props;
    setSaid(null);
    void acting.run(
      () => station.acts.suspendDevice(account, "all", days),
      () => setSaid(days === 0 ? t().lifted : t().paused),
    );
  };
  return (
    <Show when={devices().length > 0} fallback={<p class="muted">{t().noPhones}</p>}>
      <Card>
        <ul class="stack">
          <Index each={lines()}>{(line) => <Phone line={line()} />}</Index>
        </ul>
        <Show when={has("waiting")}>
          <Note kind="info">{t().lost.waitingText}</Note>
        </Show>
        <Show when={has("live")}>
          <p class="muted">{t().pauseNote}</p>
          <Button
            kind="danger"
            icon="lock"
            label={t().pause}
            busy={acting.isBusy()}
            onClick={() => pause(PAUSE_DAYS)}
          />
        </Show>
        <Show when={has("suspended")}>
          <Button
            kind="outline"
            icon="undo"
            label={t().lift}
            busy={acting.isBusy()}
            onClick={() => pause(0)}
          />
        </Show>
        <div role="status" class="said">
          <Show when={said()}>{(words) => <Note kind="done">{words()}</Note>}</Show>
        </div>
        <Show when={acting.trouble()}>{(words) => <Note kind="error">{words()}</Note>}</Show>
      </Card>
    </Show>
  );
}

function Phone(props: { readonly line: PhoneLine }): JSX.Element {
  const view = createView();
  const t = useText(recoverWords);
  const when = useWhen(view);
  const pill = (): PillProps => {
    const { state, until } = props.line.device;
    const words = momentWords(until ?? view().now, when());
    switch (state) {
      case "live":
        return { tone: "green", icon: "check", word: t().lost.live };
      case "waiting":
        return { tone: "blue", icon: "hourglass", word: t().lost.waiting(words) };
      case "suspended":
        return { tone: "muted", icon: "lock", word: t().lost.suspended(words) };
      default:
        return state satisfies never;
    }
  };
  return (
    <li class="spread">
      <span>
        {props.line.title}
        <br />
        <span class="muted small">{props.line.note}</span>
      </span>
      <Pill {...pill()} />
    </li>
  );
}

/** The same over a screen. */
export function NeighbourPhonesSheet(props: {
  readonly person: Person;
  readonly onClose: () => void;
}): JSX.Element {
  const view = createView();
  const settings = useSettings();
  const t = useText(recoverWords);
  const c = useText(common);
  return (
    <Sheet
      open
      onClose={() => props.onClose()}
      title={t().lost.sheet(nameOf(view(), props.person.id, settings.lang()))}
      closeLabel={c().close}
    >
      <NeighbourPhones account={props.person.id} />
    </Sheet>
  );
}
