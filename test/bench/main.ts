/**
 * npm run bench [-- <name> …]: every file of test/bench/rows, or those whose names begin so. Each figure stands beside
 * a rival of the same run, is printed as a ratio, and goes to test/bench/results.json. Figures of another run or
 * machine are not compared: the machine is noisy, the ratio is not.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { type Bench, note, type Row } from "./row.ts";

interface Result {
  readonly at: string;
  readonly cores: string;
  readonly rows: readonly Row[];
}

const FOLDER = new URL("rows/", import.meta.url);
const RESULTS = fileURLToPath(new URL("results.json", import.meta.url));

const wanted = process.argv.slice(2);
const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -".ts".length))
  .filter((name) => wanted.length === 0 || wanted.some((start) => name.startsWith(start)));
if (names.length === 0) throw new Error(`there is no benchmark ${wanted.join(", ")}`);

const results: Record<string, Result> = existsSync(RESULTS)
  ? (JSON.parse(readFileSync(RESULTS, "utf8")) as Record<string, Result>)
  : {};
const printed: Row[] = [];
for (const name of names) {
  note(`${name} …`);
  const { bench } = (await import(new URL(`${name}.ts`, FOLDER).href)) as { readonly bench: Bench };
  const rows = await bench.run();
  printed.push(...rows);
  const cores = `${cpus().length} × ${cpus()[0]?.model ?? "?"}`;
  results[name] = { at: new Date().toISOString(), cores, rows };
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
}
console.table(printed);
// A browser or a relay that will not end must not keep the table's owner waiting.
process.exit(0);
