/** How an account comes to a phone that does not have it: by 恢复码, by a link of another phone, by a steward. */
import { type Signer, signerFromSeed } from "../../crypto/keys.ts";
import { parsePaperCode, seedFromPaper } from "../../crypto/paper.ts";
import { type Authority, accountOfKey } from "../domain/authority.ts";
import type { Founding } from "../domain/founding.ts";
import { type Id, type KeyText, keyText, parseId } from "../domain/units.ts";
import { atMost, bad, done, good } from "./answers.ts";
import { makeDevice, openDevice } from "./device.ts";
import type { Host } from "./host.ts";
import { ENTERED_WAIT_MS } from "./limits.ts";
import { signEntry } from "./outbox.ts";
import { recoverLink } from "./recovering.ts";
import { openRoster } from "./roster.ts";
import type { Answer, Fault } from "./station.ts";

export async function restore(host: Host, code: string, community: string | null): Promise<Answer<Id>> {
  const paper = parsePaperCode(code);
  if (!paper.ok) return bad("code_wrong");
  return comeBack(host, community, {
    signer: signerFromSeed(seedFromPaper(paper.value, "recovery")),
    paper: paper.value,
    accountOf: ({ recoveries }, key) => recoveries.get(key)?.account,
    faults: { unknown_key: "code_unknown" },
  });
}

export async function move(host: Host, community: string, secret: string): Promise<Answer<Id>> {
  const bits = parsePaperCode(secret);
  if (!bits.ok) return bad("move_expired");
  return comeBack(host, community, {
    signer: signerFromSeed(seedFromPaper(bits.value, "move")),
    paper: null,
    accountOf: ({ moves }, key) => moves.get(key)?.account,
    faults: { unknown_key: "move_expired", lapsed: "move_expired", already_done: "move_expired" },
  });
}

/** The key that speaks for a phone which nobody knows yet. */
interface Voice {
  readonly signer: Signer;
  /** The 恢复码 that this phone will have. */
  readonly paper: Uint8Array | null;
  readonly accountOf: (authority: Authority, key: KeyText) => Id | undefined;
  /** What the relay's refusals mean here. */
  readonly faults: Readonly<Partial<Record<Fault, Fault>>>;
}

/** Looks the account up, makes keys of its own for this phone, and has them added. */
async function comeBack(host: Host, communityText: string | null, voice: Voice): Promise<Answer<Id>> {
  const { ground } = host;
  if (ground.keyFault !== null) return bad(ground.keyFault);
  const founding = await foundingOf(host, communityText);
  if (!founding.ok) return founding;
  const { community } = founding.value;
  const told = (fault: Fault): Answer<Id> => bad(voice.faults[fault] ?? fault);
  const { http, vault, verify, clock, platform } = ground;
  const roster = await openRoster({ founding: founding.value, http, vault, verify, now: clock.moment });
  const fault = await roster.refresh({ signer: voice.signer, community });
  if (fault !== null) return told(fault);
  const authority = roster.authority();
  const account = authority.accounts.get(
    voice.accountOf(authority, keyText(voice.signer.publicKey)) ?? ("" as Id),
  );
  if (account === undefined) return told("unknown_key");
  if (await isHere(host, authority, account.id)) return good(account.id);
  const { subtle, random } = platform;
  const made = await makeDevice({ subtle, random, hasEd25519: host.hasEd25519 }, voice.paper);
  const body = { device: made.kept.publicKey, seal: made.kept.sealKey };
  const by = { ...ground, signer: voice.signer, community, order: platform.now(), isBorrowed: true };
  const signed = await signEntry("key_add", { as: account.id, body }, by);
  const identity = {
    ...{ account: account.id, community, building: account.building, name: "" },
    createdAt: account.registeredAt,
    ...made.kept,
  };
  const session = await host.settle(identity, founding.value, [{ ...signed, account: account.id }]);
  if (session === null) return bad("storage_lost");
  const outcome = await session.outbox.attempt(signed.id);
  if (outcome.state === "refused") {
    await host.forget(account.id, true);
    return told(outcome.fault);
  }
  // Its own request to a steward is over: the account is here.
  await host.setRecovery(null);
  await atMost(ENTERED_WAIT_MS, session.refresh());
  return good(account.id);
}

