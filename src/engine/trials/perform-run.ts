import { FAILURES } from "../../core/errors.ts";
import { redactReport } from "../../core/trials/privacy/redact-report.ts";
import type { PlannedTrial } from "../../core/trials/run/plan-trials.ts";
import type { RunReport, TrialResult } from "../../core/trials/verdict/scenario-report.ts";
import { type Backlog, openBacklog } from "./open-backlog.ts";
import { type Lane, openLane } from "./open-lane.ts";
import { isInterrupted, reportRun } from "./report-run.ts";
import type { TrialProgress } from "./run-options.ts";
import { runTrial } from "./run-trial.ts";
import type { Run } from "./run.ts";
import { writeRecordings } from "./write-recordings.ts";
import { workThrough } from "./work-through.ts";

/** What a run has to do. */
export interface Todo {
  /** Trials to run, in order. */
  readonly todo: readonly PlannedTrial[];
  /** Results that it has already, by scenario. */
  readonly kept: ResultsByScenario;
  /** Results of trials to run that stand where those are not run after all. */
  readonly until: ResultsByScenario;
}

export type ResultsByScenario = ReadonlyMap<string, readonly TrialResult[]>;

/** Trials whose traces may be on their way to the disk at once. Guess: many enough to share a sync. */
const MAX_UNWRITTEN = 64;

/**
 * Runs the trials of a run, some at a time, and closes its store.
 *
 * @returns the report; its exit code is 130 where the run was interrupted.
 * @throws TouchstoneError DISK_FULL, DISK_FAILED, READ_ONLY: what was done until then is kept.
 */
export async function performRun(run: Run, { todo, kept, until }: Todo): Promise<RunReport> {
  const lanes = run.scenarios.map((prepared) => openLane(run, prepared, kept.get(prepared.scenario.name) ?? []));
  try {
    await runAll(run, lanes, todo);
  } catch (error) {
    // The first reason is told; that the end could not be written either follows from it.
    await run.store.close(null).catch(() => undefined);
    throw error;
  }
  const isCut = isInterrupted(run, lanes);
  for (const lane of lanes) fillUp(lane, until.get(lane.prepared.scenario.name) ?? []);
  // It leaves this process too: in files, in logs of builds, in tests.
  const report = redactReport(reportRun(run, lanes, isCut), run.redactor);
  await run.store.close(report);
  if (run.options.recordings && report.exitCode !== FAILURES.INTERRUPTED.exit) await writeRecordings(run.options.dir, report);
  return report;
}

function fillUp(lane: Lane, until: readonly TrialResult[]): void {
  for (const result of until) {
    if (lane.order.has(result.trialIndex)) continue;
    lane.take(result);
    lane.digests.set(result.traceId, result.digest);
  }
}

async function runAll(run: Run, lanes: readonly Lane[], todo: readonly PlannedTrial[]): Promise<void> {
  const backlog = openBacklog(MAX_UNWRITTEN);
  const byName = new Map(lanes.map((lane) => [lane.prepared.scenario.name, lane]));
  const tell = (last: TrialProgress["last"]): void => run.ports.onProgress?.(progressOf(run.runId, lanes, last));
  tell(null);
  const queue = todo.values();
  const next = (): One | undefined => {
    for (const { scenario, trialIndex } of queue) {
      if (run.ports.signal.aborted || run.meter.isSpent()) return undefined;
      const lane = byName.get(scenario);
      if (lane !== undefined && !lane.order.isOver(trialIndex)) return { trialIndex, lane, backlog, tell };
    }
    return undefined;
  };
  await workThrough(run.options.parallel, next, async (one) => await runOne(run, one));
  await backlog.settle();
}

interface One {
  readonly trialIndex: number;
  readonly lane: Lane;
  readonly backlog: Backlog;
  readonly tell: (last: TrialProgress["last"]) => void;
}

async function runOne(run: Run, { trialIndex, lane, backlog, tell }: One): Promise<void> {
  const { prepared, signal } = lane;
  const { result, isInterrupted: isCut, written } = await runTrial({ run, prepared, trialIndex, signal });
  if (!isCut) lane.take(result);
  const { traceId, status } = result;
  await backlog.add(
    written.then((digest) => {
      lane.digests.set(traceId, digest);
      if (!isCut) tell({ scenario: prepared.scenario.name, trialIndex, traceId, status });
    }),
  );
}

function progressOf(runId: string, lanes: readonly Lane[], last: TrialProgress["last"]): TrialProgress {
  const scenarios = lanes.map((lane) => lane.progress());
  const sum = (key: "done" | "total"): number => scenarios.reduce((all, scenario) => all + scenario[key], 0);
  return { runId, done: sum("done"), total: sum("total"), scenarios, last };
}
