/** `POST /setup/open` and `POST /setup`: a community is founded once, by whoever holds the setup link. */

import type { HttpBindings } from "@hono/node-server";
import type { Hono } from "hono";
import type { Cbor } from "../crypto/cbor.ts";
import { decodeCbor } from "../crypto/cbor.ts";
import { idToBytes } from "../src/domain/units.ts";
import { type Asking, addressOf, arrayOf, type Desk, sendCbor } from "./ask.ts";
import type { FoundingPapers } from "./found.ts";
import { BATCH_BYTES_MAX, SETUP_ENTRIES_MAX } from "./limits.ts";

export function serveSetup(app: Hono<{ Bindings: HttpBindings }>, desk: Desk): void {
  const { house } = desk;

  /** A refusal unless this is the secret and nobody has used it. */
  function fault(c: Asking, secret: Cbor | undefined): Response | null {
    const guesses = house.guessesOf(addressOf(c));
    if (house.community === null && typeof secret === "string" && house.setup.fits(secret)) return null;
    return guesses.take(1, house.nowMs())
      ? desk.refuse("setup_refused")
      : desk.refuse("too_many", { retrySeconds: 60 });
  }

  app.post("/setup/open", async (c) => {
    const body = await desk.body(c);
    if (!body.ok) return body.error;
    const asked = arrayOf(body.value, 1);
    if (asked === null) return desk.refuse("bad_request");
    return (
      fault(c, asked[0]) ?? sendCbor([house.keys.log.publicKey, house.keys.issuer.publicKey, house.now()])
    );
  });

  app.post("/setup", async (c) => {
    const body = await desk.body(c, BATCH_BYTES_MAX);
    if (!body.ok) return body.error;
    const asked = readPapers(body.value);
    if (asked === null) return desk.refuse("bad_request");
    const refused = fault(c, asked.secret);
    if (refused !== null) return refused;
    const receipts = await house.found(asked.papers);
    if (!receipts.ok) return desk.refuse(receipts.error);
    const id = house.community?.id;
    return id === undefined
      ? desk.refuse("broken")
      : sendCbor([idToBytes(id), receipts.value.map(receiptCbor)]);
  });
}

/** A receipt is an array: it stands in the answer as one, not as bytes. */
function receiptCbor(receipt: Uint8Array): Cbor {
  const decoded = decodeCbor(receipt);
  return decoded.ok ? decoded.value : null;
}

/** `[secret, founding, [entry…], manifest]`. */
function readPapers(body: Uint8Array): { readonly secret: string; readonly papers: FoundingPapers } | null {
  const items = arrayOf(body, 4);
  if (items === null) return null;
  const [secret, founding, entries, manifest] = items;
  if (typeof secret !== "string" || !(founding instanceof Uint8Array) || !(manifest instanceof Uint8Array))
    return null;
  if (!Array.isArray(entries) || entries.length > SETUP_ENTRIES_MAX) return null;
  if (!entries.every((entry) => entry instanceof Uint8Array)) return null;
  return { secret, papers: { founding, entries: entries as Uint8Array[], manifest } };
}
