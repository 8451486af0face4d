import { expect, test } from "vitest";
import { POLICY_FIELD_NAMES, presetPolicy } from "../../src/domain/policy.ts";
import { RULE_GROUPS, ruleValue } from "../../src/locale/rules.ts";
import { readCheckpoint } from "../../src/screens/ops/relay_state.ts";
import { openBuildingsFile } from "../../src/screens/setup/buildings_file.ts";
import { gcjToWgs, wgsToGcj } from "../../src/screens/setup/gcj02.ts";
import { compareCode } from "../../src/screens/setup/paper_compare.ts";
import { buildingToWgs, splitPosition } from "../../src/screens/setup/place.ts";
import { ROOT_CODE } from "./scenes.ts";

test.each([
  // typed                                  answer
  ["", { state: "typing", groups: 0 }],
  ["000g 40", { state: "typing", groups: 1 }],
  ["ooog-40r4", { state: "typing", groups: 2 }],
  ["０００Ｇ", { state: "typing", groups: 1 }],
  ["000G 4OR5", { state: "wrong", group: 2, place: 4, typed: "5" }],
  ["X", { state: "wrong", group: 1, place: 1, typed: "X" }],
  [ROOT_CODE, { state: "right" }],
  [ROOT_CODE.replaceAll(" ", "").toLowerCase(), { state: "right" }],
  [ROOT_CODE.replace("1WHQ", "lwhq"), { state: "right" }],
  [`${ROOT_CODE} 0`, { state: "extra" }],
] as const)("a code typed back as %j", (typed, expected) => {
  expect(compareCode(typed, ROOT_CODE)).toEqual(expected);
});

test("no single wrong character of a paper code passes", () => {
  const bare = ROOT_CODE.replaceAll(" ", "");
  for (let place = 0; place < bare.length; place += 1) {
    const wrong = `${bare.slice(0, place)}${bare[place] === "Z" ? "Y" : "Z"}${bare.slice(place + 1)}`;
    expect(compareCode(wrong, ROOT_CODE)).toMatchObject({
      state: "wrong",
      group: Math.floor(place / 4) + 1,
      place: (place % 4) + 1,
    });
  }
});

test("GCJ-02 is bent and straightened within a millimetre, and outside China not at all", () => {
  const shanghai = { lat: 31.1774276, lon: 121.5272106 };
  const bent = wgsToGcj(shanghai);
  expect(bent.lat).toBeCloseTo(31.17530398364597, 9);
  expect(bent.lon).toBeCloseTo(121.531541859215, 9);
  const back = gcjToWgs(bent);
  expect(Math.abs(back.lat - shanghai.lat)).toBeLessThan(1e-8);
  expect(Math.abs(back.lon - shanghai.lon)).toBeLessThan(1e-8);
  const berlin = { lat: 52.52, lon: 13.4 };
  expect(gcjToWgs(berlin)).toEqual(berlin);
  const building = { id: "5", name: "5号楼", lat: 216_629_000, lon: 1_109_254_000, households: 0 };
  expect(Number.isInteger(buildingToWgs(building).lat)).toBe(true);
});

test.each([
  ["21.6629, 110.9254", { lat: "21.6629", lon: "110.9254" }],
  ["21.6629，110.9254", { lat: "21.6629", lon: "110.9254" }],
  [" 21.6629 110.9254 ", { lat: "21.6629", lon: "110.9254" }],
  ["21.6629", { lat: "21.6629", lon: "" }],
  ["21,66,110", { lat: "21", lon: "66 110" }],
] as const)("a position typed as %j", (typed, expected) => {
  expect(splitPosition(typed)).toEqual(expected);
});

const HEADER = "id,name,lat,lon,households";
const LINE = "5,5号楼,21.6629,110.9254,96";
const fileOf = (content: string | Uint8Array<ArrayBuffer>, name = "a.csv"): File => new File([content], name);

test.each([
  ["CRLF", `${HEADER}\r\n${LINE}\r\n`],
  ["a byte order mark", `\ufeff${HEADER}\n${LINE}`],
  ["quotes", `${HEADER}\n"5","5号楼","21.6629","110.9254","96"\n`],
  ["semicolons", `${HEADER.replaceAll(",", ";")}\n${LINE.replaceAll(",", ";")}`],
  ["blank lines", `\n${HEADER}\n\n${LINE}\n\n`],
] as const)("[CSV1] a file with %s is read", async (_what, content) => {
  const opened = await openBuildingsFile(fileOf(content));
  expect(opened.read.ok && opened.read.value.map(({ name }) => name)).toEqual(["5号楼"]);
  expect(opened.isUtf8).toBe(true);
});

test("[CSV1] Excel's GB18030 is read, and said", async () => {
  const gbk = new Uint8Array(
    [...`${HEADER}\n5,5`, "\xba", "\xc5", "\xc2", "\xa5", ...",1,2,3"].map((c) => c.charCodeAt(0)),
  );
  const opened = await openBuildingsFile(fileOf(gbk));
  expect(opened.read.ok && opened.read.value[0]?.name).toBe("5号楼");
  expect(opened.isUtf8).toBe(false);
});

test("[CSV8] a quote that is never closed and a file too big are faults", async () => {
  const open = await openBuildingsFile(fileOf(`${HEADER}\n5,"5号楼,1,2,3\n`));
  expect(open.read).toMatchObject({ ok: false, error: [{ fault: "quotes", line: 2 }] });
  const big = await openBuildingsFile(fileOf("x".repeat(1_000_001)));
  expect(big.read).toMatchObject({ ok: false, error: [{ fault: "too_big" }] });
});

test("[CSV1] GeoJSON is known by its name or its first character", async () => {
  const collection = JSON.stringify({
    features: [
      {
        geometry: { type: "Point", coordinates: [110.9254, 21.6629] },
        properties: { id: "5", name: "5号楼", households: 96 },
      },
    ],
  });
  for (const name of ["a.geojson", "a.csv"])
    expect((await openBuildingsFile(fileOf(collection, name))).read.ok).toBe(true);
  expect((await openBuildingsFile(fileOf("{", "a.json"))).read).toMatchObject({
    error: [{ fault: "not_geojson" }],
  });
});

test("[K1] every field of the policy stands once among the public rules", () => {
  const shown = Object.values(RULE_GROUPS).flat();
  expect([...shown].sort()).toEqual([...POLICY_FIELD_NAMES].sort());
});

test.each([
  ["point_seconds", "1小时"],
  ["lot_seconds", "2 年"],
  ["welcome_seconds", "1 积分"],
  ["step_seconds", "0.1 积分"],
  ["reference_fen", "5 元"],
  ["push_metres", "3 公里"],
  ["kpi_stars_tenths", "4.5 星"],
  ["helper_age", "18 岁"],
  ["redemption", "关"],
  ["void_notice_seconds", "30分钟"],
  ["extra_hold_percent", "25%"],
] as const)("[K1] %s reads %s", (field, words) => {
  expect(ruleValue(field, presetPolicy("building_start"), "积分", "zh")).toBe(words);
});

test("a checkpoint is taken apart for showing, and anything else is not", () => {
  const note = "yizhan/abc\n1431\nW+dW5=\nregistry 203 mB0n=\n\n— yizhan/abc AbCd\n";
  expect(readCheckpoint(note)).toEqual({ leaves: 1431, registry: 203, root: "W+dW5=", note });
  for (const broken of ["", "<!doctype html>", "yizhan/abc\nmany\nW="])
    expect(readCheckpoint(broken)).toBe(null);
});
