/** What somebody does with the phones and papers of an account that she holds, and a steward with those she keeps. */
import { base64urlToBytes } from "../../crypto/bytes.ts";
import { publicKeyFromSeed } from "../../crypto/keys.ts";
import { formatPaperCode, PAPER_BYTES, seedFromPaper } from "../../crypto/paper.ts";
import { devicesOf } from "../domain/authority.ts";
import { suspensionAt } from "../domain/keys_held.ts";
import { addSeconds, DAY, type Id, type KeyText, keyText, type Moment } from "../domain/units.ts";
import { answerNow, answerOf, bad, done, good } from "./answers.ts";
import { recoveryKeyOf, unwrapSecret, wrap } from "./device.ts";
import type { Host } from "./host.ts";
import { MOVE_LINK_SECONDS, SUSPEND_MARGIN_SECONDS } from "./limits.ts";
import type { Session } from "./session.ts";
import type { Answer, MoveLink } from "./station.ts";
import type { WrappedSecret } from "./vault.ts";
import { cosignLink } from "./view.ts";

/** A link of a quarter of an hour: the secret is in the fragment, its public key in the log. */
export async function makeMoveLink(me: Session): Promise<Answer<MoveLink>> {
  const { platform, clock, http } = me.ground;
  // A link is of no use before the relay knows it, and over soon: it never waits in the outbox.
  if (http.reach !== "reached") return bad("relay_unreachable");
  const secret = platform.random(PAPER_BYTES);
  const key = publicKeyFromSeed(seedFromPaper(secret, "move"));
  const expires = addSeconds(clock.moment(), MOVE_LINK_SECONDS);
  const answer = answerNow(await me.outbox.submit("move_key", { as: me.account, body: { key, expires } }));
  if (!answer.ok) return answer;
  const link = `${platform.origin}/move/${me.community}#${bare(formatPaperCode(secret))}`;
  return good({ link, expires, key: keyText(key) });
}

const bare = (code: string): string => code.replaceAll(" ", "");

/** `keys`: 96 bytes of base64url, as recovering.ts writes them. */
export async function recoverFor(
  me: Session,
  account: Id,
  keys: string,
): Promise<Answer<{ readonly entry: Id; readonly link: string }>> {
  const bytes = base64urlToBytes(keys);
  if (bytes?.length !== 96) return bad("bad_statement");
  const [device, seal, recovery] = [bytes.slice(0, 32), bytes.slice(32, 64), bytes.slice(64)];
  const body = { account, device, seal, recovery };
  const outcome = await me.outbox.submit("recover", { as: me.account, body });
  const answer = answerNow(outcome);
  if (!answer.ok) return answer;
  return good({
    entry: outcome.id,
    link: cosignLink(me.ground.platform.origin, me.community, outcome.id),
  });
}

/** One phone goes; of this phone itself, everything that it keeps of the account goes too. */
export async function removeDevice(host: Host, me: Session, key: string): Promise<Answer> {
  const device = base64urlToBytes(key);
  if (device?.length !== 32) return bad("no_such_account");
  const isThis = key === keyText(me.device.signer.publicKey);
  const outcome = await me.outbox.submit("key_remove", { as: me.account, body: { device } });
  if (!isThis) {
    // A phone that is silent hears no news of what it has just stopped: it asks.
    await me.refresh();
    return answerOf(outcome);
  }
  const answer = answerNow(outcome);
  if (answer.ok) await host.forget(me.account);
  return answer;
}

export async function suspendDevice(
  me: Session,
  account: Id,
  key: string | "all",
  days: number,
): Promise<Answer> {
  const now = me.ground.clock.moment();
  const isLift = days === 0;
  const devices = devicesOf(me.roster.authority(), account).filter(
    (one) => (key === "all" || one.key === key) && (!isLift || suspensionAt(one, now) !== null),
  );
  if (devices.length === 0) return bad(isLift ? "already_done" : "no_such_account");
  const until = isLift
    ? (0 as Moment)
    : addSeconds(now, Math.min(days, SUSPEND_DAYS_MAX) * DAY - SUSPEND_MARGIN_SECONDS);
  for (const { publicKey } of ownLast(devices, me)) {
    const body = { device: publicKey, until };
    const answer = answerOf(await me.outbox.submit("suspend_key", { as: me.account, body }));
    if (!answer.ok) return answer;
  }
  return done;
}
const SUSPEND_DAYS_MAX = 7;

/** A phone that silences all of them silences itself last. */
const ownLast = <T extends { readonly key: KeyText }>(devices: readonly T[], me: Session): readonly T[] => {
  const own = keyText(me.device.signer.publicKey);
  return [...devices].sort((a, b) => Number(a.key === own) - Number(b.key === own));
};

/** A new paper, kept under this phone's key until the log has it: an answer that was lost must not lose the code. */
interface NextPaper {
  readonly paper: WrappedSecret;
}

export async function renewRecoveryCode(host: Host, me: Session): Promise<Answer<string>> {
  const { vault, platform, http } = me.ground;
  const name = `recovery/next/${me.account}`;
  const before = await vault.kept<NextPaper>(name);
  if (before !== undefined) {
    // An earlier attempt: the log may have it by now.
    await me.refresh();
    const paper = await unwrapSecret(platform.subtle, me.identity.wrapKey, before.paper).catch(() => null);
    if (paper !== null && (await isInLog(me, paper))) return adopt(host, me, name, paper);
  }
  if (http.reach !== "reached") return bad("relay_unreachable");
  const paper = platform.random(PAPER_BYTES);
  await vault.keep(name, { paper: await wrap(platform, me.identity.wrapKey, paper) });
  const body = { key: await recoveryKeyOf(paper) };
  const answer = answerNow(await me.outbox.submit("recovery_key", { as: me.account, body }));
  return answer.ok ? adopt(host, me, name, paper) : answer;
}

const isInLog = async (me: Session, paper: Uint8Array): Promise<boolean> =>
  me.roster.authority().recoveries.has(keyText(await recoveryKeyOf(paper)));

async function adopt(host: Host, me: Session, name: string, paper: Uint8Array): Promise<Answer<string>> {
  const recovery = await wrap(me.ground.platform, me.identity.wrapKey, paper);
  const identity = { ...me.identity, recovery, recoveryKey: await recoveryKeyOf(paper) };
  await me.ground.vault.write({ identities: [identity] }, { kept: [name] });
  await host.reopen(identity);
  return good(formatPaperCode(paper));
}
