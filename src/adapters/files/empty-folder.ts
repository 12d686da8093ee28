import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileError } from "./file-error.ts";

/** Removes everything in a folder. The folder itself stays: it may be where a shell, or this very process, stands. */
export async function emptyFolder(dir: string): Promise<void> {
  try {
    for (const name of await readdir(dir)) await rm(join(dir, name), { recursive: true });
  } catch (error) {
    throw fileError(error, dir);
  }
}
