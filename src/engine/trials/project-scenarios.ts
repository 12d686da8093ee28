import { statSync } from "node:fs";
import { join } from "node:path";
import type { NamedFile } from "../../core/authored/named-file.ts";
import { PROJECT_FILES } from "../../core/authored/project-layout.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { stampFolder } from "../playtest/find-story-files.ts";
import { type TriedScenario, tryScenarios } from "./load-scenarios.ts";

/** Where a project keeps its scenarios. */
export const SCENARIO_FOLDER = "scenarios";

/** What was read of a project's scenarios, for as long as no file of theirs changes. */
export interface ReadScenarios {
  readonly stamp: string;
  readonly tried: readonly TriedScenario[];
}

/** The folder of a project's scenarios; undefined where it has none. */
export function scenarioFolderOf(projectDir: string): NamedFile | undefined {
  const path = join(projectDir, SCENARIO_FOLDER);
  const isThere = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  return isThere ? { path, name: SCENARIO_FOLDER } : undefined;
}

/**
 * Reads a project's scenarios, each with its problems.
 *
 * @param before  What was read before: it is taken again where no file changed.
 * @throws TouchstoneError DISK_FAILED; INPUT_INVALID where there are too many.
 */
export async function readProjectScenarios(projectDir: string, before: ReadScenarios | null): Promise<ReadScenarios> {
  const stamp = `${stampFolder(projectDir, SCENARIO_FOLDER)}\n${stampProject(projectDir)}`;
  if (before?.stamp === stamp) return before;
  const folder = scenarioFolderOf(projectDir);
  return { stamp, tried: folder === undefined ? [] : await tryScenarios([folder]).catch(ignoreNone) };
}

/** Prices, addresses and who judges stand in the project's own file. */
function stampProject(projectDir: string): string {
  const stats = PROJECT_FILES.map((name) => statSync(join(projectDir, name), { throwIfNoEntry: false }));
  return stats.map((each) => (each === undefined ? "" : `${each.size}:${each.ctimeMs}`)).join(" ");
}

/** A folder without a scenario is an empty list here. */
function ignoreNone(error: unknown): readonly TriedScenario[] {
  if (error instanceof TouchstoneError && error.code === "FILE_NOT_FOUND") return [];
  throw error;
}
