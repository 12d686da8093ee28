import { stat } from "node:fs/promises";

/** What programs said of themselves, by file. */
const said = new Map<string, string | null>();

/**
 * Which version a program is, asked once for as long as its file stays the same: asking is a process, and every command needs it.
 *
 * @param ask  Runs the program; null: it is not what is looked for.
 * @returns null also where there is no such file.
 */
export async function rememberVersion(path: string, ask: () => Promise<string | null>): Promise<string | null> {
  const file = await stat(path).catch(() => null);
  if (file === null) return null;
  const key = `${path} ${file.ino} ${file.size} ${file.mtimeMs}`;
  const known = said.get(key);
  if (known !== undefined) return known;
  const version = await ask();
  said.set(key, version);
  return version;
}
