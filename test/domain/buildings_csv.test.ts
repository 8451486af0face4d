import { expect, test } from "vitest";
import {
  type BuildingFault,
  buildingsToRows,
  lineOfRow,
  partsToDegrees,
  readBuildings,
  readGeoJson,
} from "../../src/domain/buildings_csv.ts";

const HEADER = ["id", "name", "lat", "lon", "households"];
const FIVE = ["5", "5号楼", "21.6629", "110.9254", "96"];
const building5 = { id: "5", name: "5号楼", lat: 216_629_000, lon: 1_109_254_000, households: 96 };

const faultsOf = (...rows: readonly (readonly string[])[]): readonly BuildingFault[] => {
  const read = readBuildings(rows);
  return read.ok ? [] : read.error;
};
/** The faults as `line fault column`, short enough for a table. */
const shortly = (faults: readonly BuildingFault[]): readonly string[] =>
  faults.map((fault) =>
    [
      "line" in fault ? fault.line : "-",
      fault.fault,
      "column" in fault ? fault.column : "value" in fault ? fault.value : "",
    ]
      .join(" ")
      .trim(),
  );
const row5 = (changed: Partial<Record<"id" | "name" | "lat" | "lon" | "households", string>>): string[] =>
  HEADER.map((column, at) => (changed as Record<string, string>)[column] ?? (FIVE[at] as string));

test("[CSV1] the five columns may stand in any order and any case, with spaces around them", () => {
  expect(readBuildings([HEADER, FIVE])).toEqual({ ok: true, value: [building5] });
  expect(readBuildings([[" Households", "LON", "lat ", "Name", "ID"], FIVE.toReversed()])).toEqual({
    ok: true,
    value: [building5],
  });
});

test.each([
  [[], ["- empty"]],
  [[["", " "], [""]], ["- empty"]],
  [[["id", "name", "lat", "lon"], FIVE.slice(0, 4)], ["1 column_missing households"]],
  [
    [
      [...HEADER, "floor"],
      [...FIVE, "9"],
    ],
    ["1 column_unknown floor"],
  ],
  [[["id", "name", "lat", "lat", "lon", "households"], FIVE], ["1 column_twice lat"]],
  [
    [["楼号", "name", "lat", "lon", "households"], FIVE],
    ["1 column_missing id", "1 column_unknown 楼号"],
  ],
] as const)("[CSV1] a header that is not the five columns is named: %j", (rows, expected) => {
  expect(shortly(faultsOf(...rows))).toEqual(expected);
});

test("[CSV2] a header alone holds no building", () => {
  expect(shortly(faultsOf(HEADER))).toEqual(["1 no_buildings"]);
  expect(shortly(faultsOf(HEADER, [""], ["", "", "", "", ""]))).toEqual(["1 no_buildings"]);
});

test("[CSV2] 500 buildings are taken and the 501st is named", () => {
  const rows = Array.from({ length: 501 }, (_, at) => row5({ id: String(at) }));
  expect(readBuildings([HEADER, ...rows.slice(0, 500)]).ok).toBe(true);
  expect(shortly(faultsOf(HEADER, ...rows))).toEqual(["502 too_many"]);
});

test("[CSV2] a line with too few or too many cells is named; empty cells at its end are none", () => {
  expect(faultsOf(HEADER, FIVE.slice(0, 3))).toEqual([{ fault: "cells", line: 2, cells: 3, columns: 5 }]);
  expect(faultsOf(HEADER, [...FIVE, "x"])).toEqual([{ fault: "cells", line: 2, cells: 6, columns: 5 }]);
  expect(readBuildings([HEADER, [...FIVE, "", " "]]).ok).toBe(true);
});

test.each([
  // cell                         fault
  [{ id: "" }, "2 id_shape id"],
  [{ id: "A2" }, "2 id_shape id"],
  [{ id: "5号" }, "2 id_shape id"],
  [{ id: "123456789" }, "2 id_shape id"],
  [{ name: "  " }, "2 name_missing name"],
  [{ name: "楼".repeat(25) }, "2 name_long name"],
  [{ name: "5\u200b号楼" }, "2 name_unseen name"],
  [{ name: "5号楼\n东门" }, "2 name_unseen name"],
  [{ lat: "" }, "2 not_degrees lat"],
  [{ lat: "21°39′" }, "2 not_degrees lat"],
  [{ lat: "1e1" }, "2 not_degrees lat"],
  [{ lon: "东经110" }, "2 not_degrees lon"],
  [{ lat: "90.0000001" }, "2 out_of_range lat"],
  [{ lon: "180.1" }, "2 out_of_range lon"],
  [{ lon: "-999" }, "2 out_of_range lon"],
  [{ lat: "110.9254", lon: "21.6629" }, "2 swapped lat"],
  [{ households: "" }, "2 not_households households"],
  [{ households: "96户" }, "2 not_households households"],
  [{ households: "-1" }, "2 not_households households"],
  [{ households: "9.5" }, "2 not_households households"],
  [{ households: "100001" }, "2 not_households households"],
] as const)("[CSV3–CSV6] %j -> %s", (changed, expected) => {
  expect(shortly(faultsOf(HEADER, row5(changed)))).toEqual([expected]);
});

