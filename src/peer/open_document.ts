/**
 * One shared document on this phone: the guarded board, its rows on disk and its twins in other tabs. Rows, tabs,
 * sockets, files and our own pen all bring statements to the same guard; nothing else writes.
 */

import type { Opened } from "../../crypto/cose.ts";
import type { Result } from "../../crypto/result.ts";
import type { Verify } from "../../crypto/verify.ts";
import { type Board, createBoard } from "../board/board.ts";
import { type DocumentName, formatDocumentName } from "../board/document.ts";
import { createAdmission } from "../board/enrolment.ts";
import type { GrammarFault } from "../board/grammar.ts";
import { decodeMessage, encodeSyncStep1, encodeSyncStep2, encodeUpdateMessage } from "../board/sync.ts";
import type { Received } from "../board/turn.ts";
import { encodeChunks, placeOf } from "../board/update.ts";
import type { Verdicts } from "../board/verdicts.ts";
import type { Authority } from "../domain/authority.ts";
import { type Id, idToBytes, type Moment } from "../domain/units.ts";
import { createBreath } from "./breath.ts";
import { openDocumentRows, type Row } from "./document_rows.ts";
import { CHUNK_BYTES_MAX, ROWS_MAX } from "./limits.ts";
import { createExclusive } from "./mutex.ts";
import type { StationDeps } from "./platform.ts";

export interface OpenDocument {
  readonly name: DocumentName;
  readonly text: string;
  readonly board: Board;
  /** What arrives from outside; the same as `board.receive`. */
  receive(update: Uint8Array, origin?: unknown): Promise<Result<Received, GrammarFault>>;
  /** Everything that was given to the disk is there. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface DocumentDeps {
  readonly name: DocumentName;
  readonly community: Id;
  readonly authority: () => Authority;
  readonly now: () => Moment;
  readonly verify: Verify;
  readonly verdicts: Verdicts;
  /** Statements of this document that the vault holds. */
  readonly own: readonly Uint8Array[];
  readonly platform: Pick<StationDeps, "indexedDB" | "broadcast">;
}

/** Our own encoding of statements, in updates of at most 64 KiB. */
export const updatesOf = (statements: readonly Opened[]): readonly Uint8Array[] =>
  encodeChunks(
    statements.map(({ digest, bytes }) => ({ ...placeOf(digest), value: bytes })),
    CHUNK_BYTES_MAX,
  );

export async function openDocument(deps: DocumentDeps): Promise<OpenDocument> {
  const { name, platform } = deps;
  const text = formatDocumentName(name);
  const board = createBoard({
    name,
    community: idToBytes(deps.community),
    verify: deps.verify,
    verdicts: deps.verdicts,
    pause: createBreath(),
    admission: createAdmission({
      authority: deps.authority,
      document: name,
      now: deps.now,
      slack: 2,
    }),
  });
  const rows = openDocumentRows(platform, text);
  const writing = createExclusive(null, text);
  let written: readonly number[] = [];
  let isRewriting = false;

  await loadRows(await rows.load().catch(() => []));
  await board.receiveStatements(deps.own);

  async function loadRows(stored: readonly Row[]): Promise<void> {
    const replaced: number[] = [];
    let isDirty = stored.length > ROWS_MAX;
    for (const { key, bytes } of stored) {
      const received = await board.loadRow(bytes);
      // A row with statements that wait for the roster stays as it is: nobody else may have them.
      if (received.waiting.length > 0) continue;
      replaced.push(key);
      isDirty ||= received.refused.length > 0 || received.applied.length + received.held.length === 0;
    }
    written = replaced;
    if (isDirty) await rewrite().catch(() => undefined);
  }

  /** All rows anew, as we write them. Two tabs may do so at once: each deletes only what it has read. */
  async function rewrite(): Promise<void> {
    const all = board.chunks();
    await rows.rewrite(all.ok ? all.value : [], written);
    written = [];
  }

  const channel = platform.broadcast?.(`yizhan/${text}`) ?? null;
  if (channel !== null) {
    channel.onmessage = ({ data }) => void hearTab(data);
    channel.postMessage(encodeSyncStep1(board.stateVector()));
  }

  async function hearTab(data: unknown): Promise<void> {
    const bytes = data instanceof Uint8Array ? data : null;
    const message = bytes === null ? null : decodeMessage(bytes);
    if (message?.ok !== true) return;
    const { value } = message;
    if (value.type === "sync_step_1") {
      const missing = board.chunks(value.stateVector);
      if (missing.ok) for (const update of missing.value) channel?.postMessage(encodeSyncStep2(update));
    } else if (value.type === "sync_step_2" || value.type === "update") {
      await board.receive(value.update, "tab");
    }
  }

  const stop = board.onChange(({ added, removed }) => {
    const updates = updatesOf(added);
    for (const update of updates) channel?.postMessage(encodeUpdateMessage(update));
    void writing(async () => {
      if (removed.length > 0) return rewriteAll();
      await rows.append(updates);
    }).catch(() => undefined);
  });

  /** After something was taken out its bytes leave the disk, too. */
  async function rewriteAll(): Promise<void> {
    if (isRewriting) return;
    isRewriting = true;
    try {
      written = (await rows.load()).map(({ key }) => key);
      await rewrite();
    } finally {
      isRewriting = false;
    }
  }

  return {
    name,
    text,
    board,
    async receive(update, origin) {
      const received = await board.receive(update, origin);
      // Who is unknown today may be enrolled tomorrow: her statements wait on disk, too.
      if (received.ok && received.value.waiting.length > 0)
        await writing(() => rows.append([update])).catch(() => undefined);
      return received;
    },
    settled: () => writing(async () => undefined),
    async close() {
      stop();
      if (channel !== null) channel.onmessage = null;
      channel?.close();
      await writing(async () => undefined).catch(() => undefined);
      board.destroy();
      await rows.close();
    },
  };
}
