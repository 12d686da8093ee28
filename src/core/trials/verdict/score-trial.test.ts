import { describe, expect, test } from "vitest";
import { scoreTrial } from "./score-trial.ts";
import { assertionResult } from "./verdict.fixture.ts";

const BY = { threshold: 0.8, end: "stop" } as const;
const failed = { outcome: "fail", score: 0 } as const;
const skipped = { outcome: "skipped", score: null, missing: ["content"] } as const;
const unknown = { outcome: "unknown", score: null } as const;

describe("a trial's score", () => {
  test("[VD4] is the weighted mean", () => {
    expect(scoreTrial([assertionResult({ weight: 4 }), assertionResult(failed)], BY)).toEqual({ status: "passed", score: 0.8 });
    expect(scoreTrial([assertionResult({ weight: 3 }), assertionResult(failed)], BY)).toEqual({ status: "failed", score: 0.75 });
    expect(scoreTrial([assertionResult(), assertionResult({ ...failed, weight: 0 })], BY)).toEqual({
      status: "passed",
      score: 1,
    });
    expect(scoreTrial([assertionResult({ ...failed, weight: 0 })], BY)).toEqual({ status: "passed", score: 1 });
  });

  test("[VD4] what failed counts nothing, however near it came", () => {
    const near = assertionResult({ outcome: "fail", score: 0.9, type: "judge" });
    expect(scoreTrial([near], BY)).toEqual({ status: "failed", score: 0 });
    expect(scoreTrial([assertionResult({ score: 0.9, type: "judge" })], BY)).toEqual({ status: "passed", score: 0.9 });
  });

  test.each([skipped, unknown])("[VD4] what is not known keeps its weight and counts nothing: %j", (result) => {
    expect(scoreTrial([assertionResult(), assertionResult(result)], BY)).toEqual({ status: "failed", score: 0.5 });
  });

  test.each([failed, skipped, unknown])("[VD5] what is required must be shown: %j", (result) => {
    const results = [assertionResult({ weight: 99 }), assertionResult({ ...result, required: true })];
    expect(scoreTrial(results, BY)).toEqual({ status: "hard_fail", score: 0.99 });
  });

  test("[VD6] nobody's answer is nobody's failure, whatever is required", () => {
    for (const type of ["judge", "custom"] as const) {
      expect(scoreTrial([assertionResult({ ...unknown, type, required: true })], BY)).toEqual({
        status: "infra_error",
        score: null,
      });
    }
    const cut = { outcome: "skipped", score: null, missing: ["complete"], required: true } as const;
    for (const end of ["error", "interrupted"] as const) {
      expect(scoreTrial([assertionResult(cut)], { ...BY, end })).toEqual({ status: "infra_error", score: null });
      expect(scoreTrial([assertionResult()], { ...BY, end })).toEqual({ status: "infra_error", score: null });
    }
  });

  test("[VD6] what failed for good before is a failure all the same", () => {
    const results = [assertionResult({ ...failed, required: true }), assertionResult({ ...unknown, type: "judge" })];
    expect(scoreTrial(results, { ...BY, end: "error" })).toEqual({ status: "hard_fail", score: 0 });
  });

  test("[VD7] who needs more than there is has failed, and who has no turns left is judged by what was said", () => {
    for (const end of ["timeout", "budget"] as const) {
      expect(scoreTrial([assertionResult()], { ...BY, end })).toEqual({ status: "failed", score: 0 });
    }
    expect(scoreTrial([assertionResult()], { ...BY, end: "max_turns" }).status).toBe("passed");
  });
});
