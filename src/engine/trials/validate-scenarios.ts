import type { NamedFile } from "../../core/authored/named-file.ts";
import type { Problem } from "../../core/errors.ts";
import { tryScenarios } from "./load-scenarios.ts";

/** What was found in scenarios before anything is run. */
export interface ScenarioValidation {
  readonly ok: boolean;
  readonly files: readonly {
    readonly file: string;
    readonly name: string;
    readonly problems: readonly Problem[];
    readonly warnings: readonly Problem[];
  }[];
}

/**
 * Checks scenarios, and what they include and name, without running anything.
 *
 * @param paths  Files, and folders that are searched for them.
 * @throws TouchstoneError what `tryScenarios` throws.
 */
export async function validateScenarios(paths: readonly NamedFile[]): Promise<ScenarioValidation> {
  const files = (await tryScenarios(paths)).map(({ file, name, loaded, problems }) => ({
    file: file.name,
    name,
    problems,
    warnings: loaded?.warnings ?? [],
  }));
  return { ok: files.every(({ problems }) => problems.length === 0), files };
}
