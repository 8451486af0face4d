/** Type-checks the whole tree, then the pure rooms alone, where `window`, `process` and `setTimeout` do not exist. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

const PROJECTS = ["tsconfig.json", "tsconfig.sw.json", "crypto", "src/domain", "src/board", "relay"];
const failed: string[] = [];
for (const project of PROJECTS) {
  if (project === "tsconfig.sw.json" && !existsSync("src/sw.ts")) continue;
  try {
    execFileSync("node_modules/.bin/tsc", ["-p", project], { stdio: "inherit" });
  } catch {
    failed.push(project);
  }
}
if (failed.length > 0) {
  console.error(`types: failed in ${failed.join(", ")}`);
  process.exit(1);
}
