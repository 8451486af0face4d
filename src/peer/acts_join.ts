/** Joining: look at an invite, make keys, register; then who this person is on this phone. */
import { base32ToBytes, hexToBytes } from "../../crypto/bytes.ts";
import { openStatement } from "../../crypto/cose.ts";
import type { Manifest } from "../domain/founding.ts";
import { readManifest } from "../domain/founding.ts";
import { NAME_CHARACTERS_MAX } from "../domain/said.ts";
import { type Id, idToBytes, parseId } from "../domain/units.ts";
import { cleanText } from "../domain/words.ts";
import { acted, answerOf, atMost, bad, done, good } from "./answers.ts";
import { makeDevice } from "./device.ts";
import { asMe, type Host } from "./host.ts";
import { ENTERED_WAIT_MS } from "./limits.ts";
import { sayName } from "./names.ts";
import { signEntry } from "./outbox.ts";
import type { Session } from "./session.ts";
import type { Acts, Answer, InviteSeen } from "./station.ts";

type JoinActs = Pick<Acts, "seeInvite" | "join" | "consent" | "rename" | "setContact" | "switchTo" | "leave">;

export function joinActs(host: Host): JoinActs {
  return {
    seeInvite: (community, building, code) =>
      acted(() => seeInvite(host, community.toLowerCase(), building.toLowerCase(), code.toLowerCase())),
    join: (invite, name) => acted(() => join(host, invite, name)),
    consent: (texts) => acted(() => asMe(host, (me) => consent(me, texts))),
    rename: (account, name) => acted(() => asMe(host, (me) => rename(me, account, name))),
    setContact: (account, contact) =>
      acted(() =>
        asMe(host, async (me) => {
          await me.contacts.setOwn(account, contact);
          void me.contacts.send().catch(() => undefined);
          return done;
        }),
      ),
    switchTo: (community, account) =>
      acted(async () => ((await host.switchTo(community, account)) ? done : bad("no_identity"))),
    leave: () =>
      acted(() =>
        asMe(host, async (me) => {
          await host.forget(me.account);
          return done;
        }),
      ),
  };
}

async function seeInvite(
  host: Host,
  communityText: string,
  building: string,
  code: string,
): Promise<Answer<InviteSeen>> {
  const { http } = host.ground;
  const community = parseId(communityText);
  if (community === null || !/^[a-z2-7]{6}$/.test(code)) return bad("no_such_invite");
  const founding = await host.founding(community);
  if (founding === null) return bad(http.reach === "reached" ? "other_community" : "relay_unreachable");
  const invite = await http.ask({ path: `/c/${community}/invites/${code}` });
  if (!invite.ok) return bad(invite.fault);
  const named = buildingIn(invite.text) ?? building;
  if (building !== "" && named !== building) return bad("no_such_invite");
  const manifest = await fetchManifest(host, community);
  const buildingName = manifest?.buildings.find(({ id }) => id === named)?.name ?? named;
  return good({ community, name: manifest?.name ?? founding.name, building: named, buildingName });
}

function buildingIn(text: string): string | null {
  try {
    const { building } = JSON.parse(text) as { building?: unknown };
    return typeof building === "string" ? building : null;
  } catch {
    return null;
  }
}

/** Names of buildings, for somebody who is not registered: whose word they are is checked with the roster. */
async function fetchManifest(host: Host, community: Id): Promise<Manifest | null> {
  const { http, verify } = host.ground;
  const reply = await http.ask({ path: `/c/${community}/manifest` });
  const opened = reply.ok ? await openStatement(reply.bytes, idToBytes(community), verify) : null;
  return opened?.ok === true ? readManifest(opened.value) : null;
}

/** A 称呼 as it will be stored, or null. */
export function cleanName(name: string): string | null {
  const clean = cleanText(name);
  const length = [...clean].length;
  return length >= 1 && length <= NAME_CHARACTERS_MAX ? clean : null;
}

async function join(
  host: Host,
  invite: { readonly community: string; readonly building: string; readonly code: string },
  typedName: string,
): Promise<Answer<Id>> {
  const { ground } = host;
  if (ground.keyFault !== null) return bad(ground.keyFault);
  const name = cleanName(typedName);
  const community = parseId(invite.community.toLowerCase());
  const building = invite.building.toLowerCase();
  const code = invite.code.toLowerCase();
  if (name === null) return bad("name_length");
  if (community === null || base32ToBytes(`${code}aa`) === null) return bad("no_such_invite");
  const founding = await host.founding(community);
  if (founding === null) return bad("relay_unreachable");
  const { subtle, random } = ground.platform;
  const made = await makeDevice({ subtle, random, hasEd25519: host.hasEd25519 });
  const body = {
    device: made.kept.publicKey,
    seal: made.kept.sealKey,
    recovery: made.recoveryKey,
    invite: code,
    building,
    household: null,
  };
  const signed = await signEntry(
    "register",
    { as: null, body },
    { ...ground, signer: made.device.signer, community, order: ground.platform.now() },
  );
  const account = signed.id;
  const identity = { account, community, building, name, createdAt: ground.clock.moment(), ...made.kept };
  const session = await host.settle(identity, founding, [{ ...signed, account }]);
  if (session === null) return bad("storage_lost");
  const outcome = await session.outbox.attempt(account);
  if (outcome.state === "refused") {
    await host.forget(account);
    return bad(outcome.fault);
  }
  await atMost(ENTERED_WAIT_MS, enter(session, name));
  return good(account);
}

/** She is registered: her name is kept before anything waits for a network; the rest comes when it comes. */
export async function enter(me: Session, name: string): Promise<void> {
  await sayName(me, me.account, name);
  await me.refresh();
}

async function rename(me: Session, account: Id, typed: string): Promise<Answer> {
  const name = cleanName(typed);
  if (name === null) return bad("name_length");
  if (!me.accounts().includes(account)) return bad("not_yours_to_say");
  await sayName(me, account, name);
  return done;
}

async function consent(me: Session, texts: Parameters<Acts["consent"]>[0]): Promise<Answer> {
  const bodies = texts.map(({ text, version, lang, sha256 }) => ({
    text,
    version,
    lang,
    sha256: hexToBytes(sha256.toLowerCase()),
  }));
  const answers: Answer[] = [];
  for (const { sha256, ...body } of bodies) {
    if (sha256 === null || sha256.length !== 32) return bad("bad_statement");
    const outcome = await me.outbox.submit("consent", { as: me.account, body: { ...body, sha256 } });
    answers.push(answerOf(outcome));
  }
  // Agreed to before is agreed to.
  return answers.find((answer) => !answer.ok && answer.fault !== "already_done") ?? done;
}
