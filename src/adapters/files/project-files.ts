import { open, readdir, realpath, stat, type FileHandle } from "node:fs/promises";
import { createHash } from "node:crypto";
import { lstatSync } from "node:fs";
import { join } from "node:path";
import { sortProblems } from "../../core/authored/problem-order.ts";
import { findFileRole, isRecordFile, RECORD_FOLDERS, ROOT_FILES } from "../../core/authored/project-layout.ts";
import { limitsOf } from "../../core/authored/limits.ts";
import { notText, tooLarge, type AuthoredSource } from "../../core/authored/read-source.ts";
import { compareCodeUnits } from "../../core/canonical/order.ts";
import { type Problem, TouchstoneError } from "../../core/errors.ts";
import { fileError } from "./file-error.ts";
import { isInside } from "./is-inside.ts";

/** More files than this are no project but a mistake, e.g. a folder of exports inside `specs/`. */
const MAX_FILES = 20_000;

/** Folders below a record folder: `profiles/<checkpoint>/` is the deepest record; one more level finds misplaced files. */
const MAX_FOLDER_DEPTH = 3;

/** Files read at once; enough to keep a disk busy, and far below any limit on open files. */
const READS_AT_ONCE = 32;

/** A project's authored files as text, sorted by path, and what could not be loaded. Feed both to `readProject`. */
export interface ProjectFiles {
  readonly files: readonly AuthoredSource[];
  readonly problems: readonly Problem[];
}

/** Files that were read before, by path, each with what tells whether it has changed since. One process keeps it for a project. */
export type KnownFiles = Map<string, { readonly stamp: string; readonly source: AuthoredSource }>;

/**
 * Loads the authored files of a project folder: `touchstone.yaml`, `tags.yaml` and the record folders, nothing else.
 *
 * A file over the size limit is not loaded, and links that lead out of the project are not followed: each is a problem.
 *
 * @param known  Files read before: one that has not changed since is not read again, and its source is the same object.
 *
 * @throws FILE_TOO_LARGE for more than 20,000 files; DISK_FAILED when a folder cannot be listed.
 */
export async function readProjectFiles(
  projectDir: string,
  { maxFiles = MAX_FILES, known = new Map() }: { readonly maxFiles?: number; readonly known?: KnownFiles } = {},
): Promise<ProjectFiles> {
  const root = await realpath(projectDir).catch((error: unknown) => failToList(".", error));
  const paths = await listRecordFiles(root);
  if (paths.length > maxFiles) throw tooMany(maxFiles);
  const outcomes: (AuthoredSource | Problem)[] = [];
  for (let start = 0; start < paths.length; start += READS_AT_ONCE) {
    const batch = paths.slice(start, start + READS_AT_ONCE);
    outcomes.push(...(await Promise.all(batch.map(async (file) => await readOrRecall(root, file, known)))));
  }
  return {
    files: outcomes.filter((outcome) => "text" in outcome),
    problems: sortProblems(outcomes.filter((outcome) => "code" in outcome)),
  };
}

/**
 * A text that changes whenever an authored file, or one of the others named, is written, added or removed. Nothing is read.
 */
export async function stampProjectFiles(projectDir: string, others: readonly string[]): Promise<string> {
  const root = await realpath(projectDir).catch((error: unknown) => failToList(".", error));
  const hash = createHash("sha256");
  for (const file of [...(await listRecordFiles(root)), ...others]) hash.update(`${file}\n${stampOf(join(root, file)) ?? ""}\n`);
  return hash.digest("hex").slice(0, 16);
}

async function listRecordFiles(root: string): Promise<string[]> {
  const top = await list(root, "");
  const found: string[] = ROOT_FILES.filter((name) => top.some((entry) => entry.name === name && !entry.isDirectory()));
  for (const folder of RECORD_FOLDERS) {
    if (top.some((entry) => entry.name === folder)) await collect(root, { folder, depth: 1 }, found);
  }
  return found.toSorted(compareCodeUnits);
}

async function collect(root: string, at: { folder: string; depth: number }, found: string[]): Promise<void> {
  if (at.depth > MAX_FOLDER_DEPTH) return;
  for (const entry of await list(root, at.folder)) {
    const path = `${at.folder}/${entry.name}`;
    if (entry.isDirectory() || (entry.isSymbolicLink() && (await isFolder(join(root, path))))) {
      if (!entry.name.startsWith(".")) await collect(root, { folder: path, depth: at.depth + 1 }, found);
    } else if (isRecordFile(path)) {
      found.push(path);
    }
  }
}

