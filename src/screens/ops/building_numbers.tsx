import type { JSX } from "solid-js";
import type { Building } from "../../domain/founding.ts";
import { opsWords } from "../../locale/ops.ts";
import { Section } from "../../ui/card.tsx";
import { Table } from "../../ui/table.tsx";
import { createView, useText } from "../app.tsx";
import { stewardsOf } from "./cases.ts";
import type { PublicNumbers } from "./public_numbers.ts";

/** Lines that are shown; the rest is under 社区. */
const ROWS_MAX = 40;

/** One line a building: households, neighbours, how many have joined, what is open, who looks after it. */
export function BuildingNumbers(props: { readonly numbers: PublicNumbers }): JSX.Element {
  const t = useText(opsWords);
  const view = createView();
  const rowOf = (building: Building): readonly string[] => {
    const count = props.numbers.buildings.get(building.id);
    const members = count?.members ?? 0;
    const share =
      building.households === 0 ? t().unknown : `${Math.round((members / building.households) * 100)}%`;
    return [
      building.name,
      String(building.households),
      String(members),
      share,
      String(count?.open ?? 0),
      stewardsOf(view(), building.id).join(t().comma) || t().unknown,
    ];
  };
  return (
    <Section title={t().overview.perBuilding}>
      <div class="ops-numbers">
        <Table
          caption={t().overview.perBuildingTable}
          columns={[
            { label: t().overview.building },
            { label: t().overview.households, figures: true },
            { label: t().overview.members, figures: true },
            { label: t().overview.share, figures: true },
            { label: t().overview.open, figures: true },
            { label: t().overview.steward },
          ]}
          rows={(view().community?.buildings ?? []).slice(0, ROWS_MAX).map(rowOf)}
        />
      </div>
    </Section>
  );
}
