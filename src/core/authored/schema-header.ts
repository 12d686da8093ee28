import { type FileKind, PROJECT_SCHEMA_FOLDER } from "./json-schemas.ts";

/**
 * The first line of an authored file, by which editors find its schema.
 *
 * @param depth  Folders between the project and the file: 0 for `touchstone.yaml`, 1 for `specs/x.yaml`, 2 for profiles.
 */
export function schemaHeader(kind: FileKind, depth: number): string {
  return `# yaml-language-server: $schema=${"../".repeat(depth)}${PROJECT_SCHEMA_FOLDER}/${kind}.schema.json`;
}
