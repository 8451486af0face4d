import { describe, expect, test } from "vitest";
import { bytesToBase64url, concatBytes, copyBytes, hexToBytes, utf8ToBytes } from "../../crypto/bytes.ts";
import { encodeCbor } from "../../crypto/cbor.ts";
import { externalAad } from "../../crypto/cose.ts";
import { doc8Of } from "../../src/board/document.ts";
import { type Dropped, isOfStanding, isTransient } from "../../src/board/reason.ts";
import { encodeUpdate, placeOf } from "../../src/board/update.ts";
import {
  boardFor,
  COMMUNITY,
  heldBy,
  idOf,
  idsOf,
  isClean,
  JULY,
  JUNE,
  minute,
  OTHER_COMMUNITY,
  type Person,
  parsed,
  person,
  placed,
  resigned,
  shownIn,
  TestRoster,
  updateOf,
  verify,
  withJunkSignature,
} from "./cast.ts";

const 张阿姨 = person("张阿姨");
const 李姐 = person("李姐");
const 王楼长 = person("王楼长");
const 陌生人 = person("陌生人");
const roster = (): TestRoster => new TestRoster(张阿姨, 李姐, 王楼长);

/** Signs payload bytes as they are, however wrong: `signStatement` would not. */
async function signRaw(by: Person, payload: Uint8Array, kind = "need"): Promise<Uint8Array> {
  const head = Uint8Array.of(0xa2, 0x01, 0x32, 0x04, 0x58, 0x20);
  const protectedHeader = concatBytes(head, by.signer.publicKey);
  const signed = encodeCbor(["Signature1", protectedHeader, externalAad(kind, COMMUNITY), payload]);
  const start = concatBytes(Uint8Array.of(0x84), encodeCbor(protectedHeader), Uint8Array.of(0xa0));
  return concatBytes(start, encodeCbor(payload), encodeCbor(await by.signer.sign(signed)));
}

/** What becomes of one statement in an update, next to a good one that must be applied all the same. */
async function fateOf(
  statement: Uint8Array,
  place = placeOf(new Uint8Array(32).fill(3)),
): Promise<Dropped | "applied"> {
  const board = boardFor(roster());
  const good = await 李姐.say();
  const received = await board.receive(encodeUpdate([placed(good), { ...place, value: statement }]));
  if (!received.ok) throw new Error(received.error);
  expect(heldBy(board)).toContain(idsOf([good])[0]);
  expect(shownIn(board.doc).length).toBe(heldBy(board).length);
  return received.value.refused[0]?.reason ?? "applied";
}

describe("[G7] a statement has one place", () => {
  test("its own place", async () => {
    const said = await 张阿姨.say();
    expect(await fateOf(said, placed(said))).toBe("applied");
  });

  test("another client, another key, the place of another statement", async () => {
    const said = await 张阿姨.say();
    const { client, key } = placed(said);
    const other = placed(await 张阿姨.say());
    expect(await fateOf(said, { client: client + 1, key })).toBe("wrong_place");
    expect(await fateOf(said, { client, key: other.key })).toBe("wrong_place");
    expect(await fateOf(said, other)).toBe("wrong_place");
  });

  test("a refusal names the id that was claimed", async () => {
    const board = boardFor(roster());
    const other = placed(await 张阿姨.say());
    const received = await board.receive(encodeUpdate([{ ...other, value: await 李姐.say() }]));
    const id = received.ok ? received.value.refused[0]?.id : undefined;
    expect(bytesToBase64url(id as Uint8Array)).toBe(other.key);
  });

  test("a held statement under another client is still refused", async () => {
    const board = boardFor(roster());
    const said = await 张阿姨.say();
    await board.add(said);
    const { client, key } = placed(said);
    const received = await board.receive(encodeUpdate([{ client: client - 1, key, value: said }]));
    expect(received.ok && received.value.refused.map(({ reason }) => reason)).toEqual(["wrong_place"]);
    expect(isClean(board.doc)).toBe(true);
  });
});

