import { join } from "node:path";
import { type ProjectFiles, readProjectBytes, readProjectFiles } from "../adapters/files/project-files.ts";
import { writeFileAtomic } from "../adapters/files/write-file-atomic.ts";
import { findChangedProfiles } from "../core/assets/ready/find-changed-profiles.ts";
import { EMPTY_LOCK, type Lock, LOCK_FILE, parseLock } from "../core/assets/ready/lock.ts";
import type { ProjectRecords } from "../core/assets/records/project-records.ts";
import type { Spec } from "../core/assets/records/spec.ts";
import { suggest } from "../core/authored/nearest.ts";
import { parseProjectId } from "../core/authored/parse-project-id.ts";
import { sortProblems } from "../core/authored/problem-order.ts";
import { MACHINE_FOLDER, PROJECT_FILES } from "../core/authored/project-layout.ts";
import { problemsFor, type ProjectReading, readProject } from "../core/authored/read-project.ts";
import type { AuthoredSource } from "../core/authored/read-source.ts";
import { type Problem, TouchstoneError } from "../core/errors.ts";
import type { StoreOptions } from "../store/store.ts";
import type { ProjectMemory } from "./project-memory.ts";
import type { Studio } from "./studio.ts";

/** A project as its authored files are now. */
export interface LoadedRecords {
  readonly records: ProjectRecords;
  readonly reading: ProjectReading;
}

/** A project as its authored files are now, and what was frozen of it. */
export interface LoadedProject extends LoadedRecords {
  readonly lock: Lock;
}

type Remembering = Pick<Studio, "projectDir"> & { readonly memory?: ProjectMemory };

/**
 * Reads all authored files, but not the lock: for what plans nothing.
 *
 * @throws TouchstoneError INPUT_INVALID with every problem when `touchstone.yaml` itself cannot be used.
 */
export async function loadRecords({ projectDir, memory }: Remembering): Promise<LoadedRecords> {
  const found = await readProjectFiles(projectDir, memory === undefined ? {} : { known: memory.files });
  const reading = recallReading(found, memory);
  if (reading.records === undefined) throw invalid(reading.problems);
  return { records: reading.records, reading };
}

/**
 * Reads all authored files and the lock. A released profile that changed is a problem like a broken file.
 *
 * @throws TouchstoneError LOCK_DAMAGED, and what `loadRecords` throws.
 */
export async function loadProject(studio: Remembering): Promise<LoadedProject> {
  const { records, reading } = await loadRecords(studio);
  const lockText = await readProjectText(studio.projectDir, LOCK_FILE);
  const lock = recallLock(lockText, studio.memory);
  const problems = sortProblems([...reading.problems, ...findChangedProfiles(lock, records.profiles)]);
  return { records, reading: { ...reading, problems }, lock };
}

function recallReading({ files, problems }: ProjectFiles, memory: ProjectMemory | undefined): ProjectReading {
  const known = memory?.reading;
  const isSame = known?.files.length === files.length && files.every((file, index) => file === known.files[index]);
  if (isSame && problems.length === 0) return known.reading;
  const reading = readProject(files, problems);
  if (memory !== undefined) memory.reading = problems.length === 0 ? { files, reading } : undefined;
  return reading;
}

function recallLock(text: string | undefined, memory: ProjectMemory | undefined): Lock {
  if (text === undefined) return EMPTY_LOCK;
  if (memory?.lock?.text === text) return memory.lock.lock;
  const lock = parseLock(text);
  if (memory !== undefined) memory.lock = { text, lock };
  return lock;
}

/** Where a project's store lies, and whose events it holds. */
export type StorePlace = Pick<StoreOptions, "dir" | "projectId">;

/**
 * Where a project's store lies, and whose events it must hold. Of all authored files this needs the project's id alone.
 *
 * @throws TouchstoneError PROJECT_NOT_FOUND; INPUT_INVALID or FILE_SYNTAX when the id cannot be read.
 */
export async function locateStore({ projectDir }: Pick<Studio, "projectDir">): Promise<StorePlace> {
  const projectId = await findProjectId(projectDir);
  if (projectId !== undefined) return { dir: join(projectDir, MACHINE_FOLDER), projectId };
  throw new TouchstoneError("PROJECT_NOT_FOUND", `no \`${PROJECT_FILES[0]}\` in \`${projectDir}\``, {
    hint: "Run `touchstone init` there, or name another folder",
  });
}

/** The file of a folder that makes it a project, if any, e.g. `{ file: "touchstone.yaml", text: "id: …" }`. */
export async function findProjectFile(projectDir: string): Promise<AuthoredSource | undefined> {
  for (const file of PROJECT_FILES) {
    const text = await readProjectText(projectDir, file);
    if (text !== undefined) return { file, text };
  }
  return undefined;
}

/**
 * The id of the project in a folder; undefined when the folder holds none.
 *
 * @throws TouchstoneError INPUT_INVALID or FILE_SYNTAX when its file is there and says no id.
 */
export async function findProjectId(projectDir: string): Promise<string | undefined> {
  const source = await findProjectFile(projectDir);
  if (source === undefined) return undefined;
  const parsed = parseProjectId(source);
  if (parsed.kind === "invalid") throw invalid(parsed.problems);
  return parsed.value.id;
}

/** The text of one file of the project; undefined when there is none. */
export async function readProjectText(projectDir: string, file: string): Promise<string | undefined> {
  const bytes = await readProjectBytes(projectDir, file);
  return bytes === undefined ? undefined : new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

/** Replaces one file of the project, whole or not at all. */
export async function writeProjectText(projectDir: string, file: string, text: string): Promise<void> {
  await writeFileAtomic(join(projectDir, file), text, { insideDir: projectDir });
}

/** A failure that carries all problems of files; its place is the first one's. */
export function invalid(problems: readonly Problem[]): TouchstoneError {
  const [first] = problems;
  const message = problems.length === 1 ? (first?.message ?? "") : `${problems.length} problems in the project's files`;
  return new TouchstoneError(first?.code ?? "INPUT_INVALID", message, { place: first?.place, hint: first?.hint, problems });
}

/**
 * One valid spec.
 *
 * @throws TouchstoneError SPEC_NOT_FOUND with the nearest name; INPUT_INVALID when its file, or a file all specs share, is broken.
 */
export function getSpec(project: LoadedProject, id: string): Spec {
  requireSpec(id, project.reading.specFiles.keys());
  const problems = problemsFor(project.reading, id);
  const spec = project.records.specs.get(id);
  if (problems.length > 0 || spec === undefined) throw invalid(problems);
  return spec;
}

/** @throws TouchstoneError SPEC_NOT_FOUND with the nearest name, unless the id is among those known. */
export function requireSpec(id: string, known: Iterable<string>): void {
  const ids = [...known];
  if (ids.includes(id)) return;
  throw new TouchstoneError("SPEC_NOT_FOUND", `there is no spec \`${id}\`${suggest(id, ids)}`, {
    hint: "List specs with `touchstone spec list`",
  });
}

/** @throws TouchstoneError CHECKPOINT_NOT_FOUND with the nearest name, unless the project has the checkpoint. */
export function requireCheckpoint(id: string, { checkpoints }: ProjectRecords): void {
  if (checkpoints.has(id)) return;
  const known = [...checkpoints.keys()];
  throw new TouchstoneError("CHECKPOINT_NOT_FOUND", `there is no checkpoint \`${id}\`${suggest(id, known)}`, {
    hint: `Use one of: ${known.join(", ")}`,
  });
}
