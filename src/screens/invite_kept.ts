/** The invite of a poster that could not be used at once: no network, or the wrong browser. It waits on the shelf. */
import type { Shelf } from "./shelf.ts";

const INVITE = "invite";
const POSTER_CODE = /^[a-z2-7]{26}[a-z0-9]{1,8}[a-z2-7]{6}$/u;

/** The code of the poster as it stands in an address. */
export function keptInvite(shelf: Shelf): string | null {
  const code = shelf.get(INVITE);
  return code !== null && POSTER_CODE.test(code) ? code : null;
}

/** Null: it was used, or cannot be used any more. */
export const keepInvite = (shelf: Shelf, code: string | null): void =>
  shelf.set(INVITE, code?.toLowerCase() ?? null);
