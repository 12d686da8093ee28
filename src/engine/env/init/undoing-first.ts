import { lstat, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileError } from "../../../adapters/files/file-error.ts";
import { readPointer } from "../../../adapters/generations/pointer.ts";
import { TRUTH_LINKS } from "./first-files.ts";
import { isThere } from "../is-there.ts";
import type { HeldEnv } from "../hold/with-env-lock.ts";

/** What a first generation makes in `env/`; the person's own among them stay. Snapshots may have come with a clone. */
const MADE = ["generations", "state", "config.toml", ".gitignore", ...TRUTH_LINKS];

/**
 * Makes a first generation; where that fails before the pointer is there, `env/` holds afterwards what it held before, and the
 * lock's files. The lock must be held, and no complete generation be there.
 *
 * @throws what `make` throws.
 */
export async function undoingFirst<T>(held: HeldEnv, make: () => Promise<T>): Promise<T> {
  const { home } = held;
  const theirs = new Set<string>();
  for (const name of ["config.toml", ".gitignore"]) if (await isThere(join(home.dir, name))) theirs.add(name);
  for (const name of TRUTH_LINKS) if (await isFileOfTheirs(join(home.dir, name))) theirs.add(name);
  try {
    return await make();
  } catch (error) {
    // What is production already is finished by its intent, which whoever takes the lock next finds.
    if ((await readPointer(home)) !== null) throw error;
    await held.end();
    await removeMade(
      home.dir,
      MADE.filter((name) => !theirs.has(name)),
    );
    throw error;
  }
}

/** Of these only links are ours: a file that lies there was a person's before. */
async function isFileOfTheirs(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => null);
  return found !== null && !found.isSymbolicLink();
}

async function removeMade(dir: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await rm(join(dir, name), { recursive: true, force: true }).catch((error: unknown) => {
      throw fileError(error, join(dir, name));
    });
  }
}
