import { combineExitCodes, FAILURES } from "../../core/errors.ts";
import { earlyStop } from "../../core/trials/verdict/early-stop.ts";
import { exitCodeOfVerdict } from "../../core/trials/verdict/exit-code.ts";
import { reportScenario } from "../../core/trials/verdict/report-scenario.ts";
import type { RunReport, ScenarioReport, TrialResult } from "../../core/trials/verdict/scenario-report.ts";
import { isShort, type Lane } from "./open-lane.ts";
import type { Run } from "./run.ts";

/** What came of a run. @param isCut  Whether it was interrupted. */
export function reportRun(run: Run, lanes: readonly Lane[], isCut: boolean): RunReport {
  const { runId, createdAtMs, seed, options } = run;
  const scenarios = lanes.map((lane) => reportLane(run, lane));
  const codes = scenarios.map(({ verdict }) => exitCodeOfVerdict(verdict));
  return {
    runId,
    createdAt: createdAtMs,
    recordingMode: options.recordingMode,
    seed,
    scenarios,
    exitCode: combineExitCodes(isCut ? [...codes, FAILURES.INTERRUPTED.exit] : codes),
  };
}

/** Whether somebody stopped it before all trials had run. */
export function isInterrupted({ ports }: Run, lanes: readonly Lane[]): boolean {
  return ports.signal.aborted && lanes.some(isShort);
}

function reportLane(run: Run, lane: Lane): ScenarioReport {
  const { prepared, order, digests } = lane;
  const results = order.counted().map((result) => ({ ...result, digest: digests.get(result.traceId) ?? null }));
  const early = order.early();
  const { scenario, trials: requested } = prepared;
  const { allowInfra } = run.options;
  const short = shortText(run, lane);
  const stoppedEarly = early === null ? short : `${early.why}${uncountedText(early.uncounted)}`;
  const report = reportScenario({ scenario, results, requested, stoppedEarly, allowInfra });
  const isSettled = allowInfra || report.verdict === "hard_fail" || earlyStop({ scenario, results, requested }) !== null;
  if (short === null || isSettled) return report;
  // What did not run is not known: few trials that passed are no pass of all.
  return { ...report, verdict: "infra", why: `${requested - results.length} of ${requested} trials did not run: ${short}` };
}

function shortText({ ports, meter }: Run, lane: Lane): string | null {
  if (!isShort(lane)) return null;
  if (ports.signal.aborted) return "the run was interrupted";
  return meter.isSpent() ? meter.why() : "errors alone were tried again";
}

function uncountedText({ length }: readonly TrialResult[]): string {
  if (length === 0) return "";
  return `; ${length} that had ended by then ${length === 1 ? "is" : "are"} not counted`;
}
