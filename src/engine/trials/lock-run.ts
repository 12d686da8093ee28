import { join } from "node:path";
import { type FileLock, lockFile } from "../../adapters/files/lock-file.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { RUN_LOCK } from "./run-files.ts";

/** Whoever only looks at a run holds its lock for some milliseconds. */
const WAIT_MS = 1000;

/** Takes a run's lock. @throws TouchstoneError RUN_LOCKED when another process writes the run */
export async function lockRun(folder: string, runId: string): Promise<FileLock> {
  const lock = await lockFile(join(folder, RUN_LOCK), WAIT_MS);
  if (lock !== null) return lock;
  throw new TouchstoneError("RUN_LOCKED", `run \`${runId}\` is written by another process`, {
    hint: "Wait for it to end, or stop it",
  });
}

/** The failure of a run that is not there. */
export function noSuchRun(runId: string): TouchstoneError {
  return new TouchstoneError("RUN_NOT_FOUND", `there is no run \`${runId}\``, {
    hint: "List the runs with `touchstone trial list`",
  });
}
