import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileError } from "../../adapters/files/file-error.ts";
import { makeFolders } from "../../adapters/files/make-folders.ts";
import { removeFiles } from "../../adapters/files/remove-files.ts";
import { writeFileAtomic } from "../../adapters/files/write-file-atomic.ts";
import type { RunReport, ScenarioReport } from "../../core/trials/verdict/scenario-report.ts";
import { traceFileOf, trialsFolderOf } from "./run-files.ts";

/** Where recordings lie that are kept under version control and replayed in CI. */
const RECORDINGS = "recordings";

/**
 * Copies the traces of a run to `recordings/<scenario>/<trialIndex>.trace.jsonl`, in place of those of an earlier run: what that
 * had more goes, since it is of another time. Trials without an answer have nothing to replay; what is there in their place stays.
 *
 * @param dir  Folder that holds `.touchstone`.
 * @throws TouchstoneError DISK_FULL, DISK_FAILED, READ_ONLY
 */
export async function writeRecordings(dir: string, { runId, scenarios }: RunReport): Promise<void> {
  const run = { folder: join(trialsFolderOf(dir), runId) };
  for (const scenario of scenarios) {
    const folder = join(dir, RECORDINGS, scenario.name);
    await makeFolders(folder);
    for (const { traceId, trialIndex, status } of scenario.results) {
      if (status === "infra_error") continue;
      const path = join(folder, `${trialIndex}.trace.jsonl`);
      await writeFileAtomic(path, await readFile(traceFileOf(run, traceId)), { insideDir: folder });
    }
    await removeOlder(folder, scenario);
  }
}

const RECORDING = /^(\d+)\.trace\.jsonl$/;

async function removeOlder(folder: string, { requested }: ScenarioReport): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw fileError(error, folder);
  });
  const old = names.filter((name) => Number(RECORDING.exec(name)?.[1] ?? -1) >= requested);
  await removeFiles(folder, old);
}
