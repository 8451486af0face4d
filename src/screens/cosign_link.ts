/** The fragment of a cosign link (wire.md section 8): the community, and the entry that waits for a witness. */
import { type Id, parseId } from "../domain/units.ts";

export interface CosignAsked {
  readonly community: Id;
  readonly entry: Id;
}

const ID_CHARACTERS = 26;

/** Both ids; scanners may hand them over in capitals. Null: not whole. */
export function readCosignLink(fragment: string): CosignAsked | null {
  const text = fragment.trim().toLowerCase();
  const community = parseId(text.slice(0, ID_CHARACTERS));
  const entry = parseId(text.slice(ID_CHARACTERS));
  return community === null || entry === null ? null : { community, entry };
}
