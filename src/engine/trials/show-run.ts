import { z } from "zod";
import { TouchstoneError } from "../../core/errors.ts";
import { compareRuns, type ComparedRun, type RunComparison } from "../../core/trials/report/compare-runs.ts";
import { shownReport } from "../../core/trials/report/shown-report.ts";
import type { RunReport } from "../../core/trials/verdict/scenario-report.ts";
import { loadTraceText } from "../load-trace-text.ts";
import { defineVerb } from "../verb.ts";
import { findTrialTrace, loadRun } from "./find-runs.ts";
import { loadReport } from "./load-report.ts";
import type { ManifestLine, RecordedRun } from "./run-store.ts";
import { type RunSummary, summariseReport, summariseTraces } from "./summarise-run.ts";

/** One run with all its trials. */
export interface TrialRunShown {
  readonly run: RunSummary;
  /** Of a run that was cut off, what its traces tell; null of one that goes on. */
  readonly report: RunReport | null;
  /** What its manifest says of each trial, oldest first. */
  readonly traces: readonly ManifestLine[];
}

/** Shows one run: its report, and of one that goes on or was cut off what there is so far. */
export const trialShowVerb = defineVerb({
  name: "trial.show",
  summary: "Show one run of trials: verdicts, rates and bounds, and each trial",
  access: "files",
  ownerKnows: true,
  input: z.strictObject({ run: z.string().describe("Id of the run") }),
  async run({ projectDir }, { run }): Promise<TrialRunShown> {
    const found = await loadRun(projectDir, run);
    const { report, traces, isRunning } = found;
    if (report !== null) return { run: summariseReport(found, report), report: shownReport(report), traces };
    // Its traces are still being written: reading all of them again and again would take longer than they do.
    if (isRunning) return { run: summariseTraces(found), report, traces };
    const told = await loadReport(projectDir, run);
    return { run: summariseTraces(found), report: shownReport(told.report), traces };
  },
});

/** Compares two runs, the earlier one first. */
export const trialCompareVerb = defineVerb({
  name: "trial.compare",
  summary: "Compare two runs of trials scenario by scenario: what changed, and whether that is more than chance",
  access: "files",
  input: z.strictObject({
    a: z.string().describe("Id of the run that is compared with"),
    b: z.string().describe("Id of the run that is compared"),
  }),
  async run({ projectDir }, { a, b }): Promise<RunComparison> {
    const [before, after] = await Promise.all([loadRun(projectDir, a), loadRun(projectDir, b)]);
    return compareRuns(comparedOf(before), comparedOf(after));
  },
});

function comparedOf({ facts, report }: RecordedRun): ComparedRun {
  if (report === null) {
    throw new TouchstoneError("INPUT_INVALID", `run \`${facts.runId}\` did not come to its end`, {
      hint: "Compare runs that did, or let it go on with `touchstone trial run --resume`",
    });
  }
  return { report: shownReport(report), hashes: new Map(facts.scenarios.map(({ name, hashes }) => [name, hashes])) };
}

/**
 * The lines of a trial's trace.
 *
 * @param trace  Its id; what is none is never looked for.
 * @throws TouchstoneError RECORD_NOT_FOUND
 */
export async function findTraceText(projectDir: string, trace: string): Promise<string> {
  const found = await findTrialTrace(projectDir, trace);
  if (found !== null) return await loadTraceText({ path: found.path, name: trace });
  throw new TouchstoneError("RECORD_NOT_FOUND", `the project has no trace \`${trace}\``, {
    hint: "It may have been deleted with its run",
  });
}
