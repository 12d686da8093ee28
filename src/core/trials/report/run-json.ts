import type { RunReport, ScenarioReport } from "../verdict/scenario-report.ts";

/** What `trial run --json` and `trial report --json` print. Scripts rely on it: fields come, none goes. */
export interface RunJson extends Omit<RunReport, "scenarios"> {
  readonly scenarios: readonly ScenarioJson[];
}

export interface ScenarioJson extends ScenarioReport {
  /** Ids of its trials, in order. */
  readonly traces: readonly string[];
}

/** A run's report as JSON. Source: issue 6, Commands; SPEC.md RT5. */
export function runJson({ runId, scenarios, exitCode, ...rest }: RunReport): RunJson {
  return { runId, scenarios: scenarios.map(scenarioJson), exitCode, ...rest };
}

function scenarioJson(scenario: ScenarioReport): ScenarioJson {
  const { name, verdict, trials, passed, hardFailed, infra, rate, wilson, passAtK, passHatK, flake, score, cost, ...rest } =
    scenario;
  const traces = scenario.results.map(({ traceId }) => traceId);
  return {
    name,
    verdict,
    trials,
    passed,
    hardFailed,
    infra,
    rate,
    wilson,
    passAtK,
    passHatK,
    flake,
    score,
    cost,
    traces,
    ...rest,
  };
}
