import { resolve } from "node:path";
import { FAILURES } from "../core/errors.ts";
import { runJson } from "../core/trials/report/run-json.ts";
import { shownReport } from "../core/trials/report/shown-report.ts";
import type { RunReport } from "../core/trials/verdict/scenario-report.ts";
import { loadScenarios } from "../engine/trials/load-scenarios.ts";
import { machinePorts } from "../engine/trials/machine-ports.ts";
import { runTrials } from "../engine/trials/run-trials.ts";
import { findTrialsDir } from "../engine/trials/trials-dir.ts";
import type { CliContext } from "./command.ts";
import { progressOutput } from "./progress-output.ts";
import { showTrialProgress } from "./trial-progress.ts";
import type { TrialRun } from "./trial-run-flags.ts";
import { runText } from "./trial-text.ts";

/** Runs what `trial run` was asked for, and tells how it went. @returns the exit code. */
export async function runAsAsked(asked: TrialRun, context: CliContext): Promise<number> {
  const { typed, cwd, project, json, quiet, paint, out, talk } = context;
  const files = typed.flags("out").map((name) => ({ path: resolve(cwd, name), name }));
  const reports = files.length === 0 ? undefined : await import("../engine/trials/write-reports.ts");
  reports?.checkReportFiles(files);
  const dir = await findTrialsDir(resolve(cwd, project ?? "."));
  const report = await runShown(asked, dir, context);
  await reports?.writeReports(report, { dir, files });
  // Whoever wants the same run again needs it; in JSON it stands anyway.
  if (!json && !quiet && typed.number("seed") === undefined) talk(`seed ${report.seed}`);
  out(json ? JSON.stringify(runJson(shownReport(report))) : runText(report, paint));
  const canGoOn = report.exitCode === FAILURES.INTERRUPTED.exit && report.recordingMode !== "off";
  if (canGoOn) talk(`Go on with: touchstone trial run --resume ${report.runId}`);
  return report.exitCode;
}

async function runShown(asked: TrialRun, dir: string, { typed, version, signal, quiet, talk }: CliContext): Promise<RunReport> {
  const { output, paint } = progressOutput(typed);
  const shown = showTrialProgress(output, paint);
  const ports = { ...machinePorts({ version, signal }), ...(quiet ? {} : { onProgress: shown.onProgress }) };
  try {
    if (asked.kind === "again") {
      const { resumeTrials } = await import("../engine/trials/resume-trials.ts");
      return await resumeTrials({ ...asked.resuming, dir }, ports);
    }
    const scenarios = await loadScenarios(asked.paths);
    for (const { message } of scenarios.flatMap(({ warnings }) => warnings)) talk(`! ${message}`);
    return await runTrials({ scenarios, options: { ...asked.options, dir }, ports });
  } finally {
    shown.finish();
  }
}