test("[CSV3] the second line with the same id names the first", () => {
  const [fault] = faultsOf(HEADER, FIVE, row5({ id: "6" }), FIVE);
  expect(fault).toEqual({ fault: "id_twice", line: 4, column: "id", value: "5", before: 2 });
});

test("[CSV4] a name of 24 characters outside the basic plane is taken whole", () => {
  expect(readBuildings([HEADER, row5({ name: "𠮷".repeat(24) })]).ok).toBe(true);
});

test("[CSV4] a name is kept in NFC", () => {
  const read = readBuildings([HEADER, row5({ name: "Cafe\u0301" })]);
  expect(read.ok && read.value[0]?.name).toBe("Caf\u00e9");
});

test.each([
  ["21.6629", 216_629_000],
  ["-0.0000001", -1],
  ["0", 0],
  ["-0", 0],
  ["90", 900_000_000],
  ["-90.0", -900_000_000],
  ["21.66290004", 216_629_000],
] as const)("[CSV5] latitude %s is %i parts", (lat, parts) => {
  const read = readBuildings([HEADER, row5({ lat })]);
  expect(read.ok && read.value[0]?.lat).toBe(parts);
});

test("[CSV6] 0 and 100,000 households are both real", () => {
  expect(readBuildings([HEADER, row5({ households: "0" })]).ok).toBe(true);
  expect(readBuildings([HEADER, row5({ households: "100000" })]).ok).toBe(true);
});

test("[CSV7] lines are those of an editor: empty ones and line breaks in quotes are counted", () => {
  const rows = [[""], HEADER, row5({ name: "5号楼\r\n东门" }), [""], row5({ id: "6楼" })];
  expect(shortly(faultsOf(...rows))).toEqual(["3 name_unseen name", "6 id_shape id"]);
});

test("[CSV8] the line of a row is known to who reads the file", () => {
  const rows = [HEADER, row5({ name: "5号楼\n东门" }), FIVE];
  expect([0, 1, 2].map((row) => lineOfRow(rows, row))).toEqual([1, 2, 4]);
});

test("[CSV7] every fault of the file is told, by line, and nothing is imported", () => {
  const read = readBuildings([HEADER, FIVE, row5({ id: "B", lat: "x" }), FIVE.slice(0, 2)]);
  expect(read.ok).toBe(false);
  expect(shortly(read.ok ? [] : read.error)).toEqual(["3 id_shape id", "3 not_degrees lat", "4 cells"]);
});

test("what is written is read back unchanged", () => {
  const buildings = [building5, { ...building5, id: "a2", lat: -1, lon: -1_799_999_999, households: 0 }];
  expect(readBuildings(buildingsToRows(buildings))).toEqual({ ok: true, value: buildings });
  expect(partsToDegrees(-1_799_999_999)).toBe("-179.9999999");
});

test("[CSV1] GeoJSON points with the same properties are read by the same rules", () => {
  const point = (id: unknown, coordinates: readonly unknown[]): object => ({
    type: "Feature",
    geometry: { type: "Point", coordinates },
    properties: { id, name: "5号楼", households: 96 },
  });
  const read = (...features: readonly object[]) => readGeoJson({ type: "FeatureCollection", features });
  expect(read(point("5", [110.9254, 21.6629]))).toEqual({ ok: true, value: [building5] });
  expect(read(point(5, [110.9254, 21.6629]))).toEqual({ ok: true, value: [building5] });
  const bad = read(point("5", [110, 21]), { type: "Feature", geometry: null }, point("5", [21, 95]));
  expect(shortly(bad.ok ? [] : bad.error)).toEqual(["2 not_a_point", "3 id_twice id", "3 swapped lat"]);
  for (const broken of [null, [], "x", { features: 3 }])
    expect(readGeoJson(broken)).toEqual({ ok: false, error: [{ fault: "not_geojson" }] });
});
