/**
 * The stage of the demo: a moving clock, and people who say things through the real clerk, guard and post box with
 * their own keys. Whatever the rules refuse is refused here, too.
 */
import { utf8ToBytes } from "../../crypto/bytes.ts";
import { encodeCbor } from "../../crypto/cbor.ts";
import { parseStatement, signStatement } from "../../crypto/cose.ts";
import type { RandomBytes, Signer } from "../../crypto/keys.ts";
import { invariant } from "../../crypto/result.ts";
import { seal } from "../../crypto/seal.ts";
import { type DocumentName, doc8Of, formatDocumentName } from "../../src/board/document.ts";
import { epochOf, openMonths } from "../../src/board/epoch.ts";
import { liveKeysOf } from "../../src/domain/authority.ts";
import { type BodyOf, type EntryKind, entryPayload } from "../../src/domain/entry.ts";
import { decodeLeaf, encodeReceipt } from "../../src/domain/leaf.ts";
import type { Ledger } from "../../src/domain/ledger.ts";
import { readSaid, type SaidBody, type SaidKind, type SaidOf, saidPayload } from "../../src/domain/said.ts";
import { bytesToId, hlc, type Id, idToBytes, keyText, type Moment } from "../../src/domain/units.ts";
import { offsetMinutes } from "../../src/domain/zone.ts";
import type { Community } from "../house.ts";
import { leavePost } from "../http_box.ts";
import { DEMO_BUILDINGS } from "./cast.ts";
import type { Actor } from "./keys.ts";

export interface DemoClock {
  /** Unix milliseconds. */
  ms: number;
}

/** An entry that was taken: its leaf. */
export interface Taken {
  readonly id: Id;
  readonly index: number;
}

export interface Stage {
  readonly ledger: Ledger;
  readonly community: Id;
  now(): Moment;
  /** Lets time pass, and books what comes due on the way. */
  until(ms: number): Promise<void>;
  accountOf(actor: Actor): Id;
  /** Signs an entry and hands it to the clerk; null when the rules refuse it. */
  enter<K extends EntryKind>(
    by: Pick<Actor, "key" | "signer">,
    kind: K,
    body: BodyOf<K>,
    about: { readonly as: Id | null; readonly refs?: readonly Id[] },
  ): Promise<Taken | null>;
  /** Says something in a document; an answer to a need in the document that holds it. */
  say<K extends SaidKind>(
    by: Actor,
    kind: K,
    where: { readonly building: string } | { readonly need: Id },
    body: SaidBody<K>,
    refs?: readonly Id[],
  ): Promise<Id>;
  /** Shows a leaf of a need to the neighbours. */
  show(by: Actor, need: Id, index: number): Promise<void>;
  /** A contact for one account, sealed for its devices. */
  post(by: Actor, to: Id, about: { readonly need: Id; readonly account: Id }): Promise<void>;
  /** Needs on the boards, the oldest first. */
  needs(): readonly SaidOf<"need">[];
  /** The leaf by which a hold confirmed itself; null when it did not. */
  autoConfirmed(hold: Id): number | null;
  /** Who has a name in a building's people of this year. */
  namedIn(building: string): Promise<ReadonlySet<Id>>;
  /** What was refused, for whoever wants to know. */
  readonly refusals: readonly string[];
}

/** Milliseconds between looks for facts that have come due. */
const TICK_MS = 900_000;
const POST_SECONDS = 6 * 86_400;

