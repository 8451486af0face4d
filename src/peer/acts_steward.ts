/** What stewards and operators do: vouch, open accounts for people without a phone, witness, invite, appoint. */
import { bytesToBase32 } from "../../crypto/bytes.ts";
import { encodeCbor } from "../../crypto/cbor.ts";
import { signStatement } from "../../crypto/cose.ts";
import { policyAt, stewardsOf } from "../domain/authority.ts";
import type { Role } from "../domain/entry.ts";
import { BUILDINGS_MAX, type Building, type Manifest, manifestPayload } from "../domain/founding.ts";
import { inviteHash } from "../domain/invite.ts";
import { addSeconds, type Id, idToBytes, type Moment, parseId } from "../domain/units.ts";
import { cleanName } from "./acts_join.ts";
import { acted, answerNow, answerOf, bad, done, good } from "./answers.ts";
import { asMe, type Host } from "./host.ts";
import { POSTER_INVITE_SECONDS } from "./limits.ts";
import { sayName } from "./names.ts";
import type { Session } from "./session.ts";
import type { Acts, Answer, Contact, InviteMade } from "./station.ts";
import { cosignLink } from "./view.ts";

type StewardActs = Pick<
  Acts,
  "vouch" | "openFor" | "cosign" | "makeInvite" | "appoint" | "revoke" | "saveBuildings"
>;

export function stewardActs(host: Host): StewardActs {
  return {
    vouch: (account, seen) => acted(() => asMe(host, (me) => vouch(me, account, seen))),
    openFor: (draft) => acted(() => asMe(host, (me) => openFor(host, me, draft))),
    cosign: (community, entry) => acted(() => asMe(host, (me) => cosign(me, community, entry))),
    makeInvite: (building, kind) => acted(() => asMe(host, (me) => makeInvite(me, building, kind))),
    appoint: (account, role, building) =>
      acted(() => asMe(host, (me) => appoint(me, account, role, building))),
    revoke: (account, role) =>
      acted(() =>
        asMe(host, async (me) =>
          answerOf(await me.outbox.submit("revoke", { as: me.account, body: { account, role } })),
        ),
      ),
    saveBuildings: (buildings) => acted(() => asMe(host, (me) => saveBuildings(me, buildings))),
  };
}

async function vouch(
  me: Session,
  account: Id,
  seen: { readonly household: Id | null; readonly isAdult: boolean },
): Promise<Answer> {
  const person = me.roster.authority().accounts.get(account);
  if (person === undefined) return bad("no_such_account");
  if (person.vouchedAt === null) {
    const body = { account, household: seen.household };
    const answer = answerOf(await me.outbox.submit("vouch", { as: me.account, body }));
    if (!answer.ok && answer.fault !== "already_done") return answer;
  }
  if (!seen.isAdult) return done;
  const attested = { account, fact: "adult" as const, until: 0 as Moment };
  return answerOf(await me.outbox.submit("attest", { as: me.account, body: attested }));
}

async function openFor(
  host: Host,
  me: Session,
  draft: { readonly name: string; readonly household: Id | null; readonly contact: Contact },
): Promise<Answer<{ readonly entry: Id; readonly link: string }>> {
  const name = cleanName(draft.name);
  if (name === null) return bad("name_length");
  const building = stewardBuildingOf(me);
  if (building === null) return bad("wrong_role");
  const body = {
    ...{ device: null, seal: null, recovery: null, invite: null },
    ...{ building, household: draft.household },
  };
  const outcome = await me.outbox.submit("register", { as: me.account, body });
  if (outcome.state === "refused") return bad(outcome.fault);
  // Her name and number stay with the steward until the witness has spoken.
  await host.noteElder(outcome.id, name);
  await me.contacts.setOwn(outcome.id, draft.contact);
  return good({
    entry: outcome.id,
    link: cosignLink(me.ground.platform.origin, me.community, outcome.id),
  });
}

