import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { describe, expect, test } from "vitest";
import * as syncProtocol from "y-protocols/sync";
import * as Y from "yjs";
import { bytesToHex, concatBytes, copyBytes } from "../../crypto/bytes.ts";
import { type Cbor, encodeCbor } from "../../crypto/cbor.ts";
import { doc8Of } from "../../src/board/document.ts";
import { BODY_BYTES_MAX, UPDATE_BYTES_MAX } from "../../src/board/limits.ts";
import {
  decodeMessage,
  encodeDigest,
  encodeHello,
  encodeReceipt,
  encodeRefusals,
  encodeSide,
  encodeSyncStep1,
  encodeSyncStep2,
  encodeUpdateMessage,
  receiptToBeSigned,
} from "../../src/board/sync.ts";
import { COMMUNITY, idOf, JUNE, person, updateOf } from "./cast.ts";

const id = new Uint8Array(16).fill(7);
const hash = new Uint8Array(32).fill(8);
const key = new Uint8Array(32).fill(9);
const signature = new Uint8Array(64).fill(1);
const time = 1_780_000_000_000;
const statement = await person("张阿姨").say();

const body = (type: number, value: Cbor): Uint8Array => {
  const out = encoding.createEncoder();
  encoding.writeVarUint(out, type);
  encoding.writeVarUint8Array(out, encodeCbor(value));
  return encoding.toUint8Array(out);
};

