import { lstat, readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { compareCodeUnits } from "../../core/canonical/order.ts";
import { fileError } from "../files/file-error.ts";

/**
 * Files of a folder that were written in place after another file was, and that have more than one name: whoever else holds
 * them, e.g. uv's cache and through it other generations, has the change too. What is replaced by a rename has one name alone.
 *
 * @param marker  Its time decides, not the clock's.
 * @returns relative to the folder, sorted.
 * @throws TouchstoneError DISK_FAILED, READ_ONLY.
 */
export async function findWrittenInPlace(dir: string, marker: string): Promise<readonly string[]> {
  try {
    const { mtimeMs: sinceMs } = await lstat(marker);
    const found: string[] = [];
    const walk = async (folder: string): Promise<void> => {
      const entries = await readdir(folder, { withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile()).map(({ name }) => join(folder, name));
      const stats = await Promise.all(files.map(async (file) => await lstat(file)));
      found.push(...files.filter((_, at) => (stats[at]?.nlink ?? 0) > 1 && (stats[at]?.mtimeMs ?? 0) > sinceMs));
      for (const entry of entries) if (entry.isDirectory()) await walk(join(folder, entry.name));
    };
    await walk(dir);
    return found.map((file) => relative(dir, file)).toSorted(compareCodeUnits);
  } catch (error) {
    throw fileError(error, dir);
  }
}
