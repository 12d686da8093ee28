import { readdir, realpath } from "node:fs/promises";
import { join } from "node:path";

/** Guess: a folder of models has some thousands; whoever has more is not shown all of it. */
const MOST_ENTRIES = 200_000;

/**
 * Files below a folder whose name is asked for, relative to it with `/`, in the order of their names; no file is opened.
 * Links are followed, each folder is entered once.
 *
 * @param most  Entries that are looked at.
 * @returns what was found, and whether there was more than could be looked at.
 */
export async function findFiles(
  dir: string,
  isWanted: (name: string) => boolean,
  most = MOST_ENTRIES,
): Promise<{ readonly files: readonly string[]; readonly isCut: boolean }> {
  const files: string[] = [];
  const entered = new Set<string>();
  let left = most;
  const walk = async (folder: string, prefix: string): Promise<void> => {
    const real = await realpath(folder).catch(() => null);
    if (real === null || entered.has(real)) return;
    entered.add(real);
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
      if ((left -= 1) < 0) return;
      const path = `${prefix}${entry.name}`;
      if (entry.isFile() || (entry.isSymbolicLink() && isWanted(entry.name))) {
        if (isWanted(entry.name)) files.push(path);
      } else if (entry.isDirectory() || entry.isSymbolicLink()) await walk(join(folder, entry.name), `${path}/`);
    }
  };
  await walk(dir, "");
  return { files, isCut: left < 0 };
}
