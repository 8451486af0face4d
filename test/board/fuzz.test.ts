/** Updates that chance made. FUZZ=90000 npx vitest run --project unit test/board/fuzz.test.ts for the long run. */
import * as encoding from "lib0/encoding";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { bytesToHex, concatBytes, copyBytes } from "../../crypto/bytes.ts";
import { sha256 } from "../../crypto/hash.ts";
import { decodeMessage } from "../../src/board/sync.ts";
import { encodeUpdate, type Placed, parseUpdate, placeOf } from "../../src/board/update.ts";
import { boardFor, isClean, person, shownIn, TestRoster, updateOf } from "./cast.ts";
import { type Random, random } from "./random.ts";

const ROUNDS = Number(process.env.FUZZ ?? 6_000) / 2;

function slotsOf(chance: Random, count: number): Placed[] {
  return Array.from({ length: count }, () => ({
    ...placeOf(sha256(chance.bytes(8))),
    value: chance.bytes(chance.below(40)),
  }));
}

/** Refused, or exactly what Yjs makes of it, and the only encoding of what it says. */
function check(update: Uint8Array, label: string): boolean {
  const parsed = parseUpdate(update);
  if (!parsed.ok) return false;
  expect(encodeUpdate(parsed.value), label).toEqual(update);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  expect(isClean(doc), label).toBe(true);
  const last = new Map(parsed.value.map(({ key, value }) => [key, value]));
  expect(shownIn(doc), label).toEqual([...last.keys()].sort());
  expect(Y.decodeStateVector(Y.encodeStateVector(doc)).size, label).toBe(parsed.value.length);
  return true;
}

function mutate(chance: Random, update: Uint8Array): Uint8Array {
  let bytes: Uint8Array = copyBytes(update);
  for (let n = 1 + chance.below(3); n > 0; n--) {
    const at = chance.below(bytes.length);
    const how = chance.below(5);
    if (how === 0) bytes[at] = chance.below(256);
    else if (how === 1) bytes = bytes.slice(0, at);
    else if (how === 2)
      bytes = concatBytes(bytes.slice(0, at), chance.bytes(1 + chance.below(9)), bytes.slice(at));
    else if (how === 3) bytes = concatBytes(bytes.slice(0, at), bytes.slice(at + 1 + chance.below(9)));
    else bytes = concatBytes(bytes.slice(0, at), bytes.slice(chance.below(bytes.length)));
    if (bytes.length === 0) break;
  }
  return bytes;
}

/** An update as Yjs would read it, most fields right and some not. */
function structural(chance: Random): Uint8Array {
  const out = encoding.createEncoder();
  const wrong = (p = 0.03): boolean => chance.chance(p);
  const clients = chance.below(4);
  encoding.writeVarUint(out, wrong() ? chance.below(2 ** 32) : clients);
  let client = Number.MAX_SAFE_INTEGER;
  for (let i = 0; i < clients; i++) {
    client = wrong() ? chance.below(2 ** 40) : Math.floor(client / 2) - chance.below(1000);
    encoding.writeVarUint(out, wrong() ? chance.below(4) : 1);
    encoding.writeVarUint(out, client);
    encoding.writeVarUint(out, wrong() ? chance.below(3) : 0);
    const info = wrong() ? chance.below(256) : 0x23;
    encoding.writeUint8(out, info);
    if ((info & 0xc0) !== 0) encoding.writeVarUint(out, chance.below(10));
    encoding.writeVarUint(out, wrong() ? chance.below(3) : 1);
    encoding.writeVarString(out, wrong() ? "t" : "s");
    encoding.writeVarString(out, wrong() ? "key" : placeOf(sha256(chance.bytes(4))).key);
    encoding.writeVarUint8Array(out, chance.bytes(chance.below(30)));
  }
  const deletes = wrong() ? 1 + chance.below(2) : 0;
  encoding.writeVarUint(out, deletes);
  for (let i = 0; i < deletes * 3; i++) encoding.writeVarUint(out, chance.below(5));
  if (wrong()) encoding.writeUint8Array(out, chance.bytes(1 + chance.below(4)));
  return encoding.toUint8Array(out);
}

test(`[G5] ${ROUNDS} updates with right and wrong fields: refused, or what Yjs makes of them`, () => {
  const chance = random(1);
  let accepted = 0;
  for (let i = 0; i < ROUNDS; i++) {
    const update = structural(chance);
    if (check(update, `${i}: ${bytesToHex(update)}`)) accepted++;
  }
  // Chance made enough of both for the test to mean something.
  expect(accepted).toBeGreaterThan(ROUNDS / 10);
  expect(accepted).toBeLessThan((ROUNDS * 9) / 10);
});

test(`[G5] ${ROUNDS} good updates, cut, stretched and spliced: refused, or what Yjs makes of them`, () => {
  const chance = random(2);
  let accepted = 0;
  for (let i = 0; i < ROUNDS; i++) {
    const update = mutate(chance, encodeUpdate(slotsOf(chance, 1 + chance.below(4))));
    if (check(update, `${i}: ${bytesToHex(update)}`)) accepted++;
  }
  expect(accepted).toBeGreaterThan(ROUNDS / 100);
});

test("[G6] a board that was sent 500 mutations of good updates shows only what was said", async () => {
  const chance = random(3);
  const 张阿姨 = person("张阿姨");
  const board = boardFor(new TestRoster(张阿姨));
  const said = await Promise.all(Array.from({ length: 12 }, () => 张阿姨.say()));
  for (let i = 0; i < 500; i++) {
    const some = chance.shuffle(said).slice(0, 1 + chance.below(4));
    const received = await board.receive(mutate(chance, updateOf(...some)));
    if (received.ok && received.value.update !== null)
      expect(parseUpdate(received.value.update).ok).toBe(true);
  }
  const words = new Set(said.map(bytesToHex));
  expect([...board.statements()].every(({ bytes }) => words.has(bytesToHex(bytes)))).toBe(true);
  expect(isClean(board.doc)).toBe(true);
  expect(shownIn(board.doc).length).toBe(board.room.count);
});

test(`[G20] ${ROUNDS} messages of chance are opened or refused, and nothing throws`, () => {
  const chance = random(4);
  for (let i = 0; i < ROUNDS; i++) {
    const bytes = chance.bytes(chance.below(60));
    if (bytes.length > 0 && chance.chance(0.8)) bytes[0] = chance.pick([0, 16, 17, 18, 19, 20]);
    if (bytes.length > 1 && chance.chance(0.8)) bytes[1] = bytes.length - 2;
    decodeMessage(bytes);
  }
});
