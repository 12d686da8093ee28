import type { RunReport, ScenarioReport, TrialResult } from "../verdict/scenario-report.ts";
import type { Redactor } from "./redactor.ts";
import { redactResult } from "./redact-entry.ts";

/** Redacts a run's report: sentences, errors, and the names of assertions, which can say what they look for. */
export function redactReport(report: RunReport, redactor: Redactor): RunReport {
  return { ...report, scenarios: report.scenarios.map((scenario) => redactScenario(scenario, redactor)) };
}

function redactScenario(report: ScenarioReport, redactor: Redactor): ScenarioReport {
  return {
    ...report,
    why: redactor.text(report.why),
    stoppedEarly: report.stoppedEarly === null ? null : redactor.text(report.stoppedEarly),
    flake: { ...report.flake, why: redactor.text(report.flake.why) },
    failures: report.failures.map((failure) => redactResult(failure, redactor)),
    results: report.results.map((result) => redactTrial(result, redactor)),
  };
}

function redactTrial(result: TrialResult, redactor: Redactor): TrialResult {
  const error = result.error === null ? null : redactor.text(result.error);
  return { ...result, error, assertions: result.assertions.map((assertion) => redactResult(assertion, redactor)) };
}
