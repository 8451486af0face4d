/**
 * Signed requests and socket credentials (wire.md, section 6): one small statement that names exactly what is asked.
 */
import { equalBytes } from "../../crypto/bytes.ts";
import type { Cbor } from "../../crypto/cbor.ts";
import type { Opened } from "../../crypto/cose.ts";
import type { Moment } from "./units.ts";

/** Seconds by which a signed request may differ from relay time. */
export const REQUEST_SKEW_SECONDS = 60;
/** Minutes for which a socket credential is good, before and after its own. */
export const AUTH_MINUTES = 2;

export const requestPayload = (
  method: string,
  path: string,
  bodyHash: Uint8Array,
  at: Moment,
): readonly Cbor[] => [1, "request", method, path, bodyHash, at];
export const authPayload = (path: string, minute: number): readonly Cbor[] => [1, "auth", path, minute];

export type RequestFault = "bad_request" | "clock_wrong";

/** Whether an opened statement asks for exactly this; the caller has verified its signature. */
export function checkRequest(
  said: Opened,
  asked: { method: string; path: string; bodyHash: Uint8Array; now: Moment },
): "ok" | RequestFault {
  const [version, kind, method, path, bodyHash, at] = said.payload;
  const fits =
    said.payload.length === 6 &&
    version === 1 &&
    kind === "request" &&
    method === asked.method &&
    path === asked.path &&
    bodyHash instanceof Uint8Array &&
    equalBytes(bodyHash, asked.bodyHash) &&
    typeof at === "number";
  if (!fits) return "bad_request";
  return Math.abs(at - asked.now) <= REQUEST_SKEW_SECONDS ? "ok" : "clock_wrong";
}

/** Whether an opened statement lets its key open this path now. */
export function checkAuth(said: Opened, path: string, now: Moment): "ok" | RequestFault {
  const [version, kind, named, minute] = said.payload;
  const fits =
    said.payload.length === 4 &&
    version === 1 &&
    kind === "auth" &&
    named === path &&
    typeof minute === "number";
  if (!fits) return "bad_request";
  return Math.abs(Math.floor(now / 60) - minute) <= AUTH_MINUTES ? "ok" : "clock_wrong";
}
