/** Sealed post over HTTP: a vouched member leaves it, a device fetches its own and acknowledges it. */
import type { HttpBindings } from "@hono/node-server";
import type { Hono } from "hono";
import type { Cbor } from "../crypto/cbor.ts";
import { SEALED_BYTES_MAX } from "../crypto/seal.ts";
import { liveKeysOf, standing } from "../src/domain/authority.ts";
import { bytesToId, type Id, idToBytes, type Moment, parseId } from "../src/domain/units.ts";
import { type Asker, arrayOf, type Desk, sendCborSequence, sendNothing } from "./ask.ts";
import type { Sealed } from "./box.ts";
import type { Community } from "./house.ts";
import { BATCH_BYTES_MAX, POST_DEVICES_MAX, POST_SECONDS_MAX } from "./limits.ts";
import type { Code } from "./refuse.ts";

export function serveBox(app: Hono<{ Bindings: HttpBindings }>, desk: Desk): void {
  const { house } = desk;
  const NO_BODY = new Uint8Array();

  app.post("/c/:c/box", async (c) => {
    const community = desk.community(c);
    if (!community.ok) return community.error;
    const body = await desk.body(c, BATCH_BYTES_MAX);
    if (!body.ok) return body.error;
    const asker = await desk.asker(c, community.value, body.value);
    if (!asker.ok) return asker.error;
    const left = leavePost(community.value, asker.value.account.id, body.value, house.now());
    return left === "ok" ? sendNothing() : desk.refuse(left);
  });

  app.get("/c/:c/box", async (c) => {
    const community = desk.community(c);
    if (!community.ok) return community.error;
    const asker = await desk.asker(c, community.value, NO_BODY);
    if (!asker.ok) return asker.error;
    const [seal] = sealsOf(community.value, asker.value, house.now());
    const posts = seal === undefined ? [] : community.value.box.for(seal, house.now());
    return sendCborSequence(
      posts.map(({ id, from, ciphertext, expires }) => [idToBytes(id), idToBytes(from), ciphertext, expires]),
    );
  });

  app.delete("/c/:c/box/:post", async (c) => {
    const community = desk.community(c);
    if (!community.ok) return community.error;
    const asker = await desk.asker(c, community.value, NO_BODY);
    if (!asker.ok) return asker.error;
    const id = parseId(c.req.param("post"));
    if (id === null) return desk.refuse("bad_request");
    // Acknowledging twice, or what has lapsed, is fine: it is gone either way.
    community.value.box.acknowledge(id, sealsOf(community.value, asker.value, house.now()));
    return sendNothing();
  });
}

/** Leaves a post of somebody who is known: `[to16, [[seal_key32, ciphertext]…], expires]`. */
export function leavePost(community: Community, from: Id, body: Uint8Array, now: Moment): "ok" | Code {
  const { authority } = community.clerk.ledger;
  if (standing(authority, from, now) !== "vouched") return "not_vouched";
  const post = readPost(body, now);
  if (post === null) return "bad_request";
  if (!authority.accounts.has(post.to)) return "no_such_account";
  if (!community.box.put(post.to, from, post.sealed, post.expires, now)) return "box_full";
  community.events.tell([post.to], { what: "box" });
  return "ok";
}

/** The sealing key of the device that asks. */
const sealsOf = (community: Community, { account, key }: Asker, now: Moment): readonly Uint8Array[] =>
  liveKeysOf(community.clerk.ledger.authority, account.id, now)
    .filter((device) => device.key === key)
    .map(({ seal }) => seal);

interface PostDraft {
  readonly to: Id;
  readonly sealed: readonly Sealed[];
  readonly expires: Moment;
}

function readPost(body: Uint8Array, now: Moment): PostDraft | null {
  const [toBytes, list, expires] = arrayOf(body, 3) ?? [];
  const to = toBytes instanceof Uint8Array ? bytesToId(toBytes) : null;
  if (to === null || !Array.isArray(list) || typeof expires !== "number") return null;
  if (expires <= now || expires > now + POST_SECONDS_MAX) return null;
  const sealed = list.map(readSealed).filter((one) => one !== null);
  const isGood = sealed.length === list.length && list.length > 0 && list.length <= POST_DEVICES_MAX;
  return isGood ? { to, sealed, expires: expires as Moment } : null;
}

function readSealed(item: Cbor): Sealed | null {
  const [seal, ciphertext, ...more] = Array.isArray(item) ? (item as readonly Cbor[]) : [];
  if (!(seal instanceof Uint8Array) || !(ciphertext instanceof Uint8Array) || more.length > 0) return null;
  return seal.length === 32 && ciphertext.length <= SEALED_BYTES_MAX ? { seal, ciphertext } : null;
}
