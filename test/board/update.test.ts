import * as encoding from "lib0/encoding";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { bytesToHex, concatBytes, copyBytes, hexToBytes } from "../../crypto/bytes.ts";
import { sha256 } from "../../crypto/hash.ts";
import type { GrammarFault } from "../../src/board/grammar.ts";
import { UPDATE_BYTES_MAX } from "../../src/board/limits.ts";
import { encodeChunks, encodeUpdate, type Placed, parseUpdate, placeOf } from "../../src/board/update.ts";
import { isClean, shownIn } from "./cast.ts";

const slot = (n: number, size = 300): Placed => ({
  ...placeOf(sha256(Uint8Array.of(n, n >> 8))),
  value: new Uint8Array(size).fill(n),
});
const slots = (n: number): Placed[] => Array.from({ length: n }, (_, i) => slot(i));
const KEY = slot(0).key;

/** Every field of a one-statement update, to be changed one by one. */
interface Parts {
  readonly clients?: number;
  readonly structs?: number;
  readonly client?: number;
  readonly clock?: number;
  readonly info?: number;
  readonly parentInfo?: number;
  readonly root?: string;
  readonly key?: string;
  readonly value?: Uint8Array;
  readonly deletes?: string;
  readonly tail?: string;
}

function build(parts: Parts): Uint8Array {
  const out = encoding.createEncoder();
  encoding.writeVarUint(out, parts.clients ?? 1);
  writeClient(out, parts);
  encoding.writeUint8Array(out, hexToBytes(parts.deletes ?? "00") as Uint8Array);
  encoding.writeUint8Array(out, hexToBytes(parts.tail ?? "") as Uint8Array);
  return encoding.toUint8Array(out);
}

function writeClient(out: encoding.Encoder, parts: Parts): void {
  encoding.writeVarUint(out, parts.structs ?? 1);
  encoding.writeVarUint(out, parts.client ?? 7);
  encoding.writeVarUint(out, parts.clock ?? 0);
  encoding.writeUint8(out, parts.info ?? 0x23);
  encoding.writeVarUint(out, parts.parentInfo ?? 1);
  encoding.writeVarString(out, parts.root ?? "s");
  encoding.writeVarString(out, parts.key ?? KEY);
  encoding.writeVarUint8Array(out, parts.value ?? Uint8Array.of(1, 2, 3));
}

/** Clients one after the other, in the order given. */
function buildMany(clients: readonly number[]): Uint8Array {
  const out = encoding.createEncoder();
  encoding.writeVarUint(out, clients.length);
  for (const client of clients) writeClient(out, { client });
  encoding.writeUint8(out, 0);
  return encoding.toUint8Array(out);
}

/** What real Yjs writes when somebody uses it in a way that we do not. */
function written(use: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 7;
  use(doc);
  return Y.encodeStateAsUpdate(doc);
}

const bytes = (text: string): Uint8Array => hexToBytes(text.replaceAll(" ", "")) as Uint8Array;
const value = Uint8Array.of(1);

