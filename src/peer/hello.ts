/**
 * `hello`: what an author says first in a document, so that a document verifies by itself: her own registry leaves
 * and the signed checkpoint that holds them. A phone that cannot reach the relay learns from it who somebody is.
 */
import { bytesToUtf8, utf8ToBytes } from "../../crypto/bytes.ts";
import { parseProof } from "../../crypto/checkpoint.ts";
import type { Parsed } from "../../crypto/cose.ts";
import { leafHash, verifyInclusion } from "../../crypto/merkle.ts";
import type { Verify } from "../../crypto/verify.ts";
import { readSaid, type SaidBody } from "../domain/said.ts";
import { type Id, type KeyText, keyText } from "../domain/units.ts";
import type { Http } from "./http.ts";
import { HELLO_BYTES_MAX, HELLO_LEAVES_MAX } from "./limits.ts";
import { createRepeated } from "./mutex.ts";
import type { Roster } from "./roster.ts";
import { type OpenLeaf, openLeaf } from "./roster_fold.ts";
import { openNote } from "./trust.ts";
import type { Vault } from "./vault.ts";

type Body = SaidBody<"hello">;

export interface HelloMaker {
  /** The body of a hello; null before the relay gave the proofs. */
  readonly body: Body | null;
  /** The same, asked for first where the relay is there to ask. */
  prepare(): Promise<Body | null>;
  /** Fetches proofs when this person's leaves have changed. */
  refresh(): Promise<void>;
}

export async function createHelloMaker(deps: {
  readonly account: Id;
  /** The key that will say it. */
  readonly publicKey: Uint8Array;
  readonly roster: Roster;
  readonly http: Http;
  readonly vault: Vault;
}): Promise<HelloMaker> {
  const { account, roster, http, vault } = deps;
  const { community } = roster.founding;
  const key = `hello/${account}`;
  const own = keyText(deps.publicKey);
  let body = (await vault.kept<Body>(key)) ?? null;

  async function prove(leaves: readonly OpenLeaf[], note: string, size: number): Promise<Body | null> {
    const proved = await Promise.all(
      leaves.map(async ({ index, bytes }) => {
        const reply = await http.ask({ path: `/c/${community}/log/proof/${index}?size=${size}` });
        const proof = reply.ok ? parseProof(reply.text) : null;
        return proof?.ok ? { index, leaf: bytes, path: proof.value.path } : null;
      }),
    );
    const good = proved.filter((leaf) => leaf !== null);
    return good.length === leaves.length ? { checkpoint: utf8ToBytes(note), leaves: good } : null;
  }

  const refresh = createRepeated(async () => {
    const leaves = byWeight(roster.leavesAbout(account), own).slice(0, HELLO_LEAVES_MAX);
    const sealed = roster.checkpoint;
    const has = new Set(body?.leaves.map(({ index }) => index));
    if (sealed === null || leaves.length === 0 || leaves.every(({ index }) => has.has(index))) return;
    const next = await prove(leaves, sealed.note, sealed.checkpoint.size);
    if (next === null) return;
    body = fitting(next);
    await vault.keep(key, body);
  });

  return {
    get body() {
      return body;
    },
    async prepare() {
      if (body === null && http.reach === "reached") await refresh();
      return body;
    },
    refresh,
  };
}

/** What says who she is and that this key is hers comes first; the rest follows as far as there is room. */
function byWeight(leaves: readonly OpenLeaf[], own: KeyText): readonly OpenLeaf[] {
  const weight = ({ entry }: OpenLeaf): number => {
    if (entry?.kind === "register") return 0;
    if (entry?.kind === "key_add" || entry?.kind === "recover")
      return keyText(entry.body.device) === own ? 1 : 5;
    if (entry?.kind === "cosign") return 2;
    return entry?.kind === "vouch" ? 3 : 4;
  };
  return [...leaves].sort((a, b) => weight(a) - weight(b) || a.index - b.index);
}

/** As many leaves as one statement holds; the register is the first, and the last to go. */
function fitting({ checkpoint, leaves }: Body): Body {
  const kept: Body["leaves"][number][] = [];
  let bytes = checkpoint.length;
  for (const one of leaves) {
    bytes += one.leaf.length + one.path.length * HASH_ROOM + LEAF_ROOM;
    if (bytes > HELLO_BYTES_MAX) break;
    kept.push(one);
  }
  return { checkpoint, leaves: kept };
}

/** Bytes of a hash and of a leaf's frame in CBOR. */
const HASH_ROOM = 34;
const LEAF_ROOM = 16;

/** The leaves of a hello, each proved by its path and opened; empty when anything in it is wrong. */
export async function readHello(said: Parsed, roster: Roster, verify: Verify): Promise<readonly OpenLeaf[]> {
  const read = readSaid(said);
  const note = read?.kind === "hello" ? bytesToUtf8(read.body.checkpoint) : null;
  if (read?.kind !== "hello" || note === null) return [];
  const sealed = await openNote(note, roster.founding, roster.logKeys(), verify);
  if (sealed === null) return [];
  const { size, root } = sealed.checkpoint;
  const leaves: OpenLeaf[] = [];
  for (const { index, leaf, path } of read.body.leaves) {
    if (!verifyInclusion({ index, size, leafHash: leafHash(leaf), path, root })) return [];
    const opened = await openLeaf(index, leaf, roster.founding, verify);
    if (opened === null) return [];
    leaves.push(opened);
  }
  return leaves;
}
