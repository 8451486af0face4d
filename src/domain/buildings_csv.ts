/**
 * The file that names a community's buildings (docs/spec/wire.md, section 8), checked as a whole before a byte of it
 * is used.
 *
 *   id,name,lat,lon,households
 *   5,5号楼,21.6629,110.9254,96
 *   a2,幸福里A2栋,21.6631,110.9261,0
 *
 * CSV1  The first line that is not empty is the header: the five columns, each once, in any order.
 * CSV2  Below it stand 1 to 500 buildings; empty lines are passed over and still counted.
 * CSV3  `id` is 1–8 small letters or digits and stands once: it is printed in posters and never changes.
 * CSV4  `name` is clean text (W4) on one line, 1–24 characters.
 * CSV5  `lat`, `lon` are WGS-84 in degrees; they are kept in 1e-7 degrees.
 * CSV6  `households` is a whole number from 0 to 100,000.
 * CSV7  Every fault names its line as an editor counts it, and its column. With one fault nothing is imported.
 * CSV8  A file of more than 1 MB is not opened, and a quote that is never closed is named: the reader of the file,
 *       which is not here, says these two.
 *
 * A GeoJSON file of points with the same properties is read by the same rules; its "lines" are its features from 1.
 */
import { err, ok, type Result } from "../../crypto/result.ts";
import { BUILDINGS_MAX, type Building } from "./founding.ts";
import { isCleanText } from "./words.ts";

export const BUILDING_COLUMNS = ["id", "name", "lat", "lon", "households"] as const;
export type BuildingColumn = (typeof BUILDING_COLUMNS)[number];

/** Bytes of a file that is still opened: 500 long lines are a tenth of it. */
export const BUILDINGS_FILE_BYTES_MAX = 1_000_000;
/** Characters of a building's name. */
export const BUILDING_NAME_MAX = 24;
export const HOUSEHOLDS_MAX = 100_000;
/** WGS-84 positions travel as whole numbers of this many parts of a degree (about a centimetre). */
export const PARTS_PER_DEGREE = 10_000_000;
const ID_SHAPE = /^[a-z0-9]{1,8}$/;
const DEGREES_SHAPE = /^-?\d{1,3}(?:\.\d{1,20})?$/;
const RANGE = { lat: 90, lon: 180 } as const;

/** What is wrong and where; `value` is what stood there, for the sentence. */
export type BuildingFault =
  | { readonly fault: "empty" }
  | { readonly fault: "too_big" }
  | { readonly fault: "quotes"; readonly line: number }
  | { readonly fault: "not_geojson" }
  | { readonly fault: "column_missing"; readonly line: number; readonly column: BuildingColumn }
  | { readonly fault: "column_unknown"; readonly line: number; readonly value: string }
  | { readonly fault: "column_twice"; readonly line: number; readonly column: BuildingColumn }
  | { readonly fault: "no_buildings"; readonly line: number }
  | { readonly fault: "too_many"; readonly line: number }
  | { readonly fault: "cells"; readonly line: number; readonly cells: number; readonly columns: number }
  | { readonly fault: "not_a_point"; readonly line: number }
  | CellFault;

/** A fault of one cell. `before` is the line that already uses an id, else null. */
export interface CellFault {
  readonly fault:
    | "id_shape"
    | "id_twice"
    | "name_missing"
    | "name_long"
    | "name_unseen"
    | "not_degrees"
    | "out_of_range"
    | "swapped"
    | "not_households";
  readonly line: number;
  readonly column: BuildingColumn;
  readonly value: string;
  readonly before: number | null;
}

type Cells = Readonly<Record<BuildingColumn, string>>;
type Placed = Result<Building, readonly CellFault[]>;

