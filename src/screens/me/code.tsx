import "./keep.css";
import type { JSX } from "solid-js";
import { createSignal, Show } from "solid-js";
import { common } from "../../locale/common.ts";
import { keepWords } from "../../locale/keep.ts";
import { Button } from "../../ui/button.tsx";
import { RowCard } from "../../ui/card.tsx";
import { Note } from "../../ui/note.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { createActing } from "../acting.ts";
import { createView, useApp, useStation, useText } from "../app.tsx";
import { notePaper } from "../paper_note.ts";
import { CodeSheet } from "./code_sheet.tsx";

/** 恢复码: shown on request, written down or printed, and made anew when the paper is gone. */
export default function Code(): JSX.Element {
  const view = createView();
  const t = useText(keepWords);
  const [isShown, setShown] = createSignal(false);
  const [said, setSaid] = createSignal<string | null>(null);
  const code = () => view().me?.recoveryCode ?? null;
  return (
    <>
      <p class="no-print">{t().codePage.sentence}</p>
      <Show when={said()}>
        {(words) => (
          <div class="no-print" role="status">
            <Note kind="done">{words()}</Note>
          </div>
        )}
      </Show>
      <Show when={code()} fallback={<Note kind="info">{t().codePage.none}</Note>}>
        {(shown) => (
          <>
            <div class="no-print">
              <Note kind="warn">{t().codePage.warn}</Note>
            </div>
            <Show
              when={isShown()}
              fallback={<Button label={t().codePage.show} icon="key" onClick={() => setShown(true)} wide />}
            >
              <Paper
                code={shown()}
                onWritten={() => {
                  setSaid(t().codePage.wroteDone);
                  setShown(false);
                }}
              />
            </Show>
          </>
        )}
      </Show>
      <div class="no-print">
        <Renew
          onRenewed={() => {
            setSaid(t().codePage.renewed);
            setShown(true);
          }}
        />
      </div>
    </>
  );
}

function Paper(props: { readonly code: string; readonly onWritten: () => void }): JSX.Element {
  const { shelf } = useApp();
  const t = useText(keepWords);
  const print = (): void => {
    globalThis.print();
    notePaper(shelf, props.code);
  };
  return (
    <>
      <CodeSheet code={props.code} />
      <div class="pair no-print">
        <Button
          label={t().codePage.wrote}
          onClick={() => {
            notePaper(shelf, props.code);
            props.onWritten();
          }}
        />
        <Button kind="outline" icon="printer" label={t().codePage.print} onClick={print} />
      </div>
    </>
  );
}

function Renew(props: { readonly onRenewed: () => void }): JSX.Element {
  const station = useStation();
  const t = useText(keepWords);
  const c = useText(common);
  const acting = createActing();
  const [isAsking, setAsking] = createSignal(false);
  const renew = (): void => {
    const { onRenewed } = props;
    void acting.run(
      () => station.acts.renewRecoveryCode(),
      () => {
        setAsking(false);
        onRenewed();
      },
    );
  };
  return (
    <>
      <RowCard
        title={t().codePage.renew}
        note={t().codePage.renewNote}
        icon="refresh"
        onClick={() => setAsking(true)}
      />
      <Sheet
        open={isAsking()}
        onClose={() => setAsking(false)}
        title={t().codePage.renewTitle}
        sentence={t().codePage.renewSentence}
        closeLabel={c().close}
        acts={{
          act: { label: t().codePage.renewSure, onClick: renew, busy: acting.isBusy() },
          quiet: { label: c().cancel, onClick: () => setAsking(false) },
        }}
      >
        <Show when={acting.trouble()}>{(words) => <Note kind="error">{words()}</Note>}</Show>
      </Sheet>
    </>
  );
}
