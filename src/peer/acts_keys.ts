/** What somebody does with the phones and papers of an account that she holds, and a steward with those she keeps. */
import { base64urlToBytes } from "../../crypto/bytes.ts";
import { publicKeyFromSeed } from "../../crypto/keys.ts";
import { formatPaperCode, PAPER_BYTES, seedFromPaper } from "../../crypto/paper.ts";
import { devicesOf } from "../domain/authority.ts";
import { suspensionAt } from "../domain/keys_held.ts";
import { addSeconds, DAY, type Id, type KeyText, keyText, type Moment } from "../domain/units.ts";
import { cleanName } from "./acts_join.ts";
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
  // A page that has just opened has not heard from the relay yet.
  if (http.reach !== "reached") await http.ask({ path: `/c/${me.community}/time` });
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

/** What she calls one of her phones, on this one (P84). */
export async function nameDevice(host: Host, me: Session, key: string, typed: string): Promise<Answer> {
  const keys: readonly string[] = devicesOf(me.roster.authority(), me.account).map((one) => one.key);
  if (!keys.includes(key)) return bad("no_such_account");
  const name = typed.trim() === "" ? "" : cleanName(typed);
  if (name === null) return bad("name_length");
  await me.phoneNames.set(key, name, keys);
  host.news();
  return done;
}

/** A new paper, kept under this phone's key until the log has it: an answer that was lost must not lose the code. */
interface NextPaper {
  readonly paper: WrappedSecret;
}

export async function renewRecoveryCode(host: Host, me: Session): Promise<Answer<string>> {
  const { vault, platform, http } = me.ground;
  // An earlier attempt whose answer was lost: the log may have it by now.
  if ((await nextPaper(me)) !== null) await me.refresh();
  const code = await adoptPaper(host, me);
  if (code !== null) return good(code);
  if (http.reach !== "reached") return bad("relay_unreachable");
  const paper = platform.random(PAPER_BYTES);
  await vault.keep(nameOfNext(me), { paper: await wrap(platform, me.identity.wrapKey, paper) });
  const body = { key: await recoveryKeyOf(paper) };
  const answer = answerNow(await me.outbox.submit("recovery_key", { as: me.account, body }));
  if (!answer.ok) return answer;
  await me.refresh();
  return good((await adoptPaper(host, me)) ?? formatPaperCode(paper));
}

const nameOfNext = ({ account }: Session): string => `recovery/next/${account}`;

async function nextPaper({ ground, identity, account }: Session): Promise<Uint8Array | null> {
  const next = await ground.vault.kept<NextPaper>(`recovery/next/${account}`);
  if (next === undefined) return null;
  return unwrapSecret(ground.platform.subtle, identity.wrapKey, next.paper).catch(() => null);
}

/** The new paper becomes this phone's once the log has it; null while it has not, or there is none. */
export async function adoptPaper(host: Host, me: Session): Promise<string | null> {
  const { vault, platform } = me.ground;
  const paper = await nextPaper(me);
  if (paper === null) return null;
  const recoveryKey = await recoveryKeyOf(paper);
  if (!me.roster.authority().recoveries.has(keyText(recoveryKey))) return null;
  const recovery = await wrap(platform, me.identity.wrapKey, paper);
  const identity = { ...me.identity, recovery, recoveryKey };
  await vault.write({ identities: [identity] }, { kept: [nameOfNext(me)] });
  await host.reopen(identity);
  return formatPaperCode(paper);
}
