/** Where a community begins for a phone: its founding statement, believed by its hash (P24). */
import type { Verify } from "../../crypto/verify.ts";
import { type Founding, openFounding } from "../domain/founding.ts";
import type { Id } from "../domain/units.ts";
import type { Http } from "./http.ts";
import type { Fault } from "./station.ts";

/** The founding statement of a community: whatever host gave it, its hash must be the community's id. */
export async function fetchFounding(http: Http, community: Id, verify: Verify): Promise<Founding | Fault> {
  const reply = await http.ask({ path: `/c/${community}/founding` });
  if (!reply.ok) return reply.fault;
  const founding = await openFounding(reply.bytes, verify);
  return founding.ok && founding.value.community === community ? founding.value : "relay_unreachable";
}
