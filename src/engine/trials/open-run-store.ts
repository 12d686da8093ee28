import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileError } from "../../adapters/files/file-error.ts";
import type { FileLock } from "../../adapters/files/lock-file.ts";
import { makeFolders } from "../../adapters/files/make-folders.ts";
import { makeMachineFolder } from "../../adapters/files/make-machine-folder.ts";
import { isRecordId } from "../../core/canonical/ids.ts";
import type { Redactor } from "../../core/trials/privacy/redactor.ts";
import { lockRun, noSuchRun } from "./lock-run.ts";
import { openDiskStore } from "./disk-store.ts";
import { openOffStore } from "./off-store.ts";
import { readRunFolder } from "./read-run-folder.ts";
import { trialsFolderOf } from "./run-files.ts";
import { writeRunJson } from "./run-json.ts";
import type { OpenRunOptions, RunFacts, RunStore } from "./run-store.ts";
import { settleLines, writeSettled } from "./settle-run.ts";
import { rebuildTrialsManifest } from "./trials-manifest.ts";

/**
 * Begins a run; its mode is that of its facts. `run.json` is on disk, and the manifest of all runs lists it, when this
 * resolves.
 *
 * @throws TouchstoneError READ_ONLY, DISK_FULL, DISK_FAILED; INPUT_INVALID where a file is in the way of the folder.
 */
export async function openRunStore({ dir, run, redactor }: OpenRunOptions): Promise<RunStore> {
  if (run.recordingMode === "off") return openOffStore();
  const folder = join(trialsFolderOf(dir), run.runId);
  await makeMachineFolder(dir);
  await makeFolders(trialsFolderOf(dir));
  // Ids are never given twice, so a folder that is there is an error of the caller's.
  await mkdir(folder).catch((error: unknown) => {
    throw fileError(error, folder);
  });
  const lock = await lockRun(folder, run.runId);
  return await openLocked({ dir, folder, facts: run, redactor, lock, found: [] });
}

/**
 * Opens a run again, to write what it lacks. Its manifest is put right first. A new trial of an index that is there already
 * is one more trace; the old one stays.
 *
 * @param options.dir  Folder that holds `.touchstone`.
 * @throws TouchstoneError RUN_NOT_FOUND; RUN_LOCKED while another process writes it; READ_ONLY, DISK_FULL, DISK_FAILED
 */
export async function reopenRunStore(options: {
  readonly dir: string;
  readonly runId: string;
  readonly redactor: Redactor;
}): Promise<{ readonly store: RunStore; readonly facts: RunFacts }> {
  const { dir, runId, redactor } = options;
  const folder = join(trialsFolderOf(dir), runId);
  if (!isRecordId(runId) || (await readRunFolder(folder)) === null) throw noSuchRun(runId);
  const lock = await lockRun(folder, runId);
  try {
    const run = await readRunFolder(folder);
    if (run === null) throw noSuchRun(runId);
    const found = await settleLines(run);
    await writeSettled(run, found);
    const store = await openLocked({ dir, folder, facts: run.facts, redactor, lock, found });
    return { store, facts: run.facts };
  } catch (error) {
    lock.release();
    throw error;
  }
}

interface Locked extends Pick<RunStore, "found"> {
  readonly dir: string;
  readonly folder: string;
  readonly facts: RunFacts;
  readonly redactor: Redactor;
  readonly lock: FileLock;
}

async function openLocked(options: Locked): Promise<RunStore> {
  const { dir, folder, facts, lock } = options;
  try {
    await writeRunJson(folder, facts, false);
    const store = openDiskStore(options);
    await rebuildTrialsManifest(dir, [facts.runId]);
    return store;
  } catch (error) {
    lock.release();
    throw error;
  }
}
