import type { AssertionResult } from "../assert/assertion.ts";
import type { Gate } from "../scenario/scenario.ts";
import type { JudgedTrials } from "./report-scenario.ts";
import type { TrialResult } from "./scenario-report.ts";

export function assertionResult(more: Partial<AssertionResult> = {}): AssertionResult {
  return {
    name: "polite",
    type: "regex",
    weight: 1,
    required: false,
    outcome: "pass",
    score: 1,
    why: "so it is",
    missing: [],
    ...more,
  };
}

const SHORT = { p: "passed", f: "failed", h: "hard_fail", i: "infra_error" } as const;

/** Trials by a letter each: passed, failed, hard failure, infrastructure. */
export function trials(letters: string, more: Partial<TrialResult> = {}): readonly TrialResult[] {
  return letters.split("").map((letter, trialIndex) => {
    const status = SHORT[letter as keyof typeof SHORT];
    const score = status === "infra_error" ? null : status === "passed" ? 1 : 0;
    return {
      traceId: `trace-${trialIndex}`,
      trialIndex,
      status,
      score,
      finishReason: "stop",
      assertions: [assertionResult({ outcome: status === "passed" ? "pass" : "fail", required: status === "hard_fail", score })],
      costUsd: 0.01,
      judgeCostUsd: 0,
      tokens: null,
      latencyMs: 100 * (trialIndex + 1),
      turns: 1,
      retries: 0,
      error: null,
      digest: null,
      ...more,
    };
  });
}

/** A scenario's trials, with the parts of a gate that are asked for. */
export function scenarioTrials(
  letters: string,
  gate: Partial<Gate> | null = null,
  more: Partial<JudgedTrials> = {},
): JudgedTrials {
  const whole = gate === null ? null : { minScore: null, minRate: null, minLowerBound: null, passHatK: null, ...gate };
  const results = trials(letters);
  const scenario = { name: "refund", file: "refund.scenario.yaml", threshold: 0.8, gate: whole };
  return { scenario, results, requested: results.length, stoppedEarly: null, allowInfra: false, ...more };
}
