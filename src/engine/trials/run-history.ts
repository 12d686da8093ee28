import { FAILURES, TouchstoneError } from "../../core/errors.ts";
import type { RunReport, ScenarioReport } from "../../core/trials/verdict/scenario-report.ts";
import { findRuns, loadRun } from "./find-runs.ts";
import { loadReport } from "./load-report.ts";
import { newestTraces } from "./newest-traces.ts";
import type { FoundRun } from "./run-store.ts";

/** A run in a list: what its manifest tells of it. */
export interface ListedRun {
  readonly runId: string;
  readonly createdAt: number;
  readonly recordingMode: string;
  readonly state: "finished" | "interrupted" | "running";
  readonly scenarios: readonly string[];
  /** Asked for. */
  readonly requested: number;
  /** Ended. */
  readonly trials: number;
  readonly passed: number;
  readonly hardFailed: number;
  readonly infra: number;
}

/** All runs, newest first. @param dir  Folder that holds `.touchstone`. */
export async function listRuns(dir: string): Promise<readonly ListedRun[]> {
  return await Promise.all((await findRuns(dir)).map(async (run) => await listRun(dir, run)));
}

async function listRun(dir: string, run: FoundRun): Promise<ListedRun> {
  const { runId, createdAtMs, recordingMode, scenarios } = run.facts;
  const ended = newestTraces(run);
  const count = (wanted: string): number => ended.filter(({ status }) => status === wanted).length;
  const requested = scenarios.reduce((sum, { trials }) => sum + trials, 0);
  return {
    runId,
    createdAt: createdAtMs,
    recordingMode,
    state: run.isRunning
      ? "running"
      : run.recorded && !(await isCut(dir, run, ended.length < requested))
        ? "finished"
        : "interrupted",
    scenarios: scenarios.map(({ name }) => name),
    requested,
    trials: ended.length,
    passed: count("passed"),
    hardFailed: count("hard_fail"),
    infra: count("infra_error"),
  };
}

/** Whether somebody stopped it. Only one that lacks trials can have been; a report that cannot be read does not say so. */
async function isCut(dir: string, { facts }: FoundRun, lacksTrials: boolean): Promise<boolean> {
  if (!lacksTrials) return false;
  const whole = await loadRun(dir, facts.runId).catch((error: unknown) => {
    if (error instanceof TouchstoneError) return null;
    throw error;
  });
  return whole?.report?.exitCode === FAILURES.INTERRUPTED.exit;
}

/** How a scenario did in one run. */
export interface HistoryRow
  extends
    Pick<RunReport, "runId" | "createdAt">,
    Pick<ScenarioReport, "name" | "verdict" | "trials" | "passed" | "infra" | "rate" | "wilson" | "score" | "cost"> {
  /** Digest of what was run: rows of another are another experiment. */
  readonly execution: string;
}

/**
 * How scenarios did in the last runs, newest first.
 *
 * @param scenario  Only this one; null for all.
 * @param limit     Rows of each scenario at most.
 */
export async function loadHistory(
  dir: string,
  { scenario, limit }: { readonly scenario: string | null; readonly limit: number },
): Promise<readonly HistoryRow[]> {
  const rows: HistoryRow[] = [];
  const counts = new Map<string, number>();
  for (const { facts } of await findRuns(dir)) {
    const wanted = facts.scenarios.filter(
      ({ name }) => (scenario === null || name === scenario) && (counts.get(name) ?? 0) < limit,
    );
    if (wanted.length === 0) continue;
    const { report } = await loadReport(dir, facts.runId);
    for (const { name, hashes } of wanted) {
      const found = report.scenarios.find((each) => each.name === name);
      if (found === undefined) continue;
      counts.set(name, (counts.get(name) ?? 0) + 1);
      rows.push(rowOf(report, found, hashes.execution));
    }
  }
  return rows;
}

function rowOf({ runId, createdAt }: RunReport, scenario: ScenarioReport, execution: string): HistoryRow {
  const { name, verdict, trials, passed, infra, rate, wilson, score, cost } = scenario;
  return { runId, createdAt, name, verdict, trials, passed, infra, rate, wilson, score, cost, execution };
}
