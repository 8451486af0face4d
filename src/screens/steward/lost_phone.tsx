import "./steward.css";
import type { JSX } from "solid-js";
import { createSignal, Show } from "solid-js";
import { recoverWords } from "../../locale/recover.ts";
import type { Person } from "../../peer/station.ts";
import { Button } from "../../ui/button.tsx";
import { useText } from "../app.tsx";
import { NeighbourPhonesSheet } from "../neighbour_phones.tsx";
import { Screen } from "../screen.tsx";
import { PickPerson } from "./pick_person.tsx";

/** `/desk/lost`: whose phone is lost; it is stopped before anything else. */
export default function LostPhone(): JSX.Element {
  const t = useText(recoverWords);
  const [person, setPerson] = createSignal<Person | null>(null);
  return (
    <Screen title={t().lost.title} headline={t().lost.headline} above="/desk" at="desk">
      <p>{t().lost.sentence}</p>
      <Button kind="outline" icon="scan" label={t().lost.scan} href="/scan?for=door" wide />
      <PickPerson onPick={setPerson} />
      <Show when={person()} keyed>
        {(found) => <NeighbourPhonesSheet person={found} onClose={() => setPerson(null)} />}
      </Show>
    </Screen>
  );
}
