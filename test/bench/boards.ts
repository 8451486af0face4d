/**
 * Two relays side by side, ours and the plain one, and phones that say the same to both: to ours as signed statements
 * in updates of our grammar, to the plain one as anybody writes with Yjs, `map.set(id, the same bytes)` by a client of
 * her own each. Ours would be a bad diet for a plain relay: every statement has a client of its own there.
 */
import * as Y from "yjs";
import { encodeCbor } from "../../crypto/cbor.ts";
import { parseStatement, signStatement } from "../../crypto/cose.ts";
import { doc8Of, parseDocumentName } from "../../src/board/document.ts";
import { decodeMessage, encodeUpdateMessage } from "../../src/board/sync.ts";
import { encodeUpdate, placeOf } from "../../src/board/update.ts";
import { saidPayload } from "../../src/domain/said.ts";
import { hlc, idToBytes } from "../../src/domain/units.ts";
import { need } from "../relay/board_words.ts";
import type { Person } from "../relay/town.ts";
import { type BenchTown, type Running, startProgram, startTown } from "./town.ts";
import { openWire, type Wire } from "./wire.ts";

/** One of the two, as a benchmark sees it. */
export interface Station {
  readonly process: Running["process"];
  /** A socket of this person in the document of this number. */
  open(person: Person, document: number): Promise<Wire>;
  /** Messages that bring what a person says into a document, one each. */
  messages(person: Person, document: number, count: number): Promise<readonly Uint8Array[]>;
  /** How many statements a message from the relay carries. */
  statementsIn(message: Buffer): number;
  /** How many statements of hers the relay says that it has kept. */
  receiptedIn(message: Buffer): number;
  /** Whether the relay keeps what was said, and says so. */
  readonly isDurable: boolean;
  stop(): Promise<void>;
}

const [STEP_1, STEP_2, UPDATE] = [0, 1, 2];

export async function startOurs(
  memberCount: number,
): Promise<{ station: Station; members: readonly Person[] }> {
  const bench = await startTown(memberCount);
  return { station: ours(bench), members: bench.members };
}

function ours({ town, process, stop }: BenchTown): Station {
  const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);
  // A full month goes on as `.2`, `.3` …: as many documents of one kind as a benchmark wants.
  const nameOf = (document: number): string =>
    `board/${town.community}/3/${month}${document === 0 ? "" : `.${document + 1}`}`;
  const community = idToBytes(town.community);
  return {
    process,
    stop,
    isDurable: true,
    async open(person, document) {
      const path = `/sync/${nameOf(document)}`;
      return openWire(`${town.url}${path}?auth=${await person.auth(path)}`);
    },
    async messages(person, document, count) {
      const name = parseDocumentName(nameOf(document));
      if (!name.ok) throw new Error(name.error);
      const messages: Uint8Array[] = [];
      for (let number = 0; number < count; number++) {
        const { body } = need(town, person, `取一个快递，货架 ${document}-${number}`);
        const payload = saidPayload("need", {
          doc8: doc8Of(name.value),
          at: hlc(Date.now(), number),
          refs: [],
          body,
        });
        const value = await signStatement(encodeCbor(payload), "need", community, person.signer);
        const parsed = parseStatement(value, community);
        if (!parsed.ok) throw new Error(parsed.error);
        messages.push(encodeUpdateMessage(encodeUpdate([{ ...placeOf(parsed.value.digest), value }])));
      }
      return messages;
    },
    statementsIn,
    receiptedIn(message) {
      if (message[0] === 17) throw new Error(`refused: ${JSON.stringify(decodeMessage(message))}`);
      if (message[0] !== 16) return 0;
      const receipt = decodeMessage(new Uint8Array(message));
      return receipt.ok && receipt.value.type === "receipt" ? receipt.value.ids.length : 0;
    },
  };
}

export async function startPlain(): Promise<Station> {
  const { url, process, stop } = await startProgram("test/bench/plain_relay.ts");
  return {
    process,
    stop,
    isDurable: false,
    open: (_person, document) => openWire(`${url}/document${document}`),
    async messages(person, document, count) {
      const doc = new Y.Doc();
      const messages: Uint8Array[] = [];
      doc.on("update", (update: Uint8Array) => messages.push(encodeUpdateMessage(update)));
      for (let number = 0; number < count; number++)
        doc
          .getMap("s")
          .set(`${person.name}/${document}/${number}`.padEnd(22, "-"), new Uint8Array(BYTES_OF_A_NEED));
      return messages;
    },
    // All at once, by many clients: its step 2 is everything.
    statementsIn: (message) => (isStep2(message) ? Number.POSITIVE_INFINITY : statementsIn(message)),
    receiptedIn: () => 0,
  };
}

/** As long as ours. */
const BYTES_OF_A_NEED = 235;

/** Every statement is one struct, and the number of structs a client stands first in an update of one client. */
function statementsIn(message: Buffer): number {
  if (message[0] !== 0 || (message[1] !== UPDATE && message[1] !== STEP_2)) return 0;
  const [, atUpdate] = varint(message, 2);
  const [clients, atFirst] = varint(message, atUpdate);
  if (clients !== 1) return clients;
  return varint(message, atFirst)[0];
}

function varint(bytes: Buffer, start: number): [value: number, next: number] {
  let value = 0;
  for (let at = start, factor = 1; ; at++, factor *= 128) {
    const byte = bytes[at] as number;
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return [value, at + 1];
  }
}

/** Whether the relay asks what a phone has; she has nothing that it lacks. */
export const isStep1 = (message: Buffer): boolean => message[0] === 0 && message[1] === STEP_1;
export const isStep2 = (message: Buffer): boolean => message[0] === 0 && message[1] === STEP_2;
/** "I have nothing." */
export const STEP_1_EMPTY = Uint8Array.of(0, STEP_1, 1, 0);
/** "And nothing that you lack." */
export const STEP_2_EMPTY = Uint8Array.of(0, STEP_2, 2, 0, 0);