describe("[G20] messages", () => {
  test.each([
    [
      "receipt",
      { ids: [id, id], time, key, signature },
      encodeReceipt({ ids: [id, id], time, key, signature }),
    ],
    [
      "refusals",
      { time, rosterIndex: 12, refused: [{ id, reason: "revoked" }] },
      encodeRefusals({ time, rosterIndex: 12, refused: [{ id, reason: "revoked" }] }),
    ],
    [
      "refusals",
      { time, rosterIndex: null, refused: [] },
      encodeRefusals({ time, rosterIndex: null, refused: [] }),
    ],
    ["digest", { count: 3, hash }, encodeDigest({ count: 3, hash })],
    ["side", { statements: [statement] }, encodeSide([statement])],
    ["hello", { versions: [1, 2], count: 3, hash }, encodeHello({ versions: [1, 2], count: 3, hash })],
    ["sync_step_1", { stateVector: Uint8Array.of(0) }, encodeSyncStep1(Uint8Array.of(0))],
    ["sync_step_2", { update: updateOf(statement) }, encodeSyncStep2(updateOf(statement))],
    ["update", { update: updateOf(statement) }, encodeUpdateMessage(updateOf(statement))],
  ])("%s is opened as it was written, and in no other way", (type, value, bytes) => {
    expect(decodeMessage(bytes)).toEqual({ ok: true, value: { type, ...value } });
    for (let end = 0; end < bytes.length; end++)
      expect(decodeMessage(bytes.slice(0, end)).ok, `${end}`).toBe(false);
    expect(decodeMessage(concatBytes(bytes, Uint8Array.of(0)))).toEqual({
      ok: false,
      error: "trailing_bytes",
    });
  });

  test("the first three are y-protocols' own", () => {
    const doc = new Y.Doc();
    doc.getMap("s").set("k", 1);
    const stock = (write: (out: encoding.Encoder) => void): Uint8Array => {
      const out = encoding.createEncoder();
      encoding.writeVarUint(out, 0);
      write(out);
      return encoding.toUint8Array(out);
    };
    const update = Y.encodeStateAsUpdate(doc);
    expect(encodeSyncStep1(Y.encodeStateVector(doc))).toEqual(
      stock((out) => syncProtocol.writeSyncStep1(out, doc)),
    );
    expect(encodeSyncStep2(update)).toEqual(stock((out) => syncProtocol.writeSyncStep2(out, doc)));
    expect(encodeUpdateMessage(update)).toEqual(stock((out) => syncProtocol.writeUpdate(out, update)));
  });

  test("a digest, byte for byte", () => {
    expect(bytesToHex(encodeDigest({ count: 3, hash }))).toBe(`1224820358${"20"}${"08".repeat(32)}`);
  });

  test("a stock client can skip the five of ours", () => {
    for (const bytes of [encodeDigest({ count: 1, hash }), encodeSide([statement, statement])]) {
      const decoder = decoding.createDecoder(bytes);
      decoding.readVarUint(decoder);
      decoding.readVarUint8Array(decoder);
      expect(decoding.hasContent(decoder)).toBe(false);
    }
  });

  test.each([1, 2, 3, 4, 15, 21, 300])("type %i is ignored, whatever it holds", (number) => {
    const out = encoding.createEncoder();
    encoding.writeVarUint(out, number);
    const bytes = concatBytes(encoding.toUint8Array(out), new Uint8Array(50).fill(0xff));
    expect(decodeMessage(bytes)).toEqual({ ok: true, value: { type: "ignored", number } });
  });

  test.each([
    ["nothing", "truncated", new Uint8Array()],
    ["a sync step of 3", "bad_step", Uint8Array.of(0, 3, 0)],
    ["an endless type", "bad_varint", new Uint8Array(20).fill(0x80)],
    ["a state vector beyond 64 KiB", "too_large", encodeSyncStep1(new Uint8Array(65_537))],
    ["an update beyond its limit", "too_large", encodeUpdateMessage(new Uint8Array(UPDATE_BYTES_MAX + 1))],
    ["a frame beyond every limit", "too_large", new Uint8Array(UPDATE_BYTES_MAX + 17)],
    [
      "a body beyond its limit",
      "too_large",
      concatBytes(Uint8Array.of(18), new Uint8Array(BODY_BYTES_MAX + 9)),
    ],
    ["a length beyond the message", "truncated", Uint8Array.of(18, 200, 1)],
    ["no CBOR", "bad_body", Uint8Array.of(18, 1, 0xff)],
    ["a receipt with a short id", "bad_body", body(16, [[id.slice(1)], time, key, signature])],
    ["a receipt with a short signature", "bad_body", body(16, [[id], time, key, key])],
    ["a receipt with a word too many", "bad_body", body(16, [[id], time, key, signature, 1])],
    ["a refusal without a reason", "bad_body", body(17, [time, null, [[id]]])],
    ["a refusal in free text", "bad_body", body(17, [time, null, [[id, "Go away!"]]])],
    ["a refusal of a negative roster", "bad_body", body(17, [time, -1, []])],
    ["a digest of a fraction of statements", "bad_body", body(18, [-1, hash])],
    ["a short digest", "bad_body", body(18, [1, id])],
    ["a side statement of 4,097 bytes", "bad_body", body(19, [new Uint8Array(4097)])],
    ["a side statement in text", "bad_body", body(19, ["x"])],
    ["a hello of 17 versions", "bad_body", body(20, [Array(17).fill(1), 0, hash])],
    ["a hello that is a number", "bad_body", body(20, 1)],
  ])("%s -> %s", (_, fault, bytes) => {
    expect(decodeMessage(bytes)).toEqual({ ok: false, error: fault });
  });

  test("what was opened does not share the message's memory", () => {
    const message = Buffer.from(encodeUpdateMessage(updateOf(statement)));
    const opened = decodeMessage(message);
    message.fill(0);
    expect(opened).toEqual({ ok: true, value: { type: "update", update: copyBytes(updateOf(statement)) } });
  });

  test("a body above its limit is not written", () => {
    const statements = Array.from({ length: 65 }, () => new Uint8Array(4096));
    expect(() => encodeSide(statements)).toThrow("keeps its limit");
  });

  test("a relay signs community, document, ids and time", () => {
    const signed = receiptToBeSigned(COMMUNITY, doc8Of(JUNE), { ids: [idOf(statement)], time });
    const label = new TextEncoder().encode("yizhan/board-receipt/v1\0");
    expect(signed).toEqual(
      concatBytes(label, COMMUNITY, doc8Of(JUNE), encodeCbor([[idOf(statement)], time])),
    );
  });
});
