import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileError } from "../../adapters/files/file-error.ts";
import { type FileLock, lockFile } from "../../adapters/files/lock-file.ts";
import { isRecordId } from "../../core/canonical/ids.ts";
import { compareCodeUnits } from "../../core/canonical/order.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { isSettled, readRunFolder, type RunFolder } from "./read-run-folder.ts";
import { RUN_LOCK, trialsFolderOf } from "./run-files.ts";
import type { FoundRun } from "./run-store.ts";
import { settleLines, writeSettled } from "./settle-run.ts";

/** Ids of the folders of runs, oldest first. @param dir  Folder that holds `.touchstone`. */
export async function listRunIds(dir: string): Promise<readonly string[]> {
  const folder = trialsFolderOf(dir);
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    // A link to a folder is no folder of ours.
    const ids = entries.filter((entry) => entry.isDirectory() && isRecordId(entry.name)).map(({ name }) => name);
    return ids.toSorted(compareCodeUnits);
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(String((error as { code?: string }).code))) return [];
    throw fileError(error, folder);
  }
}

/**
 * Looks at a run. One that a killed process left is put right by the headers of its traces first, where the folder can be
 * written; where it cannot, it is told as it would be.
 *
 * @returns null where there is none.
 */
export async function lookAtRun(dir: string, runId: string): Promise<FoundRun | null> {
  const folder = join(trialsFolderOf(dir), runId);
  const run = isRecordId(runId) ? await readRunFolder(folder) : null;
  if (run === null) return null;
  if (run.recorded && isSettled(run)) return foundOf(run, false);
  const lock = await tryLockRun(folder);
  if (lock === "running") return foundOf(run, true);
  try {
    // It may have gone on, or ended, between the look and the lock.
    const now = (await readRunFolder(folder)) ?? run;
    if (isSettled(now)) return foundOf(now, false);
    const lines = await settleLines(now);
    if (lock !== "read-only") await ignoreUnwritable(writeSettled(now, lines));
    return foundOf({ ...now, lines }, false);
  } finally {
    if (lock !== "read-only") lock.release();
  }
}

function foundOf({ folder, facts, recorded, lines }: RunFolder, isRunning: boolean): FoundRun {
  return { folder, facts, recorded: recorded && !isRunning, isRunning, traces: lines };
}

async function tryLockRun(folder: string): Promise<FileLock | "running" | "read-only"> {
  try {
    return (await lockFile(join(folder, RUN_LOCK), 0)) ?? "running";
  } catch (error) {
    if (isUnwritable(error)) return "read-only";
    throw error;
  }
}

/** What is only looked at is told all the same where nothing can be written. */
async function ignoreUnwritable(written: Promise<void>): Promise<void> {
  await written.catch((error: unknown) => {
    if (!isUnwritable(error)) throw error;
  });
}

function isUnwritable(error: unknown): boolean {
  return error instanceof TouchstoneError && (error.code === "READ_ONLY" || error.code === "DISK_FULL");
}
