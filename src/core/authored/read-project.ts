import type { z } from "zod";
import type { ProjectRecords } from "../assets/records/project-records.ts";
import { byKey } from "../canonical/order.ts";
import type { Problem } from "../errors.ts";
import { assembleRecords } from "./assemble-records.ts";
import { findDuplicates } from "./duplicates.ts";
import { checkScene } from "../playtest/scene/check-scene.ts";
import { isKind, type FileRecord } from "./file-record.ts";
import { parseAuthored } from "./parse.ts";
import { sortProblems } from "./problem-order.ts";
import { findFileRole, shapesOfFolder } from "./project-layout.ts";
import type { AuthoredSource } from "./read-source.ts";
import { RECORD_SCHEMAS } from "./record-kinds.ts";
import { findReferenceProblems } from "./references.ts";

/** A project folder's authored files, understood as far as they can be. */
export interface ProjectReading {
  /** The valid records; undefined when `touchstone.yaml` is missing or invalid. A record with a problem is left out. */
  readonly records: ProjectRecords | undefined;
  /** Every file's valid record with its places, sorted by file. */
  readonly files: readonly FileRecord[];
  readonly warnings: readonly Problem[];
  /** Files that cannot be used: unreadable, invalid, misnamed or carrying an id twice. */
  readonly problems: readonly Problem[];
  /** Names of records that do not exist, e.g. an unknown tag. The records that say them are valid in themselves. */
  readonly references: readonly Problem[];
  /** The files that hold or claim to hold a spec, by spec id; more than one only when an id is taken twice. */
  readonly specFiles: ReadonlyMap<string, readonly string[]>;
}

/**
 * Reads all authored files of a project.
 *
 * @param files   As `readProjectFiles` returns them, in any order: the result does not depend on it.
 * @param broken  Problems of files that could not even be loaded; they become part of the result.
 * @returns all problems at once. A broken file never hides another: see `problemsFor` for what blocks one spec.
 *
 * Codes: those of `parseAuthored`, DUPLICATE_ID, PROJECT_NOT_FOUND. Source: SPEC.md A20-A27.
 */
export function readProject(files: readonly AuthoredSource[], broken: readonly Problem[] = []): ProjectReading {
  return assembleReading(files.map(readFile), broken);
}

