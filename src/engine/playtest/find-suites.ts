import { suggest } from "../../core/authored/nearest.ts";
import type { NamedFile } from "../../core/authored/named-file.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { findStoryFiles } from "./find-story-files.ts";

/**
 * The suites of a project, or the one that is named by its path inside the project.
 *
 * @throws TouchstoneError FILE_NOT_FOUND with the nearest name, or when there is none at all.
 */
export function findSuites(projectDir: string, name?: string): readonly NamedFile[] {
  const { suites } = findStoryFiles(projectDir);
  const found = name === undefined ? suites : suites.filter((file) => file.name === name);
  if (found.length > 0) return found;
  const known = suites.map((file) => file.name);
  const message = name === undefined ? "the project has no suite" : `the project has no suite \`${name}\`${suggest(name, known)}`;
  throw new TouchstoneError("FILE_NOT_FOUND", message, { hint: "Suites lie in `suites/`, as `.suite.yaml`" });
}
