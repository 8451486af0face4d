/** Opening a buildings file: its encoding, then CSV or GeoJSON, then the rules of `domain/buildings_csv.ts`. */
import { err, type Result } from "../../../crypto/result.ts";
import {
  BUILDINGS_FILE_BYTES_MAX,
  type BuildingFault,
  buildingsToRows,
  lineOfRow,
  readBuildings,
  readGeoJson,
} from "../../domain/buildings_csv.ts";
import type { Building } from "../../domain/founding.ts";

export interface FileRead {
  readonly name: string;
  /** False: the bytes were not UTF-8 and were read as GB18030, which Excel writes in China. */
  readonly isUtf8: boolean;
  readonly read: Result<readonly Building[], readonly BuildingFault[]>;
}

export async function openBuildingsFile(file: File): Promise<FileRead> {
  if (file.size > BUILDINGS_FILE_BYTES_MAX)
    return { name: file.name, isUtf8: true, read: err([{ fault: "too_big" }]) };
  const { text, isUtf8 } = decode(new Uint8Array(await file.arrayBuffer()));
  const isJson = /\.(geo)?json$/i.test(file.name) || text.trimStart().startsWith("{");
  return { name: file.name, isUtf8, read: isJson ? readJson(text) : await readCsv(text) };
}

/** The buildings as a CSV that spreadsheets open with the right letters. */
export async function buildingsToCsv(buildings: readonly Building[]): Promise<Blob> {
  return rowsToCsv(buildingsToRows(buildings));
}

export async function rowsToCsv(rows: readonly (readonly string[])[]): Promise<Blob> {
  const { default: papa } = await import("papaparse");
  const text = papa.unparse(
    rows.map((row) => [...row]),
    { escapeFormulae: /^[=+@\t\r]/ },
  );
  // Without the mark, Excel takes UTF-8 for the local encoding.
  return new Blob(["\ufeff", text, "\r\n"], { type: "text/csv;charset=utf-8" });
}

async function readCsv(text: string): Promise<FileRead["read"]> {
  const { default: papa } = await import("papaparse");
  const { data: rows, errors } = papa.parse<string[]>(text, { skipEmptyLines: false });
  const quotes = errors.filter(({ type }) => type === "Quotes");
  if (quotes.length > 0)
    return err(quotes.map(({ row }) => ({ fault: "quotes", line: lineOfRow(rows, row ?? 0) })));
  return readBuildings(rows);
}

function readJson(text: string): FileRead["read"] {
  try {
    return readGeoJson(JSON.parse(text));
  } catch {
    return err([{ fault: "not_geojson" }]);
  }
}

/** UTF-8 with or without its mark, UTF-16 with its mark, else GB18030. */
function decode(bytes: Uint8Array): { readonly text: string; readonly isUtf8: boolean } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { text: new TextDecoder("utf-16le").decode(bytes), isUtf8: true };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), isUtf8: true };
  } catch {
    return { text: new TextDecoder("gb18030").decode(bytes), isUtf8: false };
  }
}
