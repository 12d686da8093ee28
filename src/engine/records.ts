import { z } from "zod";
import { readAuthoredValue } from "../core/authored/authored-value.ts";
import { jsonSchemaOf } from "../core/authored/json-schemas.ts";
import { findFileRole, shapesOfFolder } from "../core/authored/project-layout.ts";
import { type EditableKind, recordIdOf } from "../core/authored/record-address.ts";
import { listChoices, type RecordChoices } from "../core/authored/record-choices.ts";
import { digestText } from "../core/canonical/digest.ts";
import { byKey } from "../core/canonical/order.ts";
import type { Problem } from "../core/errors.ts";
import { getSource, loadLockProblems, loadRecordFiles, type RecordFiles } from "./record-files.ts";
import { KindInput, RecordInput } from "./record-input.ts";
import { defineVerb } from "./verb.ts";

/** A record in a list. */
export interface ListedRecord {
  readonly id: string;
  /** Null where the kind has no titles, or the file cannot be read. */
  readonly title: string | null;
  readonly file: string;
  /** Everything that keeps the file from being used; empty when nothing does. */
  readonly problems: readonly Problem[];
}

/** The records of one kind, sorted by id, broken ones too. */
export interface RecordList {
  readonly records: readonly ListedRecord[];
  /** Problems of files that lie in the kind's folder under a name that no record has. */
  readonly misplaced: readonly Problem[];
}

/** Lists the records of one kind, broken files with their problems. */
export const recordListVerb = defineVerb({
  name: "record.list",
  summary: "List the records of one kind, broken ones with their problems",
  access: "files",
  input: z.strictObject({ kind: KindInput }),
  async run(studio, { kind }): Promise<RecordList> {
    const files = await loadRecordFiles(studio);
    const problems = [...files.reading.problems, ...(await loadLockProblems(studio, files.reading))];
    const ofKind = files.names.filter((file) => findFileRole(file)?.kind === kind);
    return {
      records: ofKind.map((file) => describe(files, file, problems)).toSorted(byKey(({ id }) => id)),
      misplaced: problems.filter(({ place }) => place !== undefined && isMisplaced(place.file, kind)),
    };
  },
});

function describe({ sources }: RecordFiles, file: string, problems: readonly Problem[]): ListedRecord {
  const role = findFileRole(file);
  const source = sources.find((each) => each.file === file);
  const value = source === undefined || role === undefined ? undefined : readAuthoredValue(source, role.kind)?.value;
  return {
    id: role === undefined ? file : recordIdOf(role),
    title: titleOf(value),
    file,
    problems: problems.filter(({ place }) => place?.file === file),
  };
}

function titleOf(value: unknown): string | null {
  const title = typeof value === "object" && value !== null && "title" in value ? value.title : null;
  return typeof title === "string" ? title : null;
}

function isMisplaced(file: string, kind: EditableKind): boolean {
  if (findFileRole(file) !== undefined) return false;
  const [shape] = shapesOfFolder(file);
  return shape !== undefined && findFileRole(shape)?.kind === kind;
}

/** One record as its author wrote it, with all that a form needs to edit it. */
export interface ShownRecord {
  readonly kind: EditableKind;
  readonly id: string;
  readonly file: string;
  /** The file as it is. */
  readonly text: string;
  /** Digest of `text`: what a later save expects the file still to be. */
  readonly base: string;
  /** What the file says in today's spelling, without defaults; null when it cannot be read. */
  readonly value: unknown;
  /** What keeps the file from being used. */
  readonly problems: readonly Problem[];
  /** What does not, e.g. a name of a record that does not exist. */
  readonly warnings: readonly Problem[];
  /** JSON Schema (draft 2020-12) of the kind, as a person may write it. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly choices: RecordChoices;
}

/** Shows one record: text, value, schema and what a form can offer. */
export const recordShowVerb = defineVerb({
  name: "record.show",
  summary: "Show one record as its author wrote it, with its schema and what can be chosen",
  access: "files",
  input: RecordInput,
  async run(studio, { kind, id }): Promise<ShownRecord> {
    const files = await loadRecordFiles(studio);
    const { file, text } = getSource(files, kind, id);
    const { problems, warnings, references } = files.reading;
    const isHere = ({ place }: Problem): boolean => place?.file === file;
    return {
      kind,
      id,
      file,
      text,
      base: digestText(text),
      value: readAuthoredValue({ file, text }, kind)?.value ?? null,
      problems: [...problems, ...(await loadLockProblems(studio, files.reading))].filter(isHere),
      warnings: [...warnings, ...references].filter(isHere),
      schema: jsonSchemaOf(kind),
      choices: listChoices(files.reading.files),
    };
  },
});

/** What a new record of one kind may be. */
export interface RecordStart {
  readonly kind: EditableKind;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly choices: RecordChoices;
}

/** Says what a new record of one kind may be: its schema, and what a form can offer. */
export const recordStartVerb = defineVerb({
  name: "record.start",
  summary: "Show what a new record of one kind may be: its schema and what can be chosen",
  access: "files",
  input: z.strictObject({ kind: KindInput }),
  async run(studio, { kind }): Promise<RecordStart> {
    const { reading } = await loadRecordFiles(studio);
    return { kind, schema: jsonSchemaOf(kind), choices: listChoices(reading.files) };
  },
});
