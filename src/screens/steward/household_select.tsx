import type { JSX } from "solid-js";
import type { Id } from "../../domain/units.ts";
import { stewardWords } from "../../locale/steward.ts";
import { Select } from "../../ui/select.tsx";
import { createView, useText } from "../app.tsx";
import { housemates } from "./queue.ts";

const ALONE = "alone";

/** With whom somebody shares a household; the household is named by its first member. */
export function HouseholdSelect(props: {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly building: string;
  readonly but: Id | null;
  readonly value: Id | null;
  readonly onChange: (household: Id | null) => void;
}): JSX.Element {
  const t = useText(stewardWords);
  const view = createView();
  const people = () => housemates(view(), props.building, props.but);
  const options = () => [
    { value: ALONE, label: t().vouch.alone },
    ...people().map((person) => ({ value: person.id as string, label: person.name ?? "" })),
  ];
  const chosen = () => people().find((person) => person.household === props.value)?.id ?? ALONE;
  return (
    <Select
      label={props.label}
      hint={props.hint}
      value={chosen()}
      options={options()}
      onChange={(value) => props.onChange(people().find((person) => person.id === value)?.household ?? null)}
    />
  );
}