async function isFolder(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => undefined);
  return stats?.isDirectory() === true;
}

async function list(root: string, folder: string): ReturnType<typeof listEntries> {
  return await listEntries(join(root, folder)).catch((error: unknown) => failToList(folder === "" ? "." : folder, error));
}

async function listEntries(path: string) {
  return await readdir(path, { withFileTypes: true });
}

function failToList(folder: string, cause: unknown): never {
  throw new TouchstoneError("DISK_FAILED", `the folder \`${folder}\` of the project cannot be listed: ${reasonOf(cause)}`, {
    hint: "Check that the folder exists and may be read",
    cause,
  });
}

function tooMany(maxFiles: number): TouchstoneError {
  return new TouchstoneError("FILE_TOO_LARGE", `the project holds more than ${maxFiles} authored files`, {
    hint: "Move files that are no records out of the project's folders",
  });
}

/**
 * The bytes of a file that an authored record names, e.g. a style anchor `anchors/hero.png`.
 *
 * @returns undefined when there is no such file inside the project, or when it is over 64 MiB.
 */
export async function readProjectBytes(projectDir: string, path: string): Promise<Uint8Array | undefined> {
  const opened = await openNamed(projectDir, path);
  if (opened?.kind !== "opened") return undefined;
  try {
    return opened.sizeBytes > MAX_NAMED_BYTES ? undefined : await opened.handle.readFile();
  } finally {
    await opened.handle.close();
  }
}

/** A file that is not there is an answer; one that cannot be read is a failure, never the same as absent. */
async function openNamed(projectDir: string, path: string): Promise<Opened | undefined> {
  try {
    return await openInside(await realpath(projectDir), path);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw fileError(error, path);
  }
}

/** No image that may be decoded (4096 x 4096) is larger, even without compression. */
const MAX_NAMED_BYTES = 64 * 1_048_576;

type Opened =
  | { readonly kind: "opened"; readonly handle: FileHandle; readonly sizeBytes: number }
  | { readonly kind: "refused"; readonly reason: string };

/** Opens a file whose real place is inside the project; links are followed only when they stay inside. */
async function openInside(root: string, path: string): Promise<Opened> {
  const target = await realpath(join(root, path));
  if (!isInside(root, target)) return { kind: "refused", reason: "it is a link that leads out of the project" };
  // Opening a pipe would wait for its writer for ever.
  if (!(await stat(target)).isFile()) return { kind: "refused", reason: "it is not a file" };
  const handle = await open(target, "r");
  const { size } = await handle.stat();
  return { kind: "opened", handle, sizeBytes: size };
}

/** A file's inode, size and time of its last change, which no program can set back; a link has none, for it is another's. */
function stampOf(path: string): string | undefined {
  const stats = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  return stats?.isFile() === true ? `${stats.dev}:${stats.ino}:${stats.size}:${stats.ctimeNs}` : undefined;
}

async function readOrRecall(root: string, file: string, known: KnownFiles): Promise<AuthoredSource | Problem> {
  // Looked at before it is read: what changes in between is read again the next time.
  const stamp = stampOf(join(root, file));
  const before = known.get(file);
  if (stamp !== undefined && before?.stamp === stamp) return before.source;
  const outcome = await readRecordFile(root, file);
  if (stamp !== undefined && "text" in outcome) known.set(file, { stamp, source: outcome });
  else known.delete(file);
  return outcome;
}

async function readRecordFile(root: string, file: string): Promise<AuthoredSource | Problem> {
  try {
    const opened = await openInside(root, file);
    if (opened.kind === "refused") return unreadable(file, opened.reason);
    try {
      const limits = limitsOf(findFileRole(file)?.kind);
      return opened.sizeBytes > limits.maxBytes ? tooLarge(file, limits) : decode(file, await opened.handle.readFile());
    } finally {
      await opened.handle.close();
    }
  } catch (error) {
    return unreadable(file, reasonOf(error));
  }
}

function decode(file: string, bytes: Uint8Array): AuthoredSource | Problem {
  try {
    return { file, text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return notText({ file, line: 1, column: 1 }, "its bytes form no valid characters");
  }
}

function unreadable(file: string, reason: string): Problem {
  const place = { file, line: 1, column: 1 };
  return {
    code: "INPUT_INVALID",
    message: `\`${file}\` cannot be read: ${reason}`,
    place,
    hint: "Put a readable file in its place",
  };
}

/** The system's reason without its path, which may be outside of what the reader knows, e.g. `EACCES: permission denied`. */
function reasonOf(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split(", ")[0] ?? "unknown";
}
