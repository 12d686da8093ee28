import type { Problem } from "../errors.ts";
import { applyEdits } from "./apply-edits.ts";
import { editAuthored } from "./edit.ts";
import type { Edit } from "./edit-steps.ts";
import { findFileRole } from "./project-layout.ts";
import type { AuthoredSource } from "./read-source.ts";
import { type EditableRole, fileOfRole, recordIdOf } from "./record-address.ts";
import { schemaHeader } from "./schema-header.ts";

/** What would be written for a record that a form edits. */
export interface Proposal {
  /** Id of the record that would be written; another than the one that was edited when that is a profile. */
  readonly id: string;
  readonly source: AuthoredSource;
  /** False when the edits say what the file says already. */
  readonly isChange: boolean;
  /** Why the edits cannot be applied; then `source` is what there is. */
  readonly problems: readonly Problem[];
}

/** The file of a new record before anyone filled it in: where its schema is, and what its path says. */
export function startRecord(role: EditableRole): AuthoredSource {
  const file = fileOfRole(role);
  const header = `${schemaHeader(role.kind, file.split("/").length - 1)}\n`;
  const { id, version, checkpointId } = role;
  const said = Object.entries({ id, version, checkpointId }).filter(([, value]) => value !== undefined);
  const named = role.kind === "tags" ? [{ path: ["tags"], value: [] }] : said.map(([key, value]) => ({ path: [key], value }));
  return { file, text: editAuthored(header, named) };
}

/**
 * Applies a form's edits to the file of a record, on paper.
 *
 * A released profile never changes under its version: the edits of one go into a new file with the next free number.
 *
 * @param files  Every authored file of the project: they say which numbers are taken.
 */
export function proposeEdit(
  { role, source }: { readonly role: EditableRole; readonly source: AuthoredSource },
  edits: readonly Edit[],
  files: readonly string[],
): Proposal {
  const target = role.kind === "profile" && files.includes(source.file) ? nextVersion(role, files) : role;
  const isNext = target !== role;
  const file = isNext ? fileOfRole(target) : source.file;
  const edited = applyEdits(source, role.kind, edits);
  const id = recordIdOf(target);
  if (edited.kind === "refused") return { id, source: { file, text: source.text }, isChange: false, problems: edited.problems };
  const text = isNext ? editAuthored(edited.text, [{ path: ["version"], value: target.version }]) : edited.text;
  return { id, source: { file, text }, isChange: edited.text !== source.text, problems: [] };
}

function nextVersion(role: EditableRole, files: readonly string[]): EditableRole {
  const versions = files.flatMap((file) => {
    const other = findFileRole(file);
    const isSame = other?.kind === "profile" && other.id === role.id && other.checkpointId === role.checkpointId;
    return isSame && other.version !== undefined ? [other.version] : [];
  });
  return { ...role, version: Math.max(...versions) + 1 };
}
