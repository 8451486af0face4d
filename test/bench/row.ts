/** What every benchmark gives: lines of one table, each with its rival of the same run. */

/** One line of the table. */
export interface Row {
  readonly what: string;
  readonly figure: string;
  /** The same work done by something else in the same run; "–" when there is none. */
  readonly rival: string;
  /** Ours by the rival's; "–" when there is no rival. */
  readonly ratio: string;
  /** What we promise, and what would be better still (docs/architecture.md, "How we know"). */
  readonly bar: string;
  readonly beyond?: string;
}

/** A file of `test/bench/rows/` exports one of these as `bench`. Its name is the file's. */
export interface Bench {
  run(): Promise<readonly Row[]>;
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** The smallest value that is not below `share` of them all. */
export const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? Number.NaN;

export const perSecond = (count: number, ms: number): number => (count * 1000) / ms;

export const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
export const rate = (value: number): string => `${Math.round(value).toLocaleString("en")}/s`;
export const ratioOf = (ours: number, rival: number): string => (ours / rival).toFixed(2);

/** Says what is under way: a run takes minutes. On stderr, so that the table alone is stdout. */
export const note = (line: string): void => void process.stderr.write(`${line}\n`);

/**
 * Takes turns, so that a noisy minute meets both: each of the works once, then again, `times` times.
 * Gives the median of each.
 */
export async function inTurns(
  times: number,
  ...works: readonly (() => Promise<number>)[]
): Promise<number[]> {
  const seen: number[][] = works.map(() => []);
  for (let turn = 0; turn < times; turn++)
    for (const [place, work] of works.entries()) (seen[place] as number[]).push(await work());
  note(`  ${seen.map((values) => values.map((value) => value.toPrecision(4)).join(" ")).join("  |  ")}`);
  return seen.map(median);
}
