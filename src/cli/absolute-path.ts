import { resolve, sep } from "node:path";

/**
 * A path as typed, made absolute: a verb knows no working folder. A slash at its end stays, for it says that a folder is meant.
 *
 * An empty text, as of a variable that is not set, is no path and stays empty. E.g. `sprites/` in `/games` -> `/games/sprites/`.
 */
export function absolutePath(typed: string, cwd: string): string {
  if (typed === "") return "";
  const path = resolve(cwd, typed);
  return /[/\\]$/.test(typed) && !path.endsWith(sep) ? path + sep : path;
}
