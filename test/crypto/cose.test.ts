import * as nodeCrypto from "node:crypto";
import { decode, encode } from "cborg";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesToHex, concatBytes, utf8ToBytes } from "../../crypto/bytes.ts";
import { type Cbor, encodeCbor } from "../../crypto/cbor.ts";
import {
  externalAad,
  type OpenError,
  openParsed,
  openStatement,
  parseStatement,
  STATEMENT_BYTES_MAX,
  signStatement,
} from "../../crypto/cose.ts";
import { sha256 } from "../../crypto/hash.ts";
import type { Signer } from "../../crypto/keys.ts";
import { community, cuts, fastVerify, flips, hex, li, verifiers, zhang } from "./kit.ts";

const payload: Cbor = [
  1,
  "need",
  Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
  1_760_000_000,
  [],
  ["跑腿", 3600, null],
];
const say = (value: Cbor = payload, kind = "need", signer: Signer = zhang): Promise<Uint8Array> =>
  signStatement(encodeCbor(value), kind, community, signer);
const whyNot = async (bytes: Uint8Array, where = community): Promise<OpenError | "opened"> => {
  const opened = await openStatement(bytes, where, fastVerify);
  return opened.ok ? "opened" : opened.error;
};

const coseAlgorithmEd25519 = -19;

/** A statement made of COSE parts by cborg, signed over the matching Sig_structure; nothing of ours in it. */
function handmade(parts: {
  protectedMap?: Map<unknown, unknown>;
  unprotectedMap?: Map<unknown, unknown>;
  payload?: Uint8Array;
  aad?: Uint8Array;
}): Uint8Array {
  const key = nodeCrypto.createPrivateKey({
    key: Buffer.concat([hex("302e020100300506032b657004220420"), new Uint8Array(32).fill(1)]),
    format: "der",
    type: "pkcs8",
  });
  const header = encode(
    parts.protectedMap ??
      new Map<unknown, unknown>([
        [1, coseAlgorithmEd25519],
        [4, zhang.publicKey],
      ]),
  );
  const body = parts.payload ?? encode(payload);
  const aad = parts.aad ?? concatBytes(utf8ToBytes("yizhan/need/v1\0"), community);
  const signature = nodeCrypto.sign(null, encode(["Signature1", header, aad, body]), key);
  return new Uint8Array(encode([header, parts.unprotectedMap ?? new Map(), body, new Uint8Array(signature)]));
}

test("a statement is opened as it was said, by the four verifiers alike", async () => {
  const bytes = await say();
  for (const [name, verify] of verifiers) {
    const opened = await openStatement(bytes, community, verify);
    expect(opened.ok, name).toBe(true);
    if (!opened.ok) continue;
    expect(opened.value).toMatchObject({
      bytes,
      publicKey: zhang.publicKey,
      payload,
      kind: "need",
      version: 1,
    });
    expect(opened.value.id).toEqual(opened.value.digest.slice(0, 16));
    expect(opened.value.digest).toEqual(sha256(opened.value.toBeSigned));
  }
});

test("another implementation of CBOR, COSE and Ed25519 makes the same bytes", async () => {
  expect(bytesToHex(handmade({}))).toBe(bytesToHex(await say()));
});

test("another implementation reads what we sign", async () => {
  const bytes = await say();
  const [header, unprotectedMap, body, signature] = decode(bytes, { useMaps: true }) as [
    Uint8Array,
    Map<number, unknown>,
    Uint8Array,
    Uint8Array,
  ];
  expect(decode(header, { useMaps: true })).toEqual(
    new Map<number, unknown>([
      [1, -19],
      [4, zhang.publicKey],
    ]),
  );
  expect(unprotectedMap.size).toBe(0);
  expect(decode(body)).toEqual(payload);
  const aad = concatBytes(utf8ToBytes("yizhan/need/v1\0"), community);
  expect(fastVerify(zhang.publicKey, encode(["Signature1", header, aad, body]), signature)).toBe(true);
});

