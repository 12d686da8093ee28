import { stat } from "node:fs/promises";
import { join } from "node:path";
import { RUN_FILE, trialsFolderOf } from "./run-files.ts";

/** When a run's `run.json` was written, epoch ms: it is written when the run begins, goes on and ends. Null where there is none. */
export async function runStampMs(dir: string, runId: string): Promise<number | null> {
  return await mtimeMs(join(trialsFolderOf(dir), runId, RUN_FILE));
}

/** When a file or folder was last written, in whole epoch ms; null where there is none. */
async function mtimeMs(path: string): Promise<number | null> {
  const stats = await stat(path).catch(() => null);
  return stats === null ? null : Math.floor(stats.mtimeMs);
}
