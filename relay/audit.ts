/**
 * The audit: `npm run audit -- <ledger.sqlite>` replays a journal and checks every signature, rule, proof and
 * checkpoint; `npm run audit -- <url>` checks what a relay shows to everybody: the tree against its checkpoint, that
 * two checkpoints continue each other, and the totals. Prints what differs; exit code 1 if anything does.
 */
import { existsSync } from "node:fs";
import { auditFile } from "./audit_file.ts";
import { auditUrl } from "./audit_url.ts";

process.exitCode = await main(process.argv[2]);

async function main(target: string | undefined): Promise<number> {
  if (target === undefined) {
    process.stderr.write("npm run audit -- <ledger.sqlite or url>\n");
    return 2;
  }
  const isUrl = /^https?:\/\//.test(target);
  if (!isUrl && !existsSync(target)) {
    process.stderr.write(`there is no file ${target}\n`);
    return 2;
  }
  const { faults, lines } = isUrl ? await auditUrl(target) : await auditFile(target);
  for (const line of lines) process.stdout.write(`${line}\n`);
  for (const fault of faults) process.stdout.write(`differs: ${fault}\n`);
  process.stdout.write(faults.length === 0 ? "everything agrees\n" : `${faults.length} differences\n`);
  return faults.length === 0 ? 0 : 1;
}
