import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { base64urlToBytes } from "../../crypto/bytes.ts";
import { encodeCbor } from "../../crypto/cbor.ts";
import { openStatement, signStatement } from "../../crypto/cose.ts";
import { isEntryKind, readEntry } from "../../src/domain/entry.ts";
import { manifestPayload, NO_COMMUNITY, openFounding, readManifest } from "../../src/domain/founding.ts";
import { decodeLeaf, decodeReceipt, encodeLeaf, encodeReceipt, type Leaf } from "../../src/domain/leaf.ts";
import { isSaidKind, readSaid } from "../../src/domain/said.ts";
import { bytesToId, type Id, idToBytes, type Moment, parseId } from "../../src/domain/units.ts";
import { foundTown, verify } from "./town.ts";
import { examplesSection, wireExamples } from "./wire_examples.ts";

const WIRE = "docs/spec/wire.md";
const MARK = "<!-- examples: written and held by test/domain/wire.test.ts -->\n";

test("[W2] the examples of wire.md are these very bytes", async () => {
  const document = readFileSync(WIRE, "utf8");
  const start = document.indexOf(MARK) + MARK.length;
  expect(start).toBeGreaterThan(MARK.length);
  if (process.env.UPDATE_WIRE === "1")
    writeFileSync(WIRE, document.slice(0, start) + (await examplesSection()));
  expect(readFileSync(WIRE, "utf8").slice(start)).toBe(await examplesSection());
});

test("[W2] [W5] each example in the document opens and reads as its kind", async () => {
  const blocks = [
    ...readFileSync(WIRE, "utf8").matchAll(/`([a-z_]+)` by (\S+), id `([a-z2-7]{26})`\n```\n([\s\S]*?)```/g),
  ];
  const community = (await wireExamples()).community;
  expect(blocks.length).toBeGreaterThan(35);
  for (const [, kind = "", , id, text = ""] of blocks) {
    const bytes = base64urlToBytes(text.replaceAll("\n", "")) ?? new Uint8Array();
    const opened = await openStatement(
      bytes,
      kind === "founding" ? NO_COMMUNITY : idToBytes(community),
      verify,
    );
    if (!opened.ok) throw new Error(`${kind}: ${opened.error}`);
    expect(bytesToId(opened.value.id)).toBe(id);
    if (isEntryKind(kind)) expect(readEntry(opened.value)?.kind, kind).toBe(kind);
    if (isSaidKind(kind)) expect(readSaid(opened.value)?.kind, kind).toBe(kind);
    if (kind === "founding") expect((await openFounding(bytes, verify)).ok).toBe(true);
    if (kind === "manifest") expect(readManifest(opened.value)?.buildings).toHaveLength(1);
  }
});

test("[W2] every flipped byte of a statement is refused", async () => {
  const { community, examples } = await wireExamples();
  const { statement } = examples.find(({ kind }) => kind === "take") ?? { statement: new Uint8Array() };
  expect(statement.length).toBeGreaterThan(100);
  for (let place = 0; place < statement.length; place++) {
    const forged = statement.slice();
    forged[place] = (forged[place] ?? 0) ^ 1;
    expect((await openStatement(forged, idToBytes(community), verify)).ok, `byte ${place}`).toBe(false);
  }
});

test("[W2] a manifest may be large, nothing else may", async () => {
  const town = await foundTown();
  const community = idToBytes(town.founding.community);
  const buildings = Array.from({ length: 500 }, (_, place) => ({
    id: `${place + 1}`,
    name: `好心花园${place + 1}号楼`,
    lat: 1,
    lon: 1,
    households: 120,
  }));
  const manifest = { version: 1, at: 0, name: "茂名·好心花园", buildings, relays: [], policyIndex: 0 };
  const large = await signStatement(
    encodeCbor(manifestPayload(manifest)),
    "manifest",
    community,
    town.operator.signer,
  );
  const opened = await openStatement(large, community, verify);
  expect(opened.ok && readManifest(opened.value)?.buildings).toHaveLength(500);
  await expect(
    signStatement(encodeCbor([1, "need", new Uint8Array(4096)]), "need", community, town.operator.signer),
  ).rejects.toThrow("too_large");
});

test("leaves and receipts read back as written, and nothing else is read", () => {
  const leaf: Leaf = { time: 1 as Moment, policyIndex: 0, status: 0, entry: new Uint8Array([1]), fact: null };
  expect(decodeLeaf(encodeLeaf(leaf))).toEqual(leaf);
  expect(decodeLeaf(encodeLeaf({ ...leaf, entry: null }))).toBeNull();
  expect(decodeLeaf(encodeLeaf({ ...leaf, status: 999 }))).toBeNull();
  for (let end = 0; end < encodeLeaf(leaf).length; end++)
    expect(decodeLeaf(encodeLeaf(leaf).slice(0, end))).toBeNull();
  const receipt = {
    index: 3,
    time: 1 as Moment,
    policyIndex: 0,
    status: 0,
    path: [new Uint8Array(32)],
    size: 4,
    root: new Uint8Array(32),
    registryCount: 1,
    registryRoot: new Uint8Array(32),
    signature: new Uint8Array(68),
  };
  expect(decodeReceipt(encodeReceipt(receipt))).toEqual(receipt);
  expect(decodeReceipt(encodeReceipt(receipt).slice(1))).toBeNull();
});

test("an id has one text", () => {
  expect(parseId("a".repeat(26))).toBe("a".repeat(26));
  for (const bad of ["a".repeat(25), "A".repeat(26), `${"a".repeat(25)}b`, `${"a".repeat(25)}1`])
    expect(parseId(bad as Id), bad).toBeNull();
});
