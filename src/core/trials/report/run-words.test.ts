import { expect, test } from "vitest";
import { countAssertions } from "./count-assertions.ts";
import { pickWorst, reasonsOf, worstFirst } from "./pick-worst.ts";
import { runJson } from "./run-json.ts";
import { assertionResult, failedTrial, runOf, scenarioOf, trialResult, trialsOf, unansweredTrial } from "./run-report.fixture.ts";
import { sumRun } from "./run-sums.ts";
import { toldTrials } from "./told-trials.ts";
import { assertionMarkOf, trialMarkOf, verdictMarkOf } from "./trial-marks.ts";

const HARD = trialResult(4, { status: "hard_fail", score: 0.9 });

test("[RT1] signs and words tell outcomes apart, and what is not known looks like no pass", () => {
  const marks = [
    (["pass", "fail", "hard_fail", "infra"] as const).map(verdictMarkOf),
    (["passed", "failed", "hard_fail", "infra_error"] as const).map(trialMarkOf),
    (["pass", "fail", "skipped", "unknown"] as const).map(assertionMarkOf),
  ];
  for (const [passed, ...others] of marks) {
    expect(new Set([passed, ...others].map((mark) => mark?.icon)).size).toBe(4);
    expect(new Set([passed, ...others].map((mark) => mark?.word)).size).toBe(4);
    expect(others.map(({ tone }) => tone)).not.toContain("pass");
  }
});

test("[RT2] the most urgent verdict is the run's, and one unknown cost makes the sum unknown", () => {
  const [good, bad] = [scenarioOf(trialsOf(3, 0)), scenarioOf(trialsOf(1, 2), { name: "other" })];
  expect(sumRun(runOf([good, bad]))).toMatchObject({ verdict: "fail", passedScenarios: 1, trials: 6, passed: 4 });
  expect(sumRun(runOf([good])).cost).toBeCloseTo(0.006);
  const unanswered = scenarioOf([trialResult(0), unansweredTrial(1)]);
  expect(sumRun(runOf([good, unanswered, bad]))).toMatchObject({ verdict: "infra", cost: null, infra: 1 });
});

test("[RT3] a trial says every reason, and one that passed none", () => {
  const missed = trialResult(0, {
    status: "failed",
    finishReason: "timeout",
    assertions: [
      assertionResult("says thanks", { outcome: "fail", why: "the output is empty" }),
      assertionResult("cheap", { outcome: "unknown", why: "no price is known" }),
      assertionResult("noted", { outcome: "fail", weight: 0, why: "reported only" }),
      assertionResult("polite", { outcome: "skipped" }),
    ],
  });
  expect(reasonsOf(missed)).toEqual([
    "its time was up",
    "`says thanks` failed: the output is empty",
    "`cheap` is unknown: no price is known",
    "`polite` was skipped",
  ]);
  const skipped = [assertionResult("polite", { outcome: "skipped", why: "nothing was said" })];
  expect(reasonsOf({ ...unansweredTrial(0, "no connection"), assertions: skipped })).toEqual(["no connection"]);
  expect(reasonsOf(trialResult(0))).toEqual([]);
});

test("[RT4] hard failures come before low scores, and what nobody answered where that decides", () => {
  const low = failedTrial(2, "x", { score: 0.1 });
  const results = [trialResult(0), failedTrial(1), low, unansweredTrial(3), HARD];
  const order = (verdict: "fail" | "infra") => worstFirst({ verdict, results }).map(({ trialIndex }) => trialIndex);
  expect(order("fail")).toEqual([4, 2, 1, 3]);
  expect(order("infra")).toEqual([3, 4, 2, 1]);
  expect(pickWorst(scenarioOf(trialsOf(3, 0)))).toBeNull();
});

test("[RT5] JSON has what scripts rely on, with the traces in order of trials", () => {
  const { scenarios, ...run } = runJson(runOf([scenarioOf(trialsOf(8, 2))]));
  expect(run).toMatchObject({ runId: "0199a000-0000-7000-9000-000000000000", exitCode: 0 });
  const [scenario] = scenarios;
  expect(scenario).toMatchObject({
    name: "refund",
    verdict: "pass",
    trials: 10,
    passed: 8,
    hardFailed: 0,
    infra: 0,
    rate: 0.8,
    passHatK: { 1: 0.8, 3: expect.closeTo(0.4667, 3) as number },
    passAtK: { 3: 1 },
    flake: { label: "flaky" },
    score: { mean: 0.9, min: 0.5 },
    cost: expect.closeTo(0.02) as number,
  });
  expect(scenario?.wilson?.map((end) => Number(end.toFixed(2)))).toEqual([0.49, 0.94]);
  expect(scenario?.traces).toEqual(scenario?.results.map(({ traceId }) => traceId));
});

test("[RT14] assertions are counted over all trials, the ones most often missed first", () => {
  const results = [
    trialResult(0, { assertions: [assertionResult("a"), assertionResult("b")] }),
    trialResult(1, { assertions: [assertionResult("a"), assertionResult("b", { outcome: "fail", why: "first" })] }),
    trialResult(2, { assertions: [assertionResult("a"), assertionResult("b", { outcome: "skipped", why: "second" })] }),
  ];
  expect(countAssertions(results)).toMatchObject([
    { name: "b", passed: 1, failed: 1, skipped: 1, unknown: 0, why: "first" },
    { name: "a", passed: 3, failed: 0, why: "" },
  ]);
});

test("[RT15] twenty trials that did not pass are told, the worst first", () => {
  const results = [...trialsOf(1, 30), { ...HARD, trialIndex: 40 }];
  const told = toldTrials({ verdict: "hard_fail", results });
  expect(told).toHaveLength(20);
  expect(told[0]?.trialIndex).toBe(40);
});
