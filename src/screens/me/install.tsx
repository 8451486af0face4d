import type { JSX } from "solid-js";
import { Show } from "solid-js";
import { meWords } from "../../locale/me.ts";
import { Button } from "../../ui/button.tsx";
import { Note } from "../../ui/note.tsx";
import { Steps } from "../../ui/steps.tsx";
import { useApp, useText } from "../app.tsx";

/** 放到桌面: one tap where the browser offers it, else the steps for this phone. */
export function Install(): JSX.Element {
  const { install } = useApp();
  const t = useText(meWords);
  const steps = () => (install.isApple ? t().installPage.ios : t().installPage.android);
  return (
    <Show when={!install.isInstalled()} fallback={<Note kind="done">{t().installPage.done}</Note>}>
      <p>{t().installPage.sentence}</p>
      <Show when={install.offer()} fallback={<Steps steps={steps()} />}>
        {(offer) => (
          <Button icon="smartphone" label={t().installPage.act} onClick={() => void offer()()} wide />
        )}
      </Show>
    </Show>
  );
}
