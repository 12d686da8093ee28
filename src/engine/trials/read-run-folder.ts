import { lstat, readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileError } from "../../adapters/files/file-error.ts";
import { compareCodeUnits } from "../../core/canonical/order.ts";
import { readManifest } from "./manifest-lines.ts";
import { isUnborn, MANIFEST_FILE, RUN_FILE, traceIdOf } from "./run-files.ts";
import { parseRunJson } from "./run-json.ts";
import type { ManifestLine, RunFacts } from "./run-store.ts";

/** A run's folder as it is on disk, put right or not. */
export interface RunFolder {
  readonly folder: string;
  readonly facts: RunFacts;
  readonly recorded: boolean;
  /** Text of the run's manifest; null where there is none. */
  readonly manifest: string | null;
  /** What the manifest says of each trial at last. */
  readonly lines: readonly ManifestLine[];
  /** Ids of the traces that are there, in order. */
  readonly traceIds: readonly string[];
  /** Names of files that a killed process left before anything was in them. */
  readonly unborn: readonly string[];
}

/**
 * Reads a run's folder.
 *
 * @returns null where there is none, or its `run.json` is not there or not what was written; a folder that was copied under
 * another name is none either, nor is what a link leads to: it may lie outside of the project.
 * @throws TouchstoneError DISK_FAILED, READ_ONLY where it cannot be read.
 */
export async function readRunFolder(folder: string): Promise<RunFolder | null> {
  if (!(await isFolder(folder))) return null;
  const run = parseRunJson((await readOrNull(join(folder, RUN_FILE))) ?? "");
  if (run === null || run.facts.runId !== basename(folder)) return null;
  const manifest = await readOrNull(join(folder, MANIFEST_FILE));
  const names = await readdir(folder).catch((error: unknown) => {
    throw fileError(error, folder);
  });
  const traceIds = names.flatMap((name) => traceIdOf(name) ?? []).toSorted(compareCodeUnits);
  return { folder, ...run, manifest, lines: readManifest(manifest ?? ""), traceIds, unborn: names.filter(isUnborn) };
}

/** Whether the manifest lists exactly the traces that are there, and none as running; and nothing is left beside them. */
export function isSettled({ lines, traceIds, unborn, manifest }: RunFolder): boolean {
  return (
    manifest !== null &&
    unborn.length === 0 &&
    lines.length === traceIds.length &&
    lines.every(({ traceId, status }, index) => traceId === traceIds[index] && status !== "running")
  );
}

async function isFolder(path: string): Promise<boolean> {
  const stats = await lstat(path).catch(() => null);
  return stats?.isDirectory() === true;
}

/** A file's text; null where it is not there. */
export async function readOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw fileError(error, path);
  }
}
