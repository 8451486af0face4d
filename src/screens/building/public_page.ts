/** What everybody may know of a community: counts, and what is asked for where and when, without words or names. */
import { SERVICE_TYPES, type ServiceType } from "../../domain/service.ts";
import type { Moment } from "../../domain/units.ts";
import type { Shelf } from "../shelf.ts";

export interface PublicNeed {
  readonly type: ServiceType;
  readonly from: Moment;
  readonly to: Moment;
}

export interface PublicBuilding {
  readonly id: string;
  readonly name: string;
  readonly members: number;
  readonly open: readonly PublicNeed[];
}

export interface PublicPage {
  readonly name: string;
  readonly timeZone: string;
  readonly members: number;
  readonly stewards: number;
  readonly pointSeconds: number;
  readonly buildings: readonly PublicBuilding[];
}

export interface PublicFound {
  /** Null: this phone has never seen it. */
  readonly page: PublicPage | null;
  readonly isFresh: boolean;
}

/** The page from the relay; without a network the one that was seen last. */
export async function findPublicPage(community: string, shelf: Shelf): Promise<PublicFound> {
  const key = `public.${community}`;
  try {
    const answer = await fetch(`/c/${community}/public`, { credentials: "omit", cache: "no-cache" });
    const text = answer.ok ? await answer.text() : "";
    const page = readPublicPage(text);
    if (page !== null) {
      shelf.set(key, text);
      return { page, isFresh: true };
    }
  } catch {
    // No network: what was seen last still tells what this is.
  }
  return { page: readPublicPage(shelf.get(key) ?? ""), isFresh: false };
}

export function readPublicPage(text: string): PublicPage | null {
  const page = parse(text);
  if (!isRecord(page) || typeof page.name !== "string" || !Array.isArray(page.buildings)) return null;
  const policy = isRecord(page.policy) ? page.policy : {};
  return {
    name: page.name,
    timeZone: typeof page.timeZone === "string" ? page.timeZone : "Asia/Shanghai",
    members: count(page.members),
    stewards: Array.isArray(page.stewards) ? page.stewards.length : 0,
    pointSeconds: count(policy.point_seconds),
    buildings: page.buildings.flatMap(readBuilding),
  };
}

function readBuilding(building: unknown): readonly PublicBuilding[] {
  if (!isRecord(building) || typeof building.id !== "string") return [];
  const { id, name, members, open } = building;
  return [
    {
      id,
      name: typeof name === "string" ? name : id,
      members: count(members),
      open: Array.isArray(open) ? open.flatMap(readNeed) : [],
    },
  ];
}

function readNeed(need: unknown): readonly PublicNeed[] {
  if (!isRecord(need)) return [];
  const type = SERVICE_TYPES.find((one) => one === need.type);
  if (type === undefined || typeof need.from !== "number" || typeof need.to !== "number") return [];
  return [{ type, from: need.from as Moment, to: need.to as Moment }];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const count = (value: unknown): number => (typeof value === "number" && value >= 0 ? value : 0);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
