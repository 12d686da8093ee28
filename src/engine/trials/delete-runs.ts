import { realpath, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileError } from "../../adapters/files/file-error.ts";
import { isInside } from "../../adapters/files/is-inside.ts";
import { type FileLock, lockFile } from "../../adapters/files/lock-file.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { noSuchRun } from "./lock-run.ts";
import { listRunIds } from "./look-at-runs.ts";
import { readRunFolder } from "./read-run-folder.ts";
import { RUN_LOCK, trialsFolderOf } from "./run-files.ts";
import { rebuildTrialsManifest } from "./trials-manifest.ts";

/** Which runs go. */
export type DeleteChoice =
  | { readonly ids: readonly string[] }
  | { readonly all: true }
  /** Begun more than so many days before `nowMs`. */
  | { readonly olderThanDays: number; readonly nowMs: number };

/** What was deleted, and what was left because a process writes it. */
export interface DeletedRuns {
  readonly deleted: readonly string[];
  readonly running: readonly string[];
}

const DAY_MS = 86_400_000;

/**
 * Deletes runs with all their files. Only folders of runs are touched: what is named otherwise, and what a link leads to,
 * stays.
 *
 * @param dir      Folder that holds `.touchstone`.
 * @param isTried  Says what would go, and deletes nothing.
 * @throws TouchstoneError RUN_NOT_FOUND for an id that there is no run of, before anything is deleted; READ_ONLY, DISK_FAILED
 */
export async function deleteRuns(dir: string, choice: DeleteChoice, isTried = false): Promise<DeletedRuns> {
  const present = await listRunIds(dir);
  const missing = "ids" in choice ? choice.ids.find((id) => !present.includes(id)) : undefined;
  if (missing !== undefined) throw noSuchRun(missing);
  if (present.length === 0) return { deleted: [], running: [] };
  const folder = await realFolderOf(dir);
  const deleted: string[] = [];
  const running: string[] = [];
  for (const runId of present) {
    if (!(await isChosen(join(folder, runId), runId, choice))) continue;
    ((await deleteRun(folder, runId, isTried)) ? deleted : running).push(runId);
  }
  if (!isTried) await rebuildTrialsManifest(dir, []);
  return { deleted, running };
}

async function realFolderOf(dir: string): Promise<string> {
  const folder = await realpath(trialsFolderOf(dir));
  if (isInside(await realpath(dir), folder)) return folder;
  throw new TouchstoneError("READ_ONLY", `nothing in \`${trialsFolderOf(dir)}\` is deleted: it leads out of \`${dir}\``, {
    hint: "Delete the runs where they are",
  });
}

async function isChosen(folder: string, runId: string, choice: DeleteChoice): Promise<boolean> {
  if ("ids" in choice) return choice.ids.includes(runId);
  if ("all" in choice) return true;
  const run = await readRunFolder(folder);
  return (run?.facts.createdAtMs ?? timeOfId(runId)) < choice.nowMs - choice.olderThanDays * DAY_MS;
}

/** The first 48 bits of an id are its time in ms (RFC 9562). */
function timeOfId(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** False where a process writes it. */
async function deleteRun(folder: string, runId: string, isTried: boolean): Promise<boolean> {
  const path = join(folder, runId);
  const lock = await lockToDelete(path);
  if (lock === "running") return false;
  try {
    if (isTried) return true;
    // Renamed, it is no run any more: what a kill leaves of it is never taken for one.
    const doomed = join(folder, `.deleted-${runId}`);
    await rename(path, doomed);
    await rm(doomed, { recursive: true });
    return true;
  } catch (error) {
    throw fileError(error, path);
  } finally {
    lock?.release();
  }
}

/** On a full disk no lock can be held, by nobody: what is deleted there makes room. */
async function lockToDelete(path: string): Promise<FileLock | "running" | null> {
  try {
    return (await lockFile(join(path, RUN_LOCK), 0)) ?? "running";
  } catch (error) {
    if (error instanceof TouchstoneError && error.code === "DISK_FULL") return null;
    throw error;
  }
}
