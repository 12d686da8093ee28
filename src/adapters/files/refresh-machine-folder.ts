import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { listSchemaFiles, PROJECT_SCHEMA_FOLDER } from "../../core/authored/json-schemas.ts";
import { makeFolders } from "./make-folders.ts";
import { makeMachineFolder } from "./make-machine-folder.ts";
import { writeFileAtomic } from "./write-file-atomic.ts";

/**
 * Puts into `.touchstone/` what belongs there besides the store: the JSON Schemas that a project's files name in their
 * first line, and what makes git ignore the folder.
 *
 * A fresh clone lacks the folder until the first command that owns it calls this. Only files that differ are written: on a
 * current folder it costs a dozen small reads.
 *
 * @throws READ_ONLY, DISK_FULL, DISK_FAILED; INPUT_INVALID when a file is in the way.
 */
export async function refreshMachineFolder(projectDir: string): Promise<void> {
  await makeMachineFolder(projectDir);
  await makeFolders(join(projectDir, PROJECT_SCHEMA_FOLDER));
  const schemas = listSchemaFiles().map(({ name, text }) => ({ file: `${PROJECT_SCHEMA_FOLDER}/${name}`, text }));
  for (const { file, text } of schemas) {
    const path = join(projectDir, file);
    const present = await readFile(path, "utf8").catch(() => undefined);
    if (present !== text) await writeFileAtomic(path, text, { insideDir: projectDir });
  }
}
