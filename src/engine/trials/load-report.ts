import { combineExitCodes, FAILURES, TouchstoneError } from "../../core/errors.ts";
import type { ComparedRun } from "../../core/trials/report/compare-runs.ts";
import { reportUnfinished } from "../../core/trials/report/unfinished-report.ts";
import type { TrialTrace } from "../../core/trials/record/trial-trace.ts";
import { resultOfTrace } from "../../core/trials/run/result-of-trace.ts";
import { scenarioOfSnapshot } from "../../core/trials/scenario/snapshot.ts";
import { exitCodeOfVerdict } from "../../core/trials/verdict/exit-code.ts";
import type { RunReport, ScenarioReport, TrialResult } from "../../core/trials/verdict/scenario-report.ts";
import { loadRun } from "./find-runs.ts";
import { loadTrialTrace } from "./load-trial-trace.ts";
import { listRunIds } from "./look-at-runs.ts";
import { newestTraces } from "./newest-traces.ts";
import { traceFileOf } from "./run-files.ts";
import type { RecordedRun, RunFacts } from "./run-store.ts";

/** A run with its report: as it was written, or what the traces tell of a run that did not come to its end. */
export interface LoadedReport {
  readonly run: RecordedRun;
  readonly report: RunReport;
  readonly state: "finished" | "interrupted" | "running";
}

/**
 * Loads the report of a run; where it has none, it is made from its traces.
 *
 * @param dir    Folder that holds `.touchstone`.
 * @param runId  Null: the newest.
 * @throws TouchstoneError RUN_NOT_FOUND; TRACE_DAMAGED for a report that is not what was written.
 */
export async function loadReport(dir: string, runId: string | null): Promise<LoadedReport> {
  const run = await loadRun(dir, runId ?? (await newestId(dir)));
  if (run.report === null) {
    return { run, report: await reportOfTraces(run), state: run.isRunning ? "running" : "interrupted" };
  }
  const isCut = run.report.exitCode === FAILURES.INTERRUPTED.exit;
  return { run, report: run.report, state: isCut ? "interrupted" : "finished" };
}

/** A run as `compareRuns` takes it. */
export function comparedRunOf({ run, report }: Pick<LoadedReport, "run" | "report">): ComparedRun {
  return { report, hashes: new Map(run.facts.scenarios.map(({ name, hashes }) => [name, hashes])) };
}

async function newestId(dir: string): Promise<string> {
  const newest = (await listRunIds(dir)).at(-1);
  if (newest !== undefined) return newest;
  throw new TouchstoneError("RUN_NOT_FOUND", `there is no run of trials in \`${dir}\``, {
    hint: "Run some: `touchstone trial run scenarios`",
  });
}

async function reportOfTraces(run: RecordedRun): Promise<RunReport> {
  const { runId, createdAtMs, recordingMode, seed } = run.facts;
  const traces = await readWhole(run);
  const scenarios = run.facts.scenarios.map((scenario) => reportOne(run, scenario, traces.get(scenario.name) ?? []));
  const codes = scenarios.map(({ verdict }) => exitCodeOfVerdict(verdict));
  const exitCode = combineExitCodes([...codes, FAILURES.INTERRUPTED.exit]);
  return { runId, createdAt: createdAtMs, recordingMode, seed, scenarios, exitCode };
}

interface Told {
  readonly result: TrialResult;
  readonly snapshot: TrialTrace["header"]["snapshot"];
}

/** What whole traces tell, by scenario. One that is damaged says nothing. */
async function readWhole(run: RecordedRun): Promise<ReadonlyMap<string, readonly Told[]>> {
  const byScenario = new Map<string, Told[]>();
  for (const { traceId, scenario } of newestTraces(run)) {
    const path = traceFileOf(run, traceId);
    const reading = await loadTrialTrace({ path, name: path });
    if (reading.kind !== "whole") continue;
    const told = { result: resultOfTrace(reading.trace), snapshot: reading.trace.header.snapshot };
    byScenario.set(scenario, [...(byScenario.get(scenario) ?? []), told]);
  }
  return byScenario;
}

function reportOne(
  { facts, isRunning }: RecordedRun,
  { name, file, trials }: RunFacts["scenarios"][number],
  told: readonly Told[],
): ScenarioReport {
  const scenario = scenarioOfSnapshot(told[0]?.snapshot ?? null);
  const { threshold, allowInfra } = facts.options;
  return reportUnfinished({
    name,
    file,
    requested: trials,
    gated:
      scenario === null
        ? null
        : { gate: scenario.gate, threshold: typeof threshold === "number" ? threshold : scenario.threshold },
    results: told.map(({ result }) => result),
    allowInfra: allowInfra === true,
    why: isRunning ? "the run still goes on" : "the run was interrupted",
  });
}
