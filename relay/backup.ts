/**
 * `npm run backup -- <folder> [--data DIR]`: a consistent, checked copy of keys, ledger and boards while the relay
 * runs. The folder is new, empty, or holds an older backup of the same community.
 */
import { resolve } from "node:path";
import { takeCopy } from "./copies.ts";
import { readCopyArgs } from "./copy_args.ts";

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const read = readCopyArgs(args, process.env, []);
  if (!read.ok) {
    process.stderr.write(`${read.error}\nnpm run backup -- <folder> [--data DIR]\n`);
    return 2;
  }
  const folder = resolve(read.value.folder);
  const taken = await takeCopy(resolve(read.value.data), folder, Date.now());
  if (!taken.ok) {
    process.stderr.write(`no backup was made: ${taken.error}\n`);
    return 1;
  }
  const { leaves, statements, community } = taken.value;
  process.stdout.write(
    `backup in ${folder}: community ${community}, ${leaves} leaves, ${statements} statements; it passed the audit\n`,
  );
  return 0;
}
