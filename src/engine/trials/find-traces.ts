import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileError } from "../../adapters/files/file-error.ts";
import type { NamedFile } from "../../core/authored/named-file.ts";
import { isRecordId } from "../../core/canonical/ids.ts";
import { byKey } from "../../core/canonical/order.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { findLatestRecorded, findTrialTrace } from "./find-runs.ts";
import { lookAtRun } from "./look-at-runs.ts";
import { traceFileOf } from "./run-files.ts";
import type { FoundRun } from "./run-store.ts";

/** What is looked for, and where. */
export interface TraceTarget {
  /** Id of a run or a trace, a trace's file, or a folder of traces; null: the latest recorded run. */
  readonly target: string | null;
  /** Where paths count from. */
  readonly cwd: string;
  /** Folder that holds `.touchstone`. */
  readonly dir: string;
}

const TRACE_NAME = /\.trace\.jsonl$/;

/**
 * The traces of trials that a word stands for. Of a run it is the newest of each trial; of a folder all `*.trace.jsonl` in it
 * and below, sorted by name. There is one at least: an empty selection never looks like a good one.
 *
 * @throws TouchstoneError RUN_NOT_FOUND where nothing is called so; RECORDING_MISSING where it holds no trace; DISK_FAILED, READ_ONLY.
 */
export async function findTraces({ target, cwd, dir }: TraceTarget): Promise<readonly NamedFile[]> {
  if (target === null) return await tracesOfLatest(dir);
  const byId = isRecordId(target) ? await findById(target, dir) : null;
  if (byId !== null) return byId;
  const path = resolve(cwd, target);
  const stats = await stat(path).catch(() => null);
  if (stats?.isFile() === true) return [{ path, name: target }];
  if (stats?.isDirectory() === true) return await tracesIn({ path, name: target });
  throw new TouchstoneError("RUN_NOT_FOUND", `there is no run, no trace, no file and no folder \`${target}\``, {
    hint: "Run `touchstone trial list` to see the runs",
  });
}

async function tracesOfLatest(dir: string): Promise<readonly NamedFile[]> {
  const run = await findLatestRecorded(dir);
  if (run !== null) return tracesOf(run);
  throw new TouchstoneError("RECORDING_MISSING", "no recorded run is there", {
    hint: "Run `touchstone trial run scenarios`, or name a folder of traces",
  });
}

async function findById(id: string, dir: string): Promise<readonly NamedFile[] | null> {
  const trace = await findTrialTrace(dir, id);
  if (trace !== null) return [{ path: trace.path, name: id }];
  // Its report may be damaged: the traces are what counts.
  const run = await lookAtRun(dir, id);
  return run === null ? null : tracesOf(run);
}

function tracesOf(run: FoundRun): readonly NamedFile[] {
  const newest = new Map(run.traces.map((line) => [`${line.trialIndex} ${line.scenario}`, line]));
  return mustBeThere(
    [...newest.values()].map(({ traceId }) => ({ path: traceFileOf(run, traceId), name: traceId })),
    `the run \`${run.facts.runId}\``,
  );
}

async function tracesIn(folder: NamedFile): Promise<readonly NamedFile[]> {
  const names = await readdir(folder.path, { recursive: true }).catch((error: unknown) => {
    throw fileError(error, folder.path);
  });
  const found = names.filter((name) => TRACE_NAME.test(name));
  const traces = found.map((name) => ({ path: join(folder.path, name), name: join(folder.name, name) }));
  return mustBeThere(traces.toSorted(byKey(({ name }) => name)), `\`${folder.name}\``);
}

function mustBeThere(traces: readonly NamedFile[], where: string): readonly NamedFile[] {
  if (traces.length > 0) return traces;
  throw new TouchstoneError("RECORDING_MISSING", `${where} holds no trace of a trial`, {
    hint: "Record trials with `touchstone trial run scenarios --recordings`",
  });
}
