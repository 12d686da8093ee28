import { extname } from "node:path";
import { writeExport } from "../../adapters/files/export-files.ts";
import type { NamedFile } from "../../core/authored/named-file.ts";
import { TouchstoneError } from "../../core/errors.ts";
import type { TrialTrace } from "../../core/trials/record/trial-trace.ts";
import { htmlReport } from "../../core/trials/report/html-report.ts";
import { junitXml } from "../../core/trials/report/junit-xml.ts";
import { runJson } from "../../core/trials/report/run-json.ts";
import { shownReport } from "../../core/trials/report/shown-report.ts";
import { summaryMarkdown } from "../../core/trials/report/summary-markdown.ts";
import { toldTrials } from "../../core/trials/report/told-trials.ts";
import type { RunReport } from "../../core/trials/verdict/scenario-report.ts";
import { loadTrialTrace } from "./load-trial-trace.ts";
import { traceFileOf, trialsFolderOf } from "./run-files.ts";

/** By the ending of a file's name. */
const WRITERS: Readonly<Record<string, (report: RunReport, dir: string) => Promise<string> | string>> = {
  ".json": (report) => `${JSON.stringify(runJson(shownReport(report)))}\n`,
  ".xml": (report) => junitXml(report),
  ".html": async (report, dir) => htmlReport(report, await loadTold(report, dir)),
  ".md": (report) => summaryMarkdown(report),
};

/**
 * Looks whether reports can be written there, before anything is run for them.
 *
 * @throws TouchstoneError USAGE for a name whose ending says no format.
 */
export function checkReportFiles(files: readonly NamedFile[]): void {
  const odd = files.find(({ path }) => !Object.hasOwn(WRITERS, endingOf(path)));
  if (odd === undefined) return;
  throw new TouchstoneError("USAGE", `\`${odd.name}\` does not say what is to be written`, {
    hint: "End it with .json, .xml for JUnit, .html or .md",
  });
}

/**
 * Writes a run's report to files, each in the format that its name's ending says: .json, .xml (JUnit), .html or .md.
 *
 * @param dir  Folder that holds `.touchstone`: traces of trials that did not pass are told in the page.
 * @returns absolute paths of what was written.
 * @throws TouchstoneError what `checkReportFiles` and `writeExport` throw.
 */
export async function writeReports(
  report: RunReport,
  { dir, files }: { readonly dir: string; readonly files: readonly NamedFile[] },
): Promise<readonly string[]> {
  checkReportFiles(files);
  const written: string[] = [];
  for (const { path } of files) {
    const text = (await WRITERS[endingOf(path)]?.(report, dir)) ?? "";
    written.push(await writeExport(path, [text]));
  }
  return written;
}

function endingOf(path: string): string {
  return extname(path).toLowerCase();
}

/** Traces of the trials that the page tells in full. One that is gone or damaged is left out: the page says what it knows. */
async function loadTold(report: RunReport, dir: string): Promise<ReadonlyMap<string, TrialTrace>> {
  const traces = new Map<string, TrialTrace>();
  if (report.recordingMode === "off") return traces;
  const folder = `${trialsFolderOf(dir)}/${report.runId}`;
  for (const { traceId } of report.scenarios.flatMap(toldTrials)) {
    const path = traceFileOf({ folder }, traceId);
    const reading = await loadTrialTrace({ path, name: path }).catch((error: unknown) => {
      if (error instanceof TouchstoneError) return null;
      throw error;
    });
    if (reading?.kind === "whole" || reading?.kind === "partial") traces.set(traceId, reading.trace);
  }
  return traces;
}
