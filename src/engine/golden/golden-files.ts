import { readdir, writeFile } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { fileError } from "../../adapters/files/file-error.ts";
import { makeFolders } from "../../adapters/files/make-folders.ts";
import { removeFiles } from "../../adapters/files/remove-files.ts";
import { compareCodeUnits } from "../../core/canonical/order.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { logPath } from "../../core/playtest/record/file-names.ts";
import { parseTraceLine } from "../../core/trace/trace-line.ts";
import { loadTraceText } from "../load-trace-text.ts";
import { type GoldenPlace, machineFolderOf } from "./golden-place.ts";

/** A golden's file: its text, that there is none, or why it cannot be read. */
export type GoldenFile =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "missing" }
  | { readonly kind: "unreadable"; readonly message: string };

/** Reads a golden. @param golden  Its path inside the folder of goldens. */
export async function readGolden(goldenDir: string, golden: string): Promise<GoldenFile> {
  try {
    return { kind: "text", text: await loadTraceText({ path: join(goldenDir, golden), name: golden }) };
  } catch (error) {
    if (!(error instanceof TouchstoneError)) throw error;
    if (error.code === "FILE_NOT_FOUND") return { kind: "missing" };
    return { kind: "unreadable", message: error.message };
  }
}

/** Every golden of a folder, as paths inside it, sorted; none where there is no folder. Links are not followed. */
export async function listGoldens(dir: string): Promise<readonly string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if ((error as { code?: string }).code === "ENOENT") return [];
    throw fileError(error, dir);
  });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".trace.jsonl"))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(dir.length + 1)
        .replaceAll(sep, "/"),
    )
    .toSorted(compareCodeUnits);
}

/** The suite that a golden was recorded for, as its first line says; undefined where it says nothing. */
export function suiteOfGolden(text: string): unknown {
  const header = parseTraceLine(text.slice(0, text.indexOf("\n")));
  return header.kind === "object" ? header.value["suite"] : undefined;
}

/**
 * Writes a play that differs where people can look at it. It is nothing that anybody keeps, so it is not synced to disk.
 *
 * @throws TouchstoneError READ_ONLY, DISK_FULL, DISK_FAILED; INPUT_INVALID when a file is in the way.
 */
export async function writePending(place: GoldenPlace, golden: string, text: string): Promise<void> {
  const path = join(place.pendingDir, golden);
  try {
    await makeFolders(dirname(path));
    // Keeps git out, also where there is no project.
    await writeFile(join(machineFolderOf(place), ".gitignore"), "*\n", { flag: "wx" }).catch(ignoreExisting);
    await writeFile(path, text);
  } catch (error) {
    throw fileError(error, path);
  }
}

function ignoreExisting(error: unknown): void {
  if ((error as { code?: string }).code !== "EEXIST") throw error;
}

/**
 * Removes what waited and waits no more.
 *
 * @param keep      What still does.
 * @param mayRemove Whether one is the caller's to remove; it is asked with the text of the file.
 */
export async function clearPending(
  { pendingDir }: GoldenPlace,
  { keep, mayRemove }: { readonly keep: ReadonlySet<string>; readonly mayRemove: (golden: string, text: string) => boolean },
): Promise<void> {
  const stale: string[] = [];
  for (const golden of await listGoldens(pendingDir)) {
    if (keep.has(golden)) continue;
    const file = await readGolden(pendingDir, golden);
    if (file.kind === "text" && mayRemove(golden, file.text)) stale.push(golden);
  }
  if (stale.length > 0) await removeFiles(pendingDir, stale);
}

/** Removes plays that wait no more, once they are goldens. */
export async function removePending({ pendingDir }: GoldenPlace, goldens: readonly string[]): Promise<void> {
  const waiting = new Set(await listGoldens(pendingDir));
  const stale = goldens.filter((golden) => waiting.has(golden));
  if (stale.length > 0) await removeFiles(pendingDir, stale);
}

/** Removes goldens with the logs beside them. */
export async function removeGoldens(goldenDir: string, goldens: readonly string[]): Promise<void> {
  if (goldens.length > 0) await removeFiles(goldenDir, [...goldens, ...goldens.map(logPath)]);
}
