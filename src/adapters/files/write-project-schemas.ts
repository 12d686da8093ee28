import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { listSchemaFiles, PROJECT_SCHEMA_FOLDER } from "../../core/authored/json-schemas.ts";
import { fileError } from "./file-error.ts";
import { writeFileAtomic } from "./write-file-atomic.ts";

/**
 * Puts the JSON Schemas that a project's files name in their first line into `.touchstone/schemas/`.
 *
 * The folder is machine-made and ignored by git, so a fresh clone lacks it until the first command that owns the folder
 * calls this. Only files that differ are written: on a current folder it costs ten small reads.
 *
 * @throws READ_ONLY, DISK_FULL, DISK_FAILED.
 */
export async function writeProjectSchemas(projectDir: string): Promise<void> {
  const folder = join(projectDir, PROJECT_SCHEMA_FOLDER);
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw fileError(error, folder);
  });
  for (const { name, text } of listSchemaFiles()) {
    const path = join(folder, name);
    const present = await readFile(path, "utf8").catch(() => undefined);
    if (present !== text) await writeFileAtomic(path, text, { insideDir: projectDir });
  }
}
