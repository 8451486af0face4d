import { useNavigate } from "@solidjs/router";
import type { JSX } from "solid-js";
import { Show } from "solid-js";
import { common } from "../../locale/common.ts";
import { keepWords } from "../../locale/keep.ts";
import { Note } from "../../ui/note.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { createActing } from "../acting.ts";
import { createView, useStation, useText } from "../app.tsx";

/** 这部手机不再用了: its key is removed in the log first, then this phone forgets it. */
export function StopSheet(props: { readonly onClose: () => void }): JSX.Element {
  const view = createView();
  const station = useStation();
  const navigate = useNavigate();
  const t = useText(keepWords);
  const c = useText(common);
  const acting = createActing();
  const unsent = () => view().sync.waiting.filter(({ fault }) => fault === null).length;
  const stop = async (): Promise<void> => {
    const key = view().me?.devices.find(({ isThis }) => isThis)?.key;
    if (key === undefined || !(await acting.run(() => station.acts.removeDevice(key)))) return;
    // First away from here: this screen is for members, and in a moment nobody is one on this phone.
    navigate("/moved", { replace: true });
    await station.acts.leave();
  };
  return (
    <Sheet
      open
      onClose={() => props.onClose()}
      title={t().move.stopTitle}
      sentence={t().move.stopSentence}
      closeLabel={c().close}
      acts={{
        danger: true,
        act: {
          label: t().move.stopSure,
          onClick: () => void stop(),
          busy: acting.isBusy(),
          disabled: unsent() > 0,
        },
        quiet: { label: c().cancel, onClick: () => props.onClose() },
      }}
    >
      <Show when={unsent() > 0 && !acting.isBusy()}>
        <Note kind="warn">{t().move.unsent(unsent())}</Note>
      </Show>
      <Show when={acting.trouble()}>{(words) => <Note kind="error">{words()}</Note>}</Show>
    </Sheet>
  );
}
