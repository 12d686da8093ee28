import type { OutcomeMark } from "../../../core/report/outcome-mark.ts";
import { trialMarkOf } from "../../../core/trials/report/trial-marks.ts";
import type { RunShown } from "./use-trials.ts";

/** A trial of a run as the strip shows it, whether it was judged or is still on its way. */
export interface StripTrial {
  readonly traceId: string;
  readonly trialIndex: number;
  readonly mark: OutcomeMark;
  /** Null where it was not judged. */
  readonly score: number | null;
  /** Why it got no answer; null otherwise. */
  readonly error: string | null;
}

/** All trials of a scenario, by their number: from the report, and from the manifest where there is none. */
export function trialsOf({ report, traces }: Pick<RunShown, "report" | "traces">, scenario: string): readonly StripTrial[] {
  const judged = report?.scenarios.find(({ name }) => name === scenario)?.results;
  const trials = judged?.map(({ traceId, trialIndex, status, score, error }): StripTrial => ({
    traceId,
    trialIndex,
    mark: trialMarkOf(status),
    score,
    error,
  }));
  return (trials ?? listed(traces, scenario)).toSorted((one, other) => one.trialIndex - other.trialIndex);
}

function listed(traces: RunShown["traces"], scenario: string): readonly StripTrial[] {
  return traces
    .filter((trace) => trace.scenario === scenario)
    .map(({ traceId, trialIndex, status, error = null }) => ({ traceId, trialIndex, mark: markOf(status), score: null, error }));
}

function markOf(status: RunShown["traces"][number]["status"]): OutcomeMark {
  if (status === "running") return { icon: "▸", word: "running", tone: "unknown" };
  if (status === "interrupted") return { icon: "!", word: "interrupted", tone: "exception" };
  return trialMarkOf(status);
}
