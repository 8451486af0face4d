import { useNavigate } from "@solidjs/router";
import type { JSX } from "solid-js";
import { createSignal, Show } from "solid-js";
import { installWords } from "../../locale/install.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { useApp, useText } from "../app.tsx";
import { INSTALL_ASKED } from "../shelf.ts";

/** After the first receipt, once: the app on the home screen. 以后再说 is answered with what it means. */
export default function InstallOfferCard(): JSX.Element {
  const { shelf, install } = useApp();
  const t = useText(installWords);
  const navigate = useNavigate();
  const [step, setStep] = createSignal<"asks" | "answers" | "gone">("asks");
  const answer = (next: "answers" | "gone"): void => {
    shelf.set(INSTALL_ASKED, "1");
    setStep(next);
  };
  const go = (): void => {
    answer("gone");
    const offer = install.offer();
    if (offer === null) navigate("/me/install");
    else void offer();
  };
  return (
    <Show when={step() !== "gone"}>
      <Card tone="warm">
        <Show
          when={step() === "asks"}
          fallback={
            <>
              <p role="status">{t().offer.truth}</p>
              <Button kind="outline" label={t().offer.ok} onClick={() => setStep("gone")} />
            </>
          }
        >
          <h2>{t().offer.title}</h2>
          <p>{t().offer.text}</p>
          <div class="stack">
            <Button icon="smartphone" label={t().offer.act} onClick={go} />
            <Button kind="quiet" label={t().offer.later} onClick={() => answer("answers")} />
          </div>
        </Show>
      </Card>
    </Show>
  );
}