/** The building for which this person is steward: her own first. */
function stewardBuildingOf(me: Session): string | null {
  const authority = me.roster.authority();
  const now = me.ground.clock.moment();
  const roles = authority.accounts.get(me.account)?.roles ?? [];
  const buildings = [me.identity.building, ...roles.map(({ building }) => building)];
  return (
    buildings.find(
      (building) =>
        building !== "" && stewardsOf(authority, building, now).some(({ id }) => id === me.account),
    ) ?? null
  );
}

/** Says the names of people whose accounts were witnessed since. */
export async function sayElderNames(
  me: Session,
  names: Readonly<Record<string, string>>,
): Promise<readonly Id[]> {
  const authority = me.roster.authority();
  const opened = Object.entries(names).filter(([id]) => authority.accounts.has(id as Id));
  for (const [id, name] of opened) if (me.accounts().includes(id as Id)) await sayName(me, id as Id, name);
  return opened.map(([id]) => id as Id);
}

async function cosign(me: Session, communityText: string, entryText: string): Promise<Answer> {
  const entry = parseId(entryText.toLowerCase());
  if (communityText.toLowerCase() !== me.community) return bad("other_community");
  if (entry === null) return bad("ref_missing");
  const outcome = await me.outbox.submit("cosign", { as: me.account, refs: [entry], body: {} });
  return answerOf(outcome);
}

async function makeInvite(
  me: Session,
  building: string,
  kind: "poster" | "personal",
): Promise<Answer<InviteMade>> {
  const { clock, platform } = me.ground;
  const code = bytesToBase32(platform.random(4)).slice(0, 6);
  const { policy } = policyAt(me.roster.authority(), clock.moment());
  const seconds = kind === "poster" ? POSTER_INVITE_SECONDS : policy.invite_seconds;
  const expires = addSeconds(clock.moment(), seconds);
  const body = {
    codeHash: inviteHash(code, me.community),
    building,
    uses: kind === "poster" ? 0 : 1,
    expires,
  };
  const answer = answerNow(await me.outbox.submit("invite", { as: me.account, body }));
  if (!answer.ok) return answer;
  const link = `${platform.origin}/j/${me.community}${building}${code}`;
  return good({ code, building, link, expires });
}

/** Vouches first where nobody has: appointing somebody is knowing her. */
async function appoint(me: Session, account: Id, role: Role, building: string): Promise<Answer> {
  const person = me.roster.authority().accounts.get(account);
  if (person === undefined) return bad("no_such_account");
  if (person.vouchedAt === null) {
    const vouched = await vouch(me, account, { household: null, isAdult: true });
    if (!vouched.ok) return vouched;
  }
  const body = { account, role, building, expires: 0 as Moment };
  return answerOf(await me.outbox.submit("grant", { as: me.account, body }));
}

async function saveBuildings(me: Session, buildings: readonly Building[]): Promise<Answer> {
  if (!areBuildings(buildings)) return bad("csv_bad");
  await me.roster.refreshManifest();
  const { manifest } = me.roster;
  const { http, clock, platform } = me.ground;
  const next: Manifest = {
    version: (manifest?.version ?? 0) + 1,
    at: clock.moment(),
    name: manifest?.name ?? me.roster.founding.name,
    buildings,
    relays: manifest?.relays ?? relaysOf(platform.origin),
    policyIndex: policyAt(me.roster.authority(), clock.moment()).index,
  };
  const body = await signStatement(
    encodeCbor(manifestPayload(next)),
    "manifest",
    idToBytes(me.community),
    me.device.signer,
  );
  const reply = await http.ask({ method: "PUT", path: `/c/${me.community}/manifest`, body });
  if (!reply.ok) return bad(reply.fault);
  await me.roster.refreshManifest();
  await me.boards.follow();
  return done;
}

export const areBuildings = (buildings: readonly Building[]): boolean =>
  buildings.length >= 1 &&
  buildings.length <= BUILDINGS_MAX &&
  buildings.every(({ id, name }) => /^[a-z0-9]{1,8}$/.test(id) && name.length >= 1) &&
  new Set(buildings.map(({ id }) => id)).size === buildings.length;

/** The relay's own address, where a manifest can name it. */
export const relaysOf = (origin: string): readonly string[] =>
  /^https?:\/\/[a-z0-9.:[\]-]{1,100}$/.test(origin) ? [origin] : [];
