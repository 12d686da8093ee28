import { posix } from "node:path";

/** Guesses: many times what the largest node packs hold. */
const MAX_ENTRIES = 100_000;
const MAX_BYTES = 4 * 1024 ** 3;

/** What stands in a name for bytes that are not UTF-8. */
const REPLACEMENT = "\uFFFD";

/**
 * Judges the files of one node pack, one after the other.
 *
 * @returns why a file cannot be taken: a name that is no text, or more than the limits; null where it can.
 */
export function createCodeJudge(): (path: string, bytes: number) => string | null {
  let [entries, total] = [0, 0];
  return (path, bytes) => {
    entries += 1;
    total += bytes;
    if (path.includes(REPLACEMENT)) return "has a name that is not UTF-8";
    if (entries > MAX_ENTRIES) return `is one of more than ${MAX_ENTRIES} files`;
    return total > MAX_BYTES ? `is beyond the first ${MAX_BYTES / 1024 ** 3} GiB` : null;
  };
}

/**
 * The first file whose name differs from that of another one in case alone: on a disk that does not tell case apart one of the two
 * would silently replace the other.
 *
 * @returns null where there is none.
 */
export function findCaseTwin(paths: readonly string[]): { readonly path: string; readonly why: string } | null {
  const seen = new Map<string, string>();
  for (const path of paths) {
    const key = path.normalize("NFC").toLowerCase();
    const twin = seen.get(key);
    if (twin !== undefined) return { path, why: `and \`${shownName(twin)}\` differ in case alone` };
    seen.set(key, path);
  }
  return null;
}

/**
 * Whether a link may lead out of the pack. `..` counts only at the beginning: after a folder that is itself a link it leads
 * elsewhere than it says.
 *
 * @param path  The link, relative to the pack, with `/`.
 * @param target  What it says.
 */
export function leadsOut(path: string, target: string): boolean {
  const parts = target.split("/").filter((part) => part !== "" && part !== ".");
  const ups = parts.findIndex((part) => part !== "..");
  const isPlain = ups === -1 || !parts.slice(ups).includes("..");
  const inside = posix.join(posix.dirname(path), target);
  return posix.isAbsolute(target) || !isPlain || inside === ".." || inside.startsWith("../");
}

/** A name for people: with what would break a line or a terminal written out. */
export function shownName(path: string): string {
  return JSON.stringify(path).slice(1, -1);
}
