import type { JSX } from "solid-js";
import { createSignal, Match, Show, Switch } from "solid-js";
import { partsToDegrees } from "../../domain/buildings_csv.ts";
import type { Building } from "../../domain/founding.ts";
import { buildingWords } from "../../locale/buildings.ts";
import { Chips } from "../../ui/chips.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Check } from "../../ui/steps.tsx";
import { Table } from "../../ui/table.tsx";
import { useText } from "../app.tsx";
import { BuildingForm } from "./building_form.tsx";
import { BuildingsImport } from "./buildings_import.tsx";
import { buildingToWgs } from "./place.ts";

type Way = "file" | "hand";

/** The table of buildings, out of a file or filled in one by one; what stands below is what will be kept. */
export function BuildingsEditor(props: {
  readonly buildings: readonly Building[];
  readonly onChange: (buildings: readonly Building[]) => void;
}): JSX.Element {
  const t = useText(buildingWords);
  const [way, setWay] = createSignal<Way>("file");
  const [isBent, setBent] = createSignal(false);
  const [isFaulty, setFaulty] = createSignal(false);
  const straight = (building: Building): Building => (isBent() ? buildingToWgs(building) : building);
  return (
    <>
      <Chips
        legend={t().way}
        options={[
          { value: "file", label: t().file, icon: "upload" },
          { value: "hand", label: t().hand, icon: "pencil" },
        ]}
        value={way()}
        onChange={setWay}
      />
      <Check label={t().gcj} note={t().gcjNote} checked={isBent()} onChange={setBent} />
      <Switch>
        <Match when={way() === "file"}>
          <BuildingsImport
            onRead={(read) => {
              setFaulty(read === null);
              if (read !== null) props.onChange(read.map(straight));
            }}
          />
        </Match>
        <Match when={way() === "hand"}>
          <BuildingForm
            others={props.buildings}
            onAdd={(building) => props.onChange([...props.buildings, straight(building)])}
          />
        </Match>
      </Switch>
      <Show
        when={props.buildings.length > 0}
        fallback={
          <Show when={!isFaulty()}>
            <Empty picture="board" sentence={t().empty} />
          </Show>
        }
      >
        <BuildingsTable
          buildings={props.buildings}
          onRemove={(id) => props.onChange(props.buildings.filter((one) => one.id !== id))}
        />
      </Show>
    </>
  );
}

function BuildingsTable(props: {
  readonly buildings: readonly Building[];
  readonly onRemove: (id: string) => void;
}): JSX.Element {
  const t = useText(buildingWords);
  return (
    <div class="buildings-table">
      <Table
        caption={t().caption(props.buildings.length)}
        columns={[
          { label: t().columns.id },
          { label: t().columns.name },
          { label: t().columns.households, figures: true },
          { label: t().position, figures: true },
          { label: t().acts },
        ]}
        rows={props.buildings.map((building) => [
          building.id,
          building.name,
          String(building.households),
          `${partsToDegrees(building.lat)}, ${partsToDegrees(building.lon)}`,
          <button
            type="button"
            class="table-act"
            aria-label={t().removeOf(building.name)}
            onClick={() => props.onRemove(building.id)}
          >
            {t().remove}
          </button>,
        ])}
      />
    </div>
  );
}
