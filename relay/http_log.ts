/** The transparency log as C2SP tools read it: checkpoint, tiles, proofs, consistency; leaves for auditors. */
import type { HttpBindings } from "@hono/node-server";
import type { Hono } from "hono";
import { TILE_WIDTH } from "../crypto/merkle.ts";
import { hasRole, isOperator } from "../src/domain/authority.ts";
import { type Asking, type Desk, parseCount, sendBytes, sendCbor } from "./ask.ts";
import type { Community } from "./house.ts";
import { entryBundle, type Log, parseTileNumber } from "./log.ts";

const TEXT = "text/plain; charset=utf-8";
const BYTES = "application/octet-stream";
/** What is below a checkpoint never changes. */
const FOR_EVER = "public, max-age=31536000, immutable";

export function serveLog(app: Hono<{ Bindings: HttpBindings }>, desk: Desk): void {
  app.get("/c/:c/log/checkpoint", async (c) => {
    const community = desk.community(c);
    if (!community.ok) return community.error;
    const note = await community.value.clerk.log.note();
    return note === null
      ? desk.refuse("no_such_checkpoint")
      : new Response(note, { headers: plain("no-cache") });
  });

  app.get("/c/:c/log/proof/:index", async (c) => {
    const community = desk.community(c);
    if (!community.ok) return community.error;
    const query = desk.query(c, "size");
    if (!query.ok) return query.error;
    const { log } = community.value.clerk;
    const index = parseCount(c.req.param("index"));
    const size = query.value.has("size") ? parseCount(query.value.get("size")) : log.sealedSize;
    if (index === null || size === null) return desk.refuse("bad_request");
    const proof = await log.proof(index, size);
    return proof === null
      ? desk.refuse(index < size ? "no_such_checkpoint" : "not_found")
      : new Response(proof, { headers: plain("no-cache") });
  });

  app.get("/c/:c/log/consistency", (c) => {
    const community = desk.community(c);
    if (!community.ok) return community.error;
    const query = desk.query(c, "from", "to");
    if (!query.ok) return query.error;
    const [from, to] = [parseCount(query.value.get("from")), parseCount(query.value.get("to"))];
    if (from === null || to === null) return desk.refuse("bad_request");
    const path = community.value.clerk.log.consistency(from, to);
    return path === null ? desk.refuse("no_such_checkpoint") : sendCbor(path);
  });

  app.get("/c/:c/log/tile/*", async (c) => {
    const community = desk.community(c);
    if (!community.ok) return community.error;
    const query = desk.query(c);
    if (!query.ok) return query.error;
    const tile = parseTile(new URL(c.req.url).pathname.split("/log/tile/")[1] ?? "");
    if (tile === null) return desk.refuse("not_found");
    if (tile.level === "entries") return bundle(c, community.value, tile);
    const hashes = community.value.clerk.log.tile(tile.level, tile.n, tile.width);
    return hashes === null ? desk.refuse("not_found") : sendBytes(hashes, BYTES, FOR_EVER);
  });

  async function bundle(c: Asking, community: Community, { n, width }: Tile): Promise<Response> {
    const asker = await desk.asker(c, community, new Uint8Array());
    if (!asker.ok) return asker.error;
    const { authority } = community.clerk.ledger;
    const [id, now] = [asker.value.account.id, desk.house.now()];
    const mayRead = hasRole(authority, id, "auditor", null, now) || isOperator(authority, id, now);
    if (!mayRead) return desk.refuse("not_allowed");
    const indices = coveredBy(community.clerk.log, n, width);
    return indices === null
      ? desk.refuse("not_found")
      : sendBytes(entryBundle(community.journal.leavesAt(indices)), BYTES);
  }
}

const plain = (cache: string): Record<string, string> => ({ "Content-Type": TEXT, "Cache-Control": cache });

interface Tile {
  readonly level: number | "entries";
  readonly n: number;
  readonly width: number;
}

/** `<L>/<N>[.p/<W>]` of c2sp.org/tlog-tiles. */
function parseTile(path: string): Tile | null {
  const [, levelText = "", nText = "", widthText] =
    /^(entries|[0-9]{1,2})\/([x0-9/]+?)(?:\.p\/([0-9]{1,3}))?$/.exec(path) ?? [];
  const n = parseTileNumber(nText);
  const level = levelText === "entries" ? levelText : parseCount(levelText);
  const width = widthText === undefined ? TILE_WIDTH : parseCount(widthText);
  if (n === null || level === null || width === null || width === 0) return null;
  // A full tile has no .p: each tile has one path.
  if (widthText !== undefined && width >= TILE_WIDTH) return null;
  return { level, n, width };
}

/** The leaves of a bundle, or null when the newest checkpoint does not cover them. */
function coveredBy(log: Log, n: number, width: number): readonly number[] | null {
  const from = n * TILE_WIDTH;
  return from + width > log.sealedSize ? null : Array.from({ length: width }, (_, place) => from + place);
}
