/** Adds up the reports of Vitest and Playwright and prints the one closing line: `N passed, N failed[, N skipped]`. */
import { existsSync, readFileSync } from "node:fs";

const sums = { passed: 0, failed: 0, skipped: 0, flaky: 0 };

for (const file of process.argv.slice(2)) {
  if (!existsSync(file)) {
    console.error(`${file} is missing: its runner did not finish`);
    sums.failed++;
    continue;
  }
  const report = JSON.parse(readFileSync(file, "utf8"));
  if (report.stats !== undefined) {
    sums.passed += report.stats.expected + report.stats.flaky;
    sums.failed += report.stats.unexpected + report.errors.length;
    sums.skipped += report.stats.skipped;
    sums.flaky += report.stats.flaky;
  } else {
    sums.passed += report.numPassedTests;
    sums.failed +=
      report.numFailedTests +
      Math.max(
        0,
        report.numFailedTestSuites - report.numFailedTests > 0 && report.numFailedTests === 0
          ? report.numFailedTestSuites
          : 0,
      );
    sums.skipped += report.numPendingTests + report.numTodoTests;
  }
}

if (sums.flaky > 0) console.info(`${sums.flaky} of those that passed did so at the second try only`);
const skipped = sums.skipped > 0 ? `, ${sums.skipped} skipped` : "";
console.info(`${sums.passed} passed, ${sums.failed} failed${skipped}`);
process.exit(sums.failed > 0 || sums.passed === 0 ? 1 : 0);
