/** How the demo's community begins: founding papers by its two paper keys, then people who are let in one by one. */
import { bytesToBase32 } from "../../crypto/bytes.ts";
import { encodeCbor } from "../../crypto/cbor.ts";
import { parseStatement, signStatement } from "../../crypto/cose.ts";
import { deriveBytes, sha256 } from "../../crypto/hash.ts";
import { invariant } from "../../crypto/result.ts";
import { type BodyOf, type EntryKind, entryPayload, SCOPE_ALL } from "../../src/domain/entry.ts";
import { foundingPayload, manifestPayload, NO_COMMUNITY } from "../../src/domain/founding.ts";
import { inviteHash } from "../../src/domain/invite.ts";
import { addSeconds, bytesToId, DAY, HOUR, type Id, idToBytes, type Moment } from "../../src/domain/units.ts";
import type { FoundingPapers } from "../found.ts";
import type { RelayKeys } from "../keys.ts";
import { DEMO_BUILDINGS, DEMO_NAME, DEMO_ZONE, KEPT } from "./cast.ts";
import { type Actor, councilOf, saltOf } from "./keys.ts";
import type { Stage } from "./stage.ts";

/** Everything that founding needs, signed. The operator is the first to register. */
export async function signPapers(
  master: Uint8Array,
  operator: Actor,
  keys: RelayKeys,
  at: Moment,
): Promise<FoundingPapers> {
  const { root, second } = councilOf(master);
  const draft = { name: DEMO_NAME, timeZone: DEMO_ZONE, salt: saltOf(master) };
  const payload = foundingPayload({ ...draft, rootKey: root.publicKey, secondKey: second.publicKey });
  const founding = await signStatement(encodeCbor(payload), "founding", NO_COMMUNITY, root);
  const community = bytesToId(sha256(founding).slice(0, 16)) as Id;
  const bytes = idToBytes(community);
  let seq = 0;
  const sign = <K extends EntryKind>(
    kind: K,
    body: BodyOf<K>,
    by: Actor["signer"] = root,
    as: Id | null = community,
  ): Promise<Uint8Array> => {
    seq++;
    const entry = entryPayload(kind, { seq, at, as, refs: [], body });
    return signStatement(encodeCbor(entry), kind, bytes, by);
  };
  const logKey = await sign("relay_key", { key: keys.log.publicKey, purpose: "log" });
  const issuerKey = await sign("relay_key", { key: keys.issuer.publicKey, purpose: "issuer" });
  const register = await sign("register", registerBody(operator, null), operator.signer, null);
  const opened = parseStatement(register, bytes);
  invariant(opened.ok, "what was signed here can be read");
  const account = bytesToId(opened.value.id) as Id;
  const grant = await sign("grant", {
    ...{ account, role: "operator", building: "", expires: 0 as Moment },
  });
  const policy = await sign("policy", { preset: "building_start", effective: at, changes: [] });
  const entries = [logKey, issuerKey, register, grant, policy];
  const manifest = manifestPayload({
    ...{ version: 1, at, name: DEMO_NAME, buildings: DEMO_BUILDINGS, relays: [] },
    policyIndex: entries.length,
  });
  return {
    founding,
    entries,
    manifest: await signStatement(encodeCbor(manifest), "manifest", bytes, operator.signer),
  };
}

const registerBody = (actor: Actor, invite: string | null): BodyOf<"register"> => ({
  device: actor.signer.publicKey,
  seal: actor.box.publicKey,
  recovery: actor.recoveryKey,
  invite,
  building: actor.building,
  household: null,
});

/** A poster's invite for a building: many uses, a year. */
export async function hangPoster(
  stage: Stage,
  by: Actor,
  building: string,
  master: Uint8Array,
): Promise<string> {
  const code = posterCode(master, building);
  const body = { codeHash: inviteHash(code, stage.community), building, uses: 0 };
  const expires = addSeconds(stage.now(), 365 * DAY);
  await stage.enter(by, "invite", { ...body, expires }, { as: stage.accountOf(by) });
  return code;
}

