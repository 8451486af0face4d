/**
 * The roster as a phone folds it: registry leaves in the log's order, each judged by the same rules as the relay's.
 * A leaf that these rules do not allow changes nothing here, whatever the relay says of it.
 */
import { openStatement } from "../../crypto/cose.ts";
import type { Verify } from "../../crypto/verify.ts";
import {
  type Account,
  type Authority,
  applyRegistryChange,
  emptyAuthority,
  isStewardOf,
  standing,
} from "../domain/authority.ts";
import { newAccount, newKey, pendingOf } from "../domain/enrol.ts";
import { type Entry, readEntry } from "../domain/entry.ts";
import type { Founding } from "../domain/founding.ts";
import { cameBy, RECOVER_WAIT_SECONDS } from "../domain/keys_held.ts";
import { decodeLeaf, type Leaf } from "../domain/leaf.ts";
import { isRegistryEntry, judgeRegistry } from "../domain/registry.ts";
import { findSpeaker, isKeyUsed } from "../domain/speaker.ts";
import { addSeconds, type Id, idToBytes, keyText, type Moment } from "../domain/units.ts";

/** A leaf with its entry opened; the entry is null for facts, the founding and kinds of newer programs. */
export interface OpenLeaf {
  readonly index: number;
  readonly bytes: Uint8Array;
  readonly leaf: Leaf;
  readonly entry: Entry | null;
}

/** Opens a leaf: form and the signature of the entry in it. Null when either is wrong. */
export async function openLeaf(
  index: number,
  bytes: Uint8Array,
  founding: Founding,
  verify: Verify,
): Promise<OpenLeaf | null> {
  const leaf = decodeLeaf(bytes);
  if (leaf === null) return null;
  // Leaf 0 is the founding statement, which is signed for no community; the hash in the community's id covers it.
  if (leaf.entry === null || index === 0) return { index, bytes, leaf, entry: null };
  const opened = await openStatement(leaf.entry, idToBytes(founding.community), verify);
  return opened.ok ? { index, bytes, leaf, entry: readEntry(opened.value) } : null;
}

/** Authority over no leaves, then over these. */
export function foldRoster(founding: Founding, leaves: readonly OpenLeaf[]): Authority {
  const authority = emptyAuthority(founding);
  for (const leaf of leaves) foldLeaf(authority, leaf);
  return authority;
}

/** Folds one more leaf. True when it was allowed. */
export function foldLeaf(authority: Authority, { index, leaf, entry }: OpenLeaf): boolean {
  authority.registryCount++;
  if (leaf.fact?.fact === "lapse_pending") {
    const pending = authority.pending.get(leaf.fact.entry);
    if (pending !== undefined)
      applyRegistryChange(authority, { put: "pending", value: { ...pending, state: "lapsed" } });
    return pending !== undefined;
  }
  if (entry === null || !isRegistryEntry(entry)) return index === 0;
  const speaker = findSpeaker(authority, entry, leaf.time);
  if (!speaker.ok) return false;
  const judged = judgeRegistry(entry, { authority, speaker: speaker.value, now: leaf.time, index });
  if (!judged.ok) return false;
  for (const change of judged.value) applyRegistryChange(authority, change);
  return true;
}

/**
 * Takes somebody's own leaves, proved by her hello, before the roster reaches this phone. The log's word stands for
 * what cannot be judged without the leaves between: an invite, or a vouch by somebody unknown here.
 */
export function foldGuest(authority: Authority, guest: OpenLeaf): void {
  const { leaf, entry, index } = guest;
  if (leaf.status !== 0 || entry === null || foldLeaf(authority, guest)) return;
  if (entry.kind === "register" && entry.body.device !== null && entry.body.seal !== null) {
    if (keyText(entry.body.device) !== entry.key || authority.accounts.has(entry.id)) return;
    const account = newAccount(entry, entry.body.building, index, leaf.time);
    applyRegistryChange(authority, { put: "account", value: account });
    const { device, seal } = entry.body;
    const key = newKey({ device, seal, account: entry.id, came: "register" }, leaf.time, 0 as Moment);
    applyRegistryChange(authority, { put: "key", value: key });
  } else if (entry.kind === "key_add") {
    const { device, seal } = entry.body;
    const account = authority.accounts.get(entry.as ?? ("" as Id));
    if (account === undefined || isKeyUsed(authority, keyText(device))) return;
    const key = newKey(
      { device, seal, account: account.id, came: cameBy(authority, entry.key) },
      leaf.time,
      leaf.time,
    );
    applyRegistryChange(authority, { put: "key", value: key });
  } else if (entry.kind === "recover") {
    // The cosign that follows it in her hello is the witness's word; here nobody knows steward or witness.
    const pending = pendingOf(entry, { now: leaf.time, index });
    if (!authority.pending.has(entry.id)) applyRegistryChange(authority, { put: "pending", value: pending });
  } else if (entry.kind === "cosign") {
    const asked = authority.pending.get(entry.refs[0] ?? ("" as Id));
    if (asked?.state !== "waiting" || asked.entry.kind !== "recover") return;
    if (isKeyUsed(authority, keyText(asked.entry.body.device))) return;
    const from = addSeconds(leaf.time, RECOVER_WAIT_SECONDS);
    const key = newKey({ ...asked.entry.body, came: "steward" }, leaf.time, from);
    applyRegistryChange(authority, { put: "key", value: key });
  } else if (entry.kind === "vouch") {
    const person = authority.accounts.get(entry.body.account);
    if (person !== undefined && person.vouchedAt === null && isKnownVoucher(authority, entry, person))
      applyRegistryChange(authority, { put: "account", value: { ...person, vouchedAt: leaf.time } });
  }
}

function isKnownVoucher(authority: Authority, entry: Entry, person: Account): boolean {
  const by = authority.keys.get(entry.key)?.account;
  if (by === undefined) return false;
  return (
    isStewardOf(authority, by, person.building, entry.at) || standing(authority, by, entry.at) === "vouched"
  );
}