/** The buildings of a table as a CSV reader gives it, header first; or every fault of it. */
export function readBuildings(
  rows: readonly (readonly string[])[],
): Result<readonly Building[], readonly BuildingFault[]> {
  const lines = withLines(rows).filter(({ cells }) => !isEmptyRow(cells));
  const [header, ...body] = lines;
  if (header === undefined) return err([{ fault: "empty" }]);
  const columns = header.cells.map((cell) => cell.trim().toLowerCase());
  const headerFaults = checkHeader(columns, header.line);
  if (headerFaults.length > 0) return err(headerFaults);
  const named: { readonly line: number; readonly cells: Cells }[] = [];
  const faults: BuildingFault[] = [];
  for (const { line, cells } of body) {
    const filled = cells.slice(0, lastFilled(cells, columns.length));
    if (filled.length !== columns.length)
      faults.push({ fault: "cells", line, cells: filled.length, columns: columns.length });
    else named.push({ line, cells: nameCells(columns, filled) });
  }
  return gather(named, faults, header.line);
}

/** The buildings of a GeoJSON FeatureCollection of points, as `JSON.parse` gives it; or every fault of it. */
export function readGeoJson(value: unknown): Result<readonly Building[], readonly BuildingFault[]> {
  const features = isRecord(value) ? value.features : undefined;
  if (!Array.isArray(features)) return err([{ fault: "not_geojson" }]);
  const named: { readonly line: number; readonly cells: Cells }[] = [];
  const faults: BuildingFault[] = [];
  for (const [index, feature] of features.entries()) {
    const cells = featureCells(feature);
    if (cells === null) faults.push({ fault: "not_a_point", line: index + 1 });
    else named.push({ line: index + 1, cells });
  }
  return gather(named, faults, 1);
}

/** The line, from 1, on which a row of the table begins. */
export const lineOfRow = (rows: readonly (readonly string[])[], row: number): number =>
  withLines(rows.slice(0, row + 1)).at(-1)?.line ?? 1;

/** The table of these buildings, header first: what `readBuildings` reads back unchanged. */
export const buildingsToRows = (buildings: readonly Building[]): readonly (readonly string[])[] => [
  BUILDING_COLUMNS,
  ...buildings.map((building) => [
    building.id,
    building.name,
    partsToDegrees(building.lat),
    partsToDegrees(building.lon),
    String(building.households),
  ]),
];

/** Parts of 1e-7 degrees as people write degrees, exactly: 216629000 → "21.6629". */
export function partsToDegrees(parts: number): string {
  const size = Math.abs(parts);
  const rest = String(size % PARTS_PER_DEGREE).padStart(7, "0");
  const decimals = rest.replace(/0+$/, "");
  return `${parts < 0 ? "-" : ""}${Math.floor(size / PARTS_PER_DEGREE)}${decimals === "" ? "" : `.${decimals}`}`;
}

function gather(
  named: readonly { readonly line: number; readonly cells: Cells }[],
  faults: BuildingFault[],
  headerLine: number,
): Result<readonly Building[], readonly BuildingFault[]> {
  if (named.length === 0 && faults.length === 0) return err([{ fault: "no_buildings", line: headerLine }]);
  const beyond = named[BUILDINGS_MAX];
  if (beyond !== undefined) return err([{ fault: "too_many", line: beyond.line }]);
  const lineById = new Map<string, number>();
  const buildings: Building[] = [];
  for (const { line, cells } of named) {
    const placed = readBuilding(line, cells, lineById);
    if (placed.ok) buildings.push(placed.value);
    else faults.push(...placed.error);
  }
  return faults.length === 0 ? ok(buildings) : err(faults.sort(byLine));
}

function readBuilding(line: number, cells: Cells, lineById: Map<string, number>): Placed {
  const faults: CellFault[] = [];
  const blame = (fault: CellFault["fault"], column: BuildingColumn, before: number | null = null): void => {
    faults.push({ fault, line, column, value: cells[column], before });
  };
  const { id } = cells;
  const before = lineById.get(id) ?? null;
  if (!ID_SHAPE.test(id)) blame("id_shape", "id");
  else if (before !== null) blame("id_twice", "id", before);
  else lineById.set(id, line);
  const name = cells.name.normalize("NFC");
  const length = [...name].length;
  if (length === 0) blame("name_missing", "name");
  else if (!isCleanText(name) || name.includes("\n")) blame("name_unseen", "name");
  else if (length > BUILDING_NAME_MAX) blame("name_long", "name");
  const degrees = readDegrees(cells, blame);
  if (!/^\d{1,6}$/.test(cells.households) || Number(cells.households) > HOUSEHOLDS_MAX)
    blame("not_households", "households");
  return faults.length > 0 ? err(faults) : ok({ id, name, ...degrees, households: Number(cells.households) });
}

