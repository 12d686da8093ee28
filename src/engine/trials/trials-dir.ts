import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { findProjectDir } from "../../adapters/files/find-project-dir.ts";
import { TouchstoneError } from "../../core/errors.ts";

/**
 * The folder whose `.touchstone` holds the trials: the project's, from `startDir` upwards, or `startDir` itself.
 *
 * @throws TouchstoneError FILE_NOT_FOUND where there is no folder `startDir`: it is misspelt, and nothing is begun there
 */
export async function findTrialsDir(startDir: string): Promise<string> {
  const stats = await stat(startDir).catch(() => null);
  if (stats?.isDirectory() !== true)
    throw new TouchstoneError("FILE_NOT_FOUND", `there is no folder \`${startDir}\``, { hint: "Check the path" });
  return await findProjectDir(startDir).catch((error: unknown) => {
    if (error instanceof TouchstoneError && error.code === "PROJECT_NOT_FOUND") return resolve(startDir);
    throw error;
  });
}
