import { basename, dirname, join } from "node:path";
import { MACHINE_FOLDER } from "../../core/authored/project-layout.ts";
import { isRecordId } from "../../core/canonical/ids.ts";

/** The folder of all runs. @param dir  Folder that holds `.touchstone`. */
export function trialsFolderOf(dir: string): string {
  return join(dir, MACHINE_FOLDER, "trials");
}

/** The files of a run's folder. */
export const RUN_FILE = "run.json";
export const MANIFEST_FILE = "manifest.jsonl";
export const REPORT_FILE = "report.json";
/** Held by the process that writes the run, or puts it right, or deletes it. */
export const RUN_LOCK = "run.lock";

const TRACE_END = ".trace.jsonl";

/** Path of a trace in its run's folder. */
export function traceFileOf({ folder }: { readonly folder: string }, traceId: string): string {
  return join(folder, `${traceId}${TRACE_END}`);
}

/** The id of the trace that a file of this name holds; null where it is none. */
export function traceIdOf(name: string): string | null {
  const id = name.endsWith(TRACE_END) ? name.slice(0, -TRACE_END.length) : "";
  return isRecordId(id) ? id : null;
}

/** Where a trace's assessments are. */
export function assessmentsFileOf(traceFile: string): string {
  return `${traceFile.slice(0, traceFile.endsWith(TRACE_END) ? -TRACE_END.length : undefined)}.assessments.jsonl`;
}

/** The name of a trace's file until its header is in it. */
export function unbornOf(traceFile: string): string {
  return join(dirname(traceFile), `.${basename(traceFile)}${UNBORN_END}`);
}

const UNBORN_END = ".tmp";

/** Whether a file of this name is a trace that a killed process left before anything was in it. */
export function isUnborn(name: string): boolean {
  return name.startsWith(".") && name.endsWith(`${TRACE_END}${UNBORN_END}`);
}
