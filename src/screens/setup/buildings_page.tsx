import "./setup.css";
import { useNavigate } from "@solidjs/router";
import type { JSX } from "solid-js";
import { For, Show } from "solid-js";
import type { Building } from "../../domain/founding.ts";
import { buildingWords } from "../../locale/buildings.ts";
import { ActBar } from "../../ui/act-bar.tsx";
import { Button } from "../../ui/button.tsx";
import { Note } from "../../ui/note.tsx";
import { createActing } from "../acting.ts";
import { createView, useStation, useText } from "../app.tsx";
import { createDraft } from "../draft.ts";
import { Screen } from "../screen.tsx";
import { BuildingsEditor } from "./buildings_editor.tsx";
import { buildingsToCsv } from "./buildings_file.ts";
import { download } from "./download.ts";

/** `/ops/buildings/edit`: the table of a community that exists, changed as a whole and saved once. */
export default function BuildingsPage(): JSX.Element {
  const t = useText(buildingWords);
  const view = createView();
  const station = useStation();
  const navigate = useNavigate();
  const acting = createActing();
  const before = (): readonly Building[] => view().community?.buildings ?? [];
  const draft = createDraft(
    () => `buildings.${view().community?.id ?? ""}`,
    () => ({ buildings: before() }),
    areKept,
  );
  const buildings = (): readonly Building[] => draft.value().buildings;
  const change = () => changeOf(before(), buildings());
  const isSame = () => change().added + change().changed + change().removed.length === 0;
  /** Buildings that would go although neighbours live there. */
  const lived = () =>
    change()
      .removed.map((building) => ({
        building,
        people: [...view().people.values()].filter((person) => person.building === building.id).length,
      }))
      .filter(({ people }) => people > 0);
  const save = async (): Promise<void> => {
    const next = buildings();
    if (!(await acting.run(() => station.acts.saveBuildings(next)))) return;
    draft.sent();
    navigate("/ops/buildings");
  };
  const line = () =>
    isSame() ? t().noChanges : t().changes(change().added, change().changed, change().removed.length);
  return (
    <Screen
      bare
      title={t().page}
      above="/ops/buildings"
      foot={
        <ActBar
          line={line()}
          act={{
            label: t().save,
            onClick: () => void save(),
            busy: acting.isBusy(),
            disabled: isSame() || buildings().length === 0,
          }}
        />
      }
    >
      <Show when={acting.trouble()}>{(trouble) => <Note kind="error">{trouble()}</Note>}</Show>
      <For each={lived()}>
        {({ building, people }) => <Note kind="warn">{t().peopleIn(building.name, people)}</Note>}
      </For>
      <BuildingsEditor buildings={buildings()} onChange={(next) => draft.change({ buildings: next })} />
      <Show when={before().length > 0}>
        <Button
          kind="quiet"
          icon="download"
          label={t().export}
          onClick={() => void buildingsToCsv(before()).then((csv) => download(csv, t().exportName))}
        />
      </Show>
    </Screen>
  );
}

const areKept = (kept: unknown): kept is { readonly buildings: readonly Building[] } =>
  typeof kept === "object" && kept !== null && "buildings" in kept && Array.isArray(kept.buildings);

interface Change {
  readonly added: number;
  readonly changed: number;
  readonly removed: readonly Building[];
}

function changeOf(before: readonly Building[], after: readonly Building[]): Change {
  const byId = new Map(before.map((building) => [building.id, building]));
  const kept = new Set(after.map(({ id }) => id));
  return {
    added: after.filter(({ id }) => !byId.has(id)).length,
    changed: after.filter((building) => {
      const old = byId.get(building.id);
      return old !== undefined && !isEqual(old, building);
    }).length,
    removed: before.filter(({ id }) => !kept.has(id)),
  };
}

const isEqual = (a: Building, b: Building): boolean =>
  a.name === b.name && a.lat === b.lat && a.lon === b.lon && a.households === b.households;
