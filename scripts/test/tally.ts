/** How many tests (or stages that count as one test) passed, failed and were skipped. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The part of vitest's JSON report that is read. */
interface TestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}

/**
 * Counts one stage. A stage that ran tests counts them; if it went wrong without a failed test (a file that does not
 * load, an unhandled rejection), that is one failure. Every other stage counts as one test.
 */
export function tallyOf(outcome: { readonly isGood: boolean; readonly report: string | undefined }): Tally {
  if (outcome.report === undefined) return { passed: outcome.isGood ? 1 : 0, failed: outcome.isGood ? 0 : 1, skipped: 0 };
  const report = JSON.parse(outcome.report) as TestReport;
  const failed = outcome.isGood ? report.numFailedTests : Math.max(1, report.numFailedTests);
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests + report.numTodoTests };
}

/** The sum of several tallies. */
export function addTallies(tallies: readonly Tally[]): Tally {
  const sum = (key: keyof Tally): number => tallies.reduce((total, tally) => total + tally[key], 0);
  return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
}

/** `12 passed, 0 failed`, and `, 1 skipped` where any was. */
export function formatTally(tally: Tally): string {
  return `${tally.passed} passed, ${tally.failed} failed${tally.skipped === 0 ? "" : `, ${tally.skipped} skipped`}`;
}
