import { afterAll, beforeAll, expect, test } from "vitest";
import { bytesToBase32 } from "../../crypto/bytes.ts";
import { encodeCbor } from "../../crypto/cbor.ts";
import { parseProof, verifyCheckpoint } from "../../crypto/checkpoint.ts";
import { leafHash, verifyConsistency, verifyInclusion } from "../../crypto/merkle.ts";
import { verifyWithNacl } from "../../crypto/verify_nacl.ts";
import { openFounding } from "../../src/domain/founding.ts";
import { decodeLeaf, decodeReceipt, encodeLeaf, verifyReceipt } from "../../src/domain/leaf.ts";
import { idToBytes, type Moment } from "../../src/domain/units.ts";
import { type Started, startRelay } from "./start.ts";
import {
  arrayIn,
  batchOf,
  call,
  foundTown,
  jsonIn,
  must,
  type Person,
  receiptIn,
  sequenceIn,
  type Town,
} from "./town.ts";

const verify = verifyWithNacl();
let started: Started;
let town: Town;
let 李姐: Person;
beforeAll(async () => {
  started = await startRelay();
  const secret = started.relay.setupSecret() as string;
  town = await foundTown({ url: started.url, secret, nowMs: () => started.clock.ms });
  李姐 = await town.neighbour("李姐");
});
afterAll(() => started.close());

const get = (path: string) => call(town.url, "GET", path);
const path = (rest: string) => `/c/${town.community}${rest}`;

test("[Y10] the founding statement, the manifest and the rules can be read by everybody", async () => {
  expect(Buffer.from((await get("/healthz")).bytes).toString()).toBe("ok");
  const founding = await openFounding((await get(path("/founding"))).bytes, verify);
  expect(founding.ok && founding.value.community).toBe(town.community);
  expect((await get(path("/manifest"))).status).toBe(200);
  const rules = jsonIn(await get(path("/public"))) as { name: string; members: number; buildings: object[] };
  expect(rules).toMatchObject({ name: town.name, policy: { preset: "building_start" } });
  expect(rules.buildings).toHaveLength(2);
  const stats = jsonIn(await get(path("/stats")));
  expect(stats).toMatchObject({ issued: 3600, held: 0, members: 2 });
  expect((await get("/c/aaaaaaaaaaaaaaaaaaaaaaaaaa/public")).problem?.code).toBe("no_such_community");
});

test("[Y11] each founding leaf has a receipt that proves it", async () => {
  expect(town.receipts).toHaveLength(6);
  const leaf = encodeLeaf({
    time: town.receipts[0]?.time as Moment,
    policyIndex: 0,
    status: 0,
    entry: town.foundingBytes,
    fact: null,
  });
  const first = town.receipts[0];
  if (first === undefined) throw new Error("no receipt");
  expect(await verifyReceipt(first, leaf, town.community, [town.logKey], verify)).toBe(true);
});

test("[Y12] an entry gets a receipt under a signed checkpoint, and the same one when it is said again", async () => {
  const invite = await town.operator.entry("invite", {
    codeHash: new Uint8Array(8).fill(3),
    building: "3",
    uses: 0,
    expires: (town.now() + 86_400) as Moment,
  });
  const told = must(await town.post(invite.bytes));
  const { time, policyIndex, status } = told.receipt;
  const leaf = encodeLeaf({ time, policyIndex, status, entry: invite.bytes, fact: null });
  expect(await verifyReceipt(told.receipt, leaf, town.community, [town.logKey], verify)).toBe(true);
  must(await 李姐.say("consent", consent("privacy")));
  const again = must(await town.post(invite.bytes));
  expect(again.bytes).toEqual(told.bytes);
});

test("[Y13] a refusal is a problem with a code, both languages and the relay's time", async () => {
  const answer = await 李姐.say("take", {}, { refs: [town.community, 李姐.account] });
  expect(answer).toMatchObject({
    ok: false,
    code: "ref_missing",
    problem: { transient: true, now: town.now() },
  });
  const early = await 李姐.say("consent", consent("later"), { at: town.now() + 301 });
  expect(early).toMatchObject({ ok: false, code: "clock_wrong", problem: { now: town.now() } });
  const { bytes } = await 李姐.entry("consent", consent("forged"));
  bytes[bytes.length - 40] = (bytes[bytes.length - 40] as number) ^ 1;
  const forged = await town.post(bytes);
  expect(forged).toMatchObject({ ok: false, code: "bad_signature" });
  if (!forged.ok) expect(forged.problem.title).toMatch(/签名/);
});

