import type { JSX } from "solid-js";
import { createMemo, createSignal, Show } from "solid-js";
import { recoverWords } from "../../locale/recover.ts";
import type { Person, StationView } from "../../peer/station.ts";
import { RowCard } from "../../ui/card.tsx";
import { Field } from "../../ui/field.tsx";
import { List } from "../../ui/list.tsx";
import { createView, useSettings, useText } from "../app.tsx";
import { buildingName, nameOf } from "../people.ts";
import { buildingsOf } from "./queue.ts";

/** From so many neighbours on a field helps to find one. */
const FIND_FROM = 8;

/** Neighbours whose account she may give back or stop: of her buildings, the operator of all; herself never. */
export function neighboursOf(view: StationView): readonly Person[] {
  const hers = new Set(buildingsOf(view));
  const isOperator = view.me?.isOperator === true;
  return [...view.people.values()]
    .filter(({ id, building }) => id !== view.me?.id && (isOperator || hers.has(building)))
    .sort((a, b) => (a.name ?? "").localeCompare(b.name ?? "", "zh"));
}

/** One neighbour out of a list, those of `first` before the others. */
export function PickPerson(props: {
  readonly first?: string | undefined;
  readonly onPick: (person: Person) => void;
}): JSX.Element {
  const view = createView();
  const settings = useSettings();
  const t = useText(recoverWords);
  const [typed, setTyped] = createSignal("");
  const all = createMemo(() => neighboursOf(view()));
  const found = createMemo(() => {
    const looked = typed().trim();
    const fits = all().filter(({ name }) => looked === "" || name?.includes(looked) === true);
    const isFirst = ({ building }: Person): boolean => building === props.first;
    return [...fits.filter(isFirst), ...fits.filter((one) => !isFirst(one))];
  });
  return (
    <>
      <Show when={all().length >= FIND_FROM}>
        <Field label={t().find} value={typed()} onInput={setTyped} type="search" autocomplete="off" />
      </Show>
      <Show
        when={found().length > 0}
        fallback={<p class="muted">{all().length === 0 ? t().nobody : t().noMatch}</p>}
      >
        <List each={found()} by={({ id }) => id}>
          {(person) => (
            <RowCard
              icon="user"
              title={nameOf(view(), person().id, settings.lang())}
              note={buildingName(view(), person().building, settings.lang())}
              onClick={() => props.onPick(person())}
            />
          )}
        </List>
      </Show>
    </>
  );
}
