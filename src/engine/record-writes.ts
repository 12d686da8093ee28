import { dirname, join } from "node:path";
import { z } from "zod";
import { makeFolders } from "../adapters/files/make-folders.ts";
import { removeFiles } from "../adapters/files/remove-files.ts";
import { LIMITS } from "../core/authored/limits.ts";
import { startRecord } from "../core/authored/propose-edit.ts";
import { type AuthoredSource, readSource } from "../core/authored/read-source.ts";
import { type EditableKind, fileOfRole } from "../core/authored/record-address.ts";
import { digestText } from "../core/canonical/digest.ts";
import { type Problem, TouchstoneError } from "../core/errors.ts";
import { writeProjectText } from "./project.ts";
import { proposeRecord } from "./proposed-record.ts";
import { expectBase, findSource, getRole, getSource, loadRecordFiles } from "./record-files.ts";
import { BaseInput, EditsInput, RecordInput, toEdits } from "./record-input.ts";
import type { Studio } from "./studio.ts";
import { defineVerb } from "./verb.ts";

/** A record's file as it is now on disk. */
export interface WrittenRecord {
  readonly id: string;
  readonly file: string;
  readonly text: string;
  /** Digest of `text`: what the next save or restore expects. */
  readonly base: string;
}

/** A record that was saved, and what undoes it: `record.restore` with this `base` and the text before. */
export interface SavedRecord extends WrittenRecord {
  /** Null for a profile: its new version stands beside the old one, so undoing removes it. */
  readonly before: { readonly text: string; readonly base: string } | null;
}

/** A record's file as it was written back; null twice when it was removed. */
export interface RestoredRecord {
  readonly id: string;
  readonly file: string;
  readonly text: string | null;
  readonly base: string | null;
}

/** Makes the file of a new record. */
export const recordCreateVerb = defineVerb({
  name: "record.create",
  summary: "Write the file of a new record",
  access: "hold",
  input: RecordInput.extend({ edits: EditsInput }),
  run: async (studio, { kind, id, edits }): Promise<WrittenRecord> =>
    await studio.alone(async () => {
      const files = await loadRecordFiles(studio);
      const role = getRole(kind, id);
      const there = findSource(files, kind, id);
      if (there !== undefined) {
        throw conflict(`\`${there.file}\` holds ${kind} \`${id}\` already`, "Choose another id, or edit the one that is there");
      }
      const { source, problems } = proposeRecord(files, { role, source: startRecord(role) }, toEdits(edits));
      refuseProblems(problems);
      return await write(studio, id, source);
    }),
});

/** Saves edits of a record; of a profile as its next version. */
export const recordSaveVerb = defineVerb({
  name: "record.save",
  summary: "Save edits of a record, keeping its comments; a profile gets a new version",
  access: "hold",
  input: RecordInput.extend({ edits: EditsInput, base: BaseInput }),
  run: async (studio, { kind, id, edits, base }): Promise<SavedRecord> =>
    await studio.alone(async () => {
      const files = await loadRecordFiles(studio);
      const before = getSource(files, kind, id);
      expectBase(before, base);
      const proposed = proposeRecord(files, { role: getRole(kind, id), source: before }, toEdits(edits));
      refuseProblems(proposed.problems);
      const isSameFile = proposed.source.file === before.file;
      if (!isSameFile && !proposed.isChange)
        throw conflict("nothing differs, so there is no next version", "Change something first");
      const saved = await write(studio, proposed.id, proposed.source);
      return { ...saved, before: isSameFile ? { text: before.text, base } : null };
    }),
});

/** Writes a whole text back, or removes the file: what undoes a save or a creation. */
export const recordRestoreVerb = defineVerb({
  name: "record.restore",
  summary: "Put a record's file back as it was, or remove it",
  access: "hold",
  input: RecordInput.extend({
    text: z.string().max(LIMITS.maxBytes).nullable().describe("The whole file; null removes it"),
    base: BaseInput.nullable().describe("Digest of the file as it is now; null when there is none"),
  }),
  run: async (studio, { kind, id, text, base }): Promise<RestoredRecord> =>
    await studio.alone(async () => {
      const files = await loadRecordFiles(studio);
      const role = getRole(kind, id);
      const now = findSource(files, kind, id);
      expectBase(now, base);
      const file = now?.file ?? fileOfRole(role);
      refuseRestore(kind, { now, text });
      if (text !== null) return await write(studio, id, { file, text });
      await removeFiles(studio.projectDir, [file]);
      return { id, file, text: null, base: null };
    }),
});

function refuseRestore(kind: EditableKind, { now, text }: { now: AuthoredSource | undefined; text: string | null }): void {
  if (kind === "project" && text === null) {
    throw conflict("the project file is not removed: without it the folder is no project", "Write its text back instead");
  }
  if (kind === "profile" && now !== undefined && text !== null && text !== now.text) {
    throw conflict(`\`${now.file}\` is a released version, which never changes`, "Save the change as the next version");
  }
  const reading = text === null ? undefined : readSource({ file: now?.file ?? "text", text });
  if (reading?.kind === "unreadable") refuseProblems(reading.problems);
}

async function write({ projectDir }: Studio, id: string, { file, text }: AuthoredSource): Promise<WrittenRecord> {
  await makeFolders(join(projectDir, dirname(file)));
  await writeProjectText(projectDir, file, text);
  return { id, file, text, base: digestText(text) };
}

function refuseProblems(problems: readonly Problem[]): void {
  const [first] = problems;
  if (first === undefined) return;
  const message = problems.length === 1 ? first.message : `${problems.length} problems would be in the file`;
  throw new TouchstoneError("INPUT_INVALID", message, { problems, place: first.place, hint: first.hint });
}

function conflict(message: string, hint: string): TouchstoneError {
  return new TouchstoneError("STATE_CONFLICT", message, { hint });
}
