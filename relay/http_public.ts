/** What everybody may read: founding statement, manifest, an invite's building, rules, counts, totals, the time. */
import type { HttpBindings } from "@hono/node-server";
import type { Hono } from "hono";
import { policyAt, standing } from "../src/domain/authority.ts";
import { inviteByCode } from "../src/domain/invite.ts";
import { decodeLeaf } from "../src/domain/leaf.ts";
import { totals } from "../src/domain/ledger_views.ts";
import type { Moment } from "../src/domain/units.ts";
import { addressOf, type Desk, sendBytes, sendCborSequence, sendNothing } from "./ask.ts";
import type { Community } from "./house.ts";
import { PUBLIC_CACHE_MS } from "./limits.ts";

const CACHED = `public, max-age=${PUBLIC_CACHE_MS / 1000}`;

export function servePublic(app: Hono<{ Bindings: HttpBindings }>, desk: Desk): void {
  const { house } = desk;
  const kept = createKept(house.nowMs);

  app.get("/communities", (c) => c.json(house.community === null ? [] : [house.community.id]));

  app.get("/c/:c/founding", (c) => {
    const community = desk.community(c);
    if (!community.ok) return community.error;
    return sendBytes(community.value.founding.bytes, "application/cbor", "public, max-age=86400");
  });

  app.get("/c/:c/manifest", (c) => {
    const community = desk.community(c);
    if (!community.ok) return community.error;
    const { bytes } = community.value.manifest;
    return bytes === null ? desk.refuse("not_found") : sendBytes(bytes, "application/cbor", "no-cache");
  });

  app.get("/c/:c/relay-keys", (c) => {
    const community = desk.community(c);
    if (!community.ok) return community.error;
    return sendCborSequence(relayKeyStatements(community.value));
  });

  app.put("/c/:c/manifest", async (c) => {
    const community = desk.community(c);
    if (!community.ok) return community.error;
    const body = await desk.body(c);
    if (!body.ok) return body.error;
    const put = await community.value.manifest.put(body.value, house.now());
    if (!put.ok) return desk.refuse(put.error);
    community.value.events.tellMembers({ what: "manifest" });
    return sendNothing();
  });

  app.get("/c/:c/invites/:code", (c) => {
    const community = desk.community(c);
    if (!community.ok) return community.error;
    const guesses = house.guessesOf(addressOf(c));
    const { authority } = community.value.clerk.ledger;
    const invite = inviteByCode(authority, c.req.param("code"));
    if (invite === null)
      return guesses.take(1, house.nowMs())
        ? desk.refuse("no_such_invite")
        : desk.refuse("too_many", { retrySeconds: 60 });
    if (invite.uses > 0 && invite.used >= invite.uses) return desk.refuse("invite_used");
    if (house.now() > invite.expires) return desk.refuse("invite_expired");
    return c.json({ building: invite.building, expires: invite.expires, open: true }, 200, {
      "Cache-Control": "no-store",
    });
  });

  app.get("/c/:c/public", async (c) => {
    const community = desk.community(c);
    if (!community.ok) return community.error;
    const page = await kept("public", () => publicPage(community.value, house.now()));
    return c.json(page, 200, { "Cache-Control": CACHED });
  });

  app.get("/c/:c/stats", async (c) => {
    const community = desk.community(c);
    if (!community.ok) return community.error;
    const page = await kept("stats", async () => totals(community.value.clerk.ledger));
    return c.json(page, 200, { "Cache-Control": CACHED });
  });

  app.get("/c/:c/time", (c) => {
    const community = desk.community(c);
    if (!community.ok) return community.error;
    return c.json({ now: house.nowMs() }, 200, { "Cache-Control": "no-store" });
  });
}

/** What the root key said about this relay's keys: with the founding statement anybody can check a checkpoint. */
const relayKeyStatements = ({ clerk, journal }: Community): readonly Uint8Array[] =>
  journal
    .leavesAt(clerk.ledger.authority.logKeys.map(({ index }) => index))
    .map((leaf) => decodeLeaf(leaf)?.entry ?? null)
    .filter((statement) => statement !== null);

/** No name and no words: rules, stewards by account, counts, and what is asked for where and when. */
async function publicPage(community: Community, now: Moment): Promise<object> {
  const { authority } = community.clerk.ledger;
  const members = [...authority.accounts.values()].filter(
    ({ id }) => standing(authority, id, now) === "vouched",
  );
  const stewards = [...authority.accounts.values()].filter(
    ({ roles, revokedAt }) =>
      revokedAt === null &&
      roles.some(
        ({ role, endedAt, expires }) =>
          role === "steward" && endedAt === null && (expires === 0 || now <= expires),
      ),
  );
  const { index, preset, policy } = policyAt(authority, now);
  const buildings = (community.manifest.manifest?.buildings ?? []).map(async ({ id, name }) => ({
    id,
    name,
    members: members.filter((account) => account.building === id).length,
    open: await community.rooms.openNeeds(id, now),
  }));
  return {
    name: community.manifest.manifest?.name ?? community.founding.name,
    timeZone: community.founding.timeZone,
    policy: { index, preset, ...policy },
    stewards: stewards.map(({ id }) => id),
    buildings: await Promise.all(buildings),
    members: members.length,
  };
}

/** Answers that everybody may ask for are made once a minute. */
function createKept(nowMs: () => number): <T>(name: string, make: () => Promise<T>) => Promise<T> {
  const keptByName = new Map<string, { readonly at: number; readonly value: Promise<unknown> }>();
  return <T>(name: string, make: () => Promise<T>) => {
    const kept = keptByName.get(name);
    if (kept !== undefined && Math.abs(nowMs() - kept.at) < PUBLIC_CACHE_MS) return kept.value as Promise<T>;
    const value = make();
    keptByName.set(name, { at: nowMs(), value });
    return value;
  };
}