describe("[G8] a statement is for one document of one community", () => {
  test("a copy in another month", async () => {
    const said = await 张阿姨.say({ document: JULY });
    expect(await fateOf(said, placed(said))).toBe("wrong_document");
  });

  test("a copy in another community shows as another place", async () => {
    const said = await 张阿姨.say({ community: OTHER_COMMUNITY });
    expect(await fateOf(said, placeOf(parsed(said, OTHER_COMMUNITY).digest))).toBe("wrong_place");
  });

  test("and, claiming its place under our community, as a bad signature", async () => {
    const said = await 张阿姨.say({ community: OTHER_COMMUNITY });
    expect(await fateOf(said, placed(said))).toBe("bad_signature");
  });

  test("a copy with another author's key in it", async () => {
    const said = copyBytes(await 张阿姨.say());
    said.set(李姐.signer.publicKey, 9);
    expect(await fateOf(said, placed(said))).toBe("bad_signature");
  });

  test.each([
    ["no body", [1, "need", doc8Of(JUNE), 1, []]],
    ["an item too many", [1, "need", doc8Of(JUNE), 1, [], [], 0]],
    ["a short doc8", [1, "need", doc8Of(JUNE).slice(1), 1, [], []]],
    ["a text as doc8", [1, "need", "June", 1, [], []]],
    ["a time before 1970", [1, "need", doc8Of(JUNE), -1, [], []]],
    ["a text as time", [1, "need", doc8Of(JUNE), "now", [], []]],
    ["a short ref", [1, "need", doc8Of(JUNE), 1, [new Uint8Array(15)], []]],
    ["65 refs", [1, "need", doc8Of(JUNE), 1, Array.from({ length: 65 }, () => new Uint8Array(16)), []]],
    ["a text as body", [1, "need", doc8Of(JUNE), 1, [], "x"]],
  ])("%s -> bad_shape", async (_, payload) => {
    const said = await signRaw(张阿姨, encodeCbor(payload));
    expect(await fateOf(said, placed(said))).toBe("bad_shape");
  });

  test("a newer version and an unknown kind are carried", async () => {
    const said = await 张阿姨.say({ version: 9, kind: "dance.invitation" });
    expect(await fateOf(said, placed(said))).toBe("applied");
  });

  test("a board of another community is not made", () => {
    expect(() => boardFor(roster(), { community: OTHER_COMMUNITY })).toThrow("belongs to its community");
  });
});

describe("[G9] a statement has one form", () => {
  const start = encodeCbor([1, "need", doc8Of(JUNE), 1, []]).slice(1);
  const withBody = (body: string): Uint8Array =>
    concatBytes(Uint8Array.of(0x86), start, hexToBytes(body) as Uint8Array);

  test.each([
    ["depth 9", "8181818181818181"],
    ["a float", "81f93c00"],
    ["a double", "81fb3ff0000000000000"],
    ["an integer of 64 bits", "811bffffffffffffffff"],
    ["a bignum", "81c24101"],
    ["a tag", "81c101"],
    ["a map", "81a10102"],
    ["an indefinite array", "9fff"],
    ["an indefinite text", "817f616161ff"],
    ["a lone surrogate", "8163eda080"],
    ["undefined", "81f7"],
    ["an integer in a longer form", "811801"],
    ["a cut text", "816261"],
  ])("%s -> bad_cbor", async (_, body) => {
    expect(await fateOf(await signRaw(张阿姨, withBody(body)))).toBe("bad_cbor");
  });

  test("4,000 arrays inside each other break no stack", async () => {
    expect(await fateOf(await signRaw(张阿姨, withBody("81".repeat(3_900))))).toBe("bad_cbor");
  });

  test.each([
    ["nothing", new Uint8Array()],
    ["text", utf8ToBytes("hello")],
    ["4 KiB of zeros", new Uint8Array(4096)],
  ])("%s -> bad_cose", async (_, bytes) => {
    expect(await fateOf(bytes)).toBe("bad_cose");
  });

  test("4,097 bytes from a file -> too_large", async () => {
    const received = await boardFor(roster()).receiveStatements([new Uint8Array(4097)]);
    expect(received.refused.map(({ reason }) => reason)).toEqual(["too_large"]);
  });

  test("no cut and no changed byte of a statement is applied", async () => {
    const board = boardFor(roster());
    const said = await 张阿姨.say();
    const attempts: Uint8Array[] = [];
    for (let at = 0; at < said.length; at++) {
      attempts.push(said.slice(0, at));
      const changed = copyBytes(said);
      changed[at] = (changed[at] as number) ^ 0x01;
      attempts.push(changed);
    }
    const received = await board.receiveStatements(attempts);
    expect(received.applied).toEqual([]);
    expect(received.refused.length + received.waiting.length).toBe(attempts.length);
    await board.add(said);
    expect(heldBy(board)).toEqual(idsOf([said]));
  });
});

