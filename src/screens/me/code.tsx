import type { JSX } from "solid-js";
import { createSignal, Show } from "solid-js";
import { meWords } from "../../locale/me.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Note } from "../../ui/note.tsx";
import { QrCode } from "../../ui/qr-code.tsx";
import { createView, useApp, useText } from "../app.tsx";
import { WROTE_CODE } from "../shelf.ts";

/** 恢复码: shown on request, to be written on paper. */
export function Code(): JSX.Element {
  const view = createView();
  const t = useText(meWords);
  const { shelf } = useApp();
  const [isShown, setShown] = createSignal(false);
  return (
    <Show when={view().me?.recoveryCode} fallback={<Note kind="warn">{t().codePage.none}</Note>}>
      {(code) => (
        <>
          <p>{t().codePage.sentence}</p>
          <Note kind="warn">{t().codePage.warn}</Note>
          <Show
            when={isShown()}
            fallback={<Button label={t().codePage.show} icon="key" onClick={() => setShown(true)} wide />}
          >
            <Card>
              <p class="paper-code">{code()}</p>
              <div class="centre">
                <QrCode text={code().replaceAll(" ", "")} label={t().codePage.qr} />
              </div>
            </Card>
            <div class="pair">
              <Button
                label={t().codePage.wrote}
                onClick={() => {
                  shelf.set(WROTE_CODE, "yes");
                  setShown(false);
                }}
              />
              <Button
                kind="outline"
                icon="printer"
                label={t().codePage.print}
                onClick={() => globalThis.print()}
              />
            </div>
          </Show>
        </>
      )}
    </Show>
  );
}
