import type { JSX } from "solid-js";
import { Show } from "solid-js";
import { meWords } from "../../locale/me.ts";
import { RowCard, Section } from "../../ui/card.tsx";
import { createView, useApp, useText } from "../app.tsx";
import { WROTE_CODE } from "../shelf.ts";

/** After the first receipt: the recovery code on paper, the app on the home screen; each until it is done. */
export function NextSteps(): JSX.Element {
  const view = createView();
  const { shelf, install } = useApp();
  const t = useText(meWords);
  const hasReceipt = () =>
    view().wallet?.lines.some(({ what }) => what === "earned" || what === "paid") === true;
  const owesCode = () => view().me?.recoveryCode != null && shelf.get(WROTE_CODE) === null;
  const owesInstall = () => !install.isInstalled();
  return (
    <Show when={hasReceipt() && (owesCode() || owesInstall())}>
      <Section title={t().next}>
        <Show when={owesCode()}>
          <RowCard title={t().code} note={t().codeNote} icon="key" href="/me/code" />
        </Show>
        <Show when={owesInstall()}>
          <RowCard title={t().install} note={t().installNote} icon="smartphone" href="/me/install" />
        </Show>
      </Section>
    </Show>
  );
}