describe("[G12] the signature decides, and is remembered under all bytes", () => {
  test("a junk signature is refused, before and after the good one is held", async () => {
    const said = await 张阿姨.say();
    const junk = await withJunkSignature(said);
    expect(await fateOf(junk, placed(said))).toBe("bad_signature");
    const board = boardFor(roster());
    await board.add(said);
    const received = await board.receive(encodeUpdate([{ ...placed(said), value: junk }]));
    expect(received.ok && received.value.refused.map(({ reason }) => reason)).toEqual(["bad_signature"]);
    expect(board.get(idOf(said))?.bytes).toEqual(said);
  });

  test("the same id with another good signature is skipped without alarm", async () => {
    const board = boardFor(roster());
    const said = await 张阿姨.say();
    const again = resigned(张阿姨, said);
    expect(again).not.toEqual(said);
    await board.add(said);
    const received = await board.receive(updateOf(again));
    expect(received).toMatchObject({
      ok: true,
      value: { applied: [], refused: [], held: [idOf(said)], update: null },
    });
    expect(board.get(idOf(said))?.bytes).toEqual(said);
    expect(isClean(board.doc)).toBe(true);
  });

  test("both signatures in one file are one statement", async () => {
    const board = boardFor(roster());
    const said = await 张阿姨.say();
    const received = await board.receiveStatements([resigned(张阿姨, said), said]);
    expect([received.applied.length, received.held.length, board.room.count]).toEqual([1, 1, 1]);
  });

  test("each statement is verified once", async () => {
    let verified = 0;
    const counting = (...args: Parameters<typeof verify>): boolean => {
      verified++;
      return verify(...args);
    };
    const said = await Promise.all(Array.from({ length: 20 }, () => 张阿姨.say()));
    const board = boardFor(roster(), { verify: counting });
    await board.receive(updateOf(...said));
    await board.receive(updateOf(...said));
    await board.receiveStatements(said);
    await board.rejudge();
    expect(verified).toBe(20);
  });

  test("a verifier that fails leaves the board as it was, and usable", async () => {
    const board = boardFor(roster(), { verify: async () => Promise.reject(new Error("no WebCrypto")) });
    await expect(board.add(await 张阿姨.say())).rejects.toThrow("no WebCrypto");
    expect([...board.statements()]).toEqual([]);
    expect((await board.add(await 陌生人.say())).waiting.length).toBe(1);
  });
});

describe("[G10] who may write here", () => {
  test("200 statements of one author in one update are applied, the 201st is refused", async () => {
    const said = await Promise.all(Array.from({ length: 201 }, () => 张阿姨.say()));
    const board = boardFor(roster());
    const received = await board.receive(updateOf(...said));
    const value = received.ok ? received.value : null;
    expect(value?.applied.length).toBe(200);
    expect(value?.refused.map(({ reason }) => reason)).toEqual(["quota"]);
    expect(board.room.ofAuthor(张阿姨.signer.publicKey)).toBe(200);
  });

  test("one author fills her share, the others still write", async () => {
    const board = boardFor(roster());
    await board.receiveStatements(await Promise.all(Array.from({ length: 250 }, () => 张阿姨.say())));
    expect((await board.add(await 李姐.say())).applied.length).toBe(1);
  });

  test("a full document refuses for now, and says so", async () => {
    const small = roster();
    small.countMax = 3;
    const board = boardFor(small);
    const received = await board.receiveStatements(await Promise.all([1, 2, 3, 4].map(() => 张阿姨.say())));
    expect(received.refused.map(({ reason }) => [reason, isTransient(reason)])).toEqual([["full", true]]);
  });

  test("standing counts at the statement's time, whoever carries it", async () => {
    const people = roster();
    people.revoke(张阿姨, minute(50));
    const board = boardFor(people);
    const [before, after] = [await 张阿姨.say({ at: minute(49) }), await 张阿姨.say({ at: minute(51) })];
    const received = await board.receiveStatements([before, after, await 李姐.say()]);
    expect(received.applied.length).toBe(2);
    expect(received.refused).toEqual([{ id: idOf(after), reason: "revoked" }]);
  });

  test("nothing is counted for a forged statement", async () => {
    const people = roster();
    const board = boardFor(people);
    const said = await 张阿姨.say();
    await board.receiveStatements([await withJunkSignature(said), said]);
    expect(people.told.map(({ id }) => id)).toEqual([idOf(said)]);
  });

  test("reasons about a person's standing are final", () => {
    const standing: Dropped[] = ["not_enrolled", "revoked", "not_in_this_document"];
    expect(standing.every((reason) => isOfStanding(reason) && !isTransient(reason))).toBe(true);
    const waitFor: Dropped[] = ["unknown_key", "full", "rate"];
    expect(waitFor.every((reason) => isTransient(reason) && !isOfStanding(reason))).toBe(true);
  });
});