describe("[G4] our update is Yjs's", () => {
  test("what is encoded here is what Yjs encodes for the same document", () => {
    const doc = new Y.Doc();
    const update = encodeUpdate(slots(50));
    Y.applyUpdate(doc, update);
    expect(Y.encodeStateAsUpdate(doc)).toEqual(update);
    expect(shownIn(doc)).toEqual(
      slots(50)
        .map(({ key }) => key)
        .sort(),
    );
    expect(isClean(doc)).toBe(true);
  });

  test("what Yjs writes for one map entry of a fresh client is in the grammar", () => {
    const update = written((doc) => doc.getMap("s").set(KEY, value));
    expect(parseUpdate(update)).toEqual({ ok: true, value: [{ client: 7, key: KEY, value }] });
    expect(bytesToHex(update).startsWith("0101070023010173" + "16")).toBe(true);
  });

  test("parsing gives back what was encoded, in descending order", () => {
    const parsed = parseUpdate(encodeUpdate(slots(300)));
    const sorted = slots(300).sort((a, b) => b.client - a.client);
    expect(parsed).toEqual({ ok: true, value: sorted });
  });

  test("the empty update is one", () => {
    expect(parseUpdate(bytes("00 00"))).toEqual({ ok: true, value: [] });
    expect(encodeUpdate([])).toEqual(bytes("00 00"));
  });

  test("values are copies: the message's memory may be reused", () => {
    const message = Buffer.from(encodeUpdate([slot(1)]));
    const parsed = parseUpdate(message);
    message.fill(0);
    expect(parsed.ok && parsed.value[0]?.value).toEqual(slot(1).value);
    expect(parsed.ok && parsed.value[0]?.value.constructor).toBe(Uint8Array);
  });

  test("a place is the digest's first 53 and first 128 bits", () => {
    expect(placeOf(new Uint8Array(32).fill(255))).toEqual({
      client: Number.MAX_SAFE_INTEGER,
      key: "_____________________w",
    });
    expect(placeOf(new Uint8Array(32))).toEqual({ client: 0, key: "A".repeat(22) });
    const digest = sha256(Uint8Array.of(9));
    expect(BigInt(placeOf(digest).client)).toBe(BigInt(`0x${bytesToHex(digest.slice(0, 7))}`) >> 3n);
    expect(placeOf(digest.slice(0, 16))).toEqual(placeOf(digest));
  });

  test("chunks keep their size and hold everything once", () => {
    const chunks = encodeChunks(slots(800), 65_536);
    expect(chunks.length).toBeGreaterThan(3);
    expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThanOrEqual(65_536);
    const keys = chunks.flatMap((chunk) => {
      const parsed = parseUpdate(chunk);
      return parsed.ok ? parsed.value.map(({ key }) => key) : [];
    });
    expect(keys.sort()).toEqual(
      slots(800)
        .map(({ key }) => key)
        .sort(),
    );
    expect(encodeChunks([], 65_536)).toEqual([]);
  });

  test("statements with one client go into chunks of their own", () => {
    const crowded = slots(9).map((each, i) => ({ ...each, client: i % 3 }));
    expect(encodeChunks(crowded, 65_536).every((chunk) => parseUpdate(chunk).ok)).toBe(true);
    expect(() => encodeUpdate(crowded)).toThrow("one statement a client");
  });
});

