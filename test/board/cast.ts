/** The people, their building and their roster, for all tests of the shared documents. */
import * as nodeCrypto from "node:crypto";
import * as Y from "yjs";
import { bytesToBase32, bytesToHex, copyBytes } from "../../crypto/bytes.ts";
import { type Cbor, encodeCbor } from "../../crypto/cbor.ts";
import { type Opened, openStatement, type Parsed, parseStatement, signStatement } from "../../crypto/cose.ts";
import { sha256 } from "../../crypto/hash.ts";
import { verifyWithNode } from "../../crypto/verify.ts";
import type { Admission, Room } from "../../src/board/admission.ts";
import { type Board, type BoardDeps, createBoard } from "../../src/board/board.ts";
import { type DocumentName, doc8Of } from "../../src/board/document.ts";
import { erasedIdsOf } from "../../src/board/guard.ts";
import type { Reason } from "../../src/board/reason.ts";
import { encodeUpdate, type Placed, placeOf } from "../../src/board/update.ts";
import { signerOf, type TestSigner } from "./signers.ts";

export const COMMUNITY = sha256(new TextEncoder().encode("同益社区")).slice(0, 16);
export const OTHER_COMMUNITY = sha256(new TextEncoder().encode("别的社区")).slice(0, 16);
export const JUNE: DocumentName = {
  kind: "board",
  community: bytesToBase32(COMMUNITY),
  building: "3",
  month: "2026-06",
  part: 1,
};
export const JULY: DocumentName = { ...JUNE, month: "2026-07" };
export const verify = verifyWithNode(nodeCrypto);

/** The hybrid logical clock of a minute in June. */
export const minute = (n: number): number => (Date.UTC(2026, 5, 1) + n * 60_000) * 2048;

export interface Words {
  readonly kind?: string;
  readonly at?: number;
  readonly refs?: readonly Uint8Array[];
  readonly body?: readonly Cbor[];
  readonly document?: DocumentName;
  readonly community?: Uint8Array;
  readonly version?: number;
}

export interface Person {
  readonly name: string;
  readonly signer: TestSigner;
  readonly key: string;
  /** A signed statement, the next minute each time. */
  say(words?: Words): Promise<Uint8Array>;
}

export function person(name: string): Person {
  const signer = signerOf(name);
  let clock = 0;
  return {
    name,
    signer,
    key: bytesToHex(signer.publicKey),
    say: ({ kind = "need", refs = [], body = [name], document = JUNE, ...words } = {}) => {
      const at = words.at ?? minute(++clock);
      const payload = encodeCbor([words.version ?? 1, kind, doc8Of(document), at, refs, body]);
      return signStatement(payload, kind, words.community ?? COMMUNITY, signer);
    },
  };
}

export const parsed = (statement: Uint8Array, community = COMMUNITY): Parsed => {
  const result = parseStatement(statement, community);
  if (!result.ok) throw new Error(result.error);
  return result.value;
};
export async function opened(statement: Uint8Array): Promise<Opened> {
  const result = await openStatement(statement, COMMUNITY, verify);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}
export const idOf = (statement: Uint8Array): Uint8Array => parsed(statement).id;
export const placed = (statement: Uint8Array): Placed => ({
  ...placeOf(parsed(statement).digest),
  value: statement,
});
export const updateOf = (...statements: readonly Uint8Array[]): Uint8Array =>
  encodeUpdate(statements.map(placed));

/** The same words by the same key under another good signature. */
export function resigned(by: Person, statement: Uint8Array, nonce = 1): Uint8Array {
  const copy = copyBytes(statement);
  copy.set(by.signer.signAgain(parsed(statement).toBeSigned, sha256(Uint8Array.of(nonce))), copy.length - 64);
  return copy;
}

/** The same statement with a signature of the right form that is nobody's. */
export async function withJunkSignature(statement: Uint8Array): Promise<Uint8Array> {
  const copy = copyBytes(statement);
  copy.set(await signerOf("nobody").sign(statement), copy.length - 64);
  return copy;
}

/** A roster kept by hand. `hello` enrols its author; the council may erase everything. */
export class TestRoster implements Admission {
  readonly joined = new Set<string>();
  readonly revokedAt = new Map<string, number>();
  council = "";
  quota = 200;
  countMax = 3_000;
  readonly told: Opened[] = [];

  constructor(...people: readonly Person[]) {
    for (const { key } of people) this.joined.add(key);
  }

  revoke(who: Person, at: number): void {
    this.revokedAt.set(who.key, at);
  }

  judge(said: Parsed, room: Room): "ok" | Reason {
    const key = bytesToHex(said.publicKey);
    if (said.kind === "hello") return "ok";
    if (!this.joined.has(key)) return "unknown_key";
    if ((said.payload[3] as number) > (this.revokedAt.get(key) ?? Number.POSITIVE_INFINITY)) return "revoked";
    if (room.ofAuthor(said.publicKey) >= this.quota) return "quota";
    return room.count >= this.countMax ? "full" : "ok";
  }

  mayErase(eraser: Opened, target: Parsed): boolean {
    const key = bytesToHex(eraser.publicKey);
    return key === this.council || key === bytesToHex(target.publicKey);
  }

  took(said: Opened): boolean {
    this.told.push(said);
    const key = bytesToHex(said.publicKey);
    if (said.kind !== "hello" || this.joined.has(key)) return false;
    this.joined.add(key);
    return true;
  }
}

export function boardFor(admission: Admission, more: Partial<BoardDeps> = {}): Board {
  return createBoard({ name: JUNE, community: COMMUNITY, verify, admission, ...more });
}

export const hex = (bytes: Uint8Array): string => bytesToHex(bytes);
export const ids = (statements: Iterable<Parsed>): readonly string[] =>
  [...statements].map(({ id }) => hex(id)).sort();
export const idsOf = (statements: readonly Uint8Array[]): readonly string[] =>
  ids(statements.map((s) => parsed(s)));
export const heldBy = (board: Board): readonly string[] => ids(board.statements());
/** What the Yjs document of a board shows. */
export const shownIn = (doc: Y.Doc): readonly string[] => [...doc.getMap("s").keys()].sort();
/** Whether nothing is pending and nothing was deleted. */
export function isClean(doc: Y.Doc): boolean {
  const { pendingStructs, pendingDs } = doc.store;
  const deleted = Y.createDeleteSetFromStructStore(doc.store).clients.size;
  return pendingStructs === null && pendingDs === null && deleted === 0;
}
export { erasedIdsOf };