test("[Y13] a final refusal is logged, and said again is refused again with the same leaf", async () => {
  const { bytes } = await 李姐.entry("grant", {
    account: 李姐.account,
    role: "operator",
    building: "",
    expires: 0 as Moment,
  });
  const [first, second] = [await town.post(bytes), await town.post(bytes)];
  expect(first).toMatchObject({ ok: false, code: "wrong_role" });
  expect(second).toEqual(first);
  if (!first.ok) expect(first.problem.index).toBeGreaterThan(0);
});

test("[Y14] a batch is answered in its order: receipts and refusals", async () => {
  const [a, b] = [await 李姐.entry("consent", consent("a")), await 李姐.entry("consent", consent("b"))];
  const body = batchOf([a.bytes, Uint8Array.of(1, 2, 3), b.bytes, a.bytes]);
  const items = sequenceIn(await call(town.url, "POST", path("/entries"), body));
  expect(items[1]).toEqual(["refused", "bad_statement", false, town.now(), null]);
  const [first, , second, third] = items.map((item) => decodeReceipt(encodeCbor(item)));
  expect(second?.index).toBe((first?.index ?? 0) + 1);
  expect(third).toEqual(first);
  expect(receiptIn(items[0] as never).status).toBe(0);
});

test("[Y15] bodies and addresses beyond their limits are refused", async () => {
  const large = new Uint8Array(5_000_000);
  expect((await call(town.url, "POST", path("/entries"), large)).problem?.code).toBe("too_large");
  const small = await call(town.url, "PUT", path("/manifest"), new Uint8Array(70_000));
  expect(small.status).toBe(413);
  expect((await get(path("/roster?until=1"))).problem?.code).toBe("bad_request");
  expect((await get(path("/nothing"))).status).toBe(404);
  expect((await get(`/${"a".repeat(5_000)}`)).status).toBe(413);
  const many = batchOf(Array.from({ length: 1_001 }, () => Uint8Array.of(1)));
  expect((await call(town.url, "POST", path("/entries"), many)).status).toBe(413);
});

test("[Y16] a signed request is for one method, path, body and minute, and is taken once", async () => {
  const page = path(`/accounts/${李姐.account}`);
  const header = await 李姐.authorization("GET", page);
  expect((await call(town.url, "GET", page, null, { Authorization: header })).status).toBe(200);
  const again = await call(town.url, "GET", page, null, { Authorization: header });
  expect(again.problem?.code).toBe("request_used");
  const elsewhere = await call(town.url, "GET", path("/roster"), null, {
    Authorization: await 李姐.authorization("GET", page),
  });
  expect(elsewhere.problem?.code).toBe("bad_auth");
  const late = await 李姐.authorization("GET", page, new Uint8Array(), town.now() - 61);
  expect((await call(town.url, "GET", page, null, { Authorization: late })).problem).toMatchObject({
    code: "clock_wrong",
    now: town.now(),
  });
  expect((await call(town.url, "GET", page)).problem?.code).toBe("bad_auth");
  expect((await town.stranger("路人").get(page)).problem?.code).toBe("bad_auth");
});

test("[Y17] an account's page is for its owner, operators and stewards; nobody else learns that it exists", async () => {
  const 王师傅 = await town.neighbour("王师傅");
  const page = path(`/accounts/${李姐.account}`);
  const [account, available, held, debt, lots, holds, leaves] = arrayIn(await 李姐.get(page));
  expect(account).toEqual(idToBytes(李姐.account));
  expect([available, held, debt, holds]).toEqual([3600, 0, 0, []]);
  expect(lots).toHaveLength(1);
  const last = (leaves as [number, Uint8Array][]).at(-1);
  expect(decodeLeaf(last?.[1] as Uint8Array)).not.toBeNull();
  expect((await town.operator.get(page)).status).toBe(200);
  expect((await 王师傅.get(page)).problem?.code).toBe("not_allowed");
  const nobody = path(`/accounts/${town.community}`);
  expect((await 王师傅.get(nobody)).problem?.code).toBe("not_allowed");
});

test("[Y18] the roster comes with a checkpoint, to whoever is registered", async () => {
  const newcomer = await town.join("新邻居");
  const [note, ...leaves] = sequenceIn(await newcomer.get(path("/roster?from=0")));
  const signed = await verifyCheckpoint(note as string, `yizhan/${town.community}`, town.logKey, verify);
  expect(signed.ok && signed.value.registryCount).toBe(leaves.length);
  const [from] = leaves.at(-1) as [number];
  const tail = sequenceIn(await newcomer.get(path(`/roster?from=${from}`)));
  expect(tail.slice(1)).toEqual([leaves.at(-1)]);
  expect((await town.stranger("路人").get(path("/roster"))).status).toBe(401);
});

