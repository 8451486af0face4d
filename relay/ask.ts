/**
 * What every HTTP handler does first: reads a body within its limit, finds out who signed the request
 * (`Authorization: YZ1 …`, wire.md section 6), and refuses what it does not know.
 */
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { base64urlToBytes } from "../crypto/bytes.ts";
import { type Cbor, decodeCbor, encodeCbor } from "../crypto/cbor.ts";
import { type Opened, openStatement } from "../crypto/cose.ts";
import { sha256 } from "../crypto/hash.ts";
import { err, ok, type Result } from "../crypto/result.ts";
import { type Account, accountOfKey } from "../src/domain/authority.ts";
import { mayLookUp } from "../src/domain/lookup.ts";
import { checkAuth, checkRequest } from "../src/domain/request.ts";
import { voiceOf } from "../src/domain/speaker.ts";
import { idToBytes, type KeyText, keyText } from "../src/domain/units.ts";
import type { Community, House } from "./house.ts";
import { BODY_BYTES_MAX } from "./limits.ts";
import { type Code, problem } from "./refuse.ts";

export type Asking = Context<{ Bindings: HttpBindings }>;

/** Who signed a request. */
export interface Asker {
  readonly account: Account;
  readonly key: KeyText;
}

/** Who answers questions about a community, and who is refused. */
export interface Desk {
  readonly house: House;
  refuse(code: Code, more?: { readonly index?: number | null; readonly retrySeconds?: number }): Response;
  /** The community of the path, or a refusal. */
  community(c: Asking): Result<Community, Response>;
  /** The body, or 413. */
  body(c: Asking, bytesMax?: number): Promise<Result<Uint8Array, Response>>;
  /** The query's values by name; a name that is not listed is refused. */
  query(c: Asking, ...names: readonly string[]): Result<ReadonlyMap<string, string>, Response>;
  /** The member who signed this request over this body. */
  asker(c: Asking, community: Community, body: Uint8Array): Promise<Result<Asker, Response>>;
  /** Whoever may read the roster: members, and the keys by which somebody comes back (A25). */
  reader(c: Asking, community: Community): Promise<Response | null>;
}

export function createDesk(house: House): Desk {
  const refuse: Desk["refuse"] = (code, more = {}) => problem({ code, now: house.now(), ...more });

  async function body(c: Asking, bytesMax = BODY_BYTES_MAX): Promise<Result<Uint8Array, Response>> {
    const chunks: Uint8Array[] = [];
    let length = 0;
    if (Number(c.req.header("content-length") ?? 0) > bytesMax) return err(tooLarge());
    for await (const chunk of c.env.incoming as AsyncIterable<Uint8Array>) {
      length += chunk.length;
      if (length > bytesMax) return err(tooLarge());
      chunks.push(chunk);
    }
    return ok(new Uint8Array(Buffer.concat(chunks)));
  }

  /** The rest of a body that nobody wants is not read: the connection ends with the answer. */
  function tooLarge(): Response {
    const response = refuse("too_large");
    response.headers.set("Connection", "close");
    return response;
  }

  /** What `find` makes of the key that signed exactly this request, once; null there is `bad_auth`. */
  async function opened<T>(
    c: Asking,
    community: Community,
    body: Uint8Array,
    find: (said: Opened) => T | null,
  ): Promise<Result<T, Response>> {
    const token = /^YZ1 ([A-Za-z0-9_-]+)$/.exec(c.req.header("authorization") ?? "")?.[1];
    const said = await openToken(token, community, house);
    if (said === null) return err(refuse("bad_auth"));
    const asked = { method: c.req.method, path: pathOf(c), bodyHash: sha256(body), now: house.now() };
    const checked = checkRequest(said, asked);
    if (checked !== "ok") return err(refuse(checked === "bad_request" ? "bad_auth" : checked));
    const found = find(said);
    if (found === null) return err(refuse(whyNot(said, community, house)));
    return house.isNewRequest(Buffer.from(said.id).toString("base64url"))
      ? ok(found)
      : err(refuse("request_used"));
  }

  return {
    house,
    refuse,
    body,
    asker: (c, community, body) => opened(c, community, body, (said) => askerOf(said, community, house)),
    async reader(c, community) {
      const { authority } = community.clerk.ledger;
      const reader = await opened(c, community, NO_BODY, ({ publicKey }) =>
        mayLookUp(authority, keyText(publicKey), house.now()) ? true : null,
      );
      return reader.ok ? null : reader.error;
    },
    community(c) {
      const { community } = house;
      return community !== null && community.id === c.req.param("c")
        ? ok(community)
        : err(refuse("no_such_community"));
    },
    query(c, ...names) {
      const values = new Map<string, string>();
      for (const [name, value] of new URL(c.req.url).searchParams) {
        if (!names.includes(name) || values.has(name)) return err(refuse("bad_request"));
        values.set(name, value);
      }
      return ok(values);
    },
  };
}