export async function createStage(
  community: Community,
  clock: DemoClock,
  random: RandomBytes,
): Promise<Stage> {
  const { clerk, rooms, journal } = community;
  const { ledger, log } = clerk;
  const communityBytes = idToBytes(community.id);
  const { timeZone } = community.founding;
  const documentByNeed = new Map<Id, DocumentName>();
  const needs: SaidOf<"need">[] = [];
  const greeted = new Set<string>();
  const lastSeq = new Map<string, number>();
  const refusals: string[] = [];
  const autoConfirms = new Map<Id, number>();
  let lastHlc = 0;

  clerk.onBooked((booked) => {
    for (const { index, leaf } of booked)
      if (leaf.fact?.fact === "auto_confirm") autoConfirms.set(leaf.fact.hold, index);
  });
  await readBoards();

  const now = (): Moment => Math.floor(clock.ms / 1000) as Moment;

  /** What earlier starts left on the boards. */
  async function readBoards(): Promise<void> {
    const months = openMonths(clock.ms, offsetMinutes(timeZone, clock.ms)).answers;
    for (const { id: building } of DEMO_BUILDINGS)
      for (const month of [...months].reverse()) {
        const name: DocumentName = { kind: "board", community: community.id, building, month, part: 1 };
        const { board } = await rooms.room(name);
        for (const opened of board.statements()) {
          greeted.add(`${formatDocumentName(name)} ${keyText(opened.publicKey)}`);
          const said = readSaid(opened);
          if (said?.kind !== "need") continue;
          documentByNeed.set(said.id, name);
          needs.push(said);
        }
      }
    needs.sort((a, b) => a.at - b.at);
  }

  function nextSeq({ signer }: Pick<Actor, "signer">): number {
    const key = keyText(signer.publicKey);
    const used = ledger.seqsByKey.get(key);
    let seq = (lastSeq.get(key) ?? 0) + 1;
    while (used?.has(seq) === true) seq++;
    lastSeq.set(key, seq);
    return seq;
  }

  function documentOf(kind: SaidKind, where: { building: string } | { need: Id }): DocumentName {
    if ("need" in where) {
      const name = documentByNeed.get(where.need);
      invariant(name !== undefined, "what is answered stands on a board");
      return name;
    }
    const { building } = where;
    const zone = offsetMinutes(timeZone, clock.ms);
    const place = { community: community.id, building };
    return kind === "profile"
      ? { kind: "people", ...place, year: epochOf("people", clock.ms, zone) }
      : { kind: "board", ...place, month: epochOf("board", clock.ms, zone), part: 1 };
  }

  async function write<K extends SaidKind>(
    signer: Signer,
    kind: K,
    name: DocumentName,
    body: SaidBody<K>,
    refs: readonly Id[],
  ): Promise<Id> {
    lastHlc = Math.max(lastHlc + 1, hlc(clock.ms));
    const draft = { doc8: doc8Of(name), at: lastHlc as ReturnType<typeof hlc>, refs, body };
    const payload = encodeCbor(saidPayload(kind, draft));
    const bytes = await signStatement(payload, kind, communityBytes, signer);
    const { board } = await rooms.room(name);
    const received = await board.receiveStatements([bytes]);
    invariant(received.applied.length === 1, `the guard takes a ${kind}: ${received.refused[0]?.reason}`);
    const id = bytesToId(received.applied[0] as Uint8Array) as Id;
    const opened = board.get(idToBytes(id));
    const said = opened === undefined ? null : readSaid(opened);
    if (said?.kind === "need") {
      documentByNeed.set(id, name);
      needs.push(said);
    }
    return id;
  }

  /** Her own registry leaves and the checkpoint that holds them, before her first word in a document. */
  async function greet(by: Actor, name: DocumentName): Promise<void> {
    const place = `${formatDocumentName(name)} ${keyText(by.signer.publicKey)}`;
    if (greeted.has(place)) return;
    greeted.add(place);
    const account = ledger.authority.accounts.get(stage.accountOf(by));
    const note = await log.note();
    invariant(account !== undefined && note !== null, "who speaks is registered");
    const index = account.registeredIndex;
    const [leaf] = journal.leavesAt([index]);
    const leaves = [{ index, leaf: leaf as Uint8Array, path: [...(log.path(index) ?? [])] }];
    await write(by.signer, "hello", name, { checkpoint: utf8ToBytes(note), leaves }, []);
  }

  const stage: Stage = {
    ledger,
    community: community.id,
    refusals,
    now,
    async until(ms) {
      while (clock.ms < ms) {
        clock.ms = Math.min(ms, clock.ms + TICK_MS);
        await clerk.tick();
      }
    },
    accountOf(actor) {
      const account = ledger.authority.keys.get(keyText(actor.signer.publicKey))?.account;
      invariant(account !== undefined, `${actor.name} has registered`);
      return account;
    },
    async enter(by, kind, body, { as, refs = [] }) {
      const draft = { seq: nextSeq(by), at: now(), as, refs, body };
      const payload = encodeCbor(entryPayload(kind, draft));
      const bytes = await signStatement(payload, kind, communityBytes, by.signer);
      const [answer] = await clerk.submit([bytes]);
      const parsed = parseStatement(bytes, communityBytes);
      invariant(answer !== undefined && parsed.ok, "every entry is answered");
      if (answer.ok) return { id: bytesToId(parsed.value.id) as Id, index: answer.index };
      refusals.push(`${by.key} ${kind}: ${answer.code}`);
      return null;
    },
    async say(by, kind, where, body, refs = "need" in where ? [where.need] : []) {
      const name = documentOf(kind, where);
      await greet(by, name);
      return write(by.signer, kind, name, body, refs);
    },
    async show(by, need, index) {
      const [leaf] = journal.leavesAt([index]);
      const read = decodeLeaf(leaf as Uint8Array);
      invariant(read !== null, "the journal holds leaves");
      const receipt = encodeReceipt(await log.receipt(index, read));
      await stage.say(by, "state", { need }, { leaf: leaf as Uint8Array, receipt });
    },
    async post(by, to, about) {
      const payload = [1, "contact", idToBytes(about.need), idToBytes(about.account), "knock", ""];
      const plain = await signStatement(encodeCbor(payload), "contact", communityBytes, by.signer);
      const sealed = liveKeysOf(ledger.authority, to, now()).map(({ seal: key }) => [
        key,
        seal(plain, key, random),
      ]);
      if (sealed.length === 0) return;
      const body = encodeCbor([idToBytes(to), sealed, now() + POST_SECONDS]);
      const left = leavePost(community, stage.accountOf(by), body, now());
      if (left !== "ok") refusals.push(`${by.key} post: ${left}`);
    },
    needs: () => needs,
    autoConfirmed: (hold) => autoConfirms.get(hold) ?? null,
    async namedIn(building) {
      const { board } = await rooms.room(documentOf("profile", { building }));
      const profiles = [...board.statements()].map(readSaid).filter((said) => said?.kind === "profile");
      return new Set(profiles.map((said) => said.body.account));
    },
  };
  return stage;
}
