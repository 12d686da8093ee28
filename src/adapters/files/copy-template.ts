import { constants, copyFile, mkdir, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { compareCodeUnits } from "../../core/canonical/order.ts";
import { fileError } from "./file-error.ts";

/**
 * Copies a template's files into a folder. Files that are there already are kept as they are.
 *
 * @returns the paths that were copied, relative to the folder, sorted.
 * @throws TouchstoneError READ_ONLY, DISK_FULL, DISK_FAILED.
 */
export async function copyTemplate(templateDir: string, targetDir: string): Promise<readonly string[]> {
  const entries = await readdir(templateDir, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(templateDir.length + 1));
  const copied: string[] = [];
  for (const file of files.toSorted(compareCodeUnits)) {
    if (await copyNew(join(templateDir, file), join(targetDir, file))) copied.push(file);
  }
  return copied;
}

async function copyNew(from: string, to: string): Promise<boolean> {
  try {
    await mkdir(dirname(to), { recursive: true });
    await copyFile(from, to, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === "EEXIST") return false;
    throw fileError(error, to);
  }
}
