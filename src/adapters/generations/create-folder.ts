import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileError } from "../files/file-error.ts";
import { syncFolder } from "./sync-folder.ts";

/**
 * Makes a folder with files in it that is there as a whole or not at all, also after a loss of power: built and synced under
 * the name `unborn`, renamed, and the folder above synced.
 *
 * @param unborn  A path beside `dir`. What a killed process left there is replaced.
 * @throws TouchstoneError READ_ONLY, DISK_FULL, DISK_FAILED; then nothing is left.
 */
export async function createFolder(
  dir: string,
  { unborn, files }: { readonly unborn: string; readonly files: Readonly<Record<string, string>> },
): Promise<void> {
  try {
    await rm(unborn, { recursive: true, force: true });
    await mkdir(unborn);
    for (const [name, text] of Object.entries(files)) await writeDurably(join(unborn, name), text);
    // The names in the folder, before the folder gets its own.
    await syncFolder(unborn);
    await rename(unborn, dir);
    await syncFolder(dirname(dir));
  } catch (error) {
    await rm(unborn, { recursive: true, force: true }).catch(() => undefined);
    throw fileError(error, dir);
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const handle = await open(path, "wx");
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
