import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { isRecordId } from "../../core/canonical/ids.ts";
import { TouchstoneError } from "../../core/errors.ts";
import type { RunReport } from "../../core/trials/verdict/scenario-report.ts";
import { noSuchRun } from "./lock-run.ts";
import { listRunIds, lookAtRun } from "./look-at-runs.ts";
import { readOrNull } from "./read-run-folder.ts";
import { parseReportJson } from "./report-json.ts";
import { REPORT_FILE, RUN_FILE, traceFileOf, trialsFolderOf } from "./run-files.ts";
import type { FoundRun, RecordedRun } from "./run-store.ts";
import { refreshTrialsManifest } from "./trials-manifest.ts";

/**
 * All runs, newest first. Those that a killed process left are put right on the way, and the manifest of all runs too.
 *
 * @param dir  Folder that holds `.touchstone`.
 */
export async function findRuns(dir: string): Promise<readonly FoundRun[]> {
  const runs: FoundRun[] = [];
  for (const runId of (await listRunIds(dir)).toReversed()) {
    const run = await lookAtRun(dir, runId);
    if (run !== null) runs.push(run);
  }
  await refreshTrialsManifest(dir, runs);
  return runs;
}

/** The newest run that came to its end; null where there is none. Runs of mode `off` leave nothing, so none is found. */
export async function findLatestRecorded(dir: string): Promise<FoundRun | null> {
  for (const runId of (await listRunIds(dir)).toReversed()) {
    const run = await lookAtRun(dir, runId);
    if (run?.recorded === true) return run;
  }
  return null;
}

/**
 * One run with its report.
 *
 * @throws TouchstoneError RUN_NOT_FOUND; TRACE_DAMAGED for a report that is not what was written.
 */
export async function loadRun(dir: string, runId: string): Promise<RecordedRun> {
  const run = await lookAtRun(dir, runId);
  if (run === null) throw await whyNoRun(dir, runId);
  await refreshTrialsManifest(dir, [run]);
  return { ...run, report: run.recorded ? await readReport(join(run.folder, REPORT_FILE), runId) : null };
}

/** A folder that says nothing we can read is another thing than none: whoever named it may have a newer Touchstone. */
async function whyNoRun(dir: string, runId: string): Promise<TouchstoneError> {
  if (!(await listRunIds(dir)).includes(runId)) return noSuchRun(runId);
  const path = join(trialsFolderOf(dir), runId, RUN_FILE);
  return new TouchstoneError("TRACE_DAMAGED", `\`${path}\` is not what this version of Touchstone writes`, {
    hint: "Read the run with the version that wrote it",
  });
}

/** Where a trace lies; null where there is none of that id. */
export async function findTrialTrace(
  dir: string,
  traceId: string,
): Promise<{ readonly runId: string; readonly path: string } | null> {
  if (!isRecordId(traceId)) return null;
  for (const runId of (await listRunIds(dir)).toReversed()) {
    const path = traceFileOf({ folder: join(trialsFolderOf(dir), runId) }, traceId);
    if (await isFile(path)) return { runId, path };
  }
  return null;
}

async function isFile(path: string): Promise<boolean> {
  const stats = await lstat(path).catch(() => null);
  return stats?.isFile() === true;
}

async function readReport(path: string, runId: string): Promise<RunReport | null> {
  const text = await readOrNull(path);
  if (text === null) return null;
  const report = parseReportJson(text);
  if (report?.runId === runId) return report;
  throw new TouchstoneError("TRACE_DAMAGED", `\`${path}\` is not the report that was written`, {
    hint: "Judge the run's traces again with `touchstone trial reeval`",
  });
}
