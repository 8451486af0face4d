/**
 * How this phone says something in a document: sign → vault → guard → board. An author's first word in a document is
 * `hello`. Who is not in the register yet is heard later: her statement waits in the vault as 等待入册.
 */
import { encodeCbor } from "../../crypto/cbor.ts";
import { parseStatement, signStatement } from "../../crypto/cose.ts";
import type { Signer } from "../../crypto/keys.ts";
import { type DocumentName, doc8Of, formatDocumentName } from "../board/document.ts";
import { readSaid, type SaidBody, type SaidKind, saidPayload } from "../domain/said.ts";
import { bytesToId, type Hlc, hlcToMoment, type Id, idToBytes, keyText } from "../domain/units.ts";
import type { Boards } from "./boards.ts";
import type { Clock } from "./clock.ts";
import type { HelloMaker } from "./hello.ts";
import { createExclusive } from "./mutex.ts";
import type { Roster } from "./roster.ts";
import type { SaidLog } from "./said_log.ts";
import type { SaidKept } from "./vault.ts";

export interface SayDraft<K extends SaidKind> {
  /** Where; a function of the moment where the month decides. */
  readonly document: DocumentName | ((ms: number) => DocumentName);
  readonly refs?: readonly Id[];
  readonly need?: Id | null;
  /** Of a state: the index of the leaf that it shows. */
  readonly leaf?: number;
  readonly body: SaidBody<K>;
}

export interface Pen {
  /** The statement's id; it is in the vault, and on the board as soon as its author is enrolled. */
  say<K extends SaidKind>(kind: K, draft: SayDraft<K>): Promise<Id>;
  /** Puts on the boards what waits in the vault. */
  deliver(): Promise<void>;
}

export interface PenDeps {
  readonly account: Id;
  readonly signer: Signer;
  readonly boards: Boards;
  readonly saidLog: SaidLog;
  readonly clock: Clock;
  readonly roster: Roster;
  readonly hello: HelloMaker;
}

export function createPen(deps: PenDeps): Pen {
  const { account, signer, boards, saidLog, clock, roster } = deps;
  const { community } = roster.founding;
  const exclusive = createExclusive(null, "pen");

  async function sign<K extends SaidKind>(
    kind: K,
    draft: SayDraft<K>,
    at: Hlc,
    name: DocumentName,
  ): Promise<SaidKept> {
    const { refs = [], need = null, body } = draft;
    const payload = encodeCbor(saidPayload(kind, { doc8: doc8Of(name), at, refs, body }));
    const bytes = await signStatement(payload, kind, idToBytes(community), signer);
    const parsed = parseStatement(bytes, idToBytes(community));
    const id = parsed.ok ? bytesToId(parsed.value.id) : null;
    if (id === null) throw new Error("what was signed here can be opened");
    const row: SaidKept = {
      id,
      community,
      account,
      document: formatDocumentName(name),
      kind,
      need: need ?? (kind === "need" ? id : null),
      ...(draft.leaf === undefined ? {} : { leaf: draft.leaf }),
      bytes,
      since: hlcToMoment(at),
      state: "waiting",
      fault: null,
    };
    await saidLog.add(row);
    return row;
  }

  const isEnrolled = (): boolean => roster.authority().keys.has(keyText(signer.publicKey));

  async function sayHello(name: DocumentName): Promise<void> {
    const [body] = await Promise.all([deps.hello.prepare(), saidLog.load([formatDocumentName(name)])]);
    const said = saidLog.of(formatDocumentName(name)).filter(({ kind }) => kind === "hello");
    // Said again when there is more to tell: who was registered has been vouched for since.
    if (body === null || said.some(({ bytes }) => leavesIn(bytes) >= body.leaves.length)) return;
    const row = await sign("hello", { document: name, body }, await clock.stamp(), name);
    await put(name, row);
  }

  function leavesIn(hello: Uint8Array): number {
    const parsed = parseStatement(hello, idToBytes(community));
    const read = parsed.ok ? readSaid(parsed.value) : null;
    return read?.kind === "hello" ? read.body.leaves.length : 0;
  }

  async function put(name: DocumentName, row: SaidKept): Promise<void> {
    const document = await boards.open(name);
    const received = await document.board.add(row.bytes);
    const refused = received.refused[0];
    // Our own guard says no before anybody else does: shown, and still in the vault.
    if (refused !== undefined && refused.reason !== "erased")
      await saidLog.refused(refused.id, refused.reason);
  }

  async function deliverTo(name: DocumentName, rows: readonly SaidKept[]): Promise<void> {
    if (!isEnrolled()) return;
    await sayHello(name);
    for (const row of rows) await put(name, row);
  }

  return {
    say: (kind, draft) =>
      exclusive(async () => {
        const at = await clock.stamp();
        const ms = Math.floor(at / 2048);
        const name = typeof draft.document === "function" ? draft.document(ms) : draft.document;
        const row = await sign(kind, draft, at, name);
        await deliverTo(name, [row]);
        return row.id;
      }),
    deliver: () =>
      exclusive(async () => {
        if (!isEnrolled()) return;
        for (const { name, text } of boards.all())
          if (saidLog.of(text).some(({ state }) => state !== "refused")) await sayHello(name);
        for (const row of saidLog.all) {
          if (row.state !== "waiting") continue;
          const open = boards.all().find(({ text }) => text === row.document);
          if (open === undefined || open.board.get(idToBytes(row.id)) !== undefined) continue;
          await deliverTo(open.name, [row]);
        }
      }),
  };
}
