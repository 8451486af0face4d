import { describe, expect, test } from "vitest";
import { concatBytes, copyBytes, utf8ToBytes } from "../../crypto/bytes.ts";
import { type Cbor, encodeCbor } from "../../crypto/cbor.ts";
import { encodeBundle, parseBundle } from "../../src/board/bundle.ts";
import { type DocumentName, formatDocumentName } from "../../src/board/document.ts";
import { BUNDLE_BYTES_MAX } from "../../src/board/limits.ts";
import { boardFor, heldBy, idsOf, JULY, JUNE, person, TestRoster, updateOf } from "./cast.ts";

const 张阿姨 = person("张阿姨");
const file = (...items: readonly Cbor[]): Uint8Array =>
  concatBytes(utf8ToBytes("YZB1"), ...items.map(encodeCbor));
const june = formatDocumentName(JUNE);

describe("[G21] bundle files", () => {
  test("张阿姨's needs travel on a stick to a phone that was never online", async () => {
    const said = await Promise.all(Array.from({ length: 30 }, () => 张阿姨.say()));
    const here = boardFor(new TestRoster(张阿姨));
    await here.receiveStatements(said);
    const chunks = here.chunks();
    const bundle = encodeBundle([{ name: JUNE, updates: chunks.ok ? chunks.value : [] }]);
    const documents = parseBundle(Buffer.from(bundle));
    const there = boardFor(new TestRoster(张阿姨));
    for (const { name, updates } of documents.ok ? documents.value : []) {
      expect(name).toEqual(JUNE);
      for (const update of updates) expect((await there.receive(update)).ok).toBe(true);
    }
    expect(heldBy(there)).toEqual(idsOf(said));
  });

  test("several documents, several updates, and none", () => {
    const documents = [
      { name: JUNE, updates: [Uint8Array.of(0, 0), Uint8Array.of(1)] },
      { name: JULY, updates: [] },
    ];
    expect(parseBundle(encodeBundle(documents))).toEqual({ ok: true, value: documents });
    expect(parseBundle(encodeBundle([]))).toEqual({ ok: true, value: [] });
  });

  test.each([
    ["nothing", "not_a_bundle", new Uint8Array()],
    ["a picture", "not_a_bundle", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d)],
    ["another version", "not_a_bundle", concatBytes(utf8ToBytes("YZB2"), encodeCbor([june]))],
    ["above 8 MiB", "too_large", new Uint8Array(BUNDLE_BYTES_MAX + 1)],
    ["an item that is a text", "bad_item", file("x")],
    ["an empty item", "bad_item", file([])],
    ["an update that is a text", "bad_item", file([june, "x"])],
    ["a name that is bytes", "bad_item", file([Uint8Array.of(1)])],
    ["a name that does not exist", "bad_name", file(["board/x/3/2026-06"])],
    ["the stewards' notes", "bad_name", file([`notes/${JUNE.community}/3/a`])],
    ["a document twice", "name_twice", file([june], [june])],
    ["101 documents", "bad_cbor", file(...Array.from({ length: 101 }, () => [june]))],
    [
      "a length beyond the file",
      "bad_cbor",
      concatBytes(file([june]), Uint8Array.of(0x9a, 0xff, 0xff, 0xff, 0xff)),
    ],
    ["noise behind the magic", "bad_cbor", concatBytes(utf8ToBytes("YZB1"), new Uint8Array(30).fill(0xff))],
    ["a float", "bad_cbor", concatBytes(file([june]), Uint8Array.of(0xf9, 0, 0))],
  ])("%s -> %s", (_, fault, bytes) => {
    expect(parseBundle(bytes)).toEqual({ ok: false, error: fault });
  });

  test("no cut inside an item opens, and no changed byte throws", async () => {
    const bytes = encodeBundle([{ name: JUNE, updates: [updateOf(await 张阿姨.say())] }]);
    for (let at = 0; at < bytes.length; at++) {
      if (at !== 4) expect(parseBundle(bytes.slice(0, at)).ok, `cut at ${at}`).toBe(false);
      const changed = copyBytes(bytes);
      changed[at] = (changed[at] as number) ^ 0xff;
      parseBundle(changed);
    }
  });

  test("a file above the limits is not written", () => {
    const name = (month: number): DocumentName =>
      ({ ...JUNE, month: `20${String(month).padStart(2, "0")}-01` }) as DocumentName;
    const many = Array.from({ length: 101 }, (_, i) => ({ name: name(i % 100), updates: [] }));
    expect(() => encodeBundle(many)).toThrow("100 documents");
    expect(() => encodeBundle([{ name: JUNE, updates: [new Uint8Array(BUNDLE_BYTES_MAX)] }])).toThrow(
      "8 MiB",
    );
  });
});
