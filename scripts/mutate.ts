/**
 * Flips one rule at a time and runs the tests that should notice. A rule that nobody defends is printed and exits 1.
 * The tree must be clean in the files it flips; each is put back whatever happens.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { MUTANTS } from "./mutants.ts";

const undefended: string[] = [];
for (const { rule, file, from, to, tests } of MUTANTS) {
  const before = readFileSync(file, "utf8");
  try {
    writeFileSync(file, before.replace(from, to));
    const { status } = spawnSync("node_modules/.bin/vitest", ["run", "--project", "unit", tests], {
      encoding: "utf8",
    });
    const isNoticed = status !== 0;
    console.info(`${isNoticed ? "noticed  " : "UNNOTICED"}  ${rule}`);
    if (!isNoticed) undefended.push(rule);
  } finally {
    writeFileSync(file, before);
  }
}
console.info(`${MUTANTS.length - undefended.length} of ${MUTANTS.length} flipped rules were noticed`);
for (const rule of undefended) console.error(`not defended: ${rule}`);
process.exit(undefended.length === 0 ? 0 : 1);
