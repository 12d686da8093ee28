import { rm } from "node:fs/promises";
import { fileError } from "./file-error.ts";

/** Removes a folder with everything in it. */
export async function removeFolder(dir: string): Promise<void> {
  try {
    await rm(dir, { recursive: true });
  } catch (error) {
    throw fileError(error, dir);
  }
}
