import { useNavigate } from "@solidjs/router";
import type { JSX } from "solid-js";
import { Show } from "solid-js";
import { common } from "../../locale/common.ts";
import { keepWords } from "../../locale/keep.ts";
import { Note } from "../../ui/note.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { createActing } from "../acting.ts";
import { createView, useStation, useText } from "../app.tsx";

/** 这部手机不再用了: once the log has it, this phone forgets its key. */
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
    if (key === undefined) return;
    await acting.run(
      () => station.acts.removeDevice(key),
      () => navigate("/moved", { replace: true }),
    );
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
