import { Slug } from "../assets/records/fields.ts";
import { type FileRole, findFileRole } from "./project-layout.ts";

/** The kinds of records that forms edit. Workflows come from ComfyUI and are replaced as files. */
export const EDITABLE_KINDS = ["project", "checkpoint", "profile", "baseline", "lora", "tags", "entity", "spec"] as const;
export type EditableKind = (typeof EDITABLE_KINDS)[number];

/** What the file of a record that forms edit holds. */
export type EditableRole = FileRole & { readonly kind: EditableKind };

const FOLDERS = {
  checkpoint: "checkpoints",
  baseline: "baselines",
  lora: "loras",
  entity: "entities",
  spec: "specs",
} as const satisfies Partial<Record<EditableKind, string>>;

/**
 * What a record is called among those of its kind: `project` and `tags` for the two single files, `pony.plain.v2` for a
 * profile (slugs have no dots), else its own id.
 */
export function recordIdOf({ kind, id, checkpointId, version }: FileRole): string {
  if (kind === "profile") return `${checkpointId}.${id}.v${version}`;
  return id ?? kind;
}

/**
 * The role that a record's id stands for: the only way from outside input to the path of a file.
 *
 * @returns undefined when the id is none that a record of this kind can have, e.g. `../secrets`.
 */
export function parseRecordId(kind: EditableKind, id: string): EditableRole | undefined {
  if (kind === "project" || kind === "tags") return id === kind ? { kind } : undefined;
  if (kind !== "profile") return isSlug(id) ? { kind, id } : undefined;
  const [, checkpointId = "", name = "", version] = /^([^.]+)\.([^.]+)\.v([1-9]\d{0,3})$/.exec(id) ?? [];
  return isSlug(checkpointId) && isSlug(name) ? { kind, id: name, checkpointId, version: Number(version) } : undefined;
}

/** Where the record of a role is written when no file holds it yet, e.g. `profiles/pony/plain.v2.yaml`. */
export function fileOfRole(role: EditableRole): string {
  if (role.kind === "project") return "touchstone.yaml";
  if (role.kind === "tags") return "tags.yaml";
  if (role.kind === "profile") return `profiles/${role.checkpointId}/${role.id}.v${role.version}.yaml`;
  return `${FOLDERS[role.kind]}/${role.id}.yaml`;
}

/** The file among these that holds a record of this kind and id, if any. */
export function findRecordFile(files: readonly string[], kind: EditableKind, id: string): string | undefined {
  return files.find((file) => {
    const role = findFileRole(file);
    return role?.kind === kind && recordIdOf(role) === id;
  });
}

function isSlug(text: string): boolean {
  return Slug.safeParse(text).success;
}