test("the bytes of a statement and its id never change", async () => {
  const bytes = await signStatement(encodeCbor([1, "hello"]), "hello", new Uint8Array(16), zhang);
  expect(bytesToHex(bytes)).toBe(
    "845826a201320458208a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5ca04882016568656c6c6f584045ba8318857c97073d0e60942fa22237d65ad5c52c08e7a8bfa522a1fe8ef6fa4807d3e13b955ed51eb8b54da8d6e0483b15ca9f0095f0fa9c2005c56e163909",
  );
  const parsed = parseStatement(bytes, new Uint8Array(16));
  expect(parsed.ok && bytesToHex(parsed.value.id)).toBe("ae218950902d3443a08cc0084d8ab5f0");
});

describe("attacks", () => {
  test("no cut of a statement opens", async () => {
    for (const cut of cuts(await say())) expect(await whyNot(cut), `${cut.length}`).not.toBe("opened");
  });

  test("no statement with one bit turned opens", async () => {
    for (const [bit, changed] of flips(await say()).entries()) {
      expect(await whyNot(changed), `bit ${bit}`).not.toBe("opened");
    }
  });

  test("nothing may stand before or after it", async () => {
    const bytes = await say();
    expect(await whyNot(concatBytes(bytes, Uint8Array.of(0)))).toBe("bad_cose");
    expect(await whyNot(concatBytes(Uint8Array.of(0xd2), bytes))).toBe("bad_cose");
  });

  test("it counts in its own community only", async () => {
    const bytes = await say();
    for (const other of flips(community)) expect(await whyNot(bytes, other)).toBe("bad_signature");
  });

  test("a signature over one kind is none over another", async () => {
    const aad = concatBytes(utf8ToBytes("yizhan/gift/v1\0"), community);
    expect(await whyNot(handmade({ aad }))).toBe("bad_signature");
  });

  test("李姐's signature under 张阿姨's key does not open, nor the other way round", async () => {
    const [hers, his] = [await say(), await say(payload, "need", li)];
    const swapped = concatBytes(hers.slice(0, -64), his.slice(-64));
    expect(await whyNot(swapped)).toBe("bad_signature");
  });

  test("S + L is refused before any verifier is asked", async () => {
    const bytes = await say();
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const at = bytes.length - 32;
    const s = bytes.slice(at).reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n) + order;
    const malleated = concatBytes(
      bytes.slice(0, at),
      Uint8Array.from({ length: 32 }, (_, i) => Number((s >> BigInt(8 * i)) & 255n)),
    );
    expect(parseStatement(malleated, community)).toEqual({ ok: false, error: "bad_signature" });
  });

  test("a key of small order or of another form is refused before any verifier is asked", async () => {
    const bytes = await say();
    for (const key of ["01".padEnd(64, "0"), `ee${"ff".repeat(30)}7f`, "ff".repeat(32)]) {
      const changed = concatBytes(bytes.slice(0, 9), hex(key), bytes.slice(41));
      expect(parseStatement(changed, community)).toEqual({ ok: false, error: "bad_key" });
    }
  });

  test("noise is refused with a reason, never an exception", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => !parseStatement(noise, community).ok),
    );
  });
});

describe("one form", () => {
  const key = zhang.publicKey;
  test.each<[string, Parameters<typeof handmade>[0]]>([
    [
      "the older algorithm number -8",
      {
        protectedMap: new Map<unknown, unknown>([
          [1, -8],
          [4, key],
        ]),
      },
    ],
    ["no key", { protectedMap: new Map([[1, -19]]) }],
    [
      "a third header",
      {
        protectedMap: new Map<unknown, unknown>([
          [1, -19],
          [4, key],
          [5, 0],
        ]),
      },
    ],
    [
      "a key of 31 bytes",
      {
        protectedMap: new Map<unknown, unknown>([
          [1, -19],
          [4, key.slice(1)],
        ]),
      },
    ],
    ["an unprotected header", { unprotectedMap: new Map([[4, key]]) }],
  ])("%s is refused although rightly signed", async (_name, parts) => {
    expect(await whyNot(handmade(parts))).toBe("bad_cose");
  });

  test("a length written long is refused, in the envelope and in the payload", async () => {
    const bytes = handmade({});
    const long = [bytes.slice(0, 42), Uint8Array.of(0x59, 0), bytes.slice(43)];
    expect(bytes[42]).toBe(0x58);
    expect(await whyNot(concatBytes(...long))).toBe("bad_cose");
    expect(await whyNot(handmade({ payload: hex("821801646e656564") }))).toBe("bad_cbor");
  });

  test("a tag is refused", async () => {
    expect(await whyNot(handmade({ payload: hex("d28201646e656564") }))).toBe("bad_cbor");
  });
});

