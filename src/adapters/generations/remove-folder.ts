import { rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileError } from "../files/file-error.ts";
import { syncFolder } from "./sync-folder.ts";

/** What a folder that is being removed is called: whoever finds one may remove it. */
const REMOVED_PREFIX = ".removed-";

/**
 * A child of a killed command may still be writing into what is removed, for as long as it does not look for it by its name.
 * Guess: it comes to that within this many tries, 100 ms apart at first.
 */
const WHOLE = { recursive: true, force: true, maxRetries: 3 } as const;

/**
 * Removes a folder. It is renamed first, and that made durable, so that nobody ever finds half of it under its name, also after a
 * loss of power. Nothing there is success.
 *
 * @throws TouchstoneError READ_ONLY, DISK_FAILED.
 */
export async function removeFolder(dir: string): Promise<void> {
  const away = join(dirname(dir), `${REMOVED_PREFIX}${basename(dir)}`);
  try {
    await rm(away, WHOLE);
    await rename(dir, away);
    await syncFolder(dirname(dir));
    await rm(away, WHOLE);
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return;
    throw fileError(error, dir);
  }
}