/** This phone has the account and may speak for it: nothing is added. A key that was taken away makes room. */
async function isHere(host: Host, authority: Authority, account: Id): Promise<boolean> {
  const { vault, clock } = host.ground;
  const kept = await vault.get("identities", account);
  if (kept === undefined) return false;
  if (accountOfKey(authority, keyText(kept.publicKey), clock.moment()) !== null)
    return host.switchTo(kept.community, account);
  await host.forget(account, true);
  return false;
}

/** The community of a link, else the one that was here, else the only one that this relay has. */
async function foundingOf(host: Host, text: string | null): Promise<Answer<Founding>> {
  const named = text === null ? (host.lostMarker()?.community ?? null) : parseId(text.toLowerCase());
  const known = named === null ? null : await host.founding(named);
  if (known !== null) return good(known);
  const served = await communitiesOf(host);
  if (served === null) return bad("relay_unreachable");
  const [only, ...others] = served;
  if (text !== null || only === undefined || others.length > 0) return bad("other_community");
  const founding = await host.founding(only);
  return founding === null ? bad("relay_unreachable") : good(founding);
}

/** The communities that this relay serves; null when it does not answer. */
async function communitiesOf({ ground }: Host): Promise<readonly Id[] | null> {
  const reply = await ground.http.ask({ path: "/communities" });
  if (!reply.ok) return null;
  try {
    const named = JSON.parse(reply.text) as unknown;
    return Array.isArray(named) ? named.flatMap((one) => parseId(String(one)) ?? []) : null;
  } catch {
    return null;
  }
}

/** Keys of its own, shown to the steward; asking again shows the same. */
export async function askRecovery(
  host: Host,
  communityText: string | null,
  building: string | null,
): Promise<Answer<{ readonly link: string }>> {
  const { keyFault, platform, clock } = host.ground;
  if (keyFault !== null) return bad(keyFault);
  const before = host.recovery();
  if (before !== null) return good({ link: before.view().link });
  const founding = await foundingOf(host, communityText);
  if (!founding.ok) return founding;
  const { subtle, random } = platform;
  const made = await makeDevice({ subtle, random, hasEd25519: host.hasEd25519 });
  if (made.recoveryKey === null) throw new Error("a phone that comes back has a code of its own");
  const kept = {
    ...{ community: founding.value.community, building: building ?? host.lostMarker()?.building ?? null },
    ...{ since: clock.moment(), recoveryKey: made.recoveryKey, device: made.kept },
  };
  const watch = await host.setRecovery(kept);
  return watch === null ? bad("storage_lost") : good({ link: recoverLink(platform.origin, kept) });
}

/** This phone takes itself out, where the steward and the witness have named it already. */
export async function cancelRecovery(host: Host): Promise<Answer> {
  const watch = host.recovery();
  if (watch === null) return bad("already_done");
  const { ground } = host;
  const { community, device } = watch.kept;
  await watch.check();
  const { account, activeAt } = watch.view();
  if (host.recovery() === null) return bad("already_done");
  if (account !== null && activeAt !== null) {
    const { signer } = await openDevice(ground.platform.subtle, device);
    const by = { ...ground, signer, community, order: ground.platform.now() };
    const signed = await signEntry("key_remove", { as: account, body: { device: signer.publicKey } }, by);
    const reply = await ground.http.ask({
      method: "POST",
      path: `/c/${community}/entries`,
      body: signed.bytes,
    });
    if (!reply.ok) return bad(reply.fault);
  }
  await host.setRecovery(null);
  return done;
}
