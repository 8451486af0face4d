import type { JSX } from "solid-js";
import { createSignal, Show } from "solid-js";
import type { Id } from "../../domain/units.ts";
import { common } from "../../locale/common.ts";
import { stewardWords } from "../../locale/steward.ts";
import type { Person } from "../../peer/station.ts";
import { Note } from "../../ui/note.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { Check } from "../../ui/steps.tsx";
import { createActing } from "../acting.ts";
import { createView, useSettings, useStation, useText } from "../app.tsx";
import { nameOf } from "../people.ts";
import { HouseholdSelect } from "./household_select.tsx";

/** At the door: she has met the person, perhaps seen an ID, and signs for it. */
export function NewcomerSheet(props: {
  readonly person: Person;
  readonly onClose: () => void;
  readonly onVouched: (name: string) => void;
}): JSX.Element {
  const t = useText(stewardWords);
  const c = useText(common);
  const settings = useSettings();
  const station = useStation();
  const view = createView();
  const acting = createActing();
  const [isAdult, setAdult] = createSignal(false);
  const [household, setHousehold] = createSignal<Id | null>(null);
  const name = () => nameOf(view(), props.person.id, settings.lang());
  const vouch = async (): Promise<void> => {
    const { person, onClose, onVouched } = props;
    const [called, seen] = [name(), { household: household(), isAdult: isAdult() }];
    if (!(await acting.run(() => station.acts.vouch(person.id, seen)))) return;
    onVouched(called);
    onClose();
  };
  return (
    <Sheet
      open
      onClose={() => props.onClose()}
      title={t().vouch.title(name())}
      sentence={t().vouch.sentence}
      closeLabel={c().close}
      acts={{
        act: { label: t().vouch.sure, onClick: () => void vouch(), busy: acting.isBusy() },
        quiet: { label: c().cancel, onClick: () => props.onClose() },
      }}
    >
      <Check label={t().vouch.adult} note={t().vouch.adultNote} checked={isAdult()} onChange={setAdult} />
      <HouseholdSelect
        label={t().vouch.household}
        hint={t().vouch.householdNote}
        building={props.person.building}
        but={props.person.id}
        value={household()}
        onChange={setHousehold}
      />
      <Show when={acting.trouble()}>{(words) => <Note kind="error">{words()}</Note>}</Show>
    </Sheet>
  );
}
