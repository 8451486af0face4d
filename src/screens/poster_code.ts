/** The code of a poster: `<community 26><building><invite 6>`, in capitals on paper, small in an address. */
import { parseId } from "../domain/units.ts";

export interface PosterCode {
  readonly community: string;
  readonly building: string;
  readonly code: string;
}

const COMMUNITY_LENGTH = 26;
const INVITE_LENGTH = 6;
const INVITE = /^[a-z2-7]{6}$/u;
const BUILDING = /^[a-z0-9]{1,8}$/u;

/** Null: not a poster's code, or not all of it. */
export function readPosterCode(text: string): PosterCode | null {
  const small = text.toLowerCase();
  const community = small.slice(0, COMMUNITY_LENGTH);
  const building = small.slice(COMMUNITY_LENGTH, -INVITE_LENGTH);
  const code = small.slice(-INVITE_LENGTH);
  if (small.length <= COMMUNITY_LENGTH + INVITE_LENGTH) return null;
  if (parseId(community) === null || !BUILDING.test(building) || !INVITE.test(code)) return null;
  return { community, building, code };
}
