import "./keep.css";
import type { JSX } from "solid-js";
import { createSignal, Show } from "solid-js";
import { common } from "../../locale/common.ts";
import { keepWords } from "../../locale/keep.ts";
import { momentWords } from "../../locale/time.ts";
import type { DeviceShown } from "../../peer/keeping.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icons.tsx";
import { Note } from "../../ui/note.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { createActing } from "../acting.ts";
import { createView, useStation, useText, useWhen } from "../app.tsx";
import { useUndo } from "../undo.tsx";

/** A phone that waits for this account: whoever it belongs to, the owner can say 不是我. */
export function Veto(props: { readonly device: DeviceShown }): JSX.Element {
  const view = createView();
  const station = useStation();
  const undo = useUndo();
  const t = useText(keepWords);
  const c = useText(common);
  const when = useWhen(view);
  const acting = createActing();
  const [isAsking, setAsking] = createSignal(false);
  const stop = async (): Promise<void> => {
    const { key } = props.device;
    // The card is gone with the phone it speaks of; what was done is said where it stays.
    const done = t().waiting.done;
    await acting.run(
      () => station.acts.removeDevice(key),
      () => undo.say({ text: done }),
    );
  };
  return (
    <section class="veto" aria-labelledby={`veto-${props.device.key}`}>
      <h2 id={`veto-${props.device.key}`}>
        <Icon name="alert" />
        <span>{t().waiting.title}</span>
      </h2>
      <p>{t().waiting.text(momentWords(props.device.until ?? view().now, when()))}</p>
      <Button kind="danger" label={t().waiting.act} onClick={() => setAsking(true)} wide />
      <Sheet
        open={isAsking()}
        onClose={() => setAsking(false)}
        title={t().waiting.sureTitle}
        sentence={t().waiting.sureSentence}
        closeLabel={c().close}
        acts={{
          danger: true,
          act: { label: t().waiting.sure, onClick: () => void stop(), busy: acting.isBusy() },
          quiet: { label: c().cancel, onClick: () => setAsking(false) },
        }}
      >
        <Show when={acting.trouble()}>{(words) => <Note kind="error">{words()}</Note>}</Show>
      </Sheet>
    </section>
  );
}
