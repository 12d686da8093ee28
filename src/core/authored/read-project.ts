import type { z } from "zod";
import type { ProjectRecords } from "../assets/records/project-records.ts";
import { byKey } from "../canonical/order.ts";
import type { Problem } from "../errors.ts";
import { assembleRecords } from "./assemble-records.ts";
import { findDuplicates } from "./duplicates.ts";
import type { FileRecord } from "./file-record.ts";
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
  const problems: Problem[] = [...broken];
  const warnings: Problem[] = [];
  const valid: FileRecord[] = [];
  const sorted = files.toSorted(byKey((file) => file.file));
  for (const source of sorted) {
    const record = readRecord(source, problems, warnings);
    if (record !== undefined) valid.push(record);
  }
  problems.push(...findDuplicates(valid));
  const loaded = [...sorted.map((file) => file.file), ...broken.flatMap((problem) => problem.place?.file ?? [])];
  problems.push(...findMissingFiles(loaded));
  const records = assembleRecords(valid);
  return {
    records,
    files: valid,
    warnings: sortProblems(warnings),
    problems: sortProblems(problems),
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
  return problems.filter((problem) => !isOfSpecs(problem));
}

function isOfSpecs({ place }: Problem): boolean {
  return place?.file.startsWith("specs/") === true;
}

function concernsSpec(reading: ProjectReading, problem: Problem, specId: string): boolean {
  const file = problem.place?.file ?? "";
  return !isOfSpecs(problem) || (reading.specFiles.get(specId) ?? []).includes(file);
}

function readRecord(source: AuthoredSource, problems: Problem[], warnings: Problem[]): FileRecord | undefined {
  const role = findFileRole(source.file);
  if (role === undefined) {
    problems.push(describeStray(source.file));
    return undefined;
  }
  const parsed = parseAuthored(source, RECORD_SCHEMAS[role.kind] as z.ZodType);
  if (parsed.kind === "invalid") {
    problems.push(...parsed.problems);
    return undefined;
  }
  warnings.push(...parsed.warnings);
  const record = { role, file: source.file, value: parsed.value, placeOf: parsed.placeOf } as FileRecord;
  const misnamed = findMisnaming(record);
  problems.push(...misnamed);
  return misnamed.length === 0 ? record : undefined;
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
