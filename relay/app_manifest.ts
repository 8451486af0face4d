/**
 * The web app manifest of one building: the app's own, with a start that leads home from that building's poster. Its
 * `id` stays the same, so that a phone has one app whatever poster it began with.
 */
import type { AppFile } from "./files.ts";
import type { Community } from "./house.ts";

/** Where the build puts the app's own manifest. */
export const APP_MANIFEST = "/manifest.webmanifest";

/** The manifest for a building of this community; null when there is no app, or no such building. */
export function buildingManifest(
  file: AppFile | undefined,
  { id, manifest }: Pick<Community, "id" | "manifest">,
  building: string,
): Record<string, unknown> | null {
  const named = manifest.manifest?.buildings.find((one) => one.id === building);
  if (named === undefined || file === undefined) return null;
  const own = JSON.parse(new TextDecoder().decode(file.plain)) as Record<string, unknown>;
  return { ...own, name: `${named.name} · ${String(own.name)}`, start_url: `/b/${id}/${building}` };
}
