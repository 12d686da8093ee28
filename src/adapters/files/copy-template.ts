import { lstat, readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { compareCodeUnits } from "../../core/canonical/order.ts";
import { fileError } from "./file-error.ts";
import { makeFolders } from "./make-folders.ts";
import { writeFileAtomic } from "./write-file-atomic.ts";

/** The files of a template, relative to it, sorted. */
export async function listTemplate(templateDir: string): Promise<readonly string[]> {
  const entries = await readdir(templateDir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => join(entry.parentPath, entry.name).slice(templateDir.length + 1)).toSorted(compareCodeUnits);
}

/**
 * Copies files of a template into a folder, each whole or not at all. Files that are there already are kept as they are, so
 * that a copy that was interrupted is finished by the next.
 *
 * @param files  Paths relative to the template, as `listTemplate` gives them.
 * @returns the paths that were copied, in order.
 * @throws TouchstoneError READ_ONLY, DISK_FULL, DISK_FAILED; INPUT_INVALID when a file is in the way of a folder.
 */
export async function copyTemplate(
  { templateDir, targetDir }: { readonly templateDir: string; readonly targetDir: string },
  files: readonly string[],
): Promise<readonly string[]> {
  const copied: string[] = [];
  for (const file of files) {
    const target = join(targetDir, file);
    await makeFolders(dirname(target));
    if (await isThere(target)) continue;
    await writeFileAtomic(target, await readFile(join(templateDir, file)), { insideDir: targetDir });
    copied.push(file);
  }
  return copied;
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return false;
    throw fileError(error, path);
  }
}
