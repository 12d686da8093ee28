import { expect, test } from "vitest";
import { addTallies, formatTally, tallyOf } from "../../scripts/test/tally.ts";

const report = (counts: object): string =>
  JSON.stringify({ numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, ...counts });

test("a stage without tests counts as one test", () => {
  expect(tallyOf({ isGood: true, report: undefined })).toEqual({ passed: 1, failed: 0, skipped: 0 });
  expect(tallyOf({ isGood: false, report: undefined })).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test("a stage with tests counts them, and a failure outside any test counts as one", () => {
  expect(tallyOf({ isGood: true, report: report({ numPassedTests: 9, numPendingTests: 1, numTodoTests: 1 }) })).toEqual({
    passed: 9,
    failed: 0,
    skipped: 2,
  });
  expect(tallyOf({ isGood: false, report: report({ numPassedTests: 9, numFailedTests: 3 }) }).failed).toBe(3);
  expect(tallyOf({ isGood: false, report: report({ numPassedTests: 9 }) }).failed).toBe(1);
});

test("the last line reads `N passed, N failed`, with the skipped ones only where there are any", () => {
  const total = addTallies([
    { passed: 2, failed: 0, skipped: 0 },
    { passed: 3, failed: 1, skipped: 0 },
  ]);
  expect(formatTally(total)).toBe("5 passed, 1 failed");
  expect(formatTally({ ...total, skipped: 2 })).toBe("5 passed, 1 failed, 2 skipped");
});
