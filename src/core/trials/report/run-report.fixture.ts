import type { AssertionResult } from "../assert/assertion.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { reportScenario } from "../verdict/report-scenario.ts";
import type { RunReport, ScenarioReport, TrialResult } from "../verdict/scenario-report.ts";

/** An assertion's result; it passed where nothing else is said. */
export function assertionResult(name: string, given: Partial<AssertionResult> = {}): AssertionResult {
  const outcome = given.outcome ?? "pass";
  const score = { pass: 1, fail: 0, skipped: null, unknown: null }[outcome];
  return { name, type: "tool_called", weight: 1, required: false, outcome, score, why: "", missing: [], ...given };
}

/** A trial's result; it passed where nothing else is said. */
export function trialResult(trialIndex: number, given: Partial<TrialResult> = {}): TrialResult {
  return {
    traceId: traceIdOf(trialIndex),
    trialIndex,
    status: "passed",
    score: 1,
    finishReason: "stop",
    assertions: [assertionResult("refund issued")],
    costUsd: 0.002,
    judgeCostUsd: 0,
    tokens: { input: 120, output: 30 },
    latencyMs: 400 + 10 * trialIndex,
    turns: 2,
    retries: 0,
    error: null,
    digest: `sha256:${"0".repeat(64)}`,
    ...given,
  };
}

/** The id of a trial's trace, in form. */
export function traceIdOf(trialIndex: number, run = 0): string {
  return `0199a000-0000-7000-8000-${String(run * 1000 + trialIndex).padStart(12, "0")}`;
}

/** A trial that failed by one assertion. */
export function failedTrial(trialIndex: number, why = "it was not called", given: Partial<TrialResult> = {}): TrialResult {
  const assertions = [assertionResult("refund issued", { outcome: "fail", why }), assertionResult("polite")];
  return trialResult(trialIndex, { status: "failed", score: 0.5, assertions, ...given });
}

/** A trial to which nobody answered. */
export function unansweredTrial(trialIndex: number, error = "429 at each of 3 tries [PROVIDER_BUSY]"): TrialResult {
  return trialResult(trialIndex, {
    status: "infra_error",
    score: null,
    assertions: [],
    finishReason: "error",
    error,
    costUsd: null,
    tokens: null,
  });
}

export interface ScenarioGiven extends Partial<Pick<Scenario, "name" | "threshold" | "gate">> {
  readonly requested?: number;
  readonly stoppedEarly?: string;
}

/** A scenario's report by its trials. */
export function scenarioOf(results: readonly TrialResult[], given: ScenarioGiven = {}): ScenarioReport {
  const { name = "refund", threshold = 0.8, gate = null } = given;
  const scenario = { name, file: `scenarios/${name}.scenario.yaml`, threshold, gate };
  const { requested = results.length, stoppedEarly = null } = given;
  return reportScenario({ scenario, results, requested, stoppedEarly, allowInfra: false });
}

/** A run of scenarios. */
export function runOf(scenarios: readonly ScenarioReport[], given: Partial<RunReport> = {}): RunReport {
  return {
    runId: "0199a000-0000-7000-9000-000000000000",
    createdAt: Date.UTC(2026, 2, 1, 9, 30),
    recordingMode: "full",
    seed: 7,
    scenarios,
    exitCode: scenarios.every(({ verdict }) => verdict === "pass") ? 0 : 1,
    ...given,
  };
}

/** So many trials, some of which failed. */
export function trialsOf(passed: number, failed: number): readonly TrialResult[] {
  const all = Array.from({ length: passed + failed }, (_, index) => index);
  return all.map((index) => (index < failed ? failedTrial(index) : trialResult(index)));
}
