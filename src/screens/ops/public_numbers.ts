/** What the relay tells everybody: totals of the ledger, counts of each building, and how the relay is. */
import { createResource, type Resource } from "solid-js";
import { createView } from "../app.tsx";

/** Seconds of service, but `members` and `leaves`. */
export interface Stats {
  readonly issued: number;
  readonly posted: number;
  readonly available: number;
  readonly held: number;
  readonly expired: number;
  readonly pool: number;
  readonly members: number;
  readonly leaves: number;
}

export interface BuildingCount {
  readonly members: number;
  readonly open: number;
}

export interface PublicNumbers {
  readonly stats: Stats;
  readonly buildings: ReadonlyMap<string, BuildingCount>;
}

/** The public numbers; null where the relay does not answer or answers nonsense. */
export function createPublicNumbers(): readonly [Resource<PublicNumbers | null>, () => void] {
  const view = createView();
  const [numbers, { refetch }] = createResource(() => view().community?.id, askNumbers);
  return [numbers, () => void refetch()];
}

async function askNumbers(community: string): Promise<PublicNumbers | null> {
  try {
    const [stats, page] = await Promise.all(["stats", "public"].map((name) => askJson(community, name)));
    return readNumbers(stats, page);
  } catch {
    return null;
  }
}

async function askJson(community: string, name: string): Promise<unknown> {
  const answer = await fetch(`/c/${community}/${name}`, { credentials: "omit" });
  return answer.ok ? await answer.json() : null;
}

function readNumbers(stats: unknown, page: unknown): PublicNumbers | null {
  if (!isRecord(stats) || !isRecord(page) || !Array.isArray(page.buildings)) return null;
  const number = (key: keyof Stats): number => (typeof stats[key] === "number" ? stats[key] : 0);
  return {
    stats: {
      issued: number("issued"),
      posted: number("posted"),
      available: number("available"),
      held: number("held"),
      expired: number("expired"),
      pool: number("pool"),
      members: number("members"),
      leaves: number("leaves"),
    },
    buildings: new Map(page.buildings.flatMap(readBuilding)),
  };
}

function readBuilding(building: unknown): readonly (readonly [string, BuildingCount])[] {
  if (!isRecord(building) || typeof building.id !== "string") return [];
  const members = typeof building.members === "number" ? building.members : 0;
  const open = Array.isArray(building.open) ? building.open.length : 0;
  return [[building.id, { members, open }]];
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
