/** Carrying by hand: what this phone knows as one file, and a neighbour's file through the same guard. */

import { parseStatement } from "../../crypto/cose.ts";
import { type BundledDocument, encodeBundle, parseBundle } from "../board/bundle.ts";
import { parseUpdate } from "../board/update.ts";
import { idToBytes } from "../domain/units.ts";
import { bad, good } from "./answers.ts";
import { readHello } from "./hello.ts";
import type { Session } from "./session.ts";
import type { Answer } from "./station.ts";

const OPEN: ReadonlySet<string> = new Set(["open", "waiting_points", "taken", "running", "ended"]);

/** All followed documents, own statements included, even those that wait to be enrolled. */
export function exportBundle(
  me: Session,
): Answer<{ readonly bytes: Uint8Array; readonly name: string; readonly needs: number }> {
  const documents = me.boards.all().flatMap(({ board, name }): BundledDocument[] => {
    const chunks = board.chunks();
    return chunks.ok && chunks.value.length > 0 ? [{ name, updates: chunks.value }] : [];
  });
  const needs = me.needs().filter(({ status }) => OPEN.has(status)).length;
  const day = new Date(me.ground.clock.ms()).toISOString().slice(0, 10);
  return good({ bytes: encodeBundle(documents), name: `yizhan-${day}.yzb`, needs });
}

/** Statements of a file: those that are new here, those whose author is unknown yet, and those that are refused. */
export async function importBundle(
  me: Session,
  bytes: Uint8Array,
): Promise<Answer<{ readonly added: number; readonly waiting: number; readonly refused: number }>> {
  const parsed = parseBundle(bytes);
  if (!parsed.ok) return bad("not_a_bundle");
  const documents = parsed.value;
  if (documents.some(({ name }) => name.community !== me.community)) return bad("other_community");
  const total = { added: 0, waiting: 0, refused: 0 };
  await meetAuthors(me, documents);
  for (const { name, updates } of documents) {
    const document = await me.boards.open(name);
    for (const update of updates) {
      const received = await document.receive(update, "file");
      if (!received.ok) {
        total.refused++;
        continue;
      }
      total.added += received.value.applied.length;
      total.waiting += received.value.waiting.length;
      total.refused += received.value.refused.length;
    }
    await document.settled();
  }
  return good(total);
}

/** Authors whom the roster does not name yet say hello first, with the receipts that enrolled them. */
async function meetAuthors(me: Session, documents: readonly BundledDocument[]): Promise<void> {
  const community = idToBytes(me.community);
  for (const { updates, name } of documents) {
    for (const update of updates) {
      const slots = parseUpdate(update);
      if (!slots.ok) continue;
      for (const { value } of slots.value) {
        const said = parseStatement(value, community);
        if (!said.ok || said.value.kind !== "hello") continue;
        me.roster.learn(await readHello(said.value, me.roster, me.ground.verify));
      }
    }
    // Opened before its statements come, so that what waits is judged by whom it was said.
    if (name.community === me.community) await me.boards.open(name);
  }
}
