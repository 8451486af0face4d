// Why a statement is not in the document. The rest of its update is.
import type { OpenError } from "../../crypto/cose.ts";
import { unreachable } from "../../crypto/result.ts";

/** What admission answers, in order of precedence: the roster's word first, then the room that is left. */
export type Reason =
  | "unknown_key" // no roster entry yet: the statement waits
  | "not_enrolled" // known, but not of those who may write
  | "revoked" // the key or its owner had lost the right before the statement's `at`
  | "not_in_this_document" // may write, but not here
  | "month_closed" // this document takes no such statement any more, or not yet
  | "quota" // the author's share of this document is used up
  | "full" // the document is; a month goes on in its overflow
  | "rate"; // too many at once: later

/** Why a statement was dropped, in the order of the checks. */
export type Dropped =
  | OpenError
  | "wrong_place" // not the key or client that its id gives: also what another community's statement shows
  | "wrong_document" // names another document
  | "bad_shape" // the payload is not [version, kind, doc8, at, refs, body]
  | "erased" // a valid `erase` names it
  | Reason;

/** Whether the same statement may be admitted later with nothing changed in it. */
export function isTransient(reason: Dropped): boolean {
  switch (reason) {
    case "unknown_key":
    case "full":
    case "rate":
      return true;
    case "too_large":
    case "bad_cose":
    case "bad_cbor":
    case "bad_payload":
    case "bad_kind":
    case "bad_key":
    case "bad_signature":
    case "wrong_place":
    case "wrong_document":
    case "bad_shape":
    case "erased":
    case "not_enrolled":
    case "revoked":
    case "not_in_this_document":
    case "month_closed":
    case "quota":
      return false;
    default:
      return unreachable(reason);
  }
}

/** Whether a reason is about who the author is, so that it also takes out what is already held. */
export function isOfStanding(reason: Dropped): boolean {
  return reason === "not_enrolled" || reason === "revoked" || reason === "not_in_this_document";
}
