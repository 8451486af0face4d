/**
 * Invites: six characters on a poster or in a message. The log holds their hash only, until one is used.
 */
import { bytesToHex, concatBytes, utf8ToBytes } from "../../crypto/bytes.ts";
import { sha256 } from "../../crypto/hash.ts";
import type { Authority, Invite } from "./authority.ts";
import type { Refusal } from "./refusal.ts";
import { type Id, idToBytes, type Moment } from "./units.ts";

/** The first 8 bytes of SHA-256(code ‖ community) in hex: the code itself is not in the log before it is used. */
export const inviteHash = (code: string, community: Id): Uint8Array =>
  sha256(concatBytes(utf8ToBytes(code), idToBytes(community))).slice(0, 8);

/** The invite of a code, used or not; null when there is none. */
export const inviteByCode = (authority: Authority, code: string): Invite | null =>
  authority.invites.get(bytesToHex(inviteHash(code, authority.founding.community))) ?? null;

/** Why an invite cannot be used now, or null. */
export function inviteFault(invite: Invite | null, building: string, now: Moment): Refusal | null {
  if (invite === null || invite.building !== building) return "no_such_invite";
  if (invite.uses > 0 && invite.used >= invite.uses) return "invite_used";
  return now > invite.expires ? "invite_expired" : null;
}