test.each<[unknown, OpenError]>([
  [{}, "bad_cbor"],
  [[1, "need", 0.5], "bad_cbor"],
  ["need", "bad_payload"],
  [[], "bad_payload"],
  [[1], "bad_payload"],
  [[0, "need"], "bad_payload"],
  [[-1, "need"], "bad_payload"],
  [["1", "need"], "bad_payload"],
  [[1, new Uint8Array(4)], "bad_payload"],
  [[1, ""], "bad_kind"],
  [[1, "Need"], "bad_kind"],
  [[1, "need\n"], "bad_kind"],
  [[1, "need/"], "bad_kind"],
  [[1, "n".repeat(33)], "bad_kind"],
])("the payload %j is %s", async (value, error) => {
  expect(await whyNot(handmade({ payload: encode(value) }))).toBe(error);
});

test("kinds and versions of the future open", async () => {
  for (const kind of ["a", "token.v_two", "z".repeat(32)]) {
    const bytes = await say([Number.MAX_SAFE_INTEGER, kind], kind);
    expect(await whyNot(bytes)).toBe("opened");
  }
});

test("4,096 bytes open and 4,097 do not", async () => {
  const room = STATEMENT_BYTES_MAX - (await say([1, "need", new Uint8Array(1000)])).length + 1000;
  const largest = await say([1, "need", new Uint8Array(room)]);
  expect(largest).toHaveLength(4_096);
  expect(await whyNot(largest)).toBe("opened");
  const larger = handmade({ payload: encodeCbor([1, "need", new Uint8Array(room + 1)]) });
  expect(await whyNot(larger)).toBe("too_large");
  await expect(say([1, "need", new Uint8Array(room + 1)])).rejects.toThrow(/too_large/);
});

test("the id is not changed by another signature over the same words", async () => {
  const bytes = await say();
  const again = concatBytes(bytes.slice(0, -64), await zhang.sign(utf8ToBytes("other")));
  const ids = [bytes, again]
    .map((one) => parseStatement(one, community))
    .map((one) => one.ok && one.value.id);
  expect(ids[0]).toEqual(ids[1]);
  expect(await whyNot(again)).toBe("bad_signature");
});

test("a statement parsed from a Buffer keeps its bytes when the Buffer is used again", async () => {
  const buffer = Buffer.from(await say());
  const parsed = parseStatement(buffer, community);
  buffer.fill(0);
  expect(parsed.ok && (await openParsed(parsed.value, fastVerify)).ok).toBe(true);
  expect(parsed.ok && parsed.value.bytes.constructor).toBe(Uint8Array);
  expect(parsed.ok && parsed.value.bytes).toEqual(await say());
});

test("only the word true opens: a verifier that answers something else does not", async () => {
  const parsed = parseStatement(await say(), community);
  for (const answer of [false, undefined, 1, "yes", {}]) {
    const opened = parsed.ok && (await openParsed(parsed.value, async () => answer as boolean));
    expect(opened).toEqual({ ok: false, error: "bad_signature" });
  }
});

test("signing something else than it says is a defect of the program", async () => {
  await expect(say(payload, "gift")).rejects.toThrow(/says it is/);
  await expect(say(["need"])).rejects.toThrow(/bad_payload/);
  await expect(say(payload, "Need")).rejects.toThrow(/a kind is/);
  await expect(signStatement(encode({}), "need", community, zhang)).rejects.toThrow(/bad_cbor/);
  expect(() => externalAad("need", new Uint8Array(15))).toThrow(/16 bytes/);
});
