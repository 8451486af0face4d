/** Who is at home in this browser, noted outside its store: when the store is gone, she is greeted and led back. */
import { parseId } from "../domain/units.ts";
import type { LostMarker } from "./keeping.ts";
import type { IdentityKept } from "./vault.ts";

export const markerOf = ({ community, building, name }: IdentityKept): string =>
  JSON.stringify({ community, building, name });

/** Null also for the mark of older programs, which said no more than that somebody was here. */
export function readMarker(text: string | null): LostMarker | null {
  try {
    const noted = JSON.parse(text ?? "null") as Partial<Record<keyof LostMarker, unknown>> | null;
    const community = typeof noted?.community === "string" ? parseId(noted.community) : null;
    if (community === null) return null;
    return { community, building: wordOf(noted?.building), name: wordOf(noted?.name) };
  } catch {
    return null;
  }
}

const wordOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
