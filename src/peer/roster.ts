/**
 * Who is who, as this phone knows it: fetched from the relay, checked leaf by leaf, kept in the vault. Nothing that
 * a relay fails to say, or says wrong, ever takes anything away from what was checked before.
 */
import { decodeCborSequence } from "../../crypto/cbor.ts";
import { openStatement } from "../../crypto/cose.ts";
import type { Verify } from "../../crypto/verify.ts";
import { type Authority, accountOfKey, isOperator } from "../domain/authority.ts";
import { type Founding, type Manifest, readManifest } from "../domain/founding.ts";
import { type Id, idToBytes, keyText, type Moment } from "../domain/units.ts";
import { createBreath } from "./breath.ts";
import type { Ask, Http } from "./http.ts";
import { ROSTER_ROUNDS_MAX } from "./limits.ts";
import { foldGuest, foldLeaf, foldRoster, type OpenLeaf, openLeaf } from "./roster_fold.ts";
import type { Fault } from "./station.ts";
import { checkContinues, type Evidence, isWholeRegistry, logKeysOf, openNote, type Sealed } from "./trust.ts";
import type { Vault } from "./vault.ts";

export interface Roster {
  readonly founding: Founding;
  authority(): Authority;
  readonly manifest: Manifest | null;
  readonly checkpoint: Sealed | null;
  /** When the relay last proved that this roster is the newest; null never. */
  readonly freshAt: Moment | null;
  /** Index of the newest registry leaf held; -1 before the first. */
  readonly newestIndex: number;
  /** False while the relay's last word contradicts an earlier one. */
  readonly isTrusted: boolean;
  logKeys(): readonly Uint8Array[];
  /** Own registry leaves of a person, in the log's order. */
  leavesAbout(account: Id): readonly OpenLeaf[];
  /** Asks the relay for what is new. Null when all is well. */
  refresh(as: NonNullable<Ask["as"]>): Promise<Fault | null>;
  refreshManifest(): Promise<void>;
  /** Takes leaves that a hello proved, until the roster itself brings them. True when somebody new is known. */
  learn(leaves: readonly OpenLeaf[]): boolean;
  onChange(listener: () => void): () => void;
}

export interface RosterDeps {
  readonly founding: Founding;
  readonly http: Http;
  readonly vault: Vault;
  readonly verify: Verify;
  readonly now: () => Moment;
}

/** What was verified before it was kept; the checkpoint's hash covers it again at load. */
const KEPT: Verify = () => true;

