/**
 * `npm run restore -- <folder> [--data DIR]`: puts a backup in the place of the data folder of a stopped relay. It
 * refuses to fork the log; what was there before is moved aside, never deleted.
 */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { putBack } from "./copies.ts";
import { readCopyArgs } from "./copy_args.ts";

const USAGE = "npm run restore -- <folder> [--data DIR] [--newest FILE | --nothing-since | --read-only]\n";

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const read = readCopyArgs(args, process.env, ["newest", "nothing-since", "read-only"]);
  if (!read.ok) {
    process.stderr.write(`${read.error}\n${USAGE}`);
    return 2;
  }
  const { folder, data, newest, switches } = read.value;
  if (newest !== null && !existsSync(newest)) {
    process.stderr.write(`there is no file ${newest}\n`);
    return 2;
  }
  const since = {
    newest: newest === null ? null : readFileSync(newest, "utf8"),
    isNothing: switches.has("nothing-since"),
    isForReading: switches.has("read-only"),
  };
  try {
    const done = await putBack(resolve(folder), resolve(data), since, Date.now());
    if (!done.ok) {
      process.stderr.write(`nothing was restored: ${done.error}\n`);
      return 1;
    }
    const { label, readOnly, aside } = done.value;
    process.stdout.write(
      `restored ${label.leaves} leaves and ${label.statements} statements of ${label.takenAt} into ${data}\n`,
    );
    if (aside !== null) process.stdout.write(`what was there before lies in ${aside}\n`);
    if (readOnly !== null) process.stdout.write(`the relay will only read: ${readOnly}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`nothing was restored: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}
