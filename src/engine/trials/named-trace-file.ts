import { resolve } from "node:path";
import type { NamedFile } from "../../core/authored/named-file.ts";
import { isRecordId } from "../../core/canonical/ids.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { findTrialTrace } from "./find-runs.ts";
import { findTrialsDir } from "./trials-dir.ts";

/**
 * The file that a word stands for: a trial's trace by its id, else a path.
 *
 * @param startDir  From where the folder of trials is looked for.
 * @throws TouchstoneError TRIAL_NOT_FOUND for the id of no trial.
 */
export async function namedTraceFile(word: string, { cwd, startDir }: { cwd: string; startDir: string }): Promise<NamedFile> {
  if (!isRecordId(word)) return { path: resolve(cwd, word), name: word };
  const found = await findTrialTrace(await findTrialsDir(startDir), word);
  if (found !== null) return { path: found.path, name: word };
  throw new TouchstoneError("TRIAL_NOT_FOUND", `there is no trial \`${word}\``, {
    hint: "Run `touchstone trial report --failures` to see trials of the newest run",
  });
}
