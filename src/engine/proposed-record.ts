import { findStatusProblem } from "../core/assets/ready/find-status-problem.ts";
import { readAuthoredValue } from "../core/authored/authored-value.ts";
import type { Edit } from "../core/authored/edit-steps.ts";
import { type Proposal, proposeEdit } from "../core/authored/propose-edit.ts";
import { findFileRole } from "../core/authored/project-layout.ts";
import type { ProjectReading } from "../core/authored/read-project.ts";
import type { AuthoredSource } from "../core/authored/read-source.ts";
import type { EditableRole } from "../core/authored/record-address.ts";
import type { Problem } from "../core/errors.ts";
import { type RecordFiles, readWith } from "./record-files.ts";

/** A record as it would be after edits, and the project around it. */
export interface ProposedRecord extends Proposal {
  /** What the new text says, as authored; null when it cannot be read. */
  readonly value: unknown;
  /** The project with the new text in place of the file. */
  readonly reading: ProjectReading;
}

/**
 * Applies edits to a record in memory, and finds everything that is wrong with the result.
 *
 * @param from  The record's file, or what a new one starts from.
 */
export function proposeRecord(
  files: RecordFiles,
  from: { readonly role: EditableRole; readonly source: AuthoredSource },
  edits: readonly Edit[],
): ProposedRecord {
  const proposal = proposeEdit(from, edits, files.names);
  const { source } = proposal;
  const reading = readWith(files, source);
  const value = readAuthoredValue(source, from.role.kind)?.value ?? null;
  if (proposal.problems.length > 0) return { ...proposal, value, reading };
  const found = reading.problems.filter(({ place }) => place?.file === source.file);
  const ofStatus = findFileRole(source.file)?.kind === "spec" ? statusProblems({ before: from.source, value, reading }) : [];
  return { ...proposal, value, reading, problems: [...found, ...ofStatus] };
}

interface SpecEdit {
  readonly before: AuthoredSource;
  readonly value: unknown;
  readonly reading: ProjectReading;
}

function statusProblems({ before, value, reading }: SpecEdit): readonly Problem[] {
  const found = findStatusProblem(readAuthoredValue(before, "spec")?.value, value);
  if (found === undefined) return [];
  const { field, message, hint } = found;
  const record = reading.files.find(({ file }) => file === before.file);
  const place = record === undefined ? {} : { place: record.placeOf([field]) };
  return [{ code: "INPUT_INVALID", message, hint, ...place }];
}
