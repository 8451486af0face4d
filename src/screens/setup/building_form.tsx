import type { JSX } from "solid-js";
import { createSignal } from "solid-js";
import {
  BUILDING_COLUMNS,
  type BuildingColumn,
  type BuildingFault,
  buildingsToRows,
  readBuildings,
} from "../../domain/buildings_csv.ts";
import type { Building } from "../../domain/founding.ts";
import { buildingFaultText, buildingWords } from "../../locale/buildings.ts";
import { common } from "../../locale/common.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Field } from "../../ui/field.tsx";
import { useSettings, useText } from "../app.tsx";
import { splitPosition } from "./place.ts";

interface Typed {
  readonly id: string;
  readonly name: string;
  readonly households: string;
  readonly position: string;
}

const NOTHING: Typed = { id: "", name: "", households: "", position: "" };

/** One building by hand, held to the rules of the file: it is read as the last line of the table. */
export function BuildingForm(props: {
  readonly others: readonly Building[];
  readonly onAdd: (building: Building) => void;
}): JSX.Element {
  const t = useText(buildingWords);
  const c = useText(common);
  const settings = useSettings();
  const [typed, setTyped] = createSignal<Typed>(NOTHING);
  const [faults, setFaults] = createSignal<readonly BuildingFault[]>([]);
  const write = (part: Partial<Typed>): void => {
    setTyped({ ...typed(), ...part });
    setFaults([]);
  };
  /** What people would call it, while they have not said. */
  const name = () => typed().name || (typed().id === "" ? "" : c().building(typed().id.trim()));
  const add = (): void => {
    const { id, households, position } = typed();
    const { lat, lon } = splitPosition(position);
    const cells: Readonly<Record<BuildingColumn, string>> = { id, name: name(), lat, lon, households };
    const line = BUILDING_COLUMNS.map((column) => cells[column]);
    const read = readBuildings([...buildingsToRows(props.others), line]);
    const added = read.ok ? read.value.at(-1) : undefined;
    if (!read.ok) setFaults(read.error);
    if (added === undefined) return;
    props.onAdd(added);
    setTyped(NOTHING);
  };
  const trouble = (...columns: readonly BuildingColumn[]): string | undefined => {
    const fault = faults().find((one) => "column" in one && columns.includes(one.column));
    return fault === undefined ? undefined : buildingFaultText(fault, settings.lang());
  };
  return (
    <Card>
      <Field
        label={t().columns.id}
        hint={t().idHint}
        value={typed().id}
        error={trouble("id")}
        autocapitalize="none"
        autocomplete="off"
        onInput={(id) => write({ id })}
      />
      <Field
        label={t().columns.name}
        value={name()}
        error={trouble("name")}
        autocomplete="off"
        onInput={(value) => write({ name: value })}
      />
      <Field
        label={t().columns.households}
        value={typed().households}
        error={trouble("households")}
        inputmode="numeric"
        autocomplete="off"
        onInput={(households) => write({ households })}
      />
      <Field
        label={t().position}
        hint={t().positionHint}
        value={typed().position}
        error={trouble("lat", "lon")}
        autocomplete="off"
        onInput={(position) => write({ position })}
      />
      <Button kind="outline" icon="plus" label={t().add} onClick={add} />
    </Card>
  );
}
