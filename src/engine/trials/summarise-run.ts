import { FAILURES } from "../../core/errors.ts";
import { sumRun } from "../../core/trials/report/run-sums.ts";
import type { RunReport } from "../../core/trials/verdict/scenario-report.ts";
import { newestTraces } from "./newest-traces.ts";
import type { FoundRun, RunFacts } from "./run-store.ts";

/** A run as a list shows it. */
export interface RunSummary {
  readonly run: string;
  readonly createdAtMs: number;
  readonly recordingMode: string;
  readonly seed: number;
  /** `interrupted`: it did not come to its end, and nothing writes it. */
  readonly state: "running" | "recorded" | "interrupted";
  readonly scenarios: readonly string[];
  /** Null of a run that did not come to its end. */
  readonly verdict: RunReport["scenarios"][number]["verdict"] | null;
  /** Trials that were asked for. */
  readonly requested: number;
  /** Trials that ended. */
  readonly trials: number;
  readonly passed: number;
  readonly infra: number;
  /** Of trials and judges, in USD; null: unknown. */
  readonly costUsd: number | null;
}

/** What one scenario came to in one run. */
export type ScenarioPoint = Pick<
  RunReport["scenarios"][number],
  "name" | "verdict" | "rate" | "wilson" | "trials" | "requested" | "passed" | "infra" | "cost" | "judgeCost"
> & {
  readonly run: string;
  readonly createdAtMs: number;
  /** Digest of what decided how its trials went. */
  readonly execution: string;
  readonly evaluation: string;
};

/** What a list shows of a run that came to its end. */
export function summariseReport({ facts }: Pick<FoundRun, "facts">, report: RunReport): RunSummary {
  const { verdict, trials, passed, infra, cost, judgeCost } = sumRun(report);
  const costUsd = cost === null || judgeCost === null ? null : cost + judgeCost;
  // What ran of a run that somebody stopped says nothing of what it would have come to.
  const isCut = report.exitCode === FAILURES.INTERRUPTED.exit;
  const state = isCut ? "interrupted" : "recorded";
  return { ...headOf(facts), state, verdict: isCut ? null : verdict, trials, passed, infra, costUsd };
}

/** What a list shows of one that goes on, or was cut off. */
export function summariseTraces({ facts, isRunning, traces }: FoundRun): RunSummary {
  const ended = newestTraces({ traces });
  return {
    ...headOf(facts),
    state: isRunning ? "running" : "interrupted",
    verdict: null,
    trials: ended.length,
    passed: ended.filter(({ status }) => status === "passed").length,
    infra: ended.filter(({ status }) => status === "infra_error").length,
    costUsd: null,
  };
}

type Head = Pick<RunSummary, "run" | "createdAtMs" | "recordingMode" | "seed" | "scenarios" | "requested">;

function headOf({ runId, createdAtMs, recordingMode, seed, scenarios }: RunFacts): Head {
  const requested = scenarios.reduce((sum, { trials }) => sum + trials, 0);
  return { run: runId, createdAtMs, recordingMode, seed, scenarios: scenarios.map(({ name }) => name), requested };
}

/** What each scenario of a run came to, with what it was; nothing of a run that somebody stopped. */
export function pointsOf({ facts }: Pick<FoundRun, "facts">, report: RunReport): readonly ScenarioPoint[] {
  if (report.exitCode === FAILURES.INTERRUPTED.exit) return [];
  const hashes = new Map(facts.scenarios.map((scenario) => [scenario.name, scenario.hashes]));
  return report.scenarios.map(
    ({ name, verdict, rate, wilson, trials, requested, passed, infra, cost, judgeCost }): ScenarioPoint => ({
      run: facts.runId,
      createdAtMs: facts.createdAtMs,
      name,
      verdict,
      rate,
      wilson,
      trials,
      requested,
      passed,
      infra,
      cost,
      judgeCost,
      execution: hashes.get(name)?.execution ?? "",
      evaluation: hashes.get(name)?.evaluation ?? "",
    }),
  );
}