/** Both degrees in parts; blames what is no number, what is off the globe, and a pair that was exchanged. */
function readDegrees(
  cells: Cells,
  blame: (fault: CellFault["fault"], column: BuildingColumn) => void,
): { readonly lat: number; readonly lon: number } {
  const shaped = (["lat", "lon"] as const).filter((column) => {
    if (DEGREES_SHAPE.test(cells[column])) return true;
    blame("not_degrees", column);
    return false;
  });
  const [lat, lon] = [Number(cells.lat), Number(cells.lon)];
  // China lies east of 73°: a latitude beyond 90 beside a longitude within 90 is the pair the wrong way round.
  if (shaped.length === 2 && Math.abs(lat) > RANGE.lat && Math.abs(lat) <= RANGE.lon && Math.abs(lon) <= 90)
    blame("swapped", "lat");
  else
    for (const column of shaped)
      if (Math.abs(Number(cells[column])) > RANGE[column]) blame("out_of_range", column);
  return { lat: toParts(lat), lon: toParts(lon) };
}

// Adding 0 turns the −0 of "-0" into 0, which is the one that the wire knows.
const toParts = (degrees: number): number => Math.round(degrees * PARTS_PER_DEGREE) + 0;

function checkHeader(columns: readonly string[], line: number): readonly BuildingFault[] {
  const faults: BuildingFault[] = [];
  for (const column of BUILDING_COLUMNS) {
    const count = columns.filter((one) => one === column).length;
    if (count === 0) faults.push({ fault: "column_missing", line, column });
    if (count > 1) faults.push({ fault: "column_twice", line, column });
  }
  for (const column of columns)
    if (!isColumn(column)) faults.push({ fault: "column_unknown", line, value: column });
  return faults;
}

/** Each row with the line on which it begins; a cell in quotes may hold line breaks of its own. */
function withLines(
  rows: readonly (readonly string[])[],
): readonly { readonly line: number; readonly cells: readonly string[] }[] {
  let next = 1;
  return rows.map((cells) => {
    const line = next;
    next += 1 + cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
    return { line, cells };
  });
}

/** Spreadsheets add empty cells at the end of lines; those are none. */
function lastFilled(cells: readonly string[], least: number): number {
  let length = cells.length;
  while (length > least && cells[length - 1]?.trim() === "") length -= 1;
  return length;
}

const nameCells = (columns: readonly string[], cells: readonly string[]): Cells =>
  Object.fromEntries(
    BUILDING_COLUMNS.map((column) => [column, (cells[columns.indexOf(column)] ?? "").trim()]),
  ) as Cells;

/** A feature's cells; null when it is no point. Numbers become the text that a person would have written. */
function featureCells(feature: unknown): Cells | null {
  if (!isRecord(feature) || !isRecord(feature.geometry) || feature.geometry.type !== "Point") return null;
  const { coordinates } = feature.geometry;
  if (!Array.isArray(coordinates) || coordinates.length < 2) return null;
  const properties = isRecord(feature.properties) ? feature.properties : {};
  return {
    id: cellOf(properties.id),
    name: cellOf(properties.name),
    lat: cellOf(coordinates[1]),
    lon: cellOf(coordinates[0]),
    households: cellOf(properties.households),
  };
}

const cellOf = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isColumn = (column: string): column is BuildingColumn =>
  (BUILDING_COLUMNS as readonly string[]).includes(column);
const isEmptyRow = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === "");
const lineOf = (fault: BuildingFault): number => ("line" in fault ? fault.line : 0);
const byLine = (a: BuildingFault, b: BuildingFault): number => lineOf(a) - lineOf(b);
