import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { MACHINE_FOLDER } from "../../core/authored/project-layout.ts";
import { makeFolders } from "./make-folders.ts";
import { writeFileAtomic } from "./write-file-atomic.ts";

/** Keeps git out of the folder, itself included, whatever the project's own `.gitignore` says. */
const GITIGNORE = "*\n";

/**
 * Makes a folder's `.touchstone/` where it is missing, so that git ignores it.
 *
 * @throws READ_ONLY, DISK_FULL, DISK_FAILED; INPUT_INVALID when a file is in the way.
 */
export async function makeMachineFolder(dir: string): Promise<void> {
  await makeFolders(join(dir, MACHINE_FOLDER));
  const path = join(dir, MACHINE_FOLDER, ".gitignore");
  const present = await readFile(path, "utf8").catch(() => undefined);
  if (present !== GITIGNORE) await writeFileAtomic(path, GITIGNORE, { insideDir: dir });
}
