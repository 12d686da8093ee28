import { readProjectFiles } from "../adapters/files/project-files.ts";
import { LOCK_FILE } from "../core/assets/ready/lock.ts";
import { suggest } from "../core/authored/nearest.ts";
import { findFileRole } from "../core/authored/project-layout.ts";
import { assembleReading, type FileReading, type ProjectReading, readFile } from "../core/authored/read-project.ts";
import type { AuthoredSource } from "../core/authored/read-source.ts";
import {
  type EditableKind,
  type EditableRole,
  findRecordFile,
  parseRecordId,
  recordIdOf,
} from "../core/authored/record-address.ts";
import { listNames } from "../core/authored/wording.ts";
import { digestText } from "../core/canonical/digest.ts";
import { compareCodeUnits } from "../core/canonical/order.ts";
import { type FailureCode, type Problem, TouchstoneError } from "../core/errors.ts";
import { findLockProblems } from "./lock-problems.ts";
import { invalid, readProjectText } from "./project.ts";
import type { Studio } from "./studio.ts";

/** Every authored file, read one by one: a change of one leaves the others as they were read. */
export interface RecordFiles {
  readonly sources: readonly AuthoredSource[];
  readonly readings: readonly FileReading[];
  /** Problems of files that could not be loaded. */
  readonly broken: readonly Problem[];
  readonly reading: ProjectReading;
  /** Paths of all of them, loaded or not. */
  readonly names: readonly string[];
}

/** Reads all authored files; unlike `loadProject`, whatever is wrong with them: forms are where it is put right. */
export async function loadRecordFiles({ projectDir, memory }: Pick<Studio, "projectDir" | "memory">): Promise<RecordFiles> {
  const { files: sources, problems: broken } = await readProjectFiles(projectDir, { known: memory.files });
  const readings = sources.map(readFile);
  const unloaded = broken.flatMap(({ place }) => place?.file ?? []);
  const names = [...sources.map(({ file }) => file), ...unloaded].toSorted(compareCodeUnits);
  return { sources, readings, broken, reading: assembleReading(readings, broken), names };
}

/** The project as it would be read with one file replaced or added. */
export function readWith({ readings, broken }: RecordFiles, source: AuthoredSource): ProjectReading {
  return assembleReading([...readings.filter(({ file }) => file !== source.file), readFile(source)], broken);
}

/** What contradicts the lock, beside what is wrong with the files themselves. */
export async function loadLockProblems({ projectDir }: Studio, reading: ProjectReading): Promise<readonly Problem[]> {
  const text = await readProjectText(projectDir, LOCK_FILE);
  return text === undefined ? [] : findLockProblems(reading, text);
}

/** The file of one record; undefined when there is none, and a failure when there is one that cannot be loaded. */
export function findSource({ sources, broken, names }: RecordFiles, kind: EditableKind, id: string): AuthoredSource | undefined {
  const file = findRecordFile(names, kind, id);
  const source = sources.find((each) => each.file === file);
  const problems = broken.filter(({ place }) => file !== undefined && place?.file === file);
  if (source === undefined && problems.length > 0) throw invalid(problems);
  return source;
}

/** @throws TouchstoneError RECORD_NOT_FOUND, or the kind's own code, with the nearest name; what `findSource` throws. */
export function getSource(files: RecordFiles, kind: EditableKind, id: string): AuthoredSource {
  const source = findSource(files, kind, id);
  if (source !== undefined) return source;
  const known = listIds(files, kind);
  throw new TouchstoneError(NOT_FOUND[kind] ?? "RECORD_NOT_FOUND", `there is no ${kind} \`${id}\`${suggest(id, known)}`, {
    hint: known.length === 0 ? `Add one: the project has no ${kind} yet` : `Use one of: ${listNames(known)}`,
  });
}

const NOT_FOUND: Partial<Record<EditableKind, FailureCode>> = {
  spec: "SPEC_NOT_FOUND",
  checkpoint: "CHECKPOINT_NOT_FOUND",
  lora: "LORA_NOT_FOUND",
};

function listIds({ names }: RecordFiles, kind: EditableKind): readonly string[] {
  const roles = names.map((file) => findFileRole(file)).filter((role) => role?.kind === kind);
  return roles.flatMap((role) => (role === undefined ? [] : [recordIdOf(role)]));
}

/** @throws TouchstoneError INPUT_INVALID when no record of the kind can have the id. */
export function getRole(kind: EditableKind, id: string): EditableRole {
  const role = parseRecordId(kind, id);
  if (role !== undefined) return role;
  throw new TouchstoneError("INPUT_INVALID", `\`${id}\` is no id of a ${kind}`, { hint: ID_SHAPES[kind] ?? SLUG_SHAPE });
}

const SLUG_SHAPE = "Use lower-case letters, digits, `_` and `-`, at most 64";
const ID_SHAPES: Partial<Record<EditableKind, string>> = {
  project: "There is one: `project`",
  tags: "There is one: `tags`",
  profile: "Write `<checkpoint>.<id>.v<N>`, e.g. `pony.plain.v1`",
};

/** @throws TouchstoneError EXPECTATION_FAILED unless the file still has the text that the caller has seen, or still is not there. */
export function expectBase(source: AuthoredSource | undefined, base: string | null): void {
  const now = source === undefined ? null : digestText(source.text);
  if (now === base) return;
  const what = source === undefined ? "the file is gone" : `\`${source.file}\` has changed since you looked at it`;
  throw new TouchstoneError("EXPECTATION_FAILED", what, { hint: "Look at it again, then make the change once more" });
}