export const posterCode = (master: Uint8Array, building: string): string =>
  bytesToBase32(deriveBytes(`yizhan/demo/invite/${building}/v1`, master)).slice(0, 6);

/** Joins by the poster, as the app does: register, three consents, a name. */
export async function join(stage: Stage, actor: Actor, code: string): Promise<void> {
  await stage.enter(actor, "register", registerBody(actor, code), { as: null });
  await sayName(stage, actor);
  for (const text of ["first_notice", "sync_notice", "points_notice"] as const)
    await consent(stage, actor, text);
}

export const sayName = (stage: Stage, actor: Actor): Promise<Id> =>
  stage.say(actor, "profile", actor, { account: stage.accountOf(actor), name: actor.name }, []);

/** SHA-256 of the Chinese texts, version 1, as `src/locale/consents.ts` has them; a test compares. */
export const CONSENT_HASHES = {
  first_notice: "15c10ea8a78cc56843b81cce064c24b9527b2c317884cd85cd44877f575aa6e2",
  sync_notice: "4e53503a14178b9824a0df12bf9bb2d589e6edea3ab72abc9f66ec17dd5917be",
  points_notice: "e98ae21254b8fc304edd13beb03cc413a817a698bd1eec3eb91579684a6d0e05",
  pledge: "a1d35256f05aec49b0ecbe13502e23b53658ad57e78bd42aa17d47277910651c",
} as const;

export async function consent(stage: Stage, actor: Actor, text: keyof typeof CONSENT_HASHES): Promise<void> {
  const hash = Uint8Array.from(Buffer.from(CONSENT_HASHES[text], "hex"));
  const body = { text, version: 1, lang: "zh", sha256: hash } as const;
  await stage.enter(actor, "consent", body, { as: stage.accountOf(actor) });
}

/** Vouched for at the door, seen to be an adult, and the pledge signed. */
export async function admit(stage: Stage, by: Actor, actor: Actor): Promise<void> {
  const account = stage.accountOf(actor);
  const as = stage.accountOf(by);
  await stage.enter(by, "vouch", { account, household: null }, { as });
  await stage.enter(by, "attest", { account, fact: "adult", until: 0 as Moment }, { as });
  await consent(stage, actor, "pledge");
}

export async function appoint(stage: Stage, operator: Actor, steward: Actor): Promise<void> {
  const grant = { account: stage.accountOf(steward), role: "steward", building: steward.building } as const;
  await stage.enter(operator, "grant", { ...grant, expires: 0 as Moment }, { as: stage.accountOf(operator) });
}

/** An account for somebody without a phone; with a witness it stands, without it waits. */
export async function openFor(stage: Stage, steward: Actor, witness: Actor | null): Promise<void> {
  const nobody = { device: null, seal: null, recovery: null, invite: null, household: null };
  const body = { ...nobody, building: steward.building };
  const opened = await stage.enter(steward, "register", body, { as: stage.accountOf(steward) });
  if (opened === null || witness === null) return;
  await stage.enter(witness, "cosign", {}, { as: stage.accountOf(witness), refs: [opened.id] });
  await stage.say(steward, "profile", steward, { account: opened.id, name: KEPT.name }, []);
}

/** The elder with a phone asks a neighbour to act for her. */
export async function trust(stage: Stage, elder: Actor, proxy: Actor): Promise<void> {
  const scopes = { proxy: stage.accountOf(proxy), scopes: SCOPE_ALL, holdSecondsADay: 2 * HOUR };
  const expires = addSeconds(stage.now(), 360 * DAY);
  await stage.enter(elder, "delegate", { ...scopes, expires }, { as: stage.accountOf(elder) });
}

/** The account without a phone that stands; null before it does. */
export function keptAccount(stage: Stage, steward: Actor): Id | null {
  const keeper = stage.accountOf(steward);
  return (
    [...stage.ledger.authority.accounts.values()].find((account) => account.keeper === keeper)?.id ?? null
  );
}
