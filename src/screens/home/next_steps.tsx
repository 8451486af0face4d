import type { JSX } from "solid-js";
import { Show } from "solid-js";
import { meWords } from "../../locale/me.ts";
import { RowCard, Section } from "../../ui/card.tsx";
import { createView, useApp, useText } from "../app.tsx";
import { AskPaper, createPaperAsk } from "../ask_paper.tsx";
import { hasReceipt, isOnPaper } from "../paper_note.ts";

/** After the first receipt: the recovery code on paper, the app on the home screen; each until it is done. */
export function NextSteps(): JSX.Element {
  const view = createView();
  const { shelf, install } = useApp();
  const t = useText(meWords);
  const isAsking = createPaperAsk();
  const owesCode = () => {
    const code = view().me?.recoveryCode ?? null;
    return code !== null && !isAsking() && !isOnPaper(shelf, code);
  };
  const owesInstall = () => !install.isInstalled();
  return (
    <>
      <AskPaper isAsking={isAsking()} />
      <Show when={hasReceipt(view()) && (owesCode() || owesInstall())}>
        <Section title={t().next}>
          <Show when={owesCode()}>
            <RowCard title={t().code} note={t().codeNote} icon="key" href="/me/code" />
          </Show>
          <Show when={owesInstall()}>
            <RowCard title={t().install} note={t().installNote} icon="smartphone" href="/me/install" />
          </Show>
        </Section>
      </Show>
    </>
  );
}