export async function openRoster(deps: RosterDeps): Promise<Roster> {
  const { founding, http, vault, verify } = deps;
  const { community } = founding;
  const name = (what: string): string => `${what}/${community}`;
  const listeners = new Set<() => void>();
  const kept = await loadLeaves(deps);
  let leaves: readonly OpenLeaf[] = kept;
  let guests: readonly OpenLeaf[] = [];
  let authority = foldRoster(founding, leaves);
  let checkpoint = await loadCheckpoint();
  let freshAt = (await vault.kept<Moment>(name("fresh"))) ?? null;
  let manifest = await loadManifest();
  let isTrusted = true;
  let refreshing: Promise<Fault | null> | null = null;

  async function loadCheckpoint(): Promise<Sealed | null> {
    const note = await vault.kept<string>(name("checkpoint"));
    return note === undefined ? null : openNote(note, founding, logKeysOf(authority), verify);
  }

  async function loadManifest(): Promise<Manifest | null> {
    const bytes = await vault.kept<Uint8Array>(name("manifest"));
    return bytes === undefined ? null : openManifest(bytes, KEPT);
  }

  async function openManifest(bytes: Uint8Array, by: Verify): Promise<Manifest | null> {
    const opened = await openStatement(bytes, idToBytes(community), by);
    const read = opened.ok ? readManifest(opened.value) : null;
    if (!opened.ok || read === null) return null;
    const key = keyText(opened.value.publicKey);
    // Before the first roster nobody can be asked who the operators are: shown, and looked at again later.
    if (key === founding.rootKey || authority.accounts.size === 0) return read;
    const account = accountOfKey(authority, key, read.at as Moment);
    return account !== null && isOperator(authority, account.id, deps.now()) ? read : null;
  }

  function tell(): void {
    for (const listener of [...listeners]) listener();
  }

  async function refresh(as: NonNullable<Ask["as"]>): Promise<Fault | null> {
    let all = leaves;
    for (let round = 0; round < ROSTER_ROUNDS_MAX; round++) {
      const reply = await http.ask({
        path: `/c/${community}/roster?from=${(all.at(-1)?.index ?? -1) + 1}`,
        as,
      });
      if (!reply.ok) return reply.fault;
      const answer = await readRoster(reply.bytes);
      if (answer === null) return "relay_unreachable";
      const more = [...all, ...answer.leaves];
      const sealed = await openNote(answer.note, founding, logKeysOf(authority, more, founding), verify);
      if (sealed === null) return "relay_unreachable";
      if (answer.leaves.length > 0 && more.length < sealed.checkpoint.registryCount) {
        all = more;
        continue;
      }
      return believe(more, sealed);
    }
    return "relay_unreachable";
  }

  async function believe(all: readonly OpenLeaf[], sealed: Sealed): Promise<Fault | null> {
    const continues = await checkContinues(checkpoint, sealed, http, community);
    if (continues === "unreached") return "relay_unreachable";
    const registry: Evidence = { why: "registry", before: checkpoint?.note ?? null, after: sealed.note };
    const evidence = continues ?? (isWholeRegistry(sealed, all) ? null : registry);
    if (evidence !== null) {
      isTrusted = false;
      await vault.keep(name("evidence"), evidence);
      tell();
      return "relay_unreachable";
    }
    await keep(all, sealed);
    return null;
  }

  async function keep(all: readonly OpenLeaf[], sealed: Sealed): Promise<void> {
    const added = all.slice(leaves.length);
    const at = deps.now();
    await vault.write({
      roster: added.map(({ index, bytes }) => ({
        key: `${community}/${index}`,
        community,
        index,
        leaf: bytes,
      })),
      kept: [
        { key: name("checkpoint"), value: sealed.note },
        { key: name("fresh"), value: at },
      ],
    });
    const isNew = added.length > 0 || !isTrusted || sealed.note !== checkpoint?.note;
    leaves = all;
    checkpoint = sealed;
    freshAt = at;
    isTrusted = true;
    if (guests.length > 0) refold();
    else for (const leaf of added) foldLeaf(authority, leaf);
    if (isNew) tell();
  }

  /** Guests whom the roster brought by now are folded like everybody; the rest stay guests. */
  function refold(): void {
    authority = foldRoster(founding, leaves);
    const held = new Set(leaves.map(({ index }) => index));
    guests = guests.filter(({ index }) => !held.has(index));
    for (const guest of guests) foldGuest(authority, guest);
  }

  async function readRoster(
    bytes: Uint8Array,
  ): Promise<{ readonly note: string; readonly leaves: readonly OpenLeaf[] } | null> {
    const items = decodeCborSequence(bytes, 1_000_000);
    if (!items.ok) return null;
    const [note, ...pairs] = items.value;
    if (typeof note !== "string") return null;
    const opened = await Promise.all(
      pairs.map((pair) => {
        const [index, leaf] = Array.isArray(pair) ? pair : [];
        return typeof index === "number" && leaf instanceof Uint8Array
          ? openLeaf(index, leaf, founding, verify)
          : null;
      }),
    );
    const leaves = opened.filter((leaf) => leaf !== null);
    return leaves.length === opened.length ? { note, leaves } : null;
  }

  return {
    founding,
    authority: () => authority,
    get manifest() {
      return manifest;
    },
    get checkpoint() {
      return checkpoint;
    },
    get freshAt() {
      return freshAt;
    },
    get newestIndex() {
      return leaves.at(-1)?.index ?? -1;
    },
    get isTrusted() {
      return isTrusted;
    },
    logKeys: () => logKeysOf(authority),
    leavesAbout: (account) => leavesAbout(leaves, account),
    refresh(as) {
      refreshing ??= refresh(as).finally(() => {
        refreshing = null;
      });
      return refreshing;
    },
    async refreshManifest() {
      const reply = await http.ask({ path: `/c/${community}/manifest` });
      const read = reply.ok ? await openManifest(reply.bytes, verify) : null;
      if (!reply.ok || read === null || read.version < (manifest?.version ?? 0)) return;
      const isNewer = read.version !== manifest?.version;
      manifest = read;
      if (!isNewer) return;
      await vault.keep(name("manifest"), reply.bytes);
      tell();
    },
    learn(proved) {
      const known = new Set([...leaves, ...guests].map(({ index }) => index));
      const fresh = proved.filter(({ index }) => !known.has(index)).sort((a, b) => a.index - b.index);
      if (fresh.length === 0) return false;
      guests = [...guests, ...fresh];
      for (const guest of fresh) foldGuest(authority, guest);
      tell();
      return true;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

async function loadLeaves({ founding, vault }: RosterDeps): Promise<readonly OpenLeaf[]> {
  const rows = (await vault.all("roster")).filter(({ community }) => community === founding.community);
  rows.sort((a, b) => a.index - b.index);
  const breath = createBreath();
  const opened: OpenLeaf[] = [];
  for (const { index, leaf } of rows) {
    const one = await openLeaf(index, leaf, founding, KEPT);
    if (one !== null) opened.push(one);
    await breath();
  }
  return opened;
}

/** Register, keys, vouches and grants of a person, and what steward and witness said to give her account back. */
function leavesAbout(leaves: readonly OpenLeaf[], account: Id): readonly OpenLeaf[] {
  const asked = new Set<Id>();
  return leaves.filter((leaf) => {
    const { entry } = leaf;
    if (entry?.kind === "recover" && entry.body.account === account) asked.add(entry.id);
    return isAbout(leaf, account, asked);
  });
}

function isAbout({ entry, leaf }: OpenLeaf, account: Id, asked: ReadonlySet<Id>): boolean {
  if (entry === null || leaf.status !== 0) return false;
  if (entry.kind === "recover") return entry.body.account === account;
  if (entry.kind === "cosign") return asked.has(entry.refs[0] ?? ("" as Id));
  if (entry.kind === "register") return entry.id === account;
  if (entry.kind === "key_add" || entry.kind === "key_remove") return entry.as === account;
  return (entry.kind === "vouch" || entry.kind === "grant") && entry.body.account === account;
}
