import { expect, test } from "vitest";
import { changedAssertions, changeMarkOf, changeWords } from "./change-words.ts";
import { compareRuns, type ComparedRun } from "./compare-runs.ts";
import { rateDifference } from "./rate-difference.ts";
import { assertionResult, runOf, scenarioOf, trialResult, trialsOf, unansweredTrial } from "./run-report.fixture.ts";
import type { ScenarioReport, TrialResult } from "../verdict/scenario-report.ts";

const HASHES = { execution: "sha256:a", evaluation: "sha256:b" };

function sideOf(
  results: readonly TrialResult[],
  hashes: Partial<typeof HASHES> = {},
  extra: readonly ScenarioReport[] = [],
): ComparedRun {
  const scenarios = [scenarioOf(results), ...extra];
  return { report: runOf(scenarios), hashes: new Map(scenarios.map(({ name }) => [name, { ...HASHES, ...hashes }])) };
}

function compare(a: ComparedRun, b: ComparedRun) {
  const [first, ...others] = compareRuns(a, b).scenarios;
  if (first === undefined) throw new Error("nothing was compared");
  return { first, others };
}

test.each([
  // Table II of the paper, method 10.
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [10, 10, 0, 20, 0.6791, 1],
  [5, 56, 0, 29, -0.0381, 0.1926],
])("[RT9] %i of %i against %i of %i lies within what the paper says", (...[p1, n1, p2, n2, low, high]) => {
  const { interval } = rateDifference({ passed: p2, judged: n2 }, { passed: p1, judged: n1 }) ?? { interval: [9, 9] };
  expect(interval[0]).toBeCloseTo(low, 4);
  expect(interval[1]).toBeCloseTo(high, 4);
});

test("[RT9] of nothing no difference is known", () => {
  expect(rateDifference({ passed: 0, judged: 0 }, { passed: 3, judged: 3 })).toBeNull();
  expect(compare(sideOf([unansweredTrial(0)]), sideOf(trialsOf(3, 0))).first).toMatchObject({ change: "unknown", rate: null });
});

test("[RT10] a difference that chance explains is not called one, and one that it does not is", () => {
  const few = compare(sideOf(trialsOf(10, 0)), sideOf(trialsOf(8, 2))).first;
  expect(few).toMatchObject({ change: "not_shown", rate: { shown: false, difference: expect.closeTo(-0.2) as number } });
  expect(few.a?.verdict).toBe("pass");
  expect(changeWords(few)).toBe("−20 pp, with 95 % confidence −51 to +12 pp");
  expect(compare(sideOf(trialsOf(95, 5)), sideOf(trialsOf(60, 40))).first.change).toBe("worse");
  expect(compare(sideOf(trialsOf(60, 40)), sideOf(trialsOf(95, 5))).first.change).toBe("better");
});

test("[RT10] what was run or judged otherwise is not compared, though both stand there", () => {
  const other = compare(sideOf(trialsOf(95, 5)), sideOf(trialsOf(5, 95), { execution: "sha256:c" })).first;
  expect(other).toMatchObject({ change: "not_comparable", rate: null, a: { passed: 95 }, b: { passed: 5 } });
  expect(other.why).toMatch(/^what was run changed/);
  expect(other.assertions.every(({ change }) => change === "not_comparable")).toBe(true);
  expect(changedAssertions(other)).toEqual([]);
  expect(changeMarkOf(other.change).word).toBe("not comparable");
  const judged = compare(sideOf(trialsOf(95, 5)), sideOf(trialsOf(5, 95), { evaluation: "sha256:c" })).first;
  expect(judged.why).toMatch(/^what it was judged by changed/);
});

test("[RT10] a scenario that one run alone has is named", () => {
  const extra = scenarioOf(trialsOf(2, 0), { name: "new" });
  const { others } = compare(sideOf(trialsOf(3, 0)), sideOf(trialsOf(3, 0), {}, [extra]));
  expect(others).toMatchObject([{ name: "new", change: "not_comparable", why: "only the later run has it", a: null }]);
});

test("[RT11] assertions are compared each by itself, and one that a run alone has is named", () => {
  const results = (failed: number, extra: string): TrialResult[] =>
    Array.from({ length: 40 }, (_, index) =>
      trialResult(index, {
        assertions: [
          assertionResult("calls", { outcome: index < failed ? "fail" : "pass" }),
          assertionResult("steady"),
          assertionResult(extra),
        ],
      }),
    );
  const { first } = compare(sideOf(results(0, "old")), sideOf([...results(20, "new"), unansweredTrial(40)]));
  expect(changedAssertions(first).map(({ name, change, a, b }) => [name, change, a?.passed, b?.passed])).toEqual([
    ["calls", "worse", 40, 20],
    ["new", "not_comparable", undefined, 40],
    ["old", "not_comparable", 40, undefined],
  ]);
});

test("[RT12] costs are compared per trial with judges, and unknown stays unknown", () => {
  const { first } = compare(
    sideOf([trialResult(0, { costUsd: 0.03, judgeCostUsd: 0.01 }), trialResult(1, { costUsd: 0.01 })]),
    sideOf([unansweredTrial(0)]),
  );
  expect(first.a?.costPerTrial).toBeCloseTo(0.025);
  expect(first.b?.costPerTrial).toBeNull();
});