/** The member whose key signed an `auth` for this path, for sockets and event streams. */
export async function openAuth(
  token: string | undefined,
  path: string,
  community: Community,
  house: House,
): Promise<Result<Asker, "bad_auth" | "clock_wrong" | "revoked">> {
  const said = await openToken(token, community, house);
  if (said === null) return err("bad_auth");
  const checked = checkAuth(said, path, house.now());
  if (checked !== "ok") return err(checked === "clock_wrong" ? checked : "bad_auth");
  const asker = askerOf(said, community, house);
  if (asker !== null) return ok(asker);
  // A key that the roster knows, but that may not speak any more, is told so: it stops asking.
  const isKnown = community.clerk.ledger.authority.keys.has(keyText(said.publicKey));
  return err(isKnown ? "revoked" : "bad_auth");
}

async function openToken(
  token: string | undefined,
  community: Community,
  house: House,
): Promise<Opened | null> {
  const bytes = token === undefined ? null : base64urlToBytes(token);
  if (bytes === null) return null;
  const opened = await openStatement(bytes, idToBytes(community.id), house.verify);
  return opened.ok ? opened.value : null;
}

/** A key that has been of this community is told what has become of it; its signature is its own. */
function whyNot(said: Opened, { clerk }: Community, house: House): Code {
  const { authority } = clerk.ledger;
  const key = keyText(said.publicKey);
  const isOfCommunity = authority.keys.has(key) || authority.recoveries.has(key) || authority.moves.has(key);
  const voice = isOfCommunity ? voiceOf(authority, key, house.now()) : null;
  if (voice === null || (voice.ok && voice.value !== "suspended" && voice.value !== "waiting"))
    return "bad_auth";
  if (!voice.ok) return voice.error;
  return voice.value === "suspended" ? "key_suspended" : "key_waiting";
}

const NO_BODY = new Uint8Array();

function askerOf(said: Opened, community: Community, house: House): Asker | null {
  const key = keyText(said.publicKey);
  const { authority } = community.clerk.ledger;
  const account = accountOfKey(authority, key, house.now());
  // A leaf's second may lie a little ahead of the clock: what was taken away is gone at once.
  const isOver = authority.keys.get(key)?.removedAt != null || account?.revokedAt != null;
  return account === null || isOver ? null : { account, key };
}

/** Path and query as they were sent: what a signature names. */
export const pathOf = (c: Asking): string => c.env.incoming.url ?? "/";

export const addressOf = (c: Asking): string => c.env.incoming.socket.remoteAddress ?? "";

/** The items of a CBOR array of exactly this length, or null. */
export function arrayOf(bytes: Uint8Array, length: number): readonly Cbor[] | null {
  const value = decodeCbor(bytes);
  return value.ok && Array.isArray(value.value) && value.value.length === length ? value.value : null;
}

/** A whole number of 0 or more in its one decimal form, or null. */
export function parseCount(text: string | undefined): number | null {
  if (text === undefined || !/^(0|[1-9][0-9]{0,15})$/.test(text)) return null;
  const count = Number(text);
  return Number.isSafeInteger(count) ? count : null;
}

export const sendBytes = (bytes: Uint8Array, type: string, cache = "no-store"): Response =>
  new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: { "Content-Type": type, "Cache-Control": cache },
  });

export const sendCbor = (value: Cbor): Response => sendBytes(encodeCbor(value), "application/cbor");

export const sendCborSequence = (values: readonly Cbor[]): Response =>
  sendBytes(Buffer.concat(values.map(encodeCbor)), "application/cbor");

export const sendNothing = (): Response => new Response(null, { status: 204 });
