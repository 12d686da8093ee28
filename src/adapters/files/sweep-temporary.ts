import { readdir, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { PROJECT_SCHEMA_FOLDER } from "../../core/authored/json-schemas.ts";
import { MACHINE_FOLDER, RECORD_FOLDERS } from "../../core/authored/project-layout.ts";
import { fileError } from "./file-error.ts";

/** Names that `writeFileAtomic` writes under before it renames. */
const TEMPORARY = /^\..+\.[0-9a-f]{12}\.tmp$/;
/** Folders of which only the files directly in them are looked at: below are those of others, and the store. */
const FLAT_FOLDERS = [".", MACHINE_FOLDER];
/** No write takes this long; a younger file may belong to another process that is at work, e.g. `init`. */
const ABANDONED_AFTER_MS = 60_000;

/**
 * Removes what a killed process left beside a project's authored files: half-written copies that nothing reads.
 *
 * @param nowMs  Files last written less than a minute before are left alone.
 * @returns how many were removed.
 * @throws TouchstoneError READ_ONLY, DISK_FAILED
 */
export async function sweepTemporary(projectDir: string, nowMs: number): Promise<number> {
  const folders = [...FLAT_FOLDERS, ...RECORD_FOLDERS, PROJECT_SCHEMA_FOLDER];
  const found = await Promise.all(folders.map((folder) => listTemporary(projectDir, folder)));
  let swept = 0;
  for (const path of found.flat()) swept += (await removeAbandoned(path, nowMs)) ? 1 : 0;
  return swept;
}

async function listTemporary(projectDir: string, folder: string): Promise<readonly string[]> {
  const path = join(projectDir, folder);
  try {
    const names = await readdir(path, { recursive: !FLAT_FOLDERS.includes(folder) });
    return names.filter((name) => TEMPORARY.test(basename(name))).map((name) => join(path, name));
  } catch (error) {
    if (isMissing(error)) return [];
    throw fileError(error, path);
  }
}

async function removeAbandoned(path: string, nowMs: number): Promise<boolean> {
  try {
    if (nowMs - (await stat(path)).mtimeMs < ABANDONED_AFTER_MS) return false;
    await rm(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw fileError(error, path);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