describe("[G5] whatever else Yjs knows is refused whole", () => {
  const attacks: readonly (readonly [string, GrammarFault, Uint8Array])[] = [
    ["a delete set alone, 11 bytes that wipe 10,000 entries", "delete_set", bytes("00 01 07 01 00 904e")],
    ["a delete set behind a good statement", "delete_set", build({ deletes: "0107010001" })],
    [
      "a GC struct, 13 bytes that hide a phone's own edits",
      "gc_struct",
      bytes("01 01 ffffffff0f 00 00 01 00"),
    ],
    ["a Skip struct", "skip_struct", bytes("01 01 07 00 0a 01 00")],
    ["content already deleted", "not_binary", bytes("01 01 07 00 21 01 01 73 01 6b 01 00")],
    ["a text", "not_binary", written((doc) => doc.getMap("s").set(KEY, new Y.Text()))],
    ["a string value", "not_binary", written((doc) => doc.getMap("s").set(KEY, "x"))],
    ["a number", "not_binary", written((doc) => doc.getMap("s").set(KEY, 1))],
    ["a nested map", "not_binary", written((doc) => doc.getMap("s").set(KEY, new Y.Map()))],
    ["a subdocument", "not_binary", written((doc) => doc.getMap("s").set(KEY, new Y.Doc()))],
    ["a list item", "no_key", written((doc) => doc.getArray("s").push([value]))],
    ["text in the root", "not_binary", written((doc) => doc.getText("s").insert(0, "x"))],
    ["an item with a left origin", "has_origin", build({ info: 0xa3 })],
    ["an item with a right origin", "has_origin", build({ info: 0x63 })],
    ["a parent by id", "parent_id", build({ parentInfo: 0 })],
    ["a parent info that Yjs reads as an id", "parent_id", build({ parentInfo: 2 })],
    ["another root", "other_root", build({ root: "t" })],
    ["a longer root", "other_root", build({ root: "ss" })],
    ["no root", "other_root", build({ root: "" })],
    ["a key of 21 characters", "bad_key", build({ key: KEY.slice(1) })],
    ["a key of 23 characters", "bad_key", build({ key: `${KEY}A` })],
    ["a key with a foreign character", "bad_key", build({ key: `+${KEY.slice(1)}` })],
    ["a key beyond ASCII", "bad_key", build({ key: `é${KEY.slice(2)}` })],
    ["a key with spare bits", "bad_key", build({ key: `${KEY.slice(0, 21)}B` })],
    ["__proto__ as key", "bad_key", build({ key: "__proto__" })],
    ["a value of 4,097 bytes", "value_too_large", build({ value: new Uint8Array(4097) })],
    ["no structs", "no_structs", bytes("01 00 07 00 00")],
    [
      "two structs",
      "many_structs",
      written((doc) => doc.getMap("s").set(KEY, value) && doc.getMap("s").set("k", value)),
    ],
    ["33 million structs in 7 bytes", "many_structs", bytes("01 8080800f 07 00")],
    ["a billion clients", "too_many_clients", bytes("8094ebdc03 01 07 00 00")],
    ["the same client twice", "client_order", buildMany([7, 7])],
    ["ascending clients", "client_order", buildMany([7, 8])],
    ["a clock of 1", "bad_clock", build({ clock: 1 })],
    ["a clock of 2^53 − 1", "bad_clock", build({ clock: Number.MAX_SAFE_INTEGER })],
    ["a byte after the end", "trailing_bytes", build({ tail: "00" })],
    ["a second update after the end", "trailing_bytes", build({ tail: "0000" })],
    ["one client fewer than there are", "delete_set", concatBytes(bytes("01"), buildMany([8, 7]).slice(1))],
    ["one client more than there are", "no_structs", concatBytes(bytes("03"), buildMany([8, 7]).slice(1))],
    ["a 0 of two bytes as clock", "bad_varint", bytes("01 01 07 8000 23")],
    ["a 0 of two bytes as client count", "bad_varint", bytes("8000 00")],
    [
      "nine bytes, which lib0 reads as a rounded number",
      "bad_varint",
      bytes("01 01 ffffffffffffffff01 00 23"),
    ],
    ["2^53 as client", "number_too_big", bytes("01 01 8080808080808010 00 23")],
    ["eight bytes of ones", "number_too_big", bytes("01 01 ffffffffffffff7f 00 23")],
    ["an endless number, NaN in older lib0", "bad_varint", new Uint8Array(1000).fill(0x80)],
    ["a key longer than the message", "truncated", bytes("01 01 07 00 23 01 0173 16 41")],
    ["a value longer than the message", "truncated", build({}).slice(0, -3)],
    ["no bytes", "truncated", new Uint8Array()],
    ["a V2 update", "trailing_bytes", Y.encodeStateAsUpdateV2(new Y.Doc())],
    ["more than the limit", "too_large", new Uint8Array(UPDATE_BYTES_MAX + 1)],
  ];

  test.each(attacks)("%s -> %s", (_, fault, update) => {
    expect(parseUpdate(update)).toEqual({ ok: false, error: fault });
  });

  test("every kind of content but binary is refused, with every combination of flags", () => {
    for (let info = 0; info < 256; info++)
      expect(parseUpdate(build({ info })).ok, `info ${info}`).toBe(info === 0x23);
  });

  test("no cut of an update is one", () => {
    const update = encodeUpdate(slots(3));
    for (let end = 0; end < update.length; end++)
      expect(parseUpdate(update.slice(0, end)).ok, `${end}`).toBe(false);
  });

  test("whatever byte is changed: refused, or another update whose only encoding it is", () => {
    const update = encodeUpdate([slot(1, 20), slot(2, 20)]);
    for (let at = 0; at < update.length; at++) {
      for (const flip of [1, 0x40, 0x80, 0xff]) {
        const changed = copyBytes(update);
        changed[at] = (changed[at] as number) ^ flip;
        const parsed = parseUpdate(changed);
        if (parsed.ok) expect(encodeUpdate(parsed.value)).toEqual(changed);
      }
    }
  });
});