test("[Y19] checkpoint, proof, consistency and tiles agree with one another", async () => {
  const note = Buffer.from((await get(path("/log/checkpoint"))).bytes).toString();
  const signed = await verifyCheckpoint(note, `yizhan/${town.community}`, town.logKey, verify);
  if (!signed.ok) throw new Error(signed.error);
  const { size, root } = signed.value;
  const proof = parseProof(Buffer.from((await get(path("/log/proof/3"))).bytes).toString());
  const bundle = await town.operator.get(path(`/log/tile/entries/000.p/${size}`));
  const leaves = unbundle(bundle.bytes);
  expect(leaves).toHaveLength(size);
  const hash = leafHash(leaves[3] as Uint8Array);
  if (!proof.ok) throw new Error(proof.error);
  expect(verifyInclusion({ index: 3, size, leafHash: hash, path: proof.value.path, root })).toBe(true);
  const tile = (await get(path(`/log/tile/0/000.p/${size}`))).bytes;
  expect(tile.slice(96, 128)).toEqual(hash);
  const first = town.receipts[0];
  const consistency = arrayIn(await get(path(`/log/consistency?from=${first?.size}&to=${size}`)));
  const proven = verifyConsistency({
    from: first?.size as number,
    to: size,
    fromRoot: first?.root as Uint8Array,
    toRoot: root,
    path: consistency as Uint8Array[],
  });
  expect(proven).toBe(true);
  expect((await get(path(`/log/proof/${size}`))).status).toBe(404);
  expect((await get(path(`/log/tile/0/000.p/${size + 1}`))).status).toBe(404);
  expect((await get(path("/log/tile/0/0"))).status).toBe(404);
  expect((await 李姐.get(path("/log/tile/entries/000.p/1"))).problem?.code).toBe("not_allowed");
});

test("[Y20] a newer manifest replaces an older one; the same version again is refused", async () => {
  const second = await town.manifest({ version: 2 });
  expect((await call(town.url, "PUT", path("/manifest"), second)).status).toBe(204);
  expect((await get(path("/manifest"))).bytes).toEqual(second);
  expect((await call(town.url, "PUT", path("/manifest"), second)).problem?.code).toBe("version_low");
  expect((await get("/healthz")).headers.get("content-security-policy")).toContain(`connect-src 'self'`);
});

test("[Y21] an invite tells its building, and a used one that it is used", async () => {
  expect((await get(path("/invites/zzzzzz"))).problem?.code).toBe("no_such_invite");
  expect((await get(path("/invites/aaaaaa"))).problem?.code).toBe("invite_used");
});

test("[Y22] sealed post is for one device, and gone when acknowledged", async () => {
  const 张阿姨 = await town.neighbour("张阿姨");
  const expires = town.now() + 3600;
  const letter = Uint8Array.of(1, 2, 3);
  const body = encodeCbor([idToBytes(张阿姨.account), [[张阿姨.seal.publicKey, letter]], expires]);
  expect((await 李姐.send("POST", path("/box"), body)).status).toBe(204);
  expect(sequenceIn(await 李姐.get(path("/box")))).toEqual([]);
  const [post] = sequenceIn(await 张阿姨.get(path("/box"))) as [
    readonly [Uint8Array, Uint8Array, Uint8Array, number],
  ];
  expect(post.slice(1)).toEqual([idToBytes(李姐.account), letter, expires]);
  const id = bytesToBase32(post[0]);
  expect((await 李姐.send("DELETE", path(`/box/${id}`), new Uint8Array())).status).toBe(204);
  expect(sequenceIn(await 张阿姨.get(path("/box")))).toHaveLength(1);
  expect((await 张阿姨.send("DELETE", path(`/box/${id}`), new Uint8Array())).status).toBe(204);
  expect(sequenceIn(await 张阿姨.get(path("/box")))).toEqual([]);
  const tooLong = encodeCbor([
    idToBytes(张阿姨.account),
    [[张阿姨.seal.publicKey, letter]],
    expires + 604_800,
  ]);
  expect((await 李姐.send("POST", path("/box"), tooLong)).status).toBe(400);
});

test("[Y23] every answer carries the relay's time and a strict policy", async () => {
  for (const answer of [await get("/healthz"), await get("/nothing.js"), await get(path("/time"))]) {
    expect(answer.headers.get("x-time")).toBe(String(started.clock.ms));
    expect(answer.headers.get("content-security-policy")).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(answer.headers.get("x-test-clock")).toBeNull();
  }
});

const consent = (text: string) => ({ text, version: 1, lang: "zh", sha256: new Uint8Array(32) }) as const;

function unbundle(bytes: Uint8Array): readonly Uint8Array[] {
  const leaves: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = (bytes[at] as number) * 256 + (bytes[at + 1] as number);
    leaves.push(bytes.slice(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return leaves;
}
