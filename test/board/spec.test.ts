import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { base32ToBytes, bytesToHex, hexToBytes } from "../../crypto/bytes.ts";
import { doc8Of, formatDocumentName, parseDocumentName } from "../../src/board/document.ts";
import { parseUpdate } from "../../src/board/update.ts";
import { boardFor, idOf, person, TestRoster } from "./cast.ts";

const page = readFileSync(new URL("../../docs/spec/guard.md", import.meta.url), "utf8");
const rules = [...page.matchAll(/^- \*\*(G\d+)\*\*/gm)].map(([, rule]) => rule as string);
const example = page.split("```")[1] as string;
const field = (name: string): string => new RegExp(`^${name} +(\\S+)`, "m").exec(example)?.[1] ?? "";

/** The hexadecimal of the example, without what is said beside it. */
function exampleUpdate(): Uint8Array {
  const lines = example.slice(example.indexOf("update")).replace("update", "      ").split("\n");
  const hex = lines.map((line) => /^ +([0-9a-f ]+?)(?: {2,}.*)?$/.exec(line)?.[1] ?? "").join("");
  return hexToBytes(hex.replaceAll(" ", "")) as Uint8Array;
}

test("[G4] the example of the page is an update that a board takes", async () => {
  const update = exampleUpdate();
  const slots = parseUpdate(update);
  const slot = slots.ok ? slots.value[0] : undefined;
  expect(example).toContain(`key ${slot?.key}, client ${slot?.client}`);
  const board = boardFor(new TestRoster(person("张阿姨")));
  expect(await board.receive(update)).toMatchObject({ ok: true, value: { refused: [], update } });
  const [said] = [...board.statements()];
  expect(bytesToHex(idOf(said?.bytes as Uint8Array))).toBe(field("id"));
  expect(said?.payload.at(-1)).toEqual(["soy sauce"]);
});

test("[G1] [G2] its document, community and doc8 belong together", () => {
  const name = parseDocumentName(field("document"));
  expect(name.ok && formatDocumentName(name.value)).toBe(field("document"));
  expect(name.ok && bytesToHex(base32ToBytes(name.value.community) as Uint8Array)).toBe(field("community"));
  expect(name.ok && bytesToHex(doc8Of(name.value))).toBe(field("doc8"));
});

test("every rule of the page is tested, and every rule that a test names is on the page", () => {
  const here = new URL(".", import.meta.url);
  const tests = readdirSync(here).filter((file) => file.endsWith(".test.ts"));
  const cited = tests.flatMap((file) => readFileSync(new URL(file, here), "utf8").match(/\[G\d+\]/g) ?? []);
  expect([...new Set(cited)].sort()).toEqual(rules.map((rule) => `[${rule}]`).sort());
});

test("every reason of the code is on the page", () => {
  for (const file of ["grammar", "reason", "bundle"]) {
    const code = readFileSync(new URL(`../../src/board/${file}.ts`, import.meta.url), "utf8");
    for (const [, reason] of code.matchAll(/^ {2}\| "([a-z_]+)"/gm)) expect(page).toContain(reason as string);
  }
});
