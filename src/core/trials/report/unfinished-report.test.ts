import { expect, test } from "vitest";
import { trialResult, trialsOf } from "./run-report.fixture.ts";
import { reportUnfinished, type UnfinishedScenario } from "./unfinished-report.ts";

const GATED = { threshold: 0.8, gate: { minScore: null, minRate: 0.9, minLowerBound: null, passHatK: null } };

function unfinished(changes: Partial<UnfinishedScenario>) {
  const given = {
    name: "refund",
    file: "refund.scenario.yaml",
    requested: 10,
    gated: GATED,
    results: trialsOf(4, 0),
    allowInfra: false,
  };
  return reportUnfinished({ ...given, why: "the run was interrupted", ...changes });
}

test("[RT18] trials that did not run are not known: four that passed are no pass of ten", () => {
  expect(unfinished({})).toMatchObject({
    verdict: "infra",
    passed: 4,
    rate: 1,
    why: "6 of 10 trials did not run: the run was interrupted",
  });
});

test("[RT18] what ran can settle the verdict", () => {
  expect(unfinished({ results: trialsOf(2, 2) }).verdict).toBe("fail");
  expect(unfinished({ results: [trialResult(0, { status: "hard_fail", score: 0 })] }).verdict).toBe("hard_fail");
  expect(unfinished({ results: trialsOf(10, 0) }).verdict).toBe("pass");
});

test("[RT18] where the gate is not recorded, nothing passes", () => {
  expect(unfinished({ gated: null, results: trialsOf(10, 0) })).toMatchObject({
    verdict: "infra",
    why: "all trials ran, but what their gate asks for is not recorded",
  });
});
