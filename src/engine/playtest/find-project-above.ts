import { findProjectDir } from "../../adapters/files/find-project-dir.ts";
import { TouchstoneError } from "../../core/errors.ts";

/** The folder of the project that a folder lies in; null where it lies in none. */
export async function findProjectAbove(dir: string): Promise<string | null> {
  try {
    return await findProjectDir(dir);
  } catch (error) {
    if (error instanceof TouchstoneError && error.code === "PROJECT_NOT_FOUND") return null;
    throw error;
  }
}