/** One authored file, as far as it can be understood by itself. */
export interface FileReading {
  readonly file: string;
  /** Undefined when the file has a problem. */
  readonly record: FileRecord | undefined;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/**
 * Puts files that were read one by one together, as `readProject` does: whoever changes one file reads only that one anew,
 * and the records of all others stay the very same objects.
 */
export function assembleReading(readings: readonly FileReading[], broken: readonly Problem[] = []): ProjectReading {
  const sorted = readings.toSorted(byKey((reading) => reading.file));
  const valid = sorted.flatMap(({ record }) => (record === undefined ? [] : [record]));
  const loaded = [...sorted.map(({ file }) => file), ...broken.flatMap((problem) => problem.place?.file ?? [])];
  const ofFiles = sorted.flatMap(({ problems }) => problems);
  const records = assembleRecords(valid);
  return {
    records,
    files: valid,
    warnings: sortProblems(sorted.flatMap(({ warnings }) => warnings)),
    problems: sortProblems([...broken, ...ofFiles, ...findDuplicates(valid), ...findMissingFiles(loaded)]),
    references: records === undefined ? [] : sortProblems(findReferenceProblems(valid, loaded)),
    specFiles: collectSpecFiles(loaded),
  };
}

/** The problems that keep one spec from being planned: those of its own file and those of files that all specs share. */
export function problemsFor(reading: ProjectReading, specId: string): Problem[] {
  return reading.problems.filter((problem) => concernsSpec(reading, problem, specId));
}

/** The problems of files that all specs share: each of them blocks every spec. */
export function sharedProblems({ problems }: ProjectReading): Problem[] {
  return problems.filter((problem) => !isOfOneSpec(problem));
}

/** Files that concern one spec at most: those of specs, and stories, which nothing is made from. */
function isOfOneSpec({ place }: Problem): boolean {
  return place?.file.startsWith("specs/") === true || place?.file.startsWith("story/") === true;
}

function concernsSpec(reading: ProjectReading, problem: Problem, specId: string): boolean {
  const file = problem.place?.file ?? "";
  return !isOfOneSpec(problem) || (reading.specFiles.get(specId) ?? []).includes(file);
}

const readings = new WeakMap<AuthoredSource, FileReading>();

/**
 * Reads one authored file: what it holds, or everything that is wrong with it. A source is immutable, so that is found out
 * once: its record is the same object then, and so is the record's digest.
 */
export function readFile(source: AuthoredSource): FileReading {
  const known = readings.get(source) ?? understand(source);
  readings.set(source, known);
  return known;
}

function understand(source: AuthoredSource): FileReading {
  const { file } = source;
  const role = findFileRole(file);
  if (role === undefined) return { file, record: undefined, problems: [describeStray(file)], warnings: [] };
  const parsed = parseAuthored(source, RECORD_SCHEMAS[role.kind] as z.ZodType);
  if (parsed.kind === "invalid") return { file, record: undefined, problems: parsed.problems, warnings: [] };
  const record = { role, file, value: parsed.value, placeOf: parsed.placeOf } as FileRecord;
  const problems = [...findMisnaming(record), ...(isKind(record, "scene") ? checkScene(record.value, record.placeOf) : [])];
  return { file, record: problems.length === 0 ? record : undefined, problems, warnings: parsed.warnings };
}

function describeStray(file: string): Problem {
  const shapes = shapesOfFolder(file).map((shape) => `\`${shape}\``);
  return {
    code: "INPUT_INVALID",
    message: `\`${file}\` is not where a record is looked for`,
    place: { file, line: 1, column: 1 },
    hint: shapes.length === 0 ? "Move the file out of the project's folders" : `Name it ${shapes.join(" or ")}`,
  };
}

/** A record must say what its path says, or its file would be found under a name that no other record can use. */
function findMisnaming({ role, value, placeOf }: FileRecord): Problem[] {
  return (["id", "checkpointId", "version"] as const).flatMap((field) => {
    const inPath = role[field];
    const written = (value as Record<string, unknown>)[field];
    if (inPath === undefined || written === inPath || role.kind === "workflow" || role.kind === "bindings") return [];
    const message = `\`${field}\` is \`${String(written)}\`, but the file's path says \`${inPath}\``;
    return [
      { code: "INPUT_INVALID", message, place: placeOf([field]), hint: `Write \`${field}: ${inPath}\`, or rename the file` },
    ];
  });
}

function findMissingFiles(loaded: readonly string[]): Problem[] {
  const roles = loaded.map((file) => findFileRole(file));
  const problems: Problem[] = [];
  if (!roles.some((role) => role?.kind === "project")) {
    problems.push({
      code: "PROJECT_NOT_FOUND",
      message: "`touchstone.yaml` is missing",
      place: { file: "touchstone.yaml", line: 1, column: 1 },
      hint: "Run `touchstone init`, or add the file with `id` and `title`",
    });
  }
  for (const file of loaded) {
    const role = findFileRole(file);
    const other = role?.kind === "workflow" ? "bindings" : "workflow";
    if (role?.kind !== "workflow" && role?.kind !== "bindings") continue;
    if (roles.some((each) => each?.kind === other && each.id === role.id)) continue;
    const missing = other === "workflow" ? `workflows/${role.id}.json` : `workflows/${role.id}.bindings.yaml`;
    const message = `workflow \`${role.id}\` has no \`${missing}\``;
    problems.push({ code: "INPUT_INVALID", message, place: { file, line: 1, column: 1 }, hint: `Add \`${missing}\`` });
  }
  return problems;
}

function collectSpecFiles(loaded: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const files = new Map<string, string[]>();
  for (const file of loaded) {
    const role = findFileRole(file);
    if (role?.kind === "spec" && role.id !== undefined) files.set(role.id, [...(files.get(role.id) ?? []), file]);
  }
  return files;
}
