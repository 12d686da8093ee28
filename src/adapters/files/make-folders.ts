import { mkdir, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { TouchstoneError } from "../../core/errors.ts";
import { fileError } from "./file-error.ts";

/**
 * Makes a folder and those above it that are missing. One at a time: Node's `mkdir` with `recursive` never returns where a
 * folder is there and takes no entries, as in `/proc` (seen with Node 24.21).
 *
 * @throws INPUT_INVALID when a file is in the way; READ_ONLY, DISK_FULL, DISK_FAILED.
 */
export async function makeFolders(dir: string): Promise<void> {
  const missing: string[] = [];
  for (let path = resolve(dir); !(await isFolder(path)); path = dirname(path)) missing.unshift(path);
  for (const path of missing) await makeFolder(path);
}

/**
 * Whether a path leads to a folder.
 *
 * @throws READ_ONLY, DISK_FAILED when that cannot be told.
 */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === "ENOENT" || code === "ENOTDIR") return false;
    throw fileError(error, path);
  }
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === "EEXIST" && (await isFolder(path))) return;
    // The folder above is there: it is one of the kernel's, in which people make nothing.
    if (code !== "ENOENT") throw fileError(error, path);
    const hint = "Choose another folder";
    throw new TouchstoneError("READ_ONLY", `\`${path}\` cannot be made: its folder takes no new entries`, { hint, cause: error });
  }
}
