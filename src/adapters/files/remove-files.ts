import { lstat, readdir, realpath, rm, rmdir, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { compareCodeUnits } from "../../core/canonical/order.ts";
import { fileError } from "./file-error.ts";
import { isInside } from "./is-inside.ts";

/**
 * Removes the named files of a folder, and the folders between that are empty then. The folder itself stays: it may be
 * where a shell, or this very process, stands. What is not there, is no file, or lies behind a link that leads out of the
 * folder, is left.
 *
 * @param files  Paths relative to `dir`, e.g. `["specs/gem.yaml"]`.
 * @throws TouchstoneError READ_ONLY, DISK_FAILED
 */
export async function removeFiles(dir: string, files: readonly string[]): Promise<void> {
  try {
    const root = await realpath(dir);
    for (const file of files) if (await isRemovable(root, file)) await unlink(join(root, file));
    for (const folder of foldersOf(files).toReversed()) await removeIfEmpty(join(root, folder));
  } catch (error) {
    throw fileError(error, dir);
  }
}

/**
 * Removes all that lies in a folder but the entries named.
 *
 * @throws TouchstoneError READ_ONLY, DISK_FAILED
 */
export async function emptyFolder(dir: string, keep: readonly string[]): Promise<void> {
  try {
    const names = await readdir(dir);
    for (const name of names) if (!keep.includes(name)) await rm(join(dir, name), { recursive: true });
  } catch (error) {
    throw fileError(error, dir);
  }
}

/**
 * What lies in a folder, sorted: the entries by name, but what is in `openFolders` file by file.
 *
 * E.g. `[".git", "NOTES.md", "specs/mine.yaml"]`.
 */
export async function listRest(dir: string, openFolders: readonly string[]): Promise<readonly string[]> {
  const entries = await readdir(dir, { withFileTypes: true });
  const rest = entries.map(async (entry) => {
    const isOpen = entry.isDirectory() && openFolders.includes(entry.name);
    return isOpen ? await listFiles(dir, entry.name) : [entry.name];
  });
  return (await Promise.all(rest)).flat().toSorted(compareCodeUnits);
}

async function listFiles(dir: string, folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(dir, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory());
  return files.map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1));
}

async function isRemovable(root: string, file: string): Promise<boolean> {
  try {
    const folder = await realpath(dirname(join(root, file)));
    return (folder === root || isInside(root, folder)) && !(await lstat(join(root, file))).isDirectory();
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return false;
    throw error;
  }
}

/** Every folder that the files lie in, outer ones first. */
function foldersOf(files: readonly string[]): readonly string[] {
  const folders = new Set<string>();
  for (const file of files) for (let folder = dirname(file); folder !== "."; folder = dirname(folder)) folders.add(folder);
  return [...folders].toSorted(compareCodeUnits);
}

async function removeIfEmpty(path: string): Promise<void> {
  try {
    await rmdir(path);
  } catch (error) {
    // A link, or a file where a folder was, is not ours either.
    if (!["ENOTEMPTY", "EEXIST", "ENOENT", "ENOTDIR"].includes(codeOf(error))) throw error;
  }
}

function codeOf(error: unknown): string {
  return String((error as { code?: string }).code);
}
