import type { JSX } from "solid-js";
import { createSignal, Show } from "solid-js";
import { keepWords } from "../locale/keep.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { useApp, useText } from "./app.tsx";
import { noteNudged } from "./paper_note.ts";

/** Asks once for the recovery code on paper; 以后再说 is answered with what it means, and is not asked again. */
export default function CodeNudge(): JSX.Element {
  const { shelf } = useApp();
  const t = useText(keepWords);
  const [step, setStep] = createSignal<"asks" | "answers" | "gone">("asks");
  const later = (): void => {
    noteNudged(shelf);
    setStep("answers");
  };
  return (
    <Show when={step() !== "gone"}>
      <Card tone="warm">
        <Show
          when={step() === "asks"}
          fallback={
            <>
              <p role="status">{t().nudge.truth}</p>
              <Button kind="outline" label={t().nudge.ok} onClick={() => setStep("gone")} />
            </>
          }
        >
          <h2>{t().nudge.title}</h2>
          <p>{t().nudge.text}</p>
          <div class="pair">
            <Button icon="key" label={t().nudge.act} href="/me/code" />
            <Button kind="quiet" label={t().nudge.later} onClick={later} />
          </div>
        </Show>
      </Card>
    </Show>
  );
}
